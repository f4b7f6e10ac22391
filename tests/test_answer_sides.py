"""What is quoted where two offices are named, and how sure the answer is of it."""

from dataclasses import replace

import pytest

from answer.answers import Kind
from answer.compose import chance_of, choose
from answer.weighing import Candidate
from tests.test_answer_judging import hit, question

BOTH = frozenset({"binh minh", "tan my"})


def passage(label: str, office: str, chance: float, *, holds: bool = True) -> Candidate:
    found = hit(label, f"Đã trồng {label} cây.")
    return Candidate(
        hit=replace(found, document=replace(found.document, issuer=office)),
        has_evidence=holds,
        score=0.0,
        best="",
        is_led=False,
        notes=(),
        is_noted=False,
        seen={},
        chance=chance,
    )


def test_each_office_is_told_in_turn() -> None:
    asked = question("so sanh so cay", Kind.COMPARISON, BOTH)
    found = (
        passage("1", "Bình Minh", 0.6),
        passage("2", "Bình Minh", 0.5),
        passage("3", "Tân Mỹ", 0.4),
    )
    assert [c.hit.passage.citation.id[-2:] for c in choose(asked, found)] == ["p1", "p3", "p2"]


def test_a_comparison_is_as_sure_as_one_of_its_sides_is_right() -> None:
    asked = question("so sanh so cay", Kind.COMPARISON, BOTH)
    found = (passage("1", "Bình Minh", 0.4), passage("3", "Tân Mỹ", 0.4))
    assert chance_of(asked, found) == pytest.approx(0.64)


@pytest.mark.parametrize("kind", [Kind.COMPARISON, Kind.FIGURE])
def test_an_office_of_which_nothing_fits_is_not_told(kind: Kind) -> None:
    asked = question("bao nhieu cay", kind, BOTH)
    found = (passage("1", "Bình Minh", 0.8), passage("3", "Tân Mỹ", 0.001))
    assert choose(asked, found) == found[:1]
    assert chance_of(asked, found) == pytest.approx(0.8)


def test_the_chance_is_of_what_is_quoted() -> None:
    asked = question("bao nhieu cay", Kind.FIGURE, BOTH)
    found = (passage("1", "Bình Minh", 0.9, holds=False), passage("2", "Bình Minh", 0.2))
    assert chance_of(asked, found) == choose(asked, found)[0].chance == 0.2
