"""Direct references: "điểm e khoản 1 Điều 5 Nghị định 61/2018/NĐ-CP" is looked up, not searched.

Order and wordings: NĐ 30/2020/NĐ-CP and common use, from small to large ("điểm a khoản 2 Điều 5")
or with commas and capitals ("Điểm e, Khoản 1, Điều 5"), and from large to small.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.citations import Level
from corpus.documents import Document, Passage
from corpus.text import normalize

_ARTICLE = re.compile(r"\bđiều (?P<label>\d+[a-zđ]?)\b")
_CLAUSE = re.compile(r"\bkhoản (?P<label>\d+[a-zđ]?)\b")
_POINT = re.compile(r"\bđiểm (?P<label>[a-zđ]\d?)\b")
_BARE_ARTICLE = re.compile(r"\bdieu (?P<label>\d+[a-zđ]?)\b")
_BARE_CLAUSE = re.compile(r"\bkhoan (?P<label>\d+[a-zđ]?)\b")
_BARE_POINT = re.compile(r"\bdiem (?P<label>[a-zđ]\d?)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A place in a law: labels as text, None where the question does not name the level."""

    article: str
    clause: str | None = None
    point: str | None = None
    or_point: str | None = None  # "diem d", typed without accents, may be điểm đ

    @property
    def words(self) -> str:
        """As it is cited: "điểm a khoản 1 Điều 8"."""
        point = f"{self.point} hoặc {self.or_point}" if self.or_point else self.point
        steps = (("điểm", point), ("khoản", self.clause), ("Điều", self.article))
        return " ".join(f"{level} {label}" for level, label in steps if label)


def find_reference(question: str) -> Reference | None:
    """The place that a question names; None when it names no article."""
    text = normalize(question)
    article = _first(text, _ARTICLE, _BARE_ARTICLE)
    if article is None:
        return None
    bare = None if _first(text, _POINT) else _first(text, _BARE_POINT)
    return Reference(
        article=article,
        clause=_first(text, _CLAUSE, _BARE_CLAUSE),
        point=_first(text, _POINT, _BARE_POINT),
        or_point=f"đ{bare[1:]}" if bare and bare[0] == "d" else None,
    )


def passages_at(reference: Reference, passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """The passages of a document at a place and inside it, in reading order; empty for none."""
    labels = {
        Level.ARTICLE: (reference.article,),
        Level.CLAUSE: (reference.clause,),
        Level.POINT: (reference.point, reference.or_point),
    }
    wanted = {level: frozenset(filter(None, named)) for level, named in labels.items()}
    return tuple(passage for passage in passages if _is_at(passage, wanted))


def documents_named(
    numbers: tuple[str, ...], documents: tuple[Document, ...]
) -> tuple[Document, ...]:
    """The documents with one of these numbers."""
    return tuple(document for document in documents if document.number in numbers)


def label_at(passage: Passage, level: Level) -> str | None:
    """The label of a passage's step of a level; None where it has none.

    A number that stands twice in a paper has its turn in brackets: "3 (lần 2)".
    """
    labels = {step.level: step.label.partition(" (")[0] for step in passage.citation.steps}
    return labels.get(level)


def _is_at(passage: Passage, wanted: Mapping[Level, frozenset[str]]) -> bool:
    return all(not known or label_at(passage, level) in known for level, known in wanted.items())


def _first(text: str, *patterns: re.Pattern[str]) -> str | None:
    for pattern in patterns:
        match = pattern.search(text)
        if match:
            return match["label"]
    return None
