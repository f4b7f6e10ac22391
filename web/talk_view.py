"""The entries of a talk as the templates show them."""

from dataclasses import dataclass
from datetime import datetime

from corpus.json_shape import from_json
from corpus.talks import Entry, Kind
from web import messages
from web.talk import Button, Paragraph, Told, Words
from web.view import AnswerView, answer_view


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """One entry. Its `place` is its anchor on the page; `number` says which state of it this is."""

    number: int
    place: int
    at: datetime
    said: str = ""  # by the person; "" where the assistant told something
    answer: AnswerView | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    rows: tuple[tuple[Button, ...], ...] = ()
    path: str | None = None
    is_notice: bool = False


def entry_views(entries: tuple[Entry, ...]) -> tuple[EntryView, ...]:
    """What a page shows of the entries, in the order of their numbers; presses are not shown."""
    shown = (entry for entry in entries if entry.kind is not Kind.PRESSED)
    return tuple(_view(entry) for entry in shown)


def _view(entry: Entry) -> EntryView:
    if entry.kind is Kind.SAID:
        return EntryView(
            number=entry.number, place=entry.place, at=entry.at, said=str(entry.content)
        )
    told = _told(entry)
    return EntryView(
        number=entry.number,
        place=entry.place,
        at=entry.at,
        answer=answer_view(told.answer, entry.number) if told.answer else None,
        paragraphs=told.paragraphs,
        rows=tuple(row.buttons for row in told.rows),
        path=told.path if told.path and told.path.startswith("/") else None,
        is_notice=told.is_notice,
    )


def _told(entry: Entry) -> Told:
    """What was told; a sentence in its place when a program with other shapes wrote it."""
    try:
        told: Told = from_json(Told, entry.content)
    except (KeyError, TypeError, ValueError):
        old = Paragraph(words=(Words(text=messages.TOO_OLD_TO_SHOW),))
        return Told(paragraphs=(old,), is_notice=True)
    return told
