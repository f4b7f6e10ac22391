"""What people send, the same from every channel, and what a channel is able to do."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

WEB = "web"  # the channel of the office's own pages: an account there is a number of the register


class ChatKind(StrEnum):
    """Who reads along."""

    PRIVATE = "private"
    GROUP = "group"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a channel is able to do; the conversation has a way around each that is missing."""

    buttons: bool  # False: each button is told as words to type
    edit: bool  # a sent message can be changed
    files: bool  # files that people send can be fetched
    html: bool
    max_length: int  # of one message, in UTF-16 code units
    typing: bool
    proactive: bool  # may write to a chat that did not write just now


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFile:
    """A file that a person sent. `path` is None until the channel has fetched it."""

    id: str
    name: str
    size: int | None  # bytes; None: the channel does not say
    path: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatKey:
    """One chat with one of our bots."""

    channel: str  # "telegram", "zalo", "zalo_oa", "web"
    bot_id: str
    chat_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbound:
    """One message or one pressed button, checked by its channel.

    Ids are opaque text. `text` is NFC and without the bot's name.
    """

    channel: str
    bot_id: str
    chat_id: str
    chat_kind: ChatKind
    user_id: str
    message_id: str
    chat_name: str = ""  # of a group; "": the channel does not say
    user_name: str = ""
    text: str = ""
    files: tuple[SentFile, ...] = ()
    mention: bool = False  # the message names the bot
    reply_to: str | None = None  # the message of the bot that it replies to
    callback: str | None = None  # the action of a pressed button

    @property
    def chat(self) -> ChatKey:
        """Where it was said."""
        return ChatKey(channel=self.channel, bot_id=self.bot_id, chat_id=self.chat_id)

    @property
    def is_private(self) -> bool:
        """True where nobody else reads."""
        return self.chat_kind is ChatKind.PRIVATE

    @property
    def is_addressed(self) -> bool:
        """True for what is said to the bot: all in private; a command, a name, a reply, a press."""
        return (
            self.is_private
            or self.mention
            or self.reply_to is not None
            or self.callback is not None
            or self.text.startswith("/")
        )
