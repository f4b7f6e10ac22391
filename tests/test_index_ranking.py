"""The ranking stage: what it sees of the candidates, and the trees that weigh it."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analyzer import syllables
from index.errors import RankerError
from index.features import NAMES, features, question_tokens
from index.fused import FusedIndex, Weights
from index.ranker import Ranker, load_ranker, save_ranker, views
from index.rows import Entry, row_of
from index.standing import UNKNOWN_LEVEL, level_of, year_of
from index.token_codes import LONGEST, Packed, code_of, pack
from tests.index_doubles import HashingEmbedder

LAW = Entry(
    row=row_of(1, 0),
    text="Điều 5. Thời hạn nộp báo cáo\nBáo cáo được nộp trước ngày 20.",
    context="",
    year=2018,
    level=1,
)
PLAN = Entry(row=row_of(2, 0), text="Nộp lệ phí cho báo chí.", context="Kế hoạch")


def seen(question: str, *entries: Entry) -> dict[str, list[float]]:
    """Each feature of the entries for a question whose tokens are all in one passage."""
    packed = Packed([pack(entry) for entry in entries])
    asked = question_tokens(syllables(question), lambda token: int(token != "xyz"), 10)
    scores = np.linspace(1, 0.5, len(entries))
    found = features(asked, packed, scores, scores, scores)
    return dict(zip(NAMES, found.T.round(4).tolist(), strict=True))


def test_a_packed_passage_has_its_heading_first() -> None:
    packed = Packed([pack(LAW), pack(PLAN)])
    assert packed.heading.tolist() == [7, 2]
    assert packed.length.tolist() == [14, 8]
    assert (packed.year.tolist(), packed.level.tolist()) == ([2018, 0], [1, UNKNOWN_LEVEL])
    assert packed.codes[14:16].tolist() == [code_of("kế"), code_of("hoạch")]
    assert packed.place[14:17].tolist() == [0, 1, 2]


def test_a_passage_that_is_not_there_is_empty() -> None:
    packed = Packed([b"", pack(PLAN)])
    assert packed.length.tolist() == [0, 8]
    assert packed.passage.tolist() == [1] * 8


def test_a_long_passage_is_cut() -> None:
    entry = Entry(row=0, text="báo " * 3 * LONGEST, context="cáo")
    assert Packed([pack(entry)]).length.tolist() == [LONGEST]


def test_a_passage_with_every_word_in_order_holds_all_of_the_question() -> None:
    found = seen("thời hạn nộp báo cáo", LAW, PLAN)
    assert found["words"] == [1.0, 0.4]
    assert found["pairs"] == [1.0, 0.0]
    assert found["longest_run"] == [1.0, 0.0]
    assert found["heading_words"] == [1.0, 0.0]
    assert found["heading_asked"] == [round(5 / 7, 4), 0.0]
    assert found["window"] == [1.0, 0.4]


def test_figures_of_the_question_are_counted() -> None:
    assert seen("ngày 20 tháng 9", LAW, PLAN)["figures"] == [0.5, 0.0]


def test_a_question_without_figures_lacks_none() -> None:
    assert seen("báo cáo", LAW, PLAN)["figures"] == [1.0, 1.0]


def test_words_that_no_passage_has_are_counted() -> None:
    assert seen("xyz báo", LAW)["unknown"] == [1.0]


def test_the_newest_candidate_is_no_year_behind() -> None:
    older = Entry(row=1, text="Báo cáo", context="", year=2008)
    assert seen("báo cáo", LAW, older)["years_behind"] == [0.0, 10.0]


def test_a_question_of_no_known_word_still_has_features() -> None:
    assert seen("xyz", LAW, PLAN)["words"] == [0.0, 0.0]


@given(st.permutations([LAW, PLAN, Entry(row=3, text="Báo cáo năm", context="")]))
def test_features_do_not_depend_on_the_order_of_candidates(entries: list[Entry]) -> None:
    found = seen("nộp báo cáo năm", *entries)
    by_row = dict(zip([entry.row for entry in entries], found["pairs"], strict=True))
    assert by_row == {LAW.row: 0.6667, PLAN.row: 0.0, 3: 0.6667}


@pytest.mark.parametrize(
    ("number", "year", "level"),
    [
        ("61/2018/NĐ-CP", 2018, 1),
        ("72/2025/qh15", 2025, 0),
        ("01/2018/TT-VPCP", 2018, 2),
        ("88/KH-UBND", 0, UNKNOWN_LEVEL),
        (None, 0, UNKNOWN_LEVEL),
    ],
)
def test_a_number_tells_year_and_level(number: str | None, year: int, level: int) -> None:
    assert (year_of(number), level_of(number)) == (year, level)


# The trees


def ranker() -> Ranker:
    """One tree that asks the lexical score alone: 10 above 0.7, else 1."""
    return Ranker(
        view=np.zeros((1, 3), dtype=np.int64),
        bound=np.asarray([[0.7, np.inf, np.inf]]),
        leaf=np.asarray([[1.0, 0.0, 10.0, 0.0]]),
    )


def test_a_tree_sends_what_is_above_its_bound_to_the_right() -> None:
    found = np.zeros((3, len(NAMES)))
    found[:, 0] = [0.6, 0.7, 0.8]
    assert ranker().scores(found).tolist() == [1.0, 1.0, 10.0]


def test_no_candidates_have_no_scores() -> None:
    assert ranker().scores(np.zeros((0, len(NAMES)))).tolist() == []


def test_views_are_the_features_the_gap_to_the_best_and_the_deviation() -> None:
    assert views(np.asarray([[1.0], [3.0]])).round(3).tolist() == [[1, -2, -1], [3, 0, 1]]


def test_a_ranker_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "ranker.json"
    save_ranker(path, ranker())
    read = load_ranker(path)
    assert read.view.tolist() == [[0, 0, 0]]
    assert read.bound.tolist() == [[0.7, np.inf, np.inf]]
    assert read.leaf.tolist() == [[1.0, 0.0, 10.0, 0.0]]


@pytest.mark.parametrize(
    "written",
    [
        "{",
        '{"format": 0}',
        '{"format": 1, "features": ["words"], "view": [[0]], "bound": [[0]], "leaf": [[0, 0]]}',
    ],
)
def test_a_file_of_another_shape_is_refused(tmp_path: Path, written: str) -> None:
    path = tmp_path / "ranker.json"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(RankerError, match=r"ranker\.json.*cài lại phần mềm"):
        load_ranker(path)


def test_the_shipped_ranker_is_of_the_programs_features() -> None:
    assert load_ranker().leaf.shape[1] == load_ranker().view.shape[1] + 1


# In the index


def test_the_ranking_stage_orders_and_the_scores_stay(tmp_path: Path) -> None:
    index = FusedIndex(tmp_path, HashingEmbedder(), None, Weights(), ranker=load_ranker())
    index.write([LAW, PLAN])
    plain = FusedIndex(tmp_path, HashingEmbedder(), None, Weights())
    ranked = index.search("thời hạn nộp báo cáo", 5)
    fused = plain.search("thời hạn nộp báo cáo", 5)
    assert [hit.row for hit in ranked] == [LAW.row, PLAN.row]
    assert sorted(hit.score for hit in ranked) == sorted(hit.score for hit in fused)


def test_a_filter_finds_what_stands_far_behind(tmp_path: Path) -> None:
    index = FusedIndex(tmp_path, HashingEmbedder(), None, Weights(depth=2))
    index.write(
        Entry(row=row_of(revision, 0), text="Nộp báo cáo tuần", context="")
        for revision in range(1, 50)
    )
    index.write([Entry(row=row_of(60, 0), text="Báo chí", context="")])
    found = index.search("nộp báo cáo", 3, only=frozenset({60}))
    assert [hit.row for hit in found] == [row_of(60, 0)]
    assert index.search("nộp báo cáo", 3, frozenset({60}), frozenset({60})) == []
    skipped = index.search("nộp báo cáo", 2, frozenset(range(1, 50)))
    assert [hit.row for hit in skipped] == [row_of(60, 0)]


def test_a_filter_does_not_change_the_scores(tmp_path: Path) -> None:
    index = FusedIndex(tmp_path, HashingEmbedder(), None, Weights())
    index.write([LAW, PLAN])
    everything = index.search("nộp báo cáo", 2)
    only = index.search("nộp báo cáo", 2, only=frozenset({1, 2}))
    assert [(hit.row, hit.score) for hit in only] == [(hit.row, hit.score) for hit in everything]
