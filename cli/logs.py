"""The log on stderr: lines for people, or one JSON object a line for programs that gather them."""

import json
import logging
import sys
import traceback
from datetime import datetime

from corpus.schema import VIETNAM

_TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class JsonLines(logging.Formatter):
    """One object a line. Of an error its kind and places, never its words: they may quote."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        told: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, VIETNAM).isoformat(
                timespec="milliseconds"
            ),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info and record.exc_info[0] is not None:
            kind, _, trace = record.exc_info
            told["error"] = kind.__name__
            told["trace"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(trace)
            ]
        return json.dumps(told, ensure_ascii=False)


def set_up_log(*, verbose: bool, as_json: bool) -> None:
    """Send what is logged to stderr; warnings and worse, with `verbose` all that is told."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if as_json else logging.Formatter(_TEXT))
    logging.basicConfig(
        level=logging.INFO if verbose else logging.WARNING,
        handlers=[handler],
    )
    # Its INFO lines hold the address, and Telegram's address holds the token.
    logging.getLogger("httpx").setLevel(logging.WARNING)
