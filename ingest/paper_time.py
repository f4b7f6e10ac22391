"""The time of a paper: when it was signed, and which year its days without one are of."""

import re

from corpus.documents import Document, Passage, Role
from ingest.dated import years_in
from ingest.deadlines import PaperTime

# "Quyết định số 97/QĐ-UBND ngày 31 tháng 01 năm 2024": the paper is not older than what it cites.
_CITED_YEAR = re.compile(
    r"/[A-ZĐ][\w.&-]*(?:\s*,)?\s+(?:ký\s+|ban hành\s+)?ngày\s+\d{1,2}\s*(?:/|-"
    r"|\s+tháng\s+)\s*\d{1,2}"
    r"\s*(?:/|-|\s+năm\s+)\s*(?P<year>(?:19|20)\d\d)"
)
_PLANS = ("Kế hoạch", "Chương trình")


def paper_time(document: Document, passages: tuple[Passage, ...]) -> PaperTime:
    """When a paper was signed and the year it is for.

    A plan signed in December for the next year is of the next. Where a draft has no day, the
    year is that written under its motto, else the latest of the papers it cites or of its
    subject; None where it has none of these.
    """
    named = max(years_in(document.subject or ""), default=None)
    if document.signed_on is not None:
        year = document.signed_on.year
        if document.kind in _PLANS and named == year + 1:
            year = named
        return PaperTime(signed_on=document.signed_on, year=year)
    written = max(years_in(document.signed_as_written or ""), default=None)
    if written is not None:
        return PaperTime(year=written)
    cited = [
        int(match["year"])
        for passage in passages
        if passage.role is not Role.HEADER
        for match in _CITED_YEAR.finditer(" ".join(passage.text.split()))
    ]
    years = [*cited, *([named] if named else [])]
    return PaperTime(year=max(years, default=None))
