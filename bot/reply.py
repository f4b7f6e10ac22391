"""What the conversation says, the same for every channel."""

from collections.abc import Iterable
from dataclasses import dataclass

from answer.answers import Answer
from bot.parts import Paragraph, Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something that a person may do next: a button, or words to type where there is none."""

    label: str  # on the button
    action: str  # what comes back: ASCII, at most 64 bytes
    typed: str  # the words that do the same
    hint: str  # "gõ «typed» để …": what stands for the dots


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One thing to say. Without paragraphs it is at most a notice on the pressed button."""

    paragraphs: tuple[Paragraph, ...] = ()
    rows: tuple[tuple[Choice, ...], ...] = ()  # of buttons
    notice: str = ""
    is_alert: bool = False  # the notice wants to be seen
    edits: bool = False  # takes the place of the message with the button, where it can
    is_own_words: bool = False  # sentences of ours and chat ids; nothing of a paper or register
    path: str | None = None  # of the page that shows all of it, below the public address
    answer: Answer | None = None  # what the paragraphs tell, for a channel that shows more of it
    cited: tuple[str, ...] = ()  # ids of papers and cases that it tells of

    @property
    def choices(self) -> tuple[Choice, ...]:
        """All choices, in the order of reading."""
        return tuple(choice for row in self.rows for choice in row)


def say(text: str, *rows: tuple[Choice, ...]) -> Reply:
    """Sentences of our own, a paragraph for each blank line."""
    return Reply(paragraphs=plain_paragraphs(text), rows=rows, is_own_words=True)


def tell(text: str, *rows: tuple[Choice, ...]) -> Reply:
    """Sentences that hold words from elsewhere: checked on their way out."""
    return Reply(paragraphs=plain_paragraphs(text), rows=rows)


def plain_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a text, cut at its blank lines."""
    return tuple((Run(paragraph),) for paragraph in text.split("\n\n"))


def in_rows(choices: Iterable[Choice], per_row: int) -> tuple[tuple[Choice, ...], ...]:
    """The choices in rows of at most `per_row`."""
    row = tuple(choices)
    return tuple(row[start : start + per_row] for start in range(0, len(row), per_row))
