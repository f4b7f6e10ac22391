"""Accuracy of answers on a file of questions with gold quotes.

A question counts as quoted when a gold passage is among the quotes of its answer: the gold
quote's characters, without white space, superscripts, marks of emphasis and letter case, stand in
a quote of the right file. `first_two` looks at the first two quotes only. A refusal is right for a
question without an answer. A follow-up (with `after`) is asked after the question that it follows.
"""

import json
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from answer.answers import Answer, Quote
from answer.assistant import Assistant
from answer.dialogue import Dialogue
from corpus.errors import DungHanError
from corpus.store import Store, open_store
from corpus.text import fold, nfc, normalize
from index.embedding import Embedder
from index.library_index import LibraryIndex
from index.ranker import load_ranker
from index.reranking import Reranking
from index.restoring import restorer_of
from ingest.batch import read_files

_IGNORED = re.compile(r"[\s*⁰¹²³⁴-⁹]+")


class QuestionsError(DungHanError):
    """A file of questions is not of its shape."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name}: không đúng dạng, cần một danh sách câu hỏi như samples/questions.json. "
            "Hãy sửa tệp rồi chạy lại."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldQuestion:
    """A question, and where its answer stands; no sources when there is none."""

    id: str
    text: str
    is_answerable: bool
    sources: tuple[tuple[str, str], ...]  # (file, quote)
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One question with its answer and what the answer was worth."""

    question: GoldQuestion
    answer: Answer
    found: tuple[int, ...]  # for each gold source the quote that holds it, from 1; 0: none

    @property
    def is_quoted(self) -> bool:
        """Whether a gold passage is among the quotes of an answer."""
        return self.answer.answered and any(self.found)

    @property
    def is_in_first_two(self) -> bool:
        """Whether it is among the first two quotes."""
        return self.answer.answered and any(1 <= place <= 2 for place in self.found)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionScores:
    """Counts; the shape of the closing line of `dunghan bench questions`."""

    answerable: int
    first_two: int
    quoted: int
    refused_wrongly: int
    unanswerable: int
    refused_rightly: int


def read_questions(path: Path) -> tuple[GoldQuestion, ...]:
    """The questions of a JSON file of the shape of samples/questions.json.

    Raises:
        QuestionsError: the file is not of that shape.
    """
    try:
        return _questions(path)
    except (ValueError, KeyError, TypeError) as error:
        raise QuestionsError(path) from error


def _questions(path: Path) -> tuple[GoldQuestion, ...]:
    return tuple(
        GoldQuestion(
            id=item["id"],
            text=item["question"],
            is_answerable=item["answerable"],
            sources=tuple((source["file"], source["quote"]) for source in item["sources"]),
            after=item["after"],
        )
        for item in json.loads(path.read_text(encoding="utf-8"))
    )


@contextmanager
def store_of(documents: Path) -> Iterator[Store]:
    """The papers of a folder in a store of their own that is thrown away."""
    with tempfile.TemporaryDirectory() as home, open_store(f"sqlite:///{home}/kho.db") as store:
        for read in read_files([documents]).done:
            store.put(read)
        yield store


@contextmanager
def assistant_of(
    store: Store, embedder: Embedder, reranking: Reranking | None = None
) -> Iterator[Assistant]:
    """An assistant over a store, with an index that is thrown away."""
    with tempfile.TemporaryDirectory() as home:
        index = LibraryIndex(
            Path(home) / "index",
            store,
            embedder,
            restorer_of(embedder),
            ranker=load_ranker(),
            reranking=reranking,
        )
        yield Assistant(index, store)


@contextmanager
def assistant_over(
    documents: Path, embedder: Embedder, reranking: Reranking | None = None
) -> Iterator[Assistant]:
    """An assistant over the papers of a folder; nothing of it is kept."""
    with store_of(documents) as store, assistant_of(store, embedder, reranking) as assistant:
        yield assistant


def judge(assistant: Assistant, questions: Iterable[GoldQuestion], today: date) -> Iterator[Judged]:
    """Each question answered and compared with its gold sources."""
    for question in questions:
        answer = assistant.answer(question.text, today, Dialogue(question=question.after))
        found = tuple(_place(answer.quotes, *source) for source in question.sources)
        yield Judged(question=question, answer=answer, found=found)


def score(judged: Iterable[Judged]) -> QuestionScores:
    """The counts over judged questions."""
    judged = tuple(judged)
    answerable = [each for each in judged if each.question.is_answerable]
    unanswerable = [each for each in judged if not each.question.is_answerable]
    return QuestionScores(
        answerable=len(answerable),
        first_two=sum(each.is_in_first_two for each in answerable),
        quoted=sum(each.is_quoted for each in answerable),
        refused_wrongly=sum(not each.answer.answered for each in answerable),
        unanswerable=len(unanswerable),
        refused_rightly=sum(not each.answer.answered for each in unanswerable),
    )


def without_accents(questions: Iterable[GoldQuestion]) -> tuple[GoldQuestion, ...]:
    """The same questions as they are typed without accents."""
    return tuple(
        replace(
            question,
            text=_stripped(question.text),
            after=_stripped(question.after) if question.after else None,
        )
        for question in questions
    )


def _stripped(text: str) -> str:
    return "".join(fold(letter) if letter.islower() else _upper(letter) for letter in nfc(text))


def _upper(letter: str) -> str:
    return fold(letter.lower()).upper() if letter.isupper() else letter


def _place(quotes: tuple[Quote, ...], file: str, gold: str) -> int:
    """The number, from 1, of the first quote that holds the gold words; 0 when none does."""
    for number, quote in enumerate(quotes, start=1):
        if holds(quote.source, quote.text, file, gold):
            return number
    return 0


def holds(source: str, text: str, file: str, gold: str) -> bool:
    """Whether a text of a file holds the gold words: the right file, all characters in order."""
    return source == file and _bare(gold) in _bare(text)


def _bare(text: str) -> str:
    return _IGNORED.sub("", normalize(text))
