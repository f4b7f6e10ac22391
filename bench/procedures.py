"""Accuracy of answers about procedures, on questions made of the records themselves.

For each procedure of a sample, one question for each of six parts, in people's wordings: the
name without brackets, shortened, in lower case, often without accents. An answer is right when
all that it quotes is of this procedure and its conclusion holds the part whole; wrong when it
answers with anything else. Candidates and refusals are counted as refused; `listed` is the
share of questions refused with the right procedure among the candidates.
"""

import random
import re
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from answer.answers import Answer
from answer.assistant import Assistant
from bench.measures import percentile
from bench.questions import assistant_of
from corpus.procedures import Procedure
from corpus.store import open_store
from corpus.text import fold
from index.embedding import Embedder
from ingest.procedures import read_procedures

SAMPLE = 200
SEED = 2026
_WORDINGS: dict[str, tuple[str, ...]] = {
    "time": (
        "{} mất bao lâu?",
        "Thời hạn giải quyết {} là bao nhiêu ngày?",
        "làm {} bao lâu thì có kết quả",
        "cho hỏi {} giải quyết trong mấy ngày",
        "thời gian xử lý {}",
    ),
    "components": (
        "{} cần giấy tờ gì?",
        "Thành phần hồ sơ {} gồm những gì?",
        "muốn {} thì phải chuẩn bị giấy tờ gì ạ",
        "hồ sơ {} gồm những giấy tờ nào",
        "đi {} cần mang theo những gì",
    ),
    "fee": (
        "{} hết bao nhiêu tiền?",
        "Lệ phí {} là bao nhiêu?",
        "làm {} có mất phí không",
        "mức phí, lệ phí khi {}",
        "{} phải nộp bao nhiêu lệ phí vậy",
    ),
    "agency": (
        "{} do cơ quan nào giải quyết?",
        "Ai có thẩm quyền {}?",
        "cơ quan thực hiện thủ tục {}",
        "đơn vị nào giải quyết {}",
        "cơ quan nào có thẩm quyền giải quyết {}",
    ),
    "level": (
        "{} thuộc cấp nào giải quyết?",
        "Thủ tục {} thực hiện ở cấp nào?",
        "cấp thực hiện của thủ tục {}",
        "{} là thủ tục cấp nào",
        "cấp nào giải quyết {}",
    ),
    "result": (
        "Kết quả của thủ tục {} là gì?",
        "làm xong {} thì nhận được gì",
        "kết quả giải quyết {}",
        "kết quả {} là giấy gì",
        "{} xong được trả kết quả gì",
    ),
}
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_LEAD = re.compile(r"^(?:Thủ tục|TTHC)\s+", re.IGNORECASE)
_LONG = 14  # syllables: a longer name is said shorter
_TAIL = re.compile(r"[;.]| trong trường hợp | đối với trường hợp | theo quy định ")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureQuestion:
    """A question, the procedure that it is made of, and what a right conclusion holds."""

    text: str
    code: str
    part: str
    gold: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureScores:
    """Shares of the questions, 0..1, and the time of an answer."""

    procedures: int
    questions: int
    right: float
    refused: float
    wrong: float
    listed: float  # refused, with the right procedure among the candidates
    ms_p50: float
    ms_p95: float


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedProcedure:
    """A question with its answer: "right", "refused" or "wrong"."""

    question: ProcedureQuestion
    answer: Answer
    verdict: str
    ms: float


def make_questions(
    procedures: Iterable[Procedure], seed: int = SEED, sample: int = SAMPLE
) -> tuple[ProcedureQuestion, ...]:
    """The questions on a sample; the same for the same file, seed and size."""
    chance = random.Random(seed)  # noqa: S311 -- a sample, no secret
    ordered = sorted(procedures, key=lambda procedure: procedure.code)
    chosen = chance.sample(ordered, min(sample, len(ordered)))
    return tuple(
        ProcedureQuestion(
            text=_worded(chance, part, procedure.name),
            code=procedure.code,
            part=part,
            gold=gold,
        )
        for procedure in chosen
        for part, gold in _golds(procedure).items()
        if gold
    )


def _golds(procedure: Procedure) -> dict[str, tuple[str, ...]]:
    agencies = (procedure.deciding_agency, procedure.executing_agency)
    return {
        "time": tuple(f"Thời gian: {limit}" for limit in procedure.time_limits if limit),
        "components": tuple(component.name for component in procedure.components),
        "fee": tuple(fee for fee in procedure.fees if fee),
        "agency": tuple(filter(None, agencies)),
        "level": tuple(filter(None, (procedure.level,))),
        "result": procedure.results,
    }


def _worded(chance: random.Random, part: str, name: str) -> str:
    said = _LEAD.sub("", _BRACKETS.sub("", name)).strip()
    if len(said.split()) > _LONG:
        said = _shortened(chance, said)
    if chance.random() < 0.6:
        said = said.lower()
    asked = chance.choice(_WORDINGS[part]).format(said.rstrip("."))
    return fold(asked.lower()) if chance.random() < 0.4 else asked


def _shortened(chance: random.Random, name: str) -> str:
    """The head of a long name, or the name without a few of its words."""
    head = _TAIL.split(name)[0].strip()
    words = (head if len(head.split()) >= _LONG // 2 else name).split()
    for _ in range(len(words) // 10):
        del words[chance.randrange(1, len(words))]
    return " ".join(words)


def judge(
    assistant: Assistant, questions: Iterable[ProcedureQuestion], today: date
) -> Iterator[JudgedProcedure]:
    """Each question answered and compared with its record."""
    for question in questions:
        started = time.perf_counter()
        answer = assistant.answer(question.text, today)
        elapsed = 1000 * (time.perf_counter() - started)
        yield JudgedProcedure(
            question=question, answer=answer, verdict=_verdict(question, answer), ms=elapsed
        )


def _verdict(question: ProcedureQuestion, answer: Answer) -> str:
    if not answer.answered:
        return "refused"
    is_own = all(quote.document_id == question.code for quote in answer.quotes)
    said = _bare("\n".join(span.text for span in answer.conclusion))
    is_whole = all(_bare(gold) in said for gold in question.gold)
    return "right" if is_own and is_whole else "wrong"


def _bare(text: str) -> str:
    return "".join(text.split())


def score(judged: list[JudgedProcedure]) -> ProcedureScores:
    """The shares over judged questions."""
    count = len(judged) or 1
    times = [each.ms for each in judged] or [0.0]
    verdicts = [each.verdict for each in judged]
    listed = [
        each
        for each in judged
        if each.verdict == "refused"
        and each.question.code in {quote.document_id for quote in each.answer.quotes}
    ]
    return ProcedureScores(
        procedures=len({each.question.code for each in judged}),
        questions=len(judged),
        right=round(verdicts.count("right") / count, 4),
        refused=round(verdicts.count("refused") / count, 4),
        wrong=round(verdicts.count("wrong") / count, 4),
        listed=round(len(listed) / count, 4),
        ms_p50=round(percentile(times, 50), 2),
        ms_p95=round(percentile(times, 95), 2),
    )


def measure(
    file: Path, embedder: Embedder, today: date, seed: int = SEED, sample: int = SAMPLE
) -> list[JudgedProcedure]:
    """The questions on a file of procedures, judged over a store of this file alone."""
    read = read_procedures(file)
    questions = make_questions((each.procedure for each in read.found), seed, sample)
    with tempfile.TemporaryDirectory() as home, open_store(f"sqlite:///{home}/kho.db") as store:
        store.put_procedures(read.found)
        with assistant_of(store, embedder) as assistant:
            return list(judge(assistant, questions, today))


def measures(found: list[JudgedProcedure]) -> dict[str, float]:
    """The closing line of a measurement, by name."""
    return asdict(score(found))
