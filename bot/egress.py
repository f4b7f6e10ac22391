"""The last door: every chat message is read here before it leaves."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.inbound import ChatKey, ChatKind
from bot.parts import Paragraph, Run
from bot.private_names import Names
from bot.private_words import Finding, Found, find_private

_TAIL = 48  # characters of the message before that are read with the next
_MOST_CHATS = 4096
_BETWEEN = "\n\n"


class Policy(StrEnum):
    """What happens to a message with something private in it."""

    BLOCK = "block"  # a sentence in its place
    MASK = "mask"  # the private words are covered; secrecy blocks all the same
    OPEN = "open"  # the office's own page, for who signed in there: all of it is shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What may leave. `withheld` names what was found where all of it stays here."""

    paragraphs: tuple[Paragraph, ...]
    withheld: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Egress:
    """Reads messages on their way out; knows the end of the one before in each chat.

    A group's messages are blocked, whatever the channel's policy: more people read there.
    """

    policies: Mapping[str, Policy] = field(default_factory=dict)  # by channel; else MASK
    names: Names = field(default_factory=lambda: Names(frozenset))
    tails: "Tails" = field(default_factory=lambda: Tails())

    def check(self, chat: ChatKey, kind: ChatKind, paragraphs: Iterable[Paragraph]) -> Checked:
        """What may leave of one message, read together with the end of the one before."""
        kept = tuple(paragraphs)
        if self._policy(chat, kind) is Policy.OPEN:
            return Checked(paragraphs=kept)
        text = _BETWEEN.join("".join(run.text for run in paragraph) for paragraph in kept)
        findings = self.find(text)
        before = self.tails.swap(chat, text[-_TAIL:])
        if not findings:
            findings = self._over_two(before, text)
        if not findings:
            return Checked(paragraphs=kept)
        kinds = tuple(dict.fromkeys(finding.found for finding in findings))
        if self._policy(chat, kind) is Policy.BLOCK or Found.SECRECY in kinds:
            self.tails.swap(chat, "")
            return Checked(paragraphs=(), withheld=kinds)
        return Checked(paragraphs=masked(kept, findings))

    def find(self, text: str) -> tuple[Finding, ...]:
        """What may not leave of a text."""
        return (*find_private(text), *self.names.find(text))

    def _policy(self, chat: ChatKey, kind: ChatKind) -> Policy:
        if kind is ChatKind.GROUP:
            return Policy.BLOCK
        return self.policies.get(chat.channel, Policy.MASK)

    def _over_two(self, before: str, text: str) -> tuple[Finding, ...]:
        """Findings that begin in the message before and end in this one; here from its start."""
        if not before:
            return ()
        head = text[:_TAIL]
        edge = len(before) + 1
        return tuple(
            replace(each, start=0, end=each.end - edge)
            for each in self.find(f"{before}\n{head}")
            if each.start < edge < each.end
        )


class Tails:
    """The end of the last message in each chat."""

    def __init__(self) -> None:
        self._tails: OrderedDict[ChatKey, str] = OrderedDict()

    def swap(self, chat: ChatKey, tail: str) -> str:
        """The end that was known, "" for none; the new one is known from now on."""
        before = self._tails.pop(chat, "")
        self._tails[chat] = tail
        if len(self._tails) > _MOST_CHATS:
            self._tails.popitem(last=False)
        return before


def masked(paragraphs: tuple[Paragraph, ...], findings: Iterable[Finding]) -> tuple[Paragraph, ...]:
    """The paragraphs with the spans covered; spans count with a blank line between paragraphs."""
    covered: set[int] = set()
    for finding in findings:
        covered.update(range(finding.start, finding.end))
    place = 0
    out: list[Paragraph] = []
    for paragraph in paragraphs:
        runs: list[Run] = []
        for run in paragraph:
            text = "".join(
                "x" if place + offset in covered and character.isalnum() else character
                for offset, character in enumerate(run.text)
            )
            runs.append(Run(text, run.look))
            place += len(run.text)
        place += len(_BETWEEN)
        out.append(tuple(runs))
    return tuple(out)
