"""The administrator in chat: a file is read, shown, published; papers are withdrawn."""

from dataclasses import dataclass

from bot import messages
from bot.actions import DISCARD, PUBLISH, REPLACE, Action, filing_choices
from bot.commands import Command
from bot.inbound import SentFile
from bot.kept import Waiting
from bot.memory import Memory
from bot.paging import first_page
from bot.parts import Look, Paragraph, Run
from bot.reply import Reply, say
from bot.services import Filing, KnownPaper, Preview, RefusedFile
from bot.turn import Said, Turn, said, typed_form
from corpus.errors import DungHanError, UnknownPendingError

_MOST_DOUBTS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingDesk:
    """What an administrator may do in a private chat. Who asks was checked before."""

    filing: Filing
    memory: Memory

    def take(self, turn: Turn, files: tuple[SentFile, ...]) -> Said:
        """Read the files that were fetched, and show each before it is published."""
        turn.working()
        replies = tuple(self._take_one(turn, file) for file in files if file.path is not None)
        return said(*replies)

    def _take_one(self, turn: Turn, file: SentFile) -> Reply:
        if file.path is None:
            raise ValueError("a file that was not fetched can not be read")
        try:
            read = self.filing.read(file.path, file.name, turn.person.name)
        except DungHanError as error:
            read = RefusedFile(reason=str(error))
        if isinstance(read, RefusedFile):
            return _stated(messages.FILE_REFUSED.format(name=file.name, reason=read.reason))
        if isinstance(read, KnownPaper):
            return _stated(messages.FILE_KNOWN.format(name=file.name, document=read.document))
        token = self.memory.keep(turn.inbound.chat, Waiting(pending_id=read.pending_id))
        return Reply(paragraphs=preview_paragraphs(read), rows=filing_choices(token))

    def act(self, turn: Turn, waiting: Waiting, action: Action) -> Said:
        """What a button under a preview does."""
        who = turn.person.name
        if action.verb == REPLACE:
            return Said(replies=(say(messages.REPLACE_WHICH),), expects=action.written)
        turn.working()
        try:
            if action.verb == PUBLISH:
                document = self.filing.publish(waiting.pending_id, who)
                return said(_stated(messages.PUBLISHED.format(document=document)))
            if action.verb == DISCARD:
                self.filing.discard(waiting.pending_id, who)
                return said(_stated(messages.DISCARDED.format(document=waiting.pending_id)))
        except UnknownPendingError:
            return said(say(messages.NO_LONGER_WAITS))
        except DungHanError as error:
            return said(_stated(str(error)))
        return said(say(messages.NO_LONGER_WAITS))

    def replace(self, turn: Turn, waiting: Waiting, text: str) -> Said:
        """Publish what waits as a new version of the document that was named."""
        if typed_form(text) == typed_form(messages.ENOUGH):
            return said(say(messages.THANKS))
        turn.working()
        try:
            document = self.filing.replace(waiting.pending_id, text.strip(), turn.person.name)
        except UnknownPendingError:
            return said(say(messages.NO_LONGER_WAITS))
        except DungHanError as error:
            return said(_stated(str(error)))
        return said(_stated(messages.REPLACED.format(document=document)))

    def command(self, turn: Turn, command: Command) -> Said:
        """An administrator's command."""
        turn.working()
        try:
            return said(self._command(turn, command))
        except DungHanError as error:
            return said(_stated(str(error)))

    def _command(self, turn: Turn, command: Command) -> Reply:
        who, named = turn.person.name, command.rest
        if command.name == "choduyet":
            return first_page(self.memory, turn.inbound.chat, self.filing.waiting())
        if command.name == "tinhtrang":
            return _stated(self.filing.status())
        if command.name == "reindex":
            return _stated(messages.REINDEXED.format(status=self.filing.rebuild()))
        if command.name == "chimuctruoc":
            return _stated(messages.ROLLED_BACK.format(status=self.filing.roll_back()))
        if command.name == "rut":
            is_new = self.filing.withdraw(named, who)
            words = messages.WITHDRAWN if is_new else messages.WAS_WITHDRAWN
        else:
            is_new = self.filing.restore(named, who)
            words = messages.RESTORED if is_new else messages.WAS_STANDING
        return _stated(words.format(document=named))


def preview_paragraphs(preview: Preview) -> tuple[Paragraph, ...]:
    """What a paper is, what is in it, what publishing comes to, and what is in doubt."""
    rows = (
        ("Số", preview.number),
        ("Loại", preview.kind),
        ("Ngày ký", preview.signed_on),
        ("Cơ quan ban hành", preview.issuer),
        ("Trích yếu", preview.subject),
        ("Nội dung", preview.parts),
        ("Nhiệm vụ được giao", str(preview.obligations)),
        ("Khi công bố", preview.foreseen),
    )
    lines = "\n".join(f"{name}: {value or messages.UNSAID}" for name, value in rows)
    doubts = [messages.DOUBT.format(text=doubt) for doubt in preview.doubts[:_MOST_DOUBTS]]
    if len(preview.doubts) > _MOST_DOUBTS:
        doubts.append(f"• … và {len(preview.doubts) - _MOST_DOUBTS} điều nữa")
    head = (Run(messages.PREVIEW.format(name=preview.source), Look.BOLD),)
    tail = ((Run("\n".join(doubts)),),) if doubts else ()
    return (head, (Run(lines),), *tail)


def _stated(text: str) -> Reply:
    """A sentence to the administrator about papers; file names and reasons may hold anything."""
    return Reply(paragraphs=((Run(text),),))
