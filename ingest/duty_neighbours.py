"""Lines that speak for the items before them: "- Thời gian khắc phục trong quý II năm 2024."."""

from collections.abc import Sequence

from corpus.documents import Role
from corpus.obligations import DeadlineKind
from ingest.deadlines import PaperTime
from ingest.drafts import Draft
from ingest.duty_passages import labelled_draft, without_mark
from ingest.duty_tree import Piece
from ingest.paper_office import Office
from ingest.targets import find_targets


def apply_labelled_lines(pieces: Sequence[Piece], office: Office, time: PaperTime) -> None:
    """Give each run of labelled lines to the items before it, else to the heading above.

    A run speaks for the items since the run before. Those that have duties get what they lack;
    where none has, and the run names who leads, each of these items is a duty of theirs.
    """
    for run, before in _runs(pieces):
        said = _said(run, office, time)
        receivers = _with_duties(before)
        if not receivers and said.leads:
            receivers = _made_duties(before or _above(run))
        elif not receivers and said.deadline:
            receivers = _with_duties(_above(run))
        for draft in receivers:
            draft.leads = draft.leads or said.leads
            draft.cooperating = draft.cooperating or said.cooperating
            if draft.deadline is None or draft.deadline.kind is DeadlineKind.STANDING:
                draft.deadline = said.deadline or draft.deadline
        if receivers:
            receivers[-1].targets += said.targets


def _runs(
    pieces: Sequence[Piece],
) -> list[tuple[list[Piece], list[Piece]]]:
    """Each run of labelled lines with the items before it under the same heading."""
    found: list[tuple[list[Piece], list[Piece]]] = []
    open_items: dict[int, list[Piece]] = {}
    last: dict[int, Piece] = {}
    for piece in pieces:
        if piece.passage.role not in (Role.BODY, Role.HEADING):
            continue
        if piece.is_label:
            continue
        place = _place(piece)
        if not piece.is_labelled:
            if place in last and last[place].is_labelled:
                open_items[place] = []
            open_items.setdefault(place, []).append(piece)
        elif place in last and last[place].is_labelled:
            next(run for run, _ in reversed(found) if last[place] in run).append(piece)
        else:
            found.append(([piece], open_items.get(place, [])))
        last[place] = piece
    return found


def _place(piece: Piece) -> int:
    """Whose items a line is among: those of the heading above a mere label."""
    above = piece.parent
    return id(above.parent if above is not None and above.is_label else above)


def _said(run: list[Piece], office: Office, time: PaperTime) -> Draft:
    said = Draft()
    for piece in run:
        body, offset = without_mark(piece.passage.text)
        one = labelled_draft(body, office, time).moved(piece.passage.start + offset)
        said.leads = said.leads or one.leads
        said.cooperating = said.cooperating or one.cooperating
        said.deadline = said.deadline or one.deadline
        said.targets += one.targets
    return said


def _with_duties(pieces: Sequence[Piece]) -> list[Draft]:
    found: list[Draft] = []
    for piece in pieces:
        found += piece.drafts
        found += _with_duties(piece.children)
    return found


def _above(run: list[Piece]) -> list[Piece]:
    parent = run[0].parent
    if parent is not None and parent.is_label:
        parent = parent.parent
    return [] if parent is None else [parent]


def _made_duties(pieces: Sequence[Piece]) -> list[Draft]:
    made: list[Draft] = []
    for piece in pieces:
        passage = piece.passage
        body, offset = without_mark(passage.text)
        draft = Draft(targets=tuple(find_targets(body)), end=len(body.rstrip()))
        piece.drafts.append(draft.moved(passage.start + offset))
        made.append(piece.drafts[-1])
    return made
