"""The chat page as one more channel of the conversation."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bot.actions import QUOTE, read_action
from bot.commands import menu_of
from bot.converse import Front
from bot.inbound import WEB, Capabilities, ChatKey, ChatKind, Inbound, SentFile
from bot.outlet import Outgoing
from bot.parts import Paragraph
from bot.processor import Lanes
from bot.reply import Choice
from web import talk

_ANY_LENGTH = 10_000_000  # a page shows an answer whole
_CAPABILITIES = Capabilities(
    buttons=True,
    edit=True,
    files=False,  # there is a page for uploads
    html=True,
    max_length=_ANY_LENGTH,
    typing=True,
    proactive=True,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WebChannel:
    """What the page asks: answers, the menu of a person, and that talks are forgotten."""

    front: Front
    lanes: Lanes = field(default_factory=Lanes)

    async def answer(self, message: talk.Message, tell: talk.Tell) -> None:
        """Answer a message in its talk's order; a button waits for no question before it."""
        key = _chat(message.place)
        inbound = Inbound(
            channel=key.channel,
            bot_id=key.bot_id,
            chat_id=key.chat_id,
            chat_kind=ChatKind.PRIVATE,
            user_id=message.place.person,
            message_id=message.id,
            text=message.text,
            callback=message.action,
        )
        async with self.lanes.turn((key, message.action is not None)):
            await self.front.converse_safely(inbound, _Page(tell))

    def menu(self, person: str) -> tuple[talk.Command, ...]:
        """The commands that a person may use; none for who may no longer."""
        found = self.front.conversation.people.find(WEB, "", person)
        listed = menu_of(found) if found is not None else ()
        return tuple(
            talk.Command(
                name=each.name,
                words=each.words,
                takes=each.takes,
                for_administrator=each.for_administrator,
            )
            for each in listed
        )

    def forget(self, places: Iterable[talk.Place]) -> None:
        """Forget what was spoken of in these talks, and what their buttons open."""
        for place in places:
            self.front.conversation.memory.forget(_chat(place))


@dataclass(frozen=True, slots=True)
class _Page:
    """Where the reply to one message goes: into the talk, as the page shows it."""

    tell: talk.Tell

    @property
    def capabilities(self) -> Capabilities:
        return _CAPABILITIES

    async def send(self, message: Outgoing) -> None:
        rows = message.rows
        if message.answer is not None:  # its quotations stand on the page already
            rows = tuple(row for row in rows if not any(map(_shows_quote, row)))
        await self.tell(
            talk.Told(
                paragraphs=tuple(map(_paragraph, message.part.paragraphs)),
                rows=tuple(map(_row, rows)),
                answer=message.answer,
                path=message.path if message.answer is None else None,
                cited=message.cited,
                edits=message.edits,
            )
        )

    async def notice(self, text: str, *, is_alert: bool) -> None:  # noqa: ARG002 -- as Chat
        if text:
            words = talk.Paragraph(words=(talk.Words(text=text),))
            await self.tell(talk.Told(paragraphs=(words,), is_notice=True))

    async def show_typing(self) -> None:
        """The page shows by itself that an answer is awaited."""

    async def fetch(self, file: SentFile, folder: Path) -> Path | None:  # noqa: ARG002 -- as Chat
        return None


def _chat(place: talk.Place) -> ChatKey:
    return ChatKey(channel=WEB, bot_id="", chat_id=f"{place.person}/{place.talk}")


def _shows_quote(choice: Choice) -> bool:
    action = read_action(choice.action)
    return action is not None and action.verb == QUOTE


def _row(choices: tuple[Choice, ...]) -> talk.Row:
    buttons = tuple(talk.Button(label=each.label, action=each.action) for each in choices)
    return talk.Row(buttons=buttons)


def _paragraph(paragraph: Paragraph) -> talk.Paragraph:
    return talk.Paragraph(
        words=tuple(talk.Words(text=run.text, look=run.look.value) for run in paragraph)
    )
