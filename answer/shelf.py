"""The live papers of a library as an answer needs them, read once for each change of the store."""

from dataclasses import dataclass

from answer.offices import Offices, find_offices
from answer.succession import library_provinces
from corpus.documents import Document
from corpus.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The live papers (without text) and the offices that they are of, after a change."""

    change: int
    documents: tuple[Document, ...]
    offices: Offices
    provinces: frozenset[str]  # that the papers name as theirs, as they are since 2025

    def of_offices(self, places: frozenset[str]) -> tuple[Document, ...]:
        """The papers of the offices at these places; all of them for no place."""
        if not places:
            return self.documents
        known = self.offices.by_revision
        return tuple(
            each for each in self.documents if places & known.get(each.revision, frozenset())
        )


def read_shelf(store: Store, before: Shelf | None) -> Shelf:
    """The papers as they are now; `before` itself when nothing has changed since.

    About 0.1 ms when nothing has; a paper's text is read only where it names no issuer.
    """
    change = store.latest_change()
    if before is not None and before.change == change:
        return before
    documents = store.documents(include_procedures=False)
    offices = find_offices(
        documents,
        lambda document_id: store.document(document_id).text,
        before.offices if before else None,
    )
    return Shelf(
        change=change,
        documents=documents,
        offices=offices,
        provinces=library_provinces(documents),
    )
