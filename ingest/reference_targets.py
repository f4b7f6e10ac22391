"""Which text a mention means: by what the paper said before, in full, of the same text."""

import re
from dataclasses import dataclass, field, replace

from corpus.documents import Document
from corpus.references import Reference, Target
from ingest.mentions import Mention, find_mentions

_NAMED_KINDS = frozenset({"Nghị định", "Nghị quyết", "Thông tư", "Quyết định", "Luật", "Chỉ thị"})


@dataclass(frozen=True, slots=True)
class Cited:
    """A mention and the text that it means."""

    mention: Mention
    target: Target


@dataclass(slots=True, kw_only=True)
class KnownTexts:
    """The texts that a paper named so far: NĐ 30/2020/NĐ-CP has only the first naming in full."""

    document: Document
    by_count: dict[tuple[str, str], Target] = field(default_factory=dict)
    by_number: dict[str, Target] = field(default_factory=dict)
    by_name: dict[str, Target] = field(default_factory=dict)
    numbers_of_laws: dict[str, Target] = field(default_factory=dict)
    by_kind: dict[str, Target] = field(default_factory=dict)  # the last one mentioned

    def cited_in(self, text: str) -> list[Cited]:
        """The mentions in a passage's text with what they mean; those not to be told left out."""
        mentions = [self._resolved(self._whole(mention, text)) for mention in find_mentions(text)]
        return [cited for cited in mentions if cited is not None]

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

    def _resolved(self, mention: Mention) -> Cited | None:
        """The mention with the text that it means; None when that can not be told."""
        kind = mention.kind or ""
        if mention.is_this:
            return Cited(mention=mention, target=self._this(kind))
        if mention.count:
            known = self.by_count.get((kind, mention.count))
            if known is None:
                return None
            return Cited(mention=mention, target=_dated(known, mention))
        target = Target(
            number=mention.number,
            name=mention.name if mention.number is None else None,
            signed_on=mention.signed_on,
            year=mention.year or year_of(mention.number),
        )
        if mention.number is None and mention.name in self.by_name:
            first = self.by_name[mention.name]
            if mention.year in (None, first.year):
                target = _dated(first, mention)
        elif mention.number in self.by_number:
            target = _dated(self.by_number[mention.number], mention)
        self._remember(kind, mention, target)
        return Cited(mention=mention, target=target)

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
        """What "Nghị định này" means: the paper; in a paper of another kind the last one named."""
        own = self.document.kind
        if own and own != kind and kind in self.by_kind and kind in _NAMED_KINDS:
            return self.by_kind[kind]
        return Target()


def year_of(number: str | None) -> int | None:
    """The year that a number carries: 2018 of "61/2018/NĐ-CP"; None for one without."""
    match = re.search(r"/((?:19|20)\d\d)/", number or "")
    return int(match[1]) if match else None


def _count(number: str) -> str:
    match = re.match(r"[\d.]+", number)
    return match[0] if match else number


def _dated(target: Target, mention: Mention) -> Target:
    """A known text, with the day of this citation where it gives one."""
    day = mention.signed_on or target.signed_on
    return replace(target, signed_on=day, year=mention.year or target.year)
