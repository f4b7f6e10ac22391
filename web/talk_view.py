"""The entries of a talk as the templates show them."""

import re
from dataclasses import dataclass
from datetime import datetime

from corpus.documents import Document
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


def entry_views(
    entries: tuple[Entry, ...], hidden: tuple[Document, ...] = ()
) -> tuple[EntryView, ...]:
    """What a page shows of the entries, in the order of their numbers; presses are not shown.

    What was told of a paper of `hidden`, which the person may see no longer, is not told again.
    """
    shown = (entry for entry in entries if entry.kind is not Kind.PRESSED)
    return tuple(_view(entry, hidden) for entry in shown)


def _view(entry: Entry, hidden: tuple[Document, ...]) -> EntryView:
    if entry.kind is Kind.SAID:
        return EntryView(
            number=entry.number, place=entry.place, at=entry.at, said=str(entry.content)
        )
    told = _told(entry)
    if tells_of(told, hidden):
        told = _told_no_more()
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
        return _told_no_more()
    return told


def _told_no_more() -> Told:
    old = Paragraph(words=(Words(text=messages.TOO_OLD_TO_SHOW),))
    return Told(paragraphs=(old,), is_notice=True)


def tells_of(told: Told, papers: tuple[Document, ...]) -> bool:
    """True where something told quotes one of these papers, or names it in a list or a note."""
    if not papers:
        return False
    quoted = {quote.document_id for quote in told.answer.quotes} if told.answer else set[str]()
    if quoted.union(told.cited).intersection(paper.id for paper in papers):
        return True
    said = [words.text for each in told.paragraphs for words in each.words]
    said += [told.path or "", *(told.answer.notes if told.answer else ())]
    text = "\n".join(said)
    names = {name for paper in papers for name in (paper.id, paper.number, paper.title) if name}
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names)
