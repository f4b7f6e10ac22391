"""Whether a group's message speaks to the bot, and the question in it without the bot's name."""

import re
import unicodedata

from telegram import Message, MessageEntity, User

_AROUND_NAME = " \t\n,:;–-"


def is_addressed(message: Message, me: User) -> bool:
    """A command that does not name another bot, a reply to the bot, or a mention of it."""
    return is_own_command(message, me) or is_reply_to(message, me) or bool(_mentions(message, me))


def is_own_command(message: Message, me: User) -> bool:
    """The message starts with a command that is for this bot: `/hoi`, `/hoi@this_bot`."""
    if not message.text:
        return False
    for entity in message.entities:
        if entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0:
            _, _, name = message.parse_entity(entity).partition("@")
            return not name or _is_name(name, me)
    return False


def is_reply_to(message: Message, me: User) -> bool:
    """The message replies to one that the bot wrote.

    In a forum every message of a topic "replies" to the service message that opened the topic;
    that one does not count, even where the bot opened it.
    """
    original = message.reply_to_message
    if original is None or original.from_user is None or original.forum_topic_created is not None:
        return False
    return original.from_user.id == me.id


def question_of(message: Message, me: User) -> str:
    """The message's text in NFC without mentions of the bot; "" when nothing else is said."""
    text = message.text or ""
    spans = [(entity.offset, entity.offset + entity.length) for entity in _mentions(message, me)]
    if not spans:
        return unicodedata.normalize("NFC", text.strip())
    return unicodedata.normalize("NFC", cut_spans(text, spans).strip(_AROUND_NAME))


def cut_spans(text: str, spans: list[tuple[int, int]]) -> str:
    """`text` without the spans, which count UTF-16 code units, ends exclusive.

    The blanks on both sides of a removed span become one.
    """
    encoded = text.encode("utf-16-le")
    for start, end in sorted(spans, reverse=True):
        before = encoded[: 2 * start].decode("utf-16-le")
        after = encoded[2 * end :].decode("utf-16-le")
        if before.endswith(" ") and re.match(r"\s", after):
            before = before[:-1]
        encoded = (before + after).encode("utf-16-le")
    return encoded.decode("utf-16-le")


def _mentions(message: Message, me: User) -> list[MessageEntity]:
    return [
        entity
        for entity in (message.entities if message.text else ())
        if (
            entity.type == MessageEntity.MENTION
            and _is_name(message.parse_entity(entity).removeprefix("@"), me)
        )
        or (
            entity.type == MessageEntity.TEXT_MENTION
            and entity.user is not None
            and entity.user.id == me.id
        )
    ]


def _is_name(name: str, me: User) -> bool:
    return me.username is not None and name.casefold() == me.username.casefold()
