"""The register brought up to date: papers stored before it, or read by older rules."""

from corpus.store import Store
from ingest.obligations import RULES, find_obligations


def refresh_register(store: Store) -> int:
    """Read the duties of every live paper that these rules did not read; how many papers.

    One query where there is nothing to do. Each paper is written whole, so that a run that was
    interrupted goes on where it stopped.
    """
    waiting = store.unread_for_obligations(RULES)
    for document_id in waiting:
        document = store.document(document_id)
        found = find_obligations(document, store.passages(document_id, revision=document.revision))
        store.put_obligations(document, found, RULES)
    return len(waiting)
