"""What one passage says of the texts that it mentions, and of places of an amended text."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from corpus.citations import Level
from corpus.documents import Document, Passage, Role
from corpus.references import CHANGES_VALIDITY, Reference, Relation, Target
from ingest.mentions import amended_laws
from ingest.reference_places import Place, PlaceChain
from ingest.reference_targets import Cited
from ingest.relations import (
    day_from,
    end_of_effect,
    exception_in,
    is_of_unnamed,
    is_wish,
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
_LONGEST_SENTENCE = 3_000  # characters before and behind a mention that are read with it
_LONGEST_LIST = 20
_NEAR, _FAR = 30, 300  # characters between a place and its text, before it and in brackets


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A passage that leads in a list of texts: "Các văn bản sau đây hết hiệu lực: …"."""

    passage: Passage
    relation: Relation
    effective_from: date | None
    exception: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """The text that an article amends, and the passage that says so."""

    passage: Passage
    target: Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What is known of a paper where a passage is read."""

    document: Document
    is_consolidated: bool  # its sentences are those of the texts that it brings together
    lead: Lead | None
    amended: Amended | None
    by_name: dict[str, Target]  # the laws that the paper named so far


def is_under(passage: Passage, lead: Passage, *, article: bool = False) -> bool:
    """Whether a passage stands under another one, or in the same article."""
    above = lead.citation.steps
    if lead.role is Role.HEADER:
        return article
    if article:
        above = tuple(step for step in above if step.level in (Level.ANNEX, Level.ARTICLE))[:2]
    return bool(above) and passage.citation.steps[: len(above)] == above


@dataclass(slots=True, kw_only=True)
class PassageReferences:
    """The references of one passage in the making."""

    around: Surroundings
    passage: Passage
    cited: list[Cited]
    chains: tuple[PlaceChain, ...]
    ends: list[int] | None = None

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
        """The places that stand right before each mention, else in brackets right behind one."""
        before = [self._chains_where(used, cited, self._is_before) for cited in self.cited]
        behind = [self._chains_where(used, cited, self._is_behind) for cited in self.cited]
        return [(*one, *other) for one, other in zip(before, behind, strict=True)]

    def _chains_where(
        self, used: set[int], cited: Cited, fits: Callable[[PlaceChain, Cited], bool]
    ) -> list[PlaceChain]:
        mine = [n for n, chain in enumerate(self.chains) if n not in used and fits(chain, cited)]
        used.update(mine)
        return [self.chains[place] for place in mine]

    def _is_before(self, chain: PlaceChain, cited: Cited) -> bool:
        start = cited.mention.start
        is_near = 0 <= start - chain.end <= _NEAR
        return is_near and bool(_TO_TEXT.fullmatch(self.passage.text, chain.end, start))

    def _is_behind(self, chain: PlaceChain, cited: Cited) -> bool:
        end = cited.mention.end
        is_near = 0 <= chain.start - end <= _FAR
        return is_near and bool(_IN_BRACKETS.fullmatch(self.passage.text, end, chain.start))

    def _is_own_number(self, cited: Cited) -> bool:
        own = self.around.document
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
        place = bisect_right(self._ends(), position)
        start = self._ends()[place - 1] if place else 0
        return max(start, position - _LONGEST_SENTENCE)

    def _sentence(self, position: int) -> str:
        """The sentence around a position, without what ends it."""
        ends = self._ends()
        place = bisect_right(ends, position)
        end = ends[place] if place < len(ends) else len(self.passage.text)
        end = min(end, position + _LONGEST_SENTENCE)
        return self.passage.text[self._sentence_start(position) : end].rstrip(" ;\n")

    def _ends(self) -> list[int]:
        """Where the sentences of the passage end, found once."""
        if self.ends is None:
            text = self.passage.text
            self.ends = [
                match.end()
                for match in _SENTENCE_END.finditer(text)
                if not _ABBREVIATED.search(text[max(0, match.start() - 12) : match.end()])
            ]
        return self.ends

    def _plain(self, place: int, start: int) -> Relation:
        """Basis or mere citation: of what a "Căn cứ" names, only the texts of its own list."""
        full_stop = self.passage.text.rfind(". ", 0, start) + 1
        opening = self.passage.text[full_stop:start]
        is_basis = self.passage.role is Role.LEGAL_BASIS or re.match(r"^\W*Căn cứ\b", opening)
        if not is_basis:
            return Relation.APPLIES
        earlier = [c.mention for c in self.cited[:place] if c.mention.start >= full_stop]
        gap = self.passage.text[earlier[-1].end : start] if earlier else ","
        is_listed = re.search(r"(?:,|;|\bvà|\bbởi|\btheo|^)\s*(?:các\s+)?(?:số\s+)?$", gap)
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
        if self.around.is_consolidated:
            return _Said(Relation.APPLIES)
        return self._own(relation, sentence)

    def _own(self, relation: Relation, sentence: str) -> "_Said":
        """A change that the paper itself makes, from its own day of effect where none is said."""
        if relation not in CHANGES_VALIDITY:
            return _Said(relation)
        effect = day_from(sentence) or self.around.document.effective_from
        return _Said(relation, None, effect, exception_in(sentence))

    def _actor(self, place: int, start: int, end: int) -> Cited | None:
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
        for _ in range(min(place, _LONGEST_LIST)):
            before, own = self.cited[place - 1].mention, self.cited[place].mention
            gap = self.passage.text[before.end : own.start]
            if not re.fullmatch(r"(?:\s+của [\w\s]{2,40})?(?:,|,?\s+và)\s*", gap):
                return place
            place -= 1
        return place

    def _patient(self, first: int, kind: str | None) -> int:
        """The text that is changed: the nearest of the actor's kind, else the nearest."""
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
        if self.around.is_consolidated or self.cited[place].target.is_self:
            return None
        lead = self.around.lead
        if lead is not None and is_under(self.passage, lead.passage) and opens_as_subject(before):
            return _Said(
                lead.relation,
                None,
                lead.effective_from,
                lead.exception or exception_in(self.passage.text),
            )
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

    def _first_word(self, cited: Cited, offset: int) -> int:
        places = [c.start for c in self.chains if offset <= c.start < cited.mention.start]
        return min([cited.mention.start, *places])

    def _is_quoted(self, position: int) -> bool:
        """Whether a position stands inside “…”, or in a passage of new words of an amended text."""
        before = self.passage.text[:position]
        return before.count("“") > before.count("”")

    def _at_places(
        self, cited: Cited, chains: tuple[PlaceChain, ...], said: "_Said"
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

    def _amended_by_name(self, cited: Cited) -> Iterator[Reference]:
        """The laws that a law's own name says it amends: "Luật sửa đổi, bổ sung … của Luật …"."""
        name = cited.mention.name
        for law in amended_laws(name) if name else ():
            target = self.around.by_name.get(law, Target(name=law))
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
        amended = self.around.amended
        if amended is None or not is_under(self.passage, amended.passage, article=True):
            return
        effect = self.around.document.effective_from
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
                    target=_at(amended.target, at),
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
