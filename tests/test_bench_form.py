"""The measure of the form of papers, and what it finds on the real ones."""

from pathlib import Path

import pytest

from bench.form import Judged, judge, read_truth, shares, subject_digest

SHARED = Path(__file__).parents[1].parent / "shared"


def judged(expected: str | None, found: str | None) -> Judged:
    return Judged(paper="a.txt", name="number", expected=expected, found=found)


def test_a_verdict_tells_wrong_missing_and_invented_apart() -> None:
    pairs = (("5/kh", "5/kh"), (None, None), ("5/kh", "6/kh"), ("5/kh", None), (None, "5/kh"))
    assert [judged(*pair).verdict for pair in pairs] == [
        "right", "right", "wrong", "missing", "invented",
    ]  # fmt: skip


def test_a_share_counts_only_papers_that_have_the_field() -> None:
    count = shares([judged("5/kh", "5/kh"), judged("6/kh", None), judged(None, None)])["number"]
    assert (count["right_of_has"], count["has"], count["missing"]) == (1, 2, 1)


def test_a_subject_is_compared_by_its_letters() -> None:
    assert subject_digest("Về  hồ sơ, trễ hạn") == subject_digest("VỀ HỒ SƠ TRỄ HẠN")
    assert subject_digest("hồ sơ") != subject_digest("hồ sở")


def test_the_truth_holds_no_sentence() -> None:
    subjects = {truth["subject"] for truth in read_truth().values()} - {None}
    assert all(subject is not None and len(subject) == 16 for subject in subjects)


@pytest.mark.papers
@pytest.mark.skipif(not SHARED.exists(), reason="the papers are not beside the project")
def test_the_five_papers_are_described_without_an_error() -> None:
    found = list(judge([SHARED / "documents"]))
    assert len({each.paper for each in found}) == 5
    assert [each for each in found if each.verdict != "right"] == []


@pytest.mark.papers
@pytest.mark.skipif(not SHARED.exists(), reason="the papers are not beside the project")
def test_nothing_is_invented_or_wrong_in_papers_with_a_text() -> None:
    found = list(judge([SHARED / "files" / "pdf_text"]))
    assert len({each.paper for each in found}) == 8
    assert [each for each in found if each.verdict in ("wrong", "invented")] == []
