"""The shapes of the JSON side."""

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from corpus.documents import Document
from corpus.obligation_store import Task
from web.chat import QUESTION_LIMIT

MODEL = "dunghan"
_MOST_MESSAGES = 100


class Question(BaseModel):
    """A question."""

    model_config = ConfigDict(extra="ignore")
    question: str = Field(max_length=QUESTION_LIMIT, description="Câu hỏi bằng tiếng Việt.")


class QuoteOut(BaseModel):
    """A quotation with its place."""

    document_id: str
    document: str
    title: str
    source: str
    citation: str
    page: int
    text: str
    start: int
    end: int


class WordedOut(BaseModel):
    """One sentence of a wording, with the numbers of its quotes, counted from 1."""

    text: str
    quotes: list[int]


class WordingOut(BaseModel):
    """What a machine wrote of the quotes; show `mark` with it."""

    mark: str
    sentences: list[WordedOut]


class AnswerOut(BaseModel):
    """An answer made of quotations, or a refusal with the nearest passages."""

    question: str
    kind: str
    answered: bool
    conclusion: str
    quotes: list[QuoteOut]
    notes: list[str]
    elapsed_ms: float
    wording: WordingOut | None = None  # absent where no machine wrote one


class DocumentOut(BaseModel):
    """What describes a document."""

    id: str
    title: str
    number: str | None
    kind: str | None
    subject: str | None
    issuer: str | None
    signed_on: date | None
    source: str
    pages: int


class DocumentText(DocumentOut):
    """A document with its text; `page_starts` are the offsets where its pages begin."""

    text: str
    page_starts: list[int]


class DocumentList(BaseModel):
    """A part of the list of documents."""

    count: int
    documents: list[DocumentOut]


class TaskOut(BaseModel):
    """A duty."""

    id: str
    document: str
    citation: str
    page: int
    action: str
    leads: list[str]
    cooperating: list[str]
    deadline: str | None
    due_on: date | None
    done_on: date | None


class TaskList(BaseModel):
    """A part of the list of duties."""

    count: int
    tasks: list[TaskOut]


class CaseCounts(BaseModel):
    """Open cases by state, of the units that one may see."""

    as_of: str | None
    overdue: int
    near_due: int
    within: int
    paused: int


class Fault(BaseModel):
    """What is wrong, in one sentence."""

    error: str


class ChatMessage(BaseModel):
    """A message of a chat."""

    model_config = ConfigDict(extra="ignore")
    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: str | list[dict[str, Any]] | None = None


class ChatRequest(BaseModel):
    """What OpenAI's clients send; what is not named here is taken and left aside."""

    model_config = ConfigDict(extra="ignore")
    model: str = MODEL
    messages: list[ChatMessage] = Field(min_length=1, max_length=_MOST_MESSAGES)
    stream: bool = False


def document_out(document: Document) -> DocumentOut:
    """A document without its text."""
    return DocumentOut(
        id=document.id,
        title=document.title,
        number=document.number,
        kind=document.kind,
        subject=document.subject,
        issuer=document.issuer,
        signed_on=document.signed_on,
        source=document.source,
        pages=document.page_count,
    )


def task_out(task: Task) -> TaskOut:
    """A duty."""
    duty = task.obligation
    return TaskOut(
        id=duty.id,
        document=task.title,
        citation=duty.citation.words,
        page=duty.page,
        action=duty.action,
        leads=[unit.name for unit in duty.leads],
        cooperating=[unit.name for unit in duty.cooperating],
        deadline=duty.deadline.text if duty.deadline else None,
        due_on=task.due_on,
        done_on=task.completion.done_on if task.completion else None,
    )
