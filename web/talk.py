"""The talk of a person with the assistant: what goes in, what comes out, and who answers."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from answer.answers import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One talk of one person: a number of the register, or a browser's in a demonstration."""

    person: str
    talk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a person wrote, or the action of the button that was pressed."""

    place: Place
    id: str
    text: str = ""
    action: str | None = None
    under: int = 0  # the place of the entry with the button


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A stretch of text with one look: "", "b", "i" or "blockquote"."""

    text: str
    look: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """Something that may be done next."""

    label: str
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Buttons that stand beside each other."""

    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Words that stand together."""

    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing that the assistant says."""

    paragraphs: tuple[Paragraph, ...] = ()
    rows: tuple[Row, ...] = ()
    answer: Answer | None = None  # shown with its quotations in place of the paragraphs
    path: str | None = None  # of the page that shows all of it
    cited: tuple[str, ...] = ()  # ids of papers and cases, for the audit
    edits: bool = False  # takes the place of the entry whose button was pressed
    is_notice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command in the menu. `takes` is an example with what it needs, "" for nothing."""

    name: str
    words: str
    takes: str
    for_administrator: bool


Tell: TypeAlias = Callable[[Told], Awaitable[None]]


class Assistant(Protocol):
    """The conversation behind the page. Who may is asked there anew for every message."""

    async def answer(self, message: Message, tell: Tell) -> None:
        """Answer a message; what goes wrong is told with a code."""
        ...

    def menu(self, person: str) -> tuple[Command, ...]:
        """The commands that a person may use. Blocks."""
        ...

    def forget(self, places: Iterable[Place]) -> None:
        """Forget what was spoken of in these talks. Blocks."""
        ...
