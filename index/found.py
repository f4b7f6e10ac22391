"""Rows that were found, as passages with their documents: read together, and kept for a while."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import TypeVar

from corpus.database import Database
from corpus.documents import Document, Passage
from corpus.errors import UnknownDocumentError
from corpus.found_passages import documents_at, lengths_at, passages_at
from index.rows import split_row

_PASSAGES_KEPT = 8_192  # a few dozen MiB; all of a small office's library
_DOCUMENTS_KEPT = 4_096
_LENGTHS_KEPT = 100_000
_K = TypeVar("_K", bound=Hashable)
_V = TypeVar("_V")


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How many characters one question may cost, and how many of a passage count at most."""

    letters: int
    of_one: int

    def holds(self, lengths: Sequence[int]) -> int:
        """How many of the first passages of these lengths have room; the first one always has."""
        spent = accumulate(min(length, self.of_one) for length in lengths)
        return max(min(1, len(lengths)), sum(1 for each in spent if each <= self.letters))


class FoundPassages:
    """Passages by row. A version never changes, so what is kept is never stale.

    Not safe to share between threads.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._passages: dict[tuple[int, int], Passage] = {}
        self._documents: dict[int, Document] = {}
        self._lengths: dict[tuple[int, int], int] = {}

    def within(self, rows: Sequence[int], room: Room) -> int:
        """How many of the first rows have room."""
        places = [split_row(row) for row in rows]
        new = [place for place in places if place not in self._lengths]
        lengths = lengths_at(self._database, new) if new else {}
        count = room.holds([self._lengths.get(each, lengths.get(each, 0)) for each in places])
        _keep(self._lengths, lengths, _LENGTHS_KEPT)
        return count

    def of_rows(self, rows: Sequence[int]) -> list[tuple[Document, Passage]]:
        """Each row's document, without its text, and passage, in the order of `rows`.

        Two queries for all that is not kept, however many.

        Raises:
            UnknownDocumentError: a row is of no version of the store.
        """
        places = [split_row(row) for row in rows]
        new = [place for place in places if place not in self._passages]
        numbers = {revision for revision, _ in places if revision not in self._documents}
        passages = passages_at(self._database, new) if new else {}
        documents = documents_at(self._database, numbers) if numbers else {}
        try:
            found = [
                (
                    self._documents.get(revision) or documents[revision],
                    self._passages.get((revision, ordinal)) or passages[revision, ordinal],
                )
                for revision, ordinal in places
            ]
        except KeyError as error:
            raise UnknownDocumentError(f"#{error.args[0]}") from error
        _keep(self._passages, passages, _PASSAGES_KEPT)
        _keep(self._documents, documents, _DOCUMENTS_KEPT)
        return found


def _keep(kept: dict[_K, _V], new: Mapping[_K, _V], most: int) -> None:
    """Add what is new; what came first goes first."""
    kept.update(new)
    for key in list(islice(kept, max(0, len(kept) - most))):
        del kept[key]
