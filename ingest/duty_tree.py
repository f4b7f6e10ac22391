"""The passages of a paper as a tree, each with the duties read from it."""

from dataclasses import dataclass, field

from corpus.documents import Passage
from ingest.drafts import Draft
from ingest.duty_passages import Governing


@dataclass(slots=True, kw_only=True, eq=False)
class Piece:
    """A passage in the tree of its paper, with the duties read from it."""

    passage: Passage
    flat: str  # on one line, as trails hold it
    parent: "Piece | None" = None
    children: "list[Piece]" = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    governing: Governing | None = None
    is_label: bool = False  # "Phân công thực hiện:" alone: what stands under it speaks for others
    is_labelled: bool = False  # "Đơn vị chủ trì: …": it speaks of its neighbours

    def ancestors(self) -> "list[Piece]":
        """Those above, the nearest first."""
        found, above = [], self.parent
        while above is not None:
            found.append(above)
            above = above.parent
        return found


def build_pieces(passages: tuple[Passage, ...]) -> list[Piece]:
    """The tree of a paper's passages by their trails."""
    pieces: list[Piece] = []
    for passage in passages:
        piece = Piece(passage=passage, flat=" ".join(passage.text.split("\n")).strip())
        if passage.trail:
            piece.parent = next(
                (
                    other
                    for other in reversed(pieces)
                    if other.passage.trail == passage.trail[:-1]
                    and _is_line(other.flat, passage.trail[-1])
                ),
                None,
            )
        if piece.parent is not None:
            piece.parent.children.append(piece)
        pieces.append(piece)
    return pieces


def _is_line(flat: str, line: str) -> bool:
    return flat.startswith(line[:-1]) if line.endswith("…") and len(line) > 250 else flat == line
