"""What a button opens later: an answer, a list, a paper that waits; as JSON and back."""

from dataclasses import dataclass
from typing import Any, TypeAlias

from answer.answers import Answer
from corpus.json_shape import from_json, to_json
from corpus.staff import Right


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list that is shown page by page. The lines stay as they were when it was asked for."""

    title: str
    lines: tuple[str, ...]
    path: str | None = None  # of the page that shows it
    right: Right | None = None  # that turning its pages needs
    documents: tuple[str, ...] = ()  # that it tells of: it is shown while they may be seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A paper that was read in this chat and waits to be published."""

    pending_id: str


Kept: TypeAlias = Answer | Listing | Waiting
_KINDS: dict[str, type[Kept]] = {"answer": Answer, "listing": Listing, "waiting": Waiting}


def kept_json(kept: Kept) -> dict[str, Any]:
    """The content with the name of its kind."""
    kind = next(name for name, each in _KINDS.items() if isinstance(kept, each))
    return {"kind": kind, "content": to_json(kept)}


def kept_of(written: dict[str, Any]) -> Kept | None:
    """The content that `kept_json` wrote; None when a program with other types wrote it."""
    try:
        kept: Kept = from_json(_KINDS[written["kind"]], written["content"])
    except (KeyError, TypeError, ValueError):
        return None
    return kept
