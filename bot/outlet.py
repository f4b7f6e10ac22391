"""A reply on its way out: checked, cut to the channel's length, numbered, its buttons told."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from answer.answers import Answer
from bot import messages
from bot.egress import Egress
from bot.inbound import Capabilities, Inbound
from bot.parts import Paragraph, Part, Run, to_parts
from bot.reply import Choice, Reply

_ROOM_FOR_NUMBER = 12  # "(10/12)" and a line's end
_FEWEST_TOLD_TOGETHER = 3  # numbers to type, in one phrase
_MOST_PARTS = 12  # then it is no chat message any more
_PARTS_BEFORE_LINK = 2  # what is longer goes behind the login, where there is a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One message as its channel sends it."""

    part: Part
    rows: tuple[tuple[Choice, ...], ...] = ()  # of buttons, under the last message
    is_first: bool = True  # quotes what it answers, in a group
    edits: bool = False
    answer: Answer | None = None  # with the last message, as in the reply
    path: str | None = None
    cited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Makes messages of replies. `public_address` is where staff reach the web pages, or None."""

    egress: Egress
    public_address: str | None = None

    def messages(
        self, inbound: Inbound, reply: Reply, capabilities: Capabilities
    ) -> tuple[Outgoing, ...]:
        """The messages of one reply, in order; none for a notice alone."""
        if not reply.paragraphs:
            return ()
        checked_reply = reply if reply.is_own_words else self._checked(inbound, reply)
        paragraphs = [*checked_reply.paragraphs, *_typed_menu(checked_reply, capabilities)]
        parts = self._parts(paragraphs, checked_reply.path, capabilities.max_length)
        last = len(parts) - 1
        return tuple(
            Outgoing(
                part=part,
                rows=checked_reply.rows if index == last and capabilities.buttons else (),
                is_first=index == 0,
                edits=reply.edits and capabilities.edit and last == 0,
                answer=checked_reply.answer if index == last else None,
                path=checked_reply.path if index == last else None,
                cited=checked_reply.cited if index == last else (),
            )
            for index, part in enumerate(parts)
        )

    def _checked(self, inbound: Inbound, reply: Reply) -> Reply:
        checked = self.egress.check(inbound.chat, inbound.chat_kind, reply.paragraphs)
        if not checked.withheld:
            is_whole = checked.paragraphs == reply.paragraphs
            answer = reply.answer if is_whole else None
            return replace(reply, paragraphs=checked.paragraphs, answer=answer)
        kinds = ", ".join(checked.withheld)
        address = self._address(reply.path)
        words = messages.WITHHELD if address is None else messages.WITHHELD_LINK
        text = words.format(kinds=kinds, address=address)
        return Reply(paragraphs=((Run(text),),), is_own_words=True)

    def _address(self, path: str | None) -> str | None:
        if self.public_address is None:
            return None
        return self.public_address.rstrip("/") + (path or "/")

    def _parts(
        self, paragraphs: list[Paragraph], path: str | None, max_length: int
    ) -> tuple[Part, ...]:
        whole = to_parts(paragraphs, max_length)
        if len(whole) == 1:
            return whole
        parts = to_parts(paragraphs, max_length - _ROOM_FOR_NUMBER)
        address = self._address(path)
        if address is not None and path is not None and len(parts) > _PARTS_BEFORE_LINK:
            rest = messages.REST_ON_PAGE.format(address=address)
            parts = (*parts[:_PARTS_BEFORE_LINK], _sentence(rest))
        elif len(parts) > _MOST_PARTS:
            parts = (*parts[: _MOST_PARTS - 1], _sentence(messages.REST_CUT))
        return tuple(_numbered(parts))


def _sentence(text: str) -> Part:
    return to_parts([(Run(text),)])[0]


def _numbered(parts: tuple[Part, ...]) -> Iterator[Part]:
    for number, part in enumerate(parts, start=1):
        head = f"({number}/{len(parts)})\n"
        yield Part(html=head + part.html, plain=head + part.plain)


def _typed_menu(reply: Reply, capabilities: Capabilities) -> tuple[Paragraph, ...]:
    """What to type, where the channel has no buttons."""
    if capabilities.buttons or not reply.choices:
        return ()
    numbered = [choice.typed for choice in reply.choices if choice.typed.isdecimal()]
    told = [
        messages.TYPE_FOR.format(typed=choice.typed, hint=choice.hint)
        for choice in reply.choices
        if len(numbered) < _FEWEST_TOLD_TOGETHER or choice.typed not in numbered
    ]
    if len(numbered) >= _FEWEST_TOLD_TOGETHER:
        told.insert(0, messages.TYPE_A_NUMBER.format(first=numbered[0], last=numbered[-1]))
    return ((Run(messages.HOW_TO_TYPE.format(words="; ".join(told))),),)
