"""What python-docx gives of a DOCX: what our reading is held against, in letters."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx


def word_text(path: Path) -> str:
    """The text of the body, paragraphs and each table cell once; "" for what it can not open."""
    try:
        return "\n".join(_plain(docx.Document(str(path))))
    # A peer's failure is its own matter: then there is nothing to be held against.
    except Exception:  # noqa: BLE001
        return ""


def _plain(container: Any) -> Iterator[str]:  # noqa: ANN401 -- python-docx publishes no types
    for block in container.iter_inner_content():
        if hasattr(block, "rows"):
            # A merged cell stands in `cells` once for each place that it covers.
            cells = {id(cell._tc): cell for row in block.rows for cell in row.cells}
            for cell in cells.values():
                yield from _plain(cell)
        else:
            yield block.text
