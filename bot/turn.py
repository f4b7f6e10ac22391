"""One turn of a dialogue: what was said by whom, and what is said back."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.inbound import Inbound
from bot.memory import State, TypedWord
from bot.people import Person
from bot.reply import Reply
from corpus.audiences import OUTSIDER, Reader
from corpus.text import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A message of a person who is served. `working` is called when the answer will take time."""

    inbound: Inbound
    person: Person
    state: State
    working: Callable[[], None]

    @property
    def reader(self) -> Reader:
        """Who reads what is said back: in a group everybody there does."""
        return self.person.reader if self.inbound.is_private else OUTSIDER


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The replies of a turn, and what the dialogue remembers of it."""

    replies: tuple[Reply, ...] = ()
    question: str | None = None  # None: the one before stands
    expects: str | None = None  # the action that the next text belongs to
    adds_words: bool = False  # the words to type before stay good

    def next_state(self, before: State) -> State:
        """The state after this turn. Replies without choices leave the typed words as they were."""
        words = tuple(
            TypedWord(typed=typed_form(choice.typed), action=choice.action)
            for reply in self.replies
            for choice in reply.choices
        )
        if not words:
            words = before.words
        elif self.adds_words:
            new = {word.typed for word in words}
            words += tuple(word for word in before.words if word.typed not in new)
        return replace(
            before,
            question=self.question or before.question,
            words=words,
            expects=self.expects,
        )


def typed_form(text: str) -> str:
    """Typed words as they are compared: no accents, capitals, quotation marks, full stops."""
    return " ".join(fold(text).lower().strip(" .!?«»\"'[]").split())


def said(*replies: Reply) -> Said:
    """Replies that change nothing of what is remembered but the words to type."""
    return Said(replies=replies)
