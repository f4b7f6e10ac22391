"""What the store says about what it holds: outcomes, changes, revisions, counts."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """What putting a paper into the store came to."""

    NEW = "new"
    SAME = "same"  # this very file is there already; nothing was written
    REVISED = "revised"  # the paper was there in another version, which is kept beside


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """Where a paper is after `put`.

    `withdrawn` is True only for a file that is there already and that somebody withdrew: it
    stays withdrawn, so that reading a folder again does not undo a person's decision.
    """

    document_id: str  # may carry a suffix ("ke-hoach-2") that the read document did not have
    outcome: Outcome
    change: int | None  # the number of the change; None: nothing was written
    withdrawn: bool = False


class Action(StrEnum):
    """What a change means to one who follows the store: index the document, or drop it."""

    PUT = "put"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of the log. Numbers only grow and are never used again; gaps may occur."""

    number: int
    document_id: str
    action: Action
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One stored version of a document; the live one has `superseded_by` None."""

    number: int  # of the change that brought it
    document_id: str
    source: str
    sha256: str
    page_count: int
    read_at: datetime
    superseded_by: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much the store holds."""

    documents: int  # answered from
    withdrawn: int
    revisions: int  # all versions of all documents, live and old
    passages: int  # of the documents answered from
