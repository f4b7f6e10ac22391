"""What the passages of a paper say of other texts: the citations, down to the place in them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from corpus.citations import Level
from corpus.documents import Document, Passage, Role
from corpus.references import CHANGES_VALIDITY, Reference, Relation, Target
from ingest.mentions import Mention, amended_laws, find_mentions
from ingest.reference_places import Place, PlaceChain, find_places
from ingest.relations import (
    day_from,
    end_of_effect,
    exception_in,
    is_of_unnamed,
    is_wish,
    leads_in,
    opens_as_subject,
    opens_sentence,
    passive_between,
    verb_before,
)

_SENTENCE_END = re.compile(r";\s*(?![^(]{0,80}\))|\.\s+(?=[A-ZĐÀ-Ỹ(\d“])|\n")
_ABBREVIATED = re.compile(r"(?:\b(?:TP|TT|P|TX|Q|CT|số|Điều \d+|Khoản \d+|[IVX]+|\d+))\.\s+$")
_TO_TEXT = re.compile(r"\s*(?:,|của|tại)?\s*(?:các\s+)?$")
_IN_BRACKETS = re.compile(r"\s*(?:của [^();,.]{2,60}|về [^();.]{2,160})?\s*\(\s*(?:tại\s+)?$")
_NEXT_IN_LIST = re.compile(r"^(?:[^.;]{0,200}?)(?:,|\s+và|,\s*và|;)\s*(?:các\s+)?(?:số\s+)?$")
_CHANGE = re.compile(r"(?i:sửa đổi|bổ sung|bãi bỏ|bỏ|thay thế)\b[^.;]{0,200}$")
_REPEALING = re.compile(r"(?i:bãi bỏ)\b[^.;]{0,200}$")
_SKIPPED = frozenset({Role.PAGE_MARK, Role.RECIPIENTS, Role.SIGNATURE, Role.ADDRESSEES})
_HEAD = 1_500  # characters in which a paper says what it is
_MOST = 20_000  # references of one paper: more is no paper


def find_references(document: Document, passages: Iterable[Passage]) -> tuple[Reference, ...]:
    """Every citation of another text, and of places of the paper itself, in reading order.

    A citation of several places gives one reference for each. About 1 ms for a page.
    """
    reading = _Reading(document=document, is_consolidated=_is_consolidated(document))
    found: list[Reference] = []
    for passage in passages:
        if passage.role not in _SKIPPED and len(found) < _MOST:
            found += reading.references_in(passage)
    return _with_doubts([reading.numbered(each) for each in found])


@dataclass(slots=True, kw_only=True)
class _Reading:
    """What was read of a paper so far: what short mentions, "này" and items of lists mean."""

    document: Document
    is_consolidated: bool  # its sentences are those of the texts that it brings together
    by_count: dict[tuple[str, str], Target] = field(default_factory=dict)
    by_number: dict[str, Target] = field(default_factory=dict)
    by_name: dict[str, Target] = field(default_factory=dict)
    numbers_of_laws: dict[str, Target] = field(default_factory=dict)
    by_kind: dict[str, Target] = field(default_factory=dict)  # the last one mentioned
    lead: tuple[Passage, Relation, date | None, str | None] | None = None
    amended: tuple[Passage, Target] | None = None

    def references_in(self, passage: Passage) -> list[Reference]:
        """The references of one passage; what it says is kept for those that follow."""
        text = passage.text
        mentions = [self._resolved(self._whole(mention, text)) for mention in find_mentions(text)]
        cited = [found for found in mentions if found is not None]
        chains = find_places(text)
        made = _Made(reading=self, passage=passage, cited=cited, chains=chains)
        references = made.all()
        self._keep(passage, references)
        return references

    def numbered(self, reference: Reference) -> Reference:
        """The reference with the number of its law, where the paper gives it further on."""
        target = reference.target
        known = self.numbers_of_laws.get(target.name or "")
        if target.number or known is None or target.year not in (None, known.year):
            return reference
        of_law = replace(
            target, number=known.number, name=None, signed_on=target.signed_on or known.signed_on
        )
        return replace(reference, target=of_law)

    def _whole(self, mention: Mention, text: str) -> Mention:
        """The mention with its whole number where the end of the page cut it: "12/2024/TT-"."""
        if mention.number is None or not re.fullmatch(r"\s*[-–]\s*", text[mention.end :]):
            return mention
        begun = [known for known in self.by_number if known.startswith(f"{mention.number}-")]
        return replace(mention, number=begun[0]) if len(begun) == 1 else mention

    def _resolved(self, mention: Mention) -> "_Cited | None":
        """The mention with the text that it means; None when that can not be told."""
        kind = mention.kind or ""
        if mention.is_this:
            return _Cited(mention=mention, target=self._this(kind))
        if mention.count:
            known = self.by_count.get((kind, mention.count))
            if known is None:
                return None
            return _Cited(mention=mention, target=_dated(known, mention))
        target = Target(
            number=mention.number,
            name=mention.name if mention.number is None else None,
            signed_on=mention.signed_on,
            year=mention.year or _year_of(mention.number),
        )
        if mention.number is None and mention.name in self.by_name:
            first = self.by_name[mention.name]
            if mention.year in (None, first.year):
                target = _dated(first, mention)
        elif mention.number in self.by_number:
            target = _dated(self.by_number[mention.number], mention)
        self._remember(kind, mention, target)
        return _Cited(mention=mention, target=target)

    def _remember(self, kind: str, mention: Mention, target: Target) -> None:
        if mention.number:
            self.by_count.setdefault((kind, _count(mention.number)), target)
            self.by_number.setdefault(mention.number, target)
        if mention.name:
            self.by_name.setdefault(mention.name, target)
            if mention.number:
                self.numbers_of_laws.setdefault(mention.name, target)
        if kind:
            self.by_kind[kind] = target

    def _this(self, kind: str) -> Target:
        """What "Nghị định này" means: the paper, or in a paper of another kind the last one named."""
        own = self.document.kind
        if own and own != kind and kind in self.by_kind and kind in _NAMED_KINDS:
            return self.by_kind[kind]
        return Target()

    def _keep(self, passage: Passage, references: list[Reference]) -> None:
        relation = leads_in(passage.text)
        if relation is not None and not self.is_consolidated:
            effect = day_from(passage.text) or self.document.effective_from
            self.lead = (passage, relation, effect, exception_in(passage.text))
        elif self.lead is not None and not _is_under(passage, self.lead[0]):
            self.lead = None
        if self.amended is not None and not _is_under(passage, self.amended[0], article=True):
            self.amended = None
        own = [
            each
            for each in references
            if each.relation is Relation.AMENDS and each.by is None and not each.target.is_self
        ]
        if own and (self.amended is None or own[0].target.article is None):
            target = replace(own[0].target, article=None, clause=None, point=None)
            self.amended = (passage, target)


_NAMED_KINDS = frozenset({"Nghị định", "Nghị quyết", "Thông tư", "Quyết định", "Luật", "Chỉ thị"})


def _is_consolidated(document: Document) -> bool:
    is_named = document.kind == "Văn bản hợp nhất" or "VBHN" in (document.number or "")
    return is_named or "HỢP NHẤT" in document.text[:_HEAD]


def _year_of(number: str | None) -> int | None:
    match = re.search(r"/((?:19|20)\d\d)/", number or "")
    return int(match[1]) if match else None


def _count(number: str) -> str:
    match = re.match(r"[\d.]+", number)
    return match[0] if match else number


def _dated(target: Target, mention: Mention) -> Target:
    """A known text, with the day of this citation where it gives one."""
    day = mention.signed_on or target.signed_on
    return replace(target, signed_on=day, year=mention.year or target.year)


def _is_under(passage: Passage, lead: Passage, *, article: bool = False) -> bool:
    """Whether a passage stands under another one, or in the same article."""
    above = lead.citation.steps
    if lead.role is Role.HEADER:
        return article
    if article:
        above = tuple(step for step in above if step.level in (Level.ANNEX, Level.ARTICLE))[:2]
    return bool(above) and passage.citation.steps[: len(above)] == above


@dataclass(frozen=True, slots=True)
class _Cited:
    """A mention and the text that it means."""

    mention: Mention
    target: Target


@dataclass(slots=True, kw_only=True)
class _Made:
    """The references of one passage in the making."""

    reading: _Reading
    passage: Passage
    cited: list[_Cited]
    chains: tuple[PlaceChain, ...]

    def all(self) -> list[Reference]:
        """The references of the mentions, of what they say of each other, and of bare places."""
        found: list[Reference] = []
        used: set[int] = set()
        chains = self._chains_by_mention(used)
        relations = self._relations(chains)
        for place, cited in enumerate(self.cited):
            if self._is_own_number(cited):
                continue
            if cited.target.is_self and not chains[place]:
                continue  # "Kế hoạch này" alone cites nothing
            for said in relations[place]:
                found += self._at_places(cited, chains[place], said)
            found += self._amended_by_name(cited)
        found += self._bare_changes(used)
        return sorted(found, key=lambda reference: (reference.start, reference.end))

    def _chains_by_mention(self, used: set[int]) -> list[tuple[PlaceChain, ...]]:
        """The places that stand right before each mention, or in brackets right behind it."""
        by_mention: list[tuple[PlaceChain, ...]] = []
        text = self.passage.text
        for cited in self.cited:
            start = cited.mention.start
            mine: list[PlaceChain] = []
            for place, chain in enumerate(self.chains):
                is_before = chain.end <= start and _TO_TEXT.fullmatch(text[chain.end : start])
                gap = text[cited.mention.end : chain.start]
                is_behind = chain.start >= cited.mention.end and _IN_BRACKETS.fullmatch(gap)
                if place not in used and (is_before or is_behind):
                    used.add(place)
                    mine.append(chain)
            by_mention.append(tuple(mine))
        return by_mention

    def _is_own_number(self, cited: _Cited) -> bool:
        own = self.reading.document
        if own.number is None or cited.target.number != own.number:
            return False
        days = (cited.mention.signed_on, own.signed_on)
        return None in days or days[0] == days[1]

    def _relations(self, chains: list[tuple[PlaceChain, ...]]) -> list[list["_Said"]]:
        """What is said of each mention; at least one relation each."""
        said: list[list[_Said]] = [[] for _ in self.cited]
        for place, cited in enumerate(self.cited):
            start = min([cited.mention.start, *(c.start for c in chains[place])])
            sentence_start = self._sentence_start(start)
            before = self.passage.text[sentence_start:start]
            active = self._active(place, before, sentence_start) or self._inherited(place, said)
            passive = self._passive(place)
            if passive:
                said[passive[0]].append(passive[1])
            if active is None:
                active = self._ended(place, before, start)
            said[place].append(active or _Said(self._plain(place, start)))
        return said

    def _sentence_start(self, position: int) -> int:
        start = 0
        for match in _SENTENCE_END.finditer(self.passage.text):
            if match.end() > position:
                break
            if not _ABBREVIATED.search(self.passage.text[max(0, match.start() - 12) : match.end()]):
                start = match.end()
        return start

    def _sentence(self, position: int) -> str:
        start = self._sentence_start(position)
        for match in _SENTENCE_END.finditer(self.passage.text, position):
            around = self.passage.text[max(0, match.start() - 12) : match.end()]
            if not _ABBREVIATED.search(around):
                return self.passage.text[start : match.start()]
        return self.passage.text[start:]

    def _plain(self, place: int, start: int) -> Relation:
        """Basis or mere citation: of what a "Căn cứ" names, only the texts of its own list."""
        full_stop = self.passage.text.rfind(". ", 0, start) + 1
        opening = self.passage.text[full_stop:start]
        is_basis = self.passage.role is Role.LEGAL_BASIS or re.match(r"^\W*Căn cứ\b", opening)
        if not is_basis:
            return Relation.APPLIES
        earlier = [c.mention for c in self.cited[:place] if c.mention.start >= full_stop]
        gap = self.passage.text[earlier[-1].end : start] if earlier else ","
        is_listed = re.search(r"(?:,|;|\bvà|\bbởi|\btheo|^)\s*(?:các\s+)?$", gap)
        return Relation.LEGAL_BASIS if is_listed else Relation.APPLIES

    def _active(self, place: int, before: str, sentence_start: int) -> "_Said | None":
        """The relation that a verb before the mention says, and whose act it is."""
        verb = verb_before(before)
        if verb is None:
            return None
        relation, verb_start = verb
        before_verb = before[:verb_start]
        actor = self._actor(place, sentence_start, sentence_start + verb_start)
        if relation is Relation.ATTACHES:
            return _Said(relation)
        if actor is not None:
            return self._by(actor.target, relation, place)
        is_title = self.passage.role is Role.HEADER
        if relation is Relation.GUIDES:
            return _Said(relation) if is_title or opens_sentence(before_verb) else None
        if self._is_quoted(sentence_start + verb_start):
            return None
        is_own = is_title or opens_sentence(before_verb)
        if not is_own or (is_of_unnamed(before_verb) and not is_title):
            return None
        return self._by(Target(), relation, place)

    def _by(self, actor: Target, relation: Relation, place: int) -> "_Said | None":
        """The relation with the one that acts; a wish or a quotation changes nothing."""
        mention = self.cited[place].mention
        sentence = self._sentence(mention.start)
        before = self.passage.text[self._sentence_start(mention.start) : mention.start]
        if relation in CHANGES_VALIDITY and actor.is_self and is_wish(before):
            return None
        if not actor.is_self:
            by = actor.number or actor.name
            return _Said(relation, by, day_from(sentence), exception_in(sentence))
        if self.reading.is_consolidated:
            return _Said(Relation.APPLIES)
        return self._own(relation, sentence)

    def _own(self, relation: Relation, sentence: str) -> "_Said":
        """A change that the paper itself makes, from its own day of effect where none is said."""
        if relation not in CHANGES_VALIDITY:
            return _Said(relation)
        effect = day_from(sentence) or self.reading.document.effective_from
        return _Said(relation, None, effect, exception_in(sentence))

    def _actor(self, place: int, start: int, end: int) -> "_Cited | None":
        """The text that acts: the last one named in the sentence before the verb."""
        named = [c for c in self.cited[:place] if start <= c.mention.start and c.mention.end <= end]
        return named[-1] if named else None

    def _inherited(self, place: int, said: list[list["_Said"]]) -> "_Said | None":
        """The relation of the mention before, where the two stand in one list."""
        if place == 0 or not said[place - 1]:
            return None
        before, own = self.cited[place - 1], self.cited[place]
        gap = self.passage.text[before.mention.end : own.mention.start]
        last = said[place - 1][-1]
        if last.relation in (Relation.APPLIES, Relation.LEGAL_BASIS) or "\n" in gap:
            return None
        if last.by is None:
            is_list = _NEXT_IN_LIST.match(gap) and ". " not in gap
            return last if is_list and last.relation in CHANGES_VALIDITY else None
        is_pair = re.fullmatch(r"(?:\s+của [\w\s]{2,40})?(?:,|\s+và)\s*", gap)
        return last if is_pair and before.mention.kind == own.mention.kind else None

    def _passive(self, place: int) -> "tuple[int, _Said] | None":
        """What the mention does to one before it: "A được sửa đổi, bổ sung bởi B và C".

        Where the text right before is named only by the way ("Nghị định A hướng dẫn Luật B được
        sửa đổi bởi Nghị định C"), a text of the actor's own kind is meant.
        """
        first = self._first_of_actors(place)
        if first == 0:
            return None
        before, own = self.cited[first - 1], self.cited[first]
        chains = [c.start for c in self.chains if before.mention.end <= c.start < own.mention.start]
        gap = self.passage.text[before.mention.end : min([own.mention.start, *chains])]
        relation = passive_between(gap)
        if relation is None or ";" in gap:
            return None
        sentence = self._sentence(own.mention.start)
        actor = self.cited[place].target
        effect = day_from(sentence)
        said = _Said(relation, actor.number or actor.name, effect)
        return self._patient(first, own.mention.kind), said

    def _first_of_actors(self, place: int) -> int:
        """The first of the texts that are named in one list up to this one."""
        while place > 0:
            before, own = self.cited[place - 1].mention, self.cited[place].mention
            gap = self.passage.text[before.end : own.start]
            if not re.fullmatch(r"(?:\s+của [\w\s]{2,40})?(?:,|,?\s+và)\s*", gap):
                return place
            place -= 1
        return place

    def _patient(self, first: int, kind: str | None) -> int:
        """The text that is changed: the nearest of the actor's kind in the sentence, else the nearest."""
        start = self._sentence_start(self.cited[first].mention.start)
        for place in range(first - 1, -1, -1):
            mention = self.cited[place].mention
            if mention.start < start:
                break
            if mention.kind == kind:
                return place
        return first - 1

    def _ended(self, place: int, before: str, start: int) -> "_Said | None":
        """The mention as what a sentence or a lead-in says to be no longer in force."""
        if self.reading.is_consolidated or self.cited[place].target.is_self:
            return None
        lead = self.reading.lead
        if lead is not None and _is_under(self.passage, lead[0]) and opens_as_subject(before):
            return _Said(lead[1], None, lead[2], lead[3] or exception_in(self.passage.text))
        sentence = self._sentence(start)
        ended = end_of_effect(sentence)
        offset = self._sentence_start(start)
        if ended is None or self.cited[place].mention.end - offset > ended[1]:
            return None
        first = next(c for c in self.cited if c.mention.end > offset and not c.target.is_self)
        opening = self.passage.text[offset : self._first_word(first, offset)]
        if not opens_as_subject(opening) or self._is_quoted(start):
            return None
        return self._own(ended[0], sentence)

    def _first_word(self, cited: _Cited, offset: int) -> int:
        places = [c.start for c in self.chains if offset <= c.start < cited.mention.start]
        return min([cited.mention.start, *places])

    def _is_quoted(self, position: int) -> bool:
        """Whether a position stands inside “…”, or in a passage of new words of an amended text."""
        before = self.passage.text[:position]
        return before.count("“") > before.count("”")

    def _at_places(
        self, cited: _Cited, chains: tuple[PlaceChain, ...], said: "_Said"
    ) -> Iterator[Reference]:
        base = self.passage.start
        whole: tuple[Place, ...] = (Place(None, None, None),)
        places = tuple(place for chain in chains for place in chain.places) or whole
        start = min([cited.mention.start, *(c.start for c in chains)])
        end = max([cited.mention.end, *(c.end for c in chains)])
        for place in places:
            yield Reference(
                citation=self.passage.citation,
                start=base + start,
                end=base + end,
                relation=said.relation,
                target=_at(cited.target, place),
                by=said.by,
                effective_from=said.effective_from,
                exception=said.exception,
            )

    def _amended_by_name(self, cited: _Cited) -> Iterator[Reference]:
        """The laws that a law's own name says it amends: "Luật sửa đổi, bổ sung … của Luật …"."""
        name = cited.mention.name
        for law in amended_laws(name) if name else ():
            target = self.reading.by_name.get(law, Target(name=law))
            yield Reference(
                citation=self.passage.citation,
                start=self.passage.start + cited.mention.start,
                end=self.passage.start + cited.mention.end,
                relation=Relation.AMENDS,
                target=target,
                by=cited.target.number or name,
            )

    def _bare_changes(self, used: set[int]) -> Iterator[Reference]:
        """Places of the text that this article amends: "Bãi bỏ điểm d khoản 1 Điều 35"."""
        amended = self.reading.amended
        if amended is None or not _is_under(self.passage, amended[0], article=True):
            return
        effect = self.reading.document.effective_from
        for place, chain in enumerate(self.chains):
            before = self.passage.text[self._sentence_start(chain.start) : chain.start]
            if place in used or not _CHANGE.search(before) or self._is_quoted(chain.start):
                continue
            relation = Relation.REPEALS if _REPEALING.search(before) else Relation.AMENDS
            for at in chain.places:
                yield Reference(
                    citation=self.passage.citation,
                    start=self.passage.start + chain.start,
                    end=self.passage.start + chain.end,
                    relation=relation,
                    target=_at(amended[1], at),
                    effective_from=effect,
                )


@dataclass(frozen=True, slots=True)
class _Said:
    """What a sentence says of a text."""

    relation: Relation
    by: str | None = None
    effective_from: date | None = None
    exception: str | None = None


def _at(target: Target, place: Place) -> Target:
    return replace(target, article=place.article, clause=place.clause, point=place.point)


def _with_doubts(found: list[Reference]) -> tuple[Reference, ...]:
    """The references, those marked whose number this paper cites with more than one day."""
    days: dict[str, set[date]] = {}
    for each in found:
        if each.target.number and each.target.signed_on:
            days.setdefault(each.target.number, set()).add(each.target.signed_on)
    return tuple(_doubted(each, days) for each in found)


def _doubted(reference: Reference, days: dict[str, set[date]]) -> Reference:
    number = reference.target.number
    cited = sorted(days.get(number, set())) if number else []
    if len(cited) < 2:
        return reference
    written = " và ".join(f"{day:%d/%m/%Y}" for day in cited)
    doubt = (
        f"Số {number} được dẫn với các ngày {written}: có thể là các văn bản khác nhau, "
        "hoặc một ngày ghi nhầm."
    )
    return replace(reference, doubt=doubt)
