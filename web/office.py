"""What the pages of the library call; it may be a store or a test's own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from answer.answers import Answer
from cases.answers import CaseAnswer
from corpus.audiences import Reader, reader_of
from corpus.documents import Document, Passage
from corpus.staff import Staff

# A question and the units whose cases the asker may see, None for all; None: not about cases.
AskCases = Callable[[str, frozenset[str] | None], CaseAnswer | None]


def leave_to_papers(_question: str, _units: frozenset[str] | None) -> None:
    """No question is the register's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """The library as one reader sees it. The calls may block."""

    ask: Callable[[str], Answer]
    list_documents: Callable[[], tuple[Document, ...]]
    read_document: Callable[[str], Document]
    read_passages: Callable[[str], tuple[Passage, ...]]
    ask_after: Callable[[str, str], Answer] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Answers and papers. The calls may block.

    What stands here is what everybody may see; `of` gives what a person may see besides. A page
    that forgets to ask for it shows too little, never too much.
    """

    ask: Callable[[str], Answer]
    list_documents: Callable[[], tuple[Document, ...]]
    read_document: Callable[[str], Document]
    read_passages: Callable[[str], tuple[Passage, ...]]
    health: Callable[[], Mapping[str, object]]
    ask_cases: AskCases = leave_to_papers
    ask_after: Callable[[str, str], Answer] | None = None  # None: each question stands alone
    papers_of: Callable[[Reader], Papers] | None = None  # None: all see the same

    def of(self, me: Staff | None) -> "Office":
        """The office as a person may see it at this moment; None: whoever did not sign in."""
        if self.papers_of is None:
            return self
        papers = self.papers_of(reader_of(me))
        return replace(
            self,
            ask=papers.ask,
            list_documents=papers.list_documents,
            read_document=papers.read_document,
            read_passages=papers.read_passages,
            ask_after=papers.ask_after,
        )

    def answer(self, question: str, before: str | None) -> Answer:
        """The papers' answer, as a follow-up where the question before is known."""
        if before is None or self.ask_after is None:
            return self.ask(question)
        return self.ask_after(question, before)
