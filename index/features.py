"""What a passage is ranked by: how much of the question it holds, where, and how close together.

All of it is computed for a hundred candidates at once from their packed tokens: about 1 ms.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.token_codes import Packed, code_of

Numbers = NDArray[np.float64]
_WINDOW = 32  # tokens in which a question's words stand close together
_SLOTS = 1 << 12  # of the table by which a token is known to be the question's
_LATEST_GAP = 30  # years; older than that is as old
NAMES = (
    "lexical",
    "dense",
    "fused",
    "lexical_rank",
    "dense_rank",
    "words",  # share of the question's weight that stands in the passage
    "pairs",
    "longest_run",
    "window",  # share of the weight inside one window
    "heading_words",
    "heading_asked",  # share of the heading's words that are the question's
    "heading_pairs",
    "figures",
    "log_length",
    "years_behind",  # the newest candidate
    "level",
    "question_length",
    "unknown",
    "rarest",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionTokens:
    """A question's different tokens in order, each with its weight; and its neighbouring pairs."""

    codes: NDArray[np.uint32]
    weights: Numbers
    is_figure: NDArray[np.bool_]
    follows: NDArray[np.bool_]  # [a, b]: b stands behind a in the question
    length: int  # tokens, repeated ones too
    unknown: int  # of them, how many no passage has


def question_tokens(
    tokens: list[str], frequency: Callable[[str], int], passages: int
) -> QuestionTokens:
    """The tokens that some passage has, weighed by how rare they are.

    Args:
        tokens: of the question, in order.
        frequency: in how many passages a token is.
        passages: how many there are.
    """
    counts = {token: frequency(token) for token in dict.fromkeys(tokens)}
    known = [token for token, count in counts.items() if count]
    found = np.asarray([counts[token] for token in known], dtype=np.float64)
    follows = np.zeros((len(known), len(known)), dtype=bool)
    number = {token: k for k, token in enumerate(known)}
    for first, second in pairwise(tokens):
        if first in number and second in number:
            follows[number[first], number[second]] = True
    return QuestionTokens(
        codes=np.asarray([code_of(token) for token in known], dtype=np.uint32),
        weights=np.log(1 + (max(passages, 1) - found + 0.5).clip(min=0.5) / (found + 0.5)),
        is_figure=np.asarray([token[0].isdigit() for token in known], dtype=bool),
        follows=follows,
        length=len(tokens),
        unknown=sum(not counts[token] for token in tokens),
    )


def features(
    asked: QuestionTokens, packed: Packed, lexical: Numbers, dense: Numbers, fused: Numbers
) -> Numbers:
    """Shape (passages, len(NAMES)), float64.

    Args:
        asked: the question.
        packed: the candidates.
        lexical: the score of each, and so on.
        dense: its cosine.
        fused: the two together.
    """
    hits = _hits(asked, packed)
    count = len(packed)
    total = max(float(asked.weights.sum()), 1e-9)
    held = _table(hits.passage, hits.term, count, len(asked.codes))
    in_heading = hits.place < packed.heading[hits.passage]
    headed = _table(hits.passage[in_heading], hits.term[in_heading], count, len(asked.codes))
    pairs, heading_pairs, longest = _pairs(asked, packed, hits)
    figures = int(asked.is_figure.sum())
    newest = packed.year.max(initial=0)
    behind = np.where(packed.year > 0, np.minimum(newest - packed.year, _LATEST_GAP), 8)
    columns = (
        lexical,
        dense,
        fused,
        1 / (1 + np.argsort(np.argsort(-lexical, kind="stable"))),
        1 / (1 + np.argsort(np.argsort(-dense, kind="stable"))),
        (held > 0) @ asked.weights / total,
        pairs,
        longest / max(asked.length, 1),
        _window(asked, hits, count) / total,
        (headed > 0) @ asked.weights / total,
        headed.sum(axis=1) / np.maximum(packed.heading, 1),
        heading_pairs,
        (held[:, asked.is_figure] > 0).sum(axis=1) / figures if figures else np.ones(count),
        np.log(packed.length + 1),
        behind,
        packed.level,
        np.full(count, asked.length),
        np.full(count, asked.unknown),
        np.full(count, asked.weights.max(initial=0.0)),
    )
    return np.stack(columns, axis=1).astype(np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hits:
    """The candidates' tokens that are the question's, in reading order."""

    at: NDArray[np.int64]  # their place among all tokens
    passage: NDArray[np.int64]
    place: NDArray[np.int64]  # in their passage
    term: NDArray[np.int64]  # which token of the question


def _hits(asked: QuestionTokens, packed: Packed) -> _Hits:
    # A small table by the last bits tells most tokens apart; the whole number settles it.
    slots = np.full(_SLOTS, -1, dtype=np.int64)
    order: list[int] = []
    clashes: list[int] = []
    for k, code in enumerate(asked.codes.tolist()):
        slot = code % _SLOTS
        (order if slots[slot] < 0 else clashes).append(k)
        if slots[slot] < 0:
            slots[slot] = k
    term = slots[packed.codes & np.uint32(_SLOTS - 1)]
    maybe = np.flatnonzero(term >= 0)
    sure = maybe[asked.codes[term[maybe]] == packed.codes[maybe]]
    found = term[sure]
    for k in clashes:
        more = np.flatnonzero(packed.codes == asked.codes[k])
        sure, found = np.concatenate([sure, more]), np.concatenate([found, np.full(len(more), k)])
    if clashes:
        by_place = np.argsort(sure, kind="stable")
        sure, found = sure[by_place], found[by_place]
    return _Hits(at=sure, passage=packed.passage[sure], place=packed.place[sure], term=found)


def _table(
    passage: NDArray[np.int64], term: NDArray[np.int64], passages: int, terms: int
) -> NDArray[np.int64]:
    """How often each passage has each token of the question."""
    if not terms:
        return np.zeros((passages, 0), dtype=np.int64)
    flat = np.bincount(passage * terms + term, minlength=passages * terms)
    return flat.reshape(passages, terms)


def _pairs(
    asked: QuestionTokens, packed: Packed, hits: _Hits
) -> tuple[Numbers, Numbers, NDArray[np.int64]]:
    """Of each passage: the share of pairs it has, the share its heading has, its longest run."""
    count, terms = len(packed), len(asked.codes)
    run = np.zeros(count, dtype=np.int64)
    if terms == 0 or not asked.follows.any() or len(hits.at) == 0:
        return np.zeros(count), np.zeros(count), run
    first, second = hits.term[:-1], hits.term[1:]
    is_pair = (
        (np.diff(hits.at) == 1)
        & (hits.passage[:-1] == hits.passage[1:])
        & asked.follows[first, second]
    )
    code = first * terms + second
    weight = (asked.weights[:, None] + asked.weights[None, :])[asked.follows]
    number = np.cumsum(asked.follows.ravel()) - 1
    found = np.flatnonzero(is_pair)
    table = _table(hits.passage[found], number[code[found]], count, len(weight))
    heading = found[hits.place[found] + 1 < packed.heading[hits.passage[found]]]
    headed = _table(hits.passage[heading], number[code[heading]], count, len(weight))
    # The length of each unbroken run of pairs, counted at its last pair.
    breaks = np.flatnonzero(np.diff(found) > 1)
    begins = found[np.concatenate([[0], breaks + 1])] if len(found) else found
    ends = found[np.concatenate([breaks, [len(found) - 1]])] if len(found) else found
    np.maximum.at(run, hits.passage[ends], ends - begins + 2)
    return (
        (table > 0) @ weight / weight.sum(),
        (headed > 0).sum(axis=1) / len(weight),
        run,
    )


def _window(asked: QuestionTokens, hits: _Hits, passages: int) -> Numbers:
    """The most weight of the question that one window of each passage holds."""
    best = np.zeros(passages)
    terms = len(asked.codes)
    if not terms or not len(hits.at):
        return best
    widest = int(hits.place.max()) // _WINDOW + 2
    for shift in (0, _WINDOW // 2):
        window = hits.passage * widest + (hits.place + shift) // _WINDOW
        holds = np.zeros((passages * widest, terms), dtype=bool)
        holds.ravel()[window * terms + hits.term] = True
        best = np.maximum(best, (holds @ asked.weights).reshape(passages, widest).max(axis=1))
    return best
