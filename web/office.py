"""What the pages of the library call; it may be a store or a test's own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from answer.answers import Answer
from cases.answers import CaseAnswer
from corpus.documents import Document, Passage

# A question and the units whose cases the asker may see, None for all; None: not about cases.
AskCases = Callable[[str, frozenset[str] | None], CaseAnswer | None]


def leave_to_papers(_question: str, _units: frozenset[str] | None) -> None:
    """No question is the register's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Answers and papers. The calls may block."""

    ask: Callable[[str], Answer]
    list_documents: Callable[[], tuple[Document, ...]]
    read_document: Callable[[str], Document]
    read_passages: Callable[[str], tuple[Passage, ...]]
    health: Callable[[], Mapping[str, object]]
    ask_cases: AskCases = leave_to_papers
    ask_after: Callable[[str, str], Answer] | None = None  # None: each question stands alone

    def answer(self, question: str, before: str | None) -> Answer:
        """The papers' answer, as a follow-up where the question before is known."""
        if before is None or self.ask_after is None:
            return self.ask(question)
        return self.ask_after(question, before)
