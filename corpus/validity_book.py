"""What the list and the library together know of instruments, over an open store."""

from collections.abc import Callable, Mapping
from datetime import date

from corpus.documents import Document
from corpus.number_query import matching_numbers, read_number_query
from corpus.reference_store import ReferenceStore, days_cited
from corpus.references import StoredReference
from corpus.store import Store
from corpus.text import fold, normalize
from corpus.validity import Known, Validity, validity_on
from corpus.validity_list import ValidityList


class ValidityBook:
    """Finds instruments by any writing of their number, and says whether they stand on a day."""

    def __init__(self, store: Store, listed: Callable[[], ValidityList]) -> None:
        self._store = store
        self._references = ReferenceStore(store)
        self._listed = listed
        self._papers: tuple[int, tuple[Document, ...]] | None = None

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
        known = Known(
            listed=self._listed().of(number),
            said=self._references.changes_of(number),
            held=self._held().get(number),
            days_cited=days_cited(self._references.to_number(number)),
        )
        return validity_on(number, day, known)

    def number_of(self, document_id: str) -> str | None:
        """The number of a live paper; None for one without a number, or that is not there."""
        return self._numbers().get(document_id)

    def resting_on(self, number: str) -> tuple[StoredReference, ...]:
        """What in the library cites the text with this number."""
        return self._references.to_number(number)

    def _numbers(self) -> Mapping[str, str | None]:
        return {document.id: document.number for document in self._documents()}

    def _held(self) -> Mapping[str, Document]:
        return {d.number: d for d in reversed(self._documents()) if d.number}

    def _documents(self) -> tuple[Document, ...]:
        """The library's papers, read once for each change of the store."""
        change = self._store.latest_change()
        if self._papers is None or self._papers[0] != change:
            self._papers = (change, self._store.documents())
        return self._papers[1]
