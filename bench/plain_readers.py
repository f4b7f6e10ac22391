"""Other programs that read the same files, as baselines."""

from pathlib import Path

import viparse

from corpus.errors import DungHanError


class BaselineError(DungHanError):
    """A baseline could not read a file."""


def read_by_viparse(path: Path) -> str:
    """The text that viparse gives with its recognition by content switched on.

    Raises:
        BaselineError: it raises or gives nothing.
    """
    try:
        documents = viparse.load(path, output="text", encoding="auto")
    except viparse.ViparseError as error:
        raise BaselineError(f"{path.name}: viparse không đọc được ({error})") from error
    return "\n".join(document.text for document in documents)
