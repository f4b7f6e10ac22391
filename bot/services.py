"""What the conversation calls: questions, lists, votes, the taking in of papers."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias

from answer.answers import Answer
from bot.kept import Listing
from bot.people import Person
from cases.answers import CaseAnswer
from corpus.audiences import Reader

# The question, the one before it in this dialogue (None: there was none), and who reads the answer.
Ask: TypeAlias = Callable[[str, str | None, Reader], Answer]
# What is looked for, "" for all, and who reads the list.
ListFor: TypeAlias = Callable[[str, Reader], Listing]
# The question, who asks, and whether in a group; None: not a question about cases.
AskCases: TypeAlias = Callable[[str, Person, bool], CaseAnswer | None]


def leave_to_papers(_question: str, _person: Person, _in_group: bool) -> None:  # noqa: FBT001 -- as AskCases
    """No question is one about cases: an office without a register."""


def shows_all(_reader: Reader, _documents: tuple[str, ...]) -> bool:
    """Every reader may see every document: an office that keeps no audiences."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Calls that block; the conversation runs in a thread. None: the office has no such list.

    `sees` tells, when a button is pressed later, whether all of these documents are still for who
    reads.
    """

    ask: Ask
    ask_cases: AskCases = leave_to_papers
    list_documents: ListFor | None = None
    list_tasks: Callable[[str, Person, Reader], Listing] | None = None
    list_today: Callable[[Person, Reader], Listing] | None = None
    sees: Callable[[Reader, tuple[str, ...]], bool] = shows_all


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What an administrator reads of a paper before publishing; None: the paper does not say."""

    pending_id: str
    source: str
    number: str | None
    kind: str | None
    signed_on: str | None
    issuer: str | None
    subject: str | None
    parts: str  # "4 trang, 12 điều, 40 đoạn"
    obligations: int
    foreseen: str  # what publishing would come to
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPaper:
    """A file that is in the library already."""

    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedFile:
    """A file that was not taken, and why, in words for the administrator."""

    reason: str


FileRead: TypeAlias = Preview | KnownPaper | RefusedFile


class Filing(Protocol):
    """The library as an administrator changes it. Each call blocks; `who` goes into the log.

    `publish`, `replace`, `discard`, `withdraw` and `restore` raise DungHanError with a sentence
    for people where there is no such paper.
    """

    def read(self, path: Path, name: str, who: str) -> FileRead:
        """Read a file and let it wait."""
        ...

    def publish(self, pending_id: str, who: str) -> str:
        """Publish what waits; the document's id."""
        ...

    def replace(self, pending_id: str, document_id: str, who: str) -> str:
        """Publish what waits as a new version of a document; its id."""
        ...

    def discard(self, pending_id: str, who: str) -> None:
        """Drop what waits."""
        ...

    def withdraw(self, document_id: str, who: str) -> bool:
        """Take a document out of use; False when it was out."""
        ...

    def restore(self, document_id: str, who: str) -> bool:
        """Take a document into use again; False when it was in use."""
        ...

    def waiting(self) -> Listing:
        """The papers that wait."""
        ...

    def status(self) -> str:
        """The library and its index in some lines."""
        ...

    def rebuild(self) -> str:
        """Build the index again; its status then."""
        ...

    def roll_back(self) -> str:
        """Take the index before into use again; its status then."""
        ...
