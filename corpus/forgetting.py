"""A document erased: every version, all that was derived from it; its number in the log stays.

For papers that must not have been put in. `Store.withdraw` is for papers that are out of use.
"""

import sqlalchemy as sa

from corpus.errors import UnknownDocumentError
from corpus.intake_log import Step, write_step
from corpus.schema import changes, documents, metadata, revisions
from corpus.store import Store

# An erased version keeps its number, so that an index that follows the log can drop its rows.
_HUSK: dict[str, object] = {
    "identity": None, "source": "", "sha256": "", "document_number": None, "kind": None,
    "subject": None, "issuer": None, "place": None, "signed_on": None, "signed_as_written": None,
    "signer": None, "signer_title": None, "recipients": [], "legal_bases": [],
    "effective_from": None, "page_count": 0, "page_starts": [], "words": [], "notes": [],
    "text": "", "addressees": [], "urgency": None, "scope": None, "copied_as": None,
    "is_draft": False,
}  # fmt: skip


def forget(store: Store, document_id: str, who: str | None = None) -> tuple[str, ...]:
    """Erase a document; the sha256 of each file that one of its versions was read from.

    The caller removes those files, and refreshes the index. What remains is the id, the numbers
    of the changes, and who erased it when.

    Raises:
        UnknownDocumentError: no document has this id, or it was erased before.
    """
    with store.database.writing() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA secure_delete = ON")  # zeros over what was there
        own = revisions.c.document_id == document_id
        query = sa.select(revisions.c.number, revisions.c.sha256).where(own)
        versions = connection.execute(query).all()
        files = tuple(sorted({version.sha256 for version in versions if version.sha256}))
        if not files:
            raise UnknownDocumentError(document_id)
        _erase_derived(connection, document_id, [version.number for version in versions])
        connection.execute(sa.update(revisions).where(own).values(_HUSK))
        at = store.now()
        gone = sa.update(documents).where(documents.c.id == document_id)
        connection.execute(gone.values(withdrawn_at=at))
        line = {"document_id": document_id, "action": "remove", "at": at}
        connection.execute(sa.insert(changes), line)
        write_step(connection, Step.FORGOTTEN, document_id, who, at)
    return files


def _erase_derived(connection: sa.Connection, document_id: str, numbers: list[int]) -> None:
    """Empty every table that refers to the document or its versions, whichever room wrote it."""
    for table in reversed(metadata.sorted_tables):
        if table in (revisions, changes, documents):
            continue
        for column in table.columns:
            targets = {key.column for key in column.foreign_keys}
            if revisions.c.number in targets:
                connection.execute(sa.delete(table).where(column.in_(numbers)))
            elif documents.c.id in targets:
                connection.execute(sa.delete(table).where(column == document_id))
