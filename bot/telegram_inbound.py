"""Telegram's updates as the conversation reads them."""

import unicodedata
from dataclasses import dataclass

from telegram import Bot, ChatMember, Message, MessageEntity, Update, User
from telegram.constants import ChatType

from bot.inbound import ChatKey, ChatKind, Inbound, SentFile
from bot.mentions import is_addressed, is_own_command, is_reply_to, question_of
from bot.sending import Place, TelegramChat, place_of

CHANNEL = "telegram"
_KINDS = {
    ChatType.PRIVATE: ChatKind.PRIVATE,
    ChatType.GROUP: ChatKind.GROUP,
    ChatType.SUPERGROUP: ChatKind.GROUP,
}


def inbound_of(update: Update, me: User) -> Inbound | None:
    """The message or press of an update; None for what is neither, or is for another bot."""
    user, chat = update.effective_user, update.effective_chat
    kind = _KINDS.get(ChatType(chat.type)) if chat is not None else None
    if user is None or chat is None or kind is None:
        return None
    query = update.callback_query
    if query is not None:
        return Inbound(
            channel=CHANNEL,
            bot_id=str(me.id),
            chat_id=str(chat.id),
            chat_kind=kind,
            user_id=str(user.id),
            message_id=query.id,
            chat_name=chat.title or "",
            user_name=user.full_name,
            callback=query.data or "",
        )
    message = update.message
    if message is None or (kind is ChatKind.GROUP and _names_another(message, me)):
        return None
    answers_bot = is_reply_to(message, me) and message.reply_to_message is not None
    return Inbound(
        channel=CHANNEL,
        bot_id=str(me.id),
        chat_id=str(chat.id),
        chat_kind=kind,
        user_id=str(user.id),
        message_id=str(message.message_id),
        chat_name=chat.title or "",
        user_name=user.full_name,
        text=question_of(message, me),
        files=_files(message),
        mention=is_addressed(message, me) and not answers_bot,
        reply_to=(
            str(message.reply_to_message.message_id)
            if answers_bot and message.reply_to_message is not None
            else None
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """That the bot was put into a group, or taken out of it."""

    chat: ChatKey
    name: str
    by: str
    is_member: bool


def membership_of(update: Update, me: User) -> Membership | None:
    """What an update says of the bot's own membership in a group; None for anything else."""
    changed = update.my_chat_member
    if changed is None or changed.chat.type not in (ChatType.GROUP, ChatType.SUPERGROUP):
        return None
    return Membership(
        chat=ChatKey(channel=CHANNEL, bot_id=str(me.id), chat_id=str(changed.chat.id)),
        name=changed.chat.title or "",
        by=changed.from_user.full_name,
        is_member=changed.new_chat_member.status not in (ChatMember.LEFT, ChatMember.BANNED),
    )


def chat_of(update: Update, bot: Bot) -> TelegramChat:
    """Where the reply to an update goes."""
    query = update.callback_query
    message = query.message if query is not None else update.message
    if isinstance(message, Message):
        return TelegramChat(bot=bot, place=place_of(message), query=query)
    # A message too old for Telegram to hand over comes without its topic.
    chat_id = message.chat.id if message is not None else 0
    place = Place(chat_id=chat_id, thread_id=None, quoted_id=None)
    return TelegramChat(bot=bot, place=place, query=query)


def _names_another(message: Message, me: User) -> bool:
    """True for a command that is for another bot of the group."""
    is_command = any(
        entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0
        for entity in message.entities
    )
    return is_command and not is_own_command(message, me)


def _files(message: Message) -> tuple[SentFile, ...]:
    document = message.document
    if document is None:
        return ()
    name = unicodedata.normalize("NFC", document.file_name or document.file_unique_id)
    return (SentFile(id=document.file_id, name=name, size=document.file_size),)
