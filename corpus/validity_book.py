"""What the list and the library together know of instruments, over an open store."""

from collections.abc import Callable, Mapping
from datetime import date

from corpus.documents import Document
from corpus.number_query import matching_numbers, read_number_query
from corpus.reference_store import ReferenceStore
from corpus.references import StoredReference
from corpus.store import Store
from corpus.text import fold, normalize
from corpus.validity import Known, Validity, validity_on
from corpus.validity_list import ValidityList

_KEPT = 4_096  # texts of which is kept what the library says


class ValidityBook:
    """Finds instruments by any writing of their number, and says whether they stand on a day."""

    def __init__(self, store: Store, listed: Callable[[], ValidityList]) -> None:
        self._store = store
        self._references = ReferenceStore(store)
        self._listed = listed
        self._papers: tuple[int, tuple[Document, ...]] | None = None
        self._changes: tuple[tuple[int, int], dict[str, tuple[StoredReference, ...]]] | None = None

    @property
    def references(self) -> ReferenceStore:
        """The references of the library."""
        return self._references

    def candidates(self, typed: str) -> tuple[str, ...]:
        """The canonical numbers that a person may mean, in order; empty for none that is known.

        Known are the numbers of the list, of the library's papers, and those that they cite. A
        law may be asked for by its name.
        """
        listed = self._listed().instruments
        query = read_number_query(typed)
        known = {*listed, *self._references.numbers(), *self._held()}
        found = matching_numbers(query, known) if query else ()
        if found:
            return found
        asked = fold(normalize(typed)).strip()
        return tuple(
            number
            for number, instrument in listed.items()
            if asked and instrument.subject and asked in fold(normalize(instrument.subject))
        )

    def on(self, number: str, day: date) -> Validity:
        """The status of the text with this canonical number on a day. Some milliseconds."""
        return self._on(number, day, held=self._held().get(number))

    def of_paper(self, document_id: str, day: date) -> Validity | None:
        """The status of a live paper of the library; None for one without a number."""
        held = next((d for d in self._documents() if d.id == document_id), None)
        if held is None or held.number is None:
            return None
        return self._on(held.number, day, held=held, is_strict=True)

    def cited(self, number: str, cited_on: date | None, day: date) -> Validity:
        """The status on a day of a text that a passage cites with its number and maybe its day.

        Changes that may be of another text with the same number are left out.
        """
        return self._on(number, day, cited_on=cited_on, is_strict=True)

    def _on(
        self,
        number: str,
        day: date,
        *,
        held: Document | None = None,
        cited_on: date | None = None,
        is_strict: bool = False,
    ) -> Validity:
        known = Known(
            listed=self._listed().of(number),
            said=self._changes_of(number),
            held=held,
            days_cited=frozenset() if is_strict else self._references.days_cited(number),
            cited_on=cited_on,
            is_strict=is_strict,
        )
        return validity_on(number, day, known)

    def _changes_of(self, number: str) -> tuple[StoredReference, ...]:
        """What the library says of a text, read once for each state of the store."""
        state = (self._store.latest_change(), self._references.searched())
        if self._changes is None or self._changes[0] != state or len(self._changes[1]) >= _KEPT:
            self._changes = (state, {})
        kept = self._changes[1]
        if number not in kept:
            kept[number] = self._references.changes_of(number)
        return kept[number]

    def resting_on(self, number: str) -> tuple[StoredReference, ...]:
        """What in the library cites the text with this number."""
        return self._references.to_number(number)

    def _held(self) -> Mapping[str, Document]:
        return {d.number: d for d in reversed(self._documents()) if d.number}

    def _documents(self) -> tuple[Document, ...]:
        """The library's papers, read once for each change of the store."""
        change = self._store.latest_change()
        if self._papers is None or self._papers[0] != change:
            self._papers = (change, self._store.documents())
        return self._papers[1]
