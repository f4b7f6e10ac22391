"""Documents, passages and notes to the columns of the store, and back."""

from collections.abc import Iterable, Mapping
from typing import Any

from corpus.citations import Citation, Level, Step
from corpus.documents import Document, Note, Passage, ReadHow, Role

# A column of the store and the field of Document that it holds; `id` and `revision` come from
# the store itself.
_PLAIN = (
    "kind",
    "subject",
    "issuer",
    "place",
    "signed_on",
    "signed_as_written",
    "signer",
    "signer_title",
    "effective_from",
    "source",
    "sha256",
    "page_count",
    "text",
)
_LISTS = ("recipients", "legal_bases", "page_starts", "words")
# Added behind the text, so a list of documents, which does not load it, leaves them out too.
BEHIND_TEXT = ("addressees", "urgency", "scope", "copied_as", "is_draft")

Row = Mapping[Any, Any]  # one row of a table: what stands in it is the schema's matter


def document_row(document: Document) -> dict[str, object]:
    """The columns of `revisions` that describe a document."""
    plain = {name: getattr(document, name) for name in _PLAIN}
    lists = {name: list(getattr(document, name)) for name in _LISTS}
    form = {name: getattr(document, name) for name in BEHIND_TEXT}
    form["addressees"] = list(document.addressees)
    return {**plain, **lists, **form, "document_number": document.number}


def document_of(row: Row) -> Document:
    """The document of a row of `revisions`.

    Its text, addressees and stamps are empty when the row carries none.
    """
    fields: dict[str, Any] = {name: row[name] for name in _PLAIN if name != "text"}
    fields |= {name: tuple(row[name]) for name in _LISTS}
    fields |= {name: row[name] for name in BEHIND_TEXT if name in row}
    fields["addressees"] = tuple(fields.get("addressees", ()))
    return Document(
        id=row["document_id"],
        number=row["document_number"],
        text=row.get("text", ""),
        revision=row["number"],
        **fields,
    )


def passage_rows(
    passages: Iterable[Passage], document_id: str, revision: int
) -> list[dict[str, object]]:
    """The rows of `passages`, in order; their citations name `document_id` whatever they did."""
    return [
        {
            "revision": revision,
            "ordinal": ordinal,
            "citation_id": Citation(document_id=document_id, steps=passage.citation.steps).id,
            "steps": [[step.level.value, step.label] for step in passage.citation.steps],
            "role": passage.role.value,
            "trail": list(passage.trail),
            "heads": list(passage.heads) or None,
            "carried": list(passage.carried) or None,
            "start_offset": passage.start,
            "end_offset": passage.end,
            "first_page": passage.first_page,
            "last_page": passage.last_page,
        }
        for ordinal, passage in enumerate(passages)
    ]


def passage_of(row: Row, document_id: str, text: str) -> Passage:
    """The passage of a row of `passages`; `text` is the whole text of its revision."""
    return passage_saying(row, document_id, text[row["start_offset"] : row["end_offset"]])


def passage_saying(row: Row, document_id: str, said: str) -> Passage:
    """The passage of a row of `passages`; `said` is its own text."""
    steps = tuple(Step(Level(level), label) for level, label in row["steps"])
    return Passage(
        citation=Citation(document_id=document_id, steps=steps),
        role=Role(row["role"]),
        trail=tuple(row["trail"]),
        heads=tuple(row["heads"] or ()),
        carried=tuple(row["carried"] or ()),
        text=said,
        start=row["start_offset"],
        end=row["end_offset"],
        first_page=row["first_page"],
        last_page=row["last_page"],
    )


def note_rows(notes: Iterable[Note]) -> list[dict[str, object]]:
    """Notes as the JSON of the column `notes`."""
    return [
        {
            "page": note.page,
            "text": note.text,
            "doubtful": note.doubtful,
            **({"how": note.how.value} if note.how else {}),
        }
        for note in notes
    ]


def notes_of(rows: Iterable[Row]) -> tuple[Note, ...]:
    """The notes of the column `notes`, in their order."""
    return tuple(
        Note(
            page=row["page"],
            text=row["text"],
            doubtful=row["doubtful"],
            how=ReadHow(row["how"]) if row.get("how") else None,
        )
        for row in rows
    )
