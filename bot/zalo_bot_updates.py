"""Updates of the Zalo Bot Platform as the conversation reads them."""

import hmac
import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from bot.inbound import ChatKind, Inbound, SentFile

CHANNEL = "zalo"
SECRET_HEADER = "x-bot-api-secret-token"  # noqa: S105 -- the name of a header
_TEXT = "message.text.received"
# Content that the conversation has no words for; a file or a card comes as "unsupported".
_OTHERS = frozenset(
    f"message.{kind}.received" for kind in ("image", "sticker", "voice", "unsupported")
)


def is_genuine(headers: Mapping[str, str], secret: str) -> bool:
    """True when a webhook's request knows the secret. Checked before anything is parsed."""
    given = headers.get(SECRET_HEADER, "")
    return hmac.compare_digest(given.encode(), secret.encode())


def read_update(body: bytes) -> Mapping[str, Any] | None:
    """The update of a webhook, wrapped in `result` or flat; None for what is none."""
    try:
        written = json.loads(body)
    except ValueError:
        return None
    update = written.get("result", written) if isinstance(written, dict) else None
    return update if isinstance(update, dict) else None


def inbound_of(update: Mapping[str, Any], bot_id: str, name: str) -> Inbound | None:
    """The message of an update; None for other events and for what lacks its parts.

    In a group the platform hands over only what names the bot or replies to it.

    Args:
        update: as it came, without its wrapper.
        bot_id: the bot's own id.
        name: the bot's name, taken out where a group's message begins with it.
    """
    event, message = update.get("event_name"), update.get("message")
    if event not in {_TEXT, *_OTHERS} or not isinstance(message, dict):
        return None
    sender, chat = message.get("from"), message.get("chat")
    if not isinstance(sender, dict) or not isinstance(chat, dict) or sender.get("is_bot"):
        return None
    ids = (chat.get("id"), sender.get("id"), message.get("message_id"))
    if not all(isinstance(each, str | int) and str(each) for each in ids):
        return None
    kind = ChatKind.GROUP if str(chat.get("chat_type", "")).upper() == "GROUP" else ChatKind.PRIVATE
    text = message.get("text") if event == _TEXT else None
    said = unicodedata.normalize("NFC", text.strip()) if isinstance(text, str) else ""
    return Inbound(
        channel=CHANNEL,
        bot_id=bot_id,
        chat_id=str(ids[0]),
        chat_kind=kind,
        user_id=str(ids[1]),
        message_id=str(ids[2]),
        user_name=str(sender.get("display_name") or ""),
        text=without_name(said, name) if kind is ChatKind.GROUP else said,
        files=_files(str(event)),
        mention=kind is ChatKind.GROUP,
    )


def without_name(text: str, name: str) -> str:
    """The text without "@Bot …" at its start; the platform marks no mentions."""
    if not text.startswith("@"):
        return text
    whole = f"@{name}"
    if name and text.casefold().startswith(whole.casefold()):
        return text[len(whole) :].lstrip(" ,:;")
    # The shown name may differ from the account's; names of bots begin with "Bot".
    return re.sub(r"^@(?:Bot\s+)?\S+[\s,:;]*", "", text, count=1)


def _files(event: str) -> tuple[SentFile, ...]:
    if not event.startswith("message.unsupported"):
        return ()
    return (SentFile(id="", name="", size=None),)
