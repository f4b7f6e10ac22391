"""What a button brings back, and the buttons under answers and lists."""

import re
from dataclasses import dataclass

from answer.answers import Answer
from bot import messages
from bot.reply import Choice, in_rows

_PER_ROW = 2
_MOST_QUOTES = 96  # with the votes it is less than the 100 buttons that Telegram shows
_WRITTEN = re.compile(
    r"(?P<verb>[a-z]):(?P<token>[\w-]{1,32})(?::(?P<number>[0-9]{1,3}))?", re.ASCII
)

QUOTE, GOOD, BAD, REASON, NOTE, PAGE, PUBLISH, DISCARD, REPLACE = "qudrwpcbs"
_COUNTED = frozenset({QUOTE, PAGE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What to do with what a token stands for; quotes, pages and reasons have a number."""

    verb: str
    token: str
    number: int = 0

    @property
    def written(self) -> str:
        """The action as callback data: ASCII, at most 38 bytes of the 64 allowed."""
        return f"{self.verb}:{self.token}:{self.number}"


def read_action(written: str | None) -> Action | None:
    """The action that callback data stands for; None for anything that is not ours."""
    match = _WRITTEN.fullmatch(written or "")
    if match is None or match["verb"] not in "qudrwpcbs":
        return None
    action = Action(verb=match["verb"], token=match["token"], number=int(match["number"] or 0))
    return None if action.verb in _COUNTED and action.number == 0 else action


def quote_choices(answer: Answer, token: str) -> tuple[tuple[Choice, ...], ...]:
    """One button per quote, two in a row; none where there is no quote to show."""
    return in_rows(
        (
            Choice(
                label=messages.SHOW_QUOTE.format(number=number),
                action=Action(verb=QUOTE, token=token, number=number).written,
                typed=str(number),
                hint=messages.SHOW_QUOTE_HINT.format(number=number),
            )
            for number in range(1, min(len(answer.quotes), _MOST_QUOTES) + 1)
        ),
        _PER_ROW,
    )


def vote_choices(token: str) -> tuple[Choice, ...]:
    """Thumbs up and down."""
    return (
        Choice(
            label=messages.GOOD,
            action=Action(verb=GOOD, token=token).written,
            typed=messages.GOOD_TYPED,
            hint=messages.GOOD_HINT,
        ),
        Choice(
            label=messages.BAD,
            action=Action(verb=BAD, token=token).written,
            typed=messages.BAD_TYPED,
            hint=messages.BAD_HINT,
        ),
    )


def reason_choices(token: str) -> tuple[tuple[Choice, ...], ...]:
    """Why an answer is not right."""
    return in_rows(
        (
            Choice(
                label=words,
                action=Action(verb=REASON, token=token, number=number).written,
                typed=letter,
                hint=f"chọn: {words.lower()}",
            )
            for number, (letter, words) in enumerate(messages.REASONS)
        ),
        _PER_ROW,
    )


def page_choices(token: str, page: int, pages: int) -> tuple[Choice, ...]:
    """To the page before and the next one, where there is one."""
    before = Choice(
        label=messages.BEFORE,
        action=Action(verb=PAGE, token=token, number=page - 1).written,
        typed=messages.BEFORE_TYPED,
        hint=messages.BEFORE_HINT,
    )
    after = Choice(
        label=messages.NEXT,
        action=Action(verb=PAGE, token=token, number=page + 1).written,
        typed=messages.NEXT_TYPED,
        hint=messages.NEXT_HINT,
    )
    return tuple(
        choice for choice, is_there in ((before, page > 1), (after, page < pages)) if is_there
    )


def filing_choices(token: str) -> tuple[tuple[Choice, ...], ...]:
    """What an administrator may do with a paper that waits."""
    publish, discard, replace = (
        Choice(label=label, action=Action(verb=verb, token=token).written, typed=typed, hint=hint)
        for verb, label, typed, hint in (
            (PUBLISH, messages.PUBLISH, messages.PUBLISH_TYPED, messages.PUBLISH_HINT),
            (DISCARD, messages.DISCARD, messages.DISCARD_TYPED, messages.DISCARD_HINT),
            (REPLACE, messages.REPLACE, messages.REPLACE_TYPED, messages.REPLACE_HINT),
        )
    )
    return ((publish, discard), (replace,))
