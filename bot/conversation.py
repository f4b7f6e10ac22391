"""One conversation for every channel: who is admitted, what is meant, what is said back."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from answer.answers import Answer
from bot import messages
from bot.access import Verdict
from bot.actions import NOTE, PAGE, REPLACE, read_action
from bot.answering import Answering, expired
from bot.commands import Command, Listed, listed_command, read_code, read_command
from bot.feedback import Feedback, NoFeedback
from bot.filing import FilingDesk
from bot.group_desk import GroupDesk
from bot.inbound import WEB, Inbound
from bot.journal import Deed, Journal, NoJournal
from bot.kept import Listing, Waiting
from bot.memory import Memory
from bot.paging import first_page, page_of
from bot.people import Pairing, People, Person, judge
from bot.rates import Rates
from bot.reply import Reply, say
from bot.services import Filing, Services
from bot.turn import Said, Turn, said, typed_form
from corpus.staff import Right

_LINK_START = "lk_"  # of the deep link that the web page shows
_CHANNEL_NAMES = {"telegram": "Telegram", "zalo": "Zalo", "zalo_oa": "Zalo"}
_STATELESS = frozenset({"", "start", "help", "trogiup"})


def _nothing() -> None:
    """No sign of work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """Handles a message or a press, and gives what to say. Blocks; safe to share between threads.

    Who may is asked anew each time, and nothing is remembered of a stranger.
    """

    services: Services
    people: People
    memory: Memory
    feedback: Feedback = field(default_factory=NoFeedback)
    filing: Filing | None = None
    rates: Rates | None = None
    journal: Journal = field(default_factory=NoJournal)

    def handle(self, inbound: Inbound, working: Callable[[], None] = _nothing) -> tuple[Reply, ...]:
        """What is said back, in order; empty where nothing is owed.

        Args:
            inbound: as its channel checked it.
            working: called once an answer will take time, to show a sign of work.
        """
        person = self.people.find(inbound.channel, inbound.bot_id, inbound.user_id)
        verdict = judge(self.people, inbound, person)
        if person is None or verdict is not Verdict.SERVED:
            replies = self._refuse(inbound, verdict, person)
            if replies:
                self._note(inbound, person, verdict.name.lower())
            return replies
        if not inbound.is_addressed:
            return ()
        if self.rates is not None and not self.rates.admit((inbound.channel, person.id)):
            alert = inbound.callback is not None
            slow = Reply(notice=messages.TOO_MANY, is_alert=True) if alert else None
            return (slow or say(messages.TOO_MANY),)
        state = self.memory.state(inbound.chat, inbound.user_id)
        turn = Turn(inbound=inbound, person=person, state=state, working=working)
        self._note(inbound, person, "ok")
        outcome = self._dispatch(turn)
        after = outcome.next_state(state)
        if after != state:
            self.memory.keep_state(inbound.chat, inbound.user_id, after)
        return outcome.replies

    def wants_files(self, inbound: Inbound) -> bool:
        """True when the channel should fetch the files before `handle`."""
        if self.filing is None or not inbound.is_private:
            return False
        person = self.people.find(inbound.channel, inbound.bot_id, inbound.user_id)
        return person is not None and person.is_administrator

    def _note(self, inbound: Inbound, person: Person | None, result: str) -> None:
        """Note the deed before it is done; the words of a question are never part of it."""
        command = read_command(inbound.text) if inbound.callback is None else None
        action, subject = "ask", ""
        if inbound.callback is not None:
            pressed = read_action(inbound.callback)
            action, subject = "press", pressed.verb if pressed is not None else ""
        elif inbound.files:
            action = "file"
        elif command is not None:
            listed = listed_command(command.name)
            action = f"command.{command.name if listed is not None else 'unknown'}"
            is_id = len(command.rest.split()) == 1
            if listed is not None and listed.for_administrator and is_id:
                subject = command.rest
        self.journal.note(
            Deed(
                action=f"chat.{action}",
                channel=inbound.channel,
                staff_id=person.staff_id if person is not None else None,
                subject=subject,
                result=result,
            )
        )

    # Strangers

    def _refuse(
        self, inbound: Inbound, verdict: Verdict, person: Person | None
    ) -> tuple[Reply, ...]:
        command = read_command(inbound.text) if inbound.callback is None else None
        if verdict is Verdict.STRANGER:
            code = _code_in(command)
            may_link = inbound.is_private and inbound.channel != WEB
            if code is not None and may_link and self.people.pairs:
                return (self._link(inbound, code),)
            return (self._stranger(inbound),)
        groups = self.people.groups
        if groups is not None and not inbound.is_private and inbound.is_addressed:
            groups.meet(inbound.chat, inbound.chat_name, inbound.user_name)
        if verdict is not Verdict.UNKNOWN_GROUP:
            return ()
        if inbound.callback is not None:
            return (Reply(),)
        if command is not None and command.name == "duyetnhom" and person is not None:
            if not person.is_administrator:
                return (say(messages.FOR_ADMINISTRATOR),)
            self.people.approve(inbound.chat, person)
            if self.people.admits(inbound.chat):
                return (say(messages.GROUP_APPROVED),)
        if not inbound.is_addressed or (groups is not None and groups.refuses(inbound.chat)):
            return ()
        return (say(messages.UNKNOWN_GROUP.format(chat_id=inbound.chat_id)),)

    def _stranger(self, inbound: Inbound) -> Reply:
        if inbound.channel == WEB:
            return say(messages.NO_LONGER_HERE)
        channel = _CHANNEL_NAMES.get(inbound.channel, "")
        text = messages.STRANGER.format(channel=channel, user_id=inbound.user_id)
        if self.people.pairs:
            text = messages.STRANGER_PAIRS
        if inbound.callback is None:
            return say(text)
        return Reply(notice=text, is_alert=True, is_own_words=True)

    def _link(self, inbound: Inbound, code: str) -> Reply:
        outcome = self.people.link(inbound, read_code(code))
        refused = {Pairing.LOCKED: messages.LINK_LOCKED, Pairing.TAKEN: messages.LINK_TAKEN}
        if outcome in refused:
            return say(refused[outcome])
        person = self.people.find(inbound.channel, inbound.bot_id, inbound.user_id)
        if outcome is Pairing.WRONG or person is None:
            return say(messages.LINK_WRONG)
        return say(messages.LINKED.format(name=person.name))

    # Staff

    def _dispatch(self, turn: Turn) -> Said:
        inbound = turn.inbound
        if inbound.callback is not None:
            return self._act(turn, inbound.callback)
        if inbound.files:
            return self._files(turn)
        if not inbound.text:
            if inbound.mention:
                return said(say(messages.ASK_SOMETHING))
            return said(say(messages.TEXT_ONLY)) if inbound.is_private else Said()
        command = read_command(inbound.text)
        if command is not None:
            outcome = self._command(turn, command)
            # Asking for help does not break off what was begun.
            keeps = command.name in _STATELESS
            return replace(outcome, expects=turn.state.expects) if keeps else outcome
        typed = typed_form(inbound.text)
        chosen = next((word.action for word in turn.state.words if word.typed == typed), None)
        if chosen is not None:
            return self._act(turn, chosen)
        if turn.state.expects is not None:
            return self._expected(turn, turn.state.expects)
        if typed == typed_form(messages.NEXT_TYPED):
            return said(say(messages.NOTHING_MORE))
        return self._answering.ask(turn, inbound.text)

    @property
    def _answering(self) -> Answering:
        return Answering(services=self.services, memory=self.memory, feedback=self.feedback)

    def _desk(self, turn: Turn) -> FilingDesk | None:
        """The administrator's desk, in private and for administrators only."""
        if self.filing is None or not turn.person.is_administrator or not turn.inbound.is_private:
            return None
        return FilingDesk(filing=self.filing, memory=self.memory)

    def _files(self, turn: Turn) -> Said:
        if not turn.inbound.is_private:
            return Said()
        desk = self._desk(turn)
        if desk is None:
            known = self.filing is not None and not turn.person.is_administrator
            return said(say(messages.FILES_FOR_ADMINISTRATOR if known else messages.TEXT_ONLY))
        if all(file.path is None for file in turn.inbound.files):
            return said(say(messages.FILES_NOT_FETCHED))
        return desk.take(turn, turn.inbound.files)

    def _act(self, turn: Turn, written: str) -> Said:
        action = read_action(written)
        kept = self.memory.find(turn.inbound.chat, action.token) if action else None
        if action is None or kept is None:
            return said(_as_said(turn, expired()))
        if isinstance(kept, Listing):
            if action.verb != PAGE or not self.services.sees(turn.reader, kept.documents):
                return said(_as_said(turn, expired()))
            if kept.right is not None and not turn.person.may(kept.right):
                return said(say(messages.NOT_ALLOWED))
            edits = turn.inbound.callback is not None
            return said(page_of(kept, action.token, action.number, edits=edits))
        if isinstance(kept, Waiting):
            desk = self._desk(turn)
            if desk is None:
                return said(say(messages.FOR_ADMINISTRATOR))
            return desk.act(turn, kept, action)
        outcome = self._answering.act(turn, kept, action)
        return replace(outcome, replies=tuple(_as_said(turn, each) for each in outcome.replies))

    def _expected(self, turn: Turn, written: str) -> Said:
        action = read_action(written)
        kept = self.memory.find(turn.inbound.chat, action.token) if action else None
        if action is not None and isinstance(kept, Answer) and action.verb == NOTE:
            return self._answering.add_note(turn, kept, action, turn.inbound.text)
        desk = self._desk(turn)
        is_replacing = action is not None and action.verb == REPLACE
        if desk is not None and is_replacing and isinstance(kept, Waiting):
            return desk.replace(turn, kept, turn.inbound.text)
        return self._answering.ask(turn, turn.inbound.text)

    # Commands

    def _command(self, turn: Turn, command: Command) -> Said:
        listed = listed_command(command.name)
        if listed is None:
            return said(say(messages.UNKNOWN_COMMAND)) if turn.inbound.is_private else Said()
        if listed.for_administrator:
            return self._administrator_command(turn, listed, command)
        if not turn.person.may(listed.right):
            return said(say(messages.NOT_ALLOWED))
        if not listed.in_groups and not turn.inbound.is_private:
            return said(say(messages.ONLY_IN_PRIVATE))
        if command.name == "start":
            return said(say(messages.WELCOME))
        if command.name in ("help", "trogiup"):
            return said(say(self._help(turn)))
        if command.name in ("lienket", "huylienket"):
            return self._link_command(turn, command)
        if listed.takes and not command.rest:
            if command.name == "hoi":
                return said(say(messages.ASK_SOMETHING))
            return said(say(messages.NAME_SOMETHING.format(example=listed.takes)))
        return self._look_up(turn, command)

    def _look_up(self, turn: Turn, command: Command) -> Said:
        answering, rest = self._answering, command.rest
        if command.name == "hoi":
            return answering.ask(turn, rest)
        if command.name == "thutuc":
            has_word = typed_form(rest).startswith("thu tuc")
            return answering.ask(turn, rest if has_word else f"thủ tục {rest}")
        if command.name == "hoso":
            return answering.ask_about_cases(turn, f"hồ sơ {rest}")
        if command.name == "quahan":
            return answering.ask_about_cases(
                turn, f"danh sách hồ sơ quá hạn hiện nay {rest}".strip()
            )
        turn.working()
        if command.name == "homnay":
            list_today = self.services.list_today
            listing = list_today(turn.person, turn.reader) if list_today is not None else None
        elif command.name == "nhiemvu":
            tasks = self.services.list_tasks
            listing = tasks(rest, turn.person, turn.reader) if tasks is not None else None
        else:
            list_documents = self.services.list_documents
            listing = list_documents(rest, turn.reader) if list_documents is not None else None
        if listing is None:
            return said(say(messages.NOT_SET_UP))
        duties = first_page(self.memory, turn.inbound.chat, listing)
        if command.name != "homnay" or not turn.person.may(Right.CASES):
            return said(duties)
        near = answering.near_due(turn)
        return said(*near, duties)

    def _administrator_command(self, turn: Turn, listed: Listed, command: Command) -> Said:
        if not turn.person.is_administrator:
            return said(say(messages.FOR_ADMINISTRATOR))
        if command.name == "duyetnhom":
            if not turn.inbound.is_private:
                return said(say(messages.GROUP_APPROVED))
            return GroupDesk(people=self.people).command(turn, command)
        desk = self._desk(turn)
        if desk is None:
            is_set_up = self.filing is not None
            return said(say(messages.ONLY_IN_PRIVATE if is_set_up else messages.NOT_SET_UP))
        if listed.takes and not command.rest:
            return said(say(messages.NAME_SOMETHING.format(example=listed.takes)))
        return desk.command(turn, command)

    def _link_command(self, turn: Turn, command: Command) -> Said:
        if turn.inbound.channel == WEB:
            return said(say(messages.LINK_IN_CHAT))
        if not self.people.pairs:
            return said(say(messages.NO_LINKS))
        if not turn.inbound.is_private:
            return said(say(messages.LINK_IN_PRIVATE))
        if command.name == "huylienket":
            self.people.unlink(turn.inbound)
            return said(say(messages.UNLINKED))
        return said(self._link(turn.inbound, command.rest))

    def _help(self, turn: Turn) -> str:
        text = messages.HELP
        if self.people.pairs and turn.inbound.channel != WEB:
            text += messages.HELP_LINK
        if self._desk(turn) is not None:
            text += messages.HELP_ADMINISTRATOR
        return text


def _code_in(command: Command | None) -> str | None:
    """The one-time code of "LIENKET CODE" or of the deep link "/start lk_CODE"."""
    if command is None:
        return None
    if command.name == "lienket" and command.rest:
        return command.rest
    if command.name == "start" and command.rest.startswith(_LINK_START):
        return command.rest.removeprefix(_LINK_START)
    return None


def _as_said(turn: Turn, reply: Reply) -> Reply:
    """A notice as a message where there is no button to show it on."""
    if turn.inbound.callback is not None or not reply.notice:
        return reply
    return say(reply.notice)
