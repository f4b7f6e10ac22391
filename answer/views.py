"""The library as a reader sees it: what is not for them is left out before anything is looked for.

One assistant serves all readers from whom the same documents are hidden, so nothing that it keeps
in memory is of a document that one of them may not see.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from answer.assistant import Assistant
from corpus.audiences import Reader, hidden_from
from corpus.store import Store
from corpus.validity_book import ValidityBook
from corpus.validity_list import ValidityList
from index.library_index import LibraryIndex

_VIEWS_KEPT = 16  # an office has few different audiences


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What one reader may see: papers, answers from them, and what they say of validity."""

    store: Store
    assistant: Assistant
    book: ValidityBook


class Views:
    """Gives each reader their view. Safe to share between threads."""

    def __init__(
        self,
        store: Store,
        index: LibraryIndex,
        listed: Callable[[], ValidityList],
        assistant_over: Callable[[LibraryIndex, Store], Assistant],
    ) -> None:
        self._store = store
        self._index = index
        self._listed = listed
        self._assistant_over = assistant_over
        self._without = lru_cache(maxsize=_VIEWS_KEPT)(self._made)

    def of(self, reader: Reader) -> View:
        """The view of a reader as the audiences are at this moment."""
        return self._without(hidden_from(self._store, reader))

    def _made(self, hidden: frozenset[str]) -> View:
        store = self._store.without(hidden)
        return View(
            store=store,
            assistant=self._assistant_over(self._index.without(hidden), store),
            book=ValidityBook(store, self._listed),
        )
