"""What the passages of a paper say of other texts: the citations, down to the place in them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from corpus.documents import Document, Passage, Role
from corpus.references import Reference, Relation
from ingest.passage_references import Amended, Lead, PassageReferences, Surroundings, is_under
from ingest.reference_places import find_places
from ingest.reference_targets import KnownTexts, year_of
from ingest.relations import day_from, exception_in, leads_in

_SKIPPED = frozenset({Role.PAGE_MARK, Role.RECIPIENTS, Role.SIGNATURE, Role.ADDRESSEES})
_HEAD = 1_500  # characters in which a paper says what it is
_MOST = 20_000  # references of one paper: more is no paper


def find_references(document: Document, passages: Iterable[Passage]) -> tuple[Reference, ...]:
    """Every citation of another text, and of places of the paper itself, in reading order.

    A citation of several places gives one reference for each. About 1 ms for a page.
    """
    reading = _Reading(
        document=document,
        is_consolidated=_is_consolidated(document),
        known=KnownTexts(document=document),
    )
    found: list[Reference] = []
    for passage in passages:
        if passage.role not in _SKIPPED and len(found) < _MOST:
            found += reading.references_in(passage)
    return _with_doubts([reading.known.numbered(each) for each in found])


@dataclass(slots=True, kw_only=True)
class _Reading:
    """A paper while its passages are read in order."""

    document: Document
    is_consolidated: bool
    known: KnownTexts
    lead: Lead | None = None
    amended: Amended | None = None

    def references_in(self, passage: Passage) -> list[Reference]:
        """The references of one passage; what it says is kept for those that follow."""
        made = PassageReferences(
            around=Surroundings(
                document=self.document,
                is_consolidated=self.is_consolidated,
                lead=self.lead,
                amended=self.amended,
                by_name=self.known.by_name,
            ),
            passage=passage,
            cited=self.known.cited_in(passage.text),
            chains=find_places(passage.text),
        )
        references = made.all()
        self._keep(passage, references)
        return references

    def _keep(self, passage: Passage, references: list[Reference]) -> None:
        relation = leads_in(passage.text)
        if relation is not None and not self.is_consolidated:
            effect = day_from(passage.text) or self.document.effective_from
            self.lead = Lead(
                passage=passage,
                relation=relation,
                effective_from=effect,
                exception=exception_in(passage.text),
            )
        elif self.lead is not None and not is_under(passage, self.lead.passage):
            self.lead = None
        if self.amended is not None and not is_under(passage, self.amended.passage, article=True):
            self.amended = None
        own = [
            each
            for each in references
            if each.relation is Relation.AMENDS and each.by is None and not each.target.is_self
        ]
        if own and (self.amended is None or own[0].target.article is None):
            target = replace(own[0].target, article=None, clause=None, point=None)
            self.amended = Amended(passage=passage, target=target)


def _is_consolidated(document: Document) -> bool:
    is_named = document.kind == "Văn bản hợp nhất" or "VBHN" in (document.number or "")
    return is_named or "HỢP NHẤT" in document.text[:_HEAD]


def _with_doubts(found: list[Reference]) -> tuple[Reference, ...]:
    """The references, those marked whose number this paper cites with more than one day."""
    days: dict[str, set[date]] = {}
    for each in found:
        if each.target.number and each.target.signed_on:
            days.setdefault(each.target.number, set()).add(each.target.signed_on)
    return tuple(_doubted(each, days) for each in found)


def _doubted(reference: Reference, days: dict[str, set[date]]) -> Reference:
    number, day = reference.target.number, reference.target.signed_on
    year = year_of(number)
    if day is not None and year not in (None, day.year):
        doubt = f"Số {number} là của năm {year} nhưng được dẫn với ngày {day:%d/%m/%Y}."
        return replace(reference, doubt=doubt)
    cited = sorted(days.get(number, set())) if number else []
    if len(cited) < 2:
        return reference
    written = " và ".join(f"{day:%d/%m/%Y}" for day in cited)
    doubt = (
        f"Số {number} được dẫn với các ngày {written}: có thể là các văn bản khác nhau, "
        "hoặc một ngày ghi nhầm."
    )
    return replace(reference, doubt=doubt)
