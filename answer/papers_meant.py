"""Which paper "văn bản đó" means: the one that the question before named or its answer rests on."""

import re
from dataclasses import dataclass, replace

from answer.answers import Answer, Kind
from answer.dialogue import FollowUp
from answer.periods import plain_of
from corpus.numbers import find_numbers

_POINTER = re.compile(
    r"\b(?P<kind>van ban|quyet dinh|nghi dinh|thong tu|ke hoach|cong van|bao cao|thong bao|chi thi"
    r"|nghi quyet|luat|quy che|quy dinh)\s+(?:do|nay|tren|noi tren|vua roi|ay)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperMeant:
    """A paper by what it is called, and its number where it has one."""

    title: str
    number: str | None


def paper_meant(before: str, answer: Answer) -> PaperMeant | None:
    """The paper; None where neither the question nor its answer has just one.

    Args:
        before: the question before, whole.
        answer: its answer.
    """
    asked = list(dict.fromkeys(find_numbers(before)))
    numbers = list(dict.fromkeys(mention.number for mention in asked))
    if len(numbers) == 1:
        return PaperMeant(title=numbers[0], number=numbers[0])
    if not answer.answered:
        return None
    if answer.kind in (Kind.REFERENCE, Kind.VALIDITY):
        said = " ".join(span.text for span in answer.conclusion)
        cited = list(dict.fromkeys(mention.number for mention in find_numbers(said)))
        if cited:
            return PaperMeant(title=cited[0], number=cited[0])
    quote = answer.quotes[0]
    has_number = quote.document != quote.title
    return PaperMeant(title=quote.title, number=quote.document if has_number else None)


def with_paper(followed: FollowUp, meant: PaperMeant) -> FollowUp:
    """The question with the paper's name where it points back to it."""
    match = _POINTER.search(plain_of(followed.text))
    if match is None:
        return followed
    kind = (
        "" if match["kind"] == "van ban" else followed.text[match.start("kind") : match.end("kind")]
    )
    named = f"{kind} {meant.number}" if meant.number else meant.title
    text = f"{followed.text[: match.start()]}{named.strip()}{followed.text[match.end() :]}"
    return replace(followed, text=text, is_made_whole=True)
