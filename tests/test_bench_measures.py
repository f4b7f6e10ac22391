"""Measures against values worked out by hand, and the files that measurements read and write."""

import gzip
import math
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.answers import Answer, Kind, Quote
from bench.baselines import Piece, measure_baselines
from bench.collections import Article, Asked, CollectionError, read_articles, read_asked
from bench.measures import Ranked, interval, ndcg, percentile, ranked, recall, resident_mib
from bench.peers import PeerSearch, search_haystack
from bench.questions import (
    GoldQuestion,
    Judged,
    QuestionScores,
    QuestionsError,
    _place,
    read_questions,
    score,
)
from bench.recorded import Machine, Recorded, RecordedError, read_recorded, write_recorded
from bench.retrieval import measure as measure_retrieval
from bench.scale import measure as measure_scale
from bench.scale import passages
from bench.speed import Reading, Speed, time_reading
from bench.table import page, write_page
from bench.variants import with_slip, without_accents
from corpus.citations import Citation
from tests.index_doubles import HashingEmbedder

SAMPLES = Path(__file__).parents[1] / "samples"
RESULT = Recorded(
    name="questions-dev",
    made_on="2026-11-20",
    program_version="0.1.0",
    machine=Machine(cores=2, python="3.11.9"),
    measures={"answerable": 40.0, "quoted": 31.5},
)


def quote(text: str, source: str = "a.txt") -> Quote:
    return Quote(
        document_id="a",
        document="a",
        title="a",
        source=source,
        citation=Citation(document_id="a", steps=()),
        page=1,
        text=text,
        start=0,
        end=len(text),
    )


def judged(
    *,
    answered: bool,
    found: tuple[int, ...] = (),
    answerable: bool = True,
    after: str | None = None,
) -> Judged:
    return Judged(
        question=GoldQuestion(
            id="1", text="hỏi", is_answerable=answerable, sources=(), after=after
        ),
        answer=Answer(
            question="hỏi",
            kind=Kind.GENERAL,
            answered=answered,
            conclusion=(),
            quotes=(),
            notes=(),
            confidence=0.5,
        ),
        found=found,
    )


# --- measures


def test_only_gold_in_first_place_gains_all() -> None:
    assert ndcg([7, 1, 2], {7}) == 1.0


def test_only_gold_in_second_place_gains_by_the_logarithm_of_three() -> None:
    assert ndcg([1, 7], {7}) == pytest.approx(0.6309298)


def test_two_gold_in_first_and_third_place() -> None:
    # (1 + 1/2) / (1 + 1/log2 3)
    assert ndcg([7, 1, 8], {7, 8}) == pytest.approx(0.9197208)


def test_gold_below_the_depth_gains_nothing() -> None:
    assert ndcg([1, 2, 7], {7}, depth=2) == 0.0


def test_measures_without_gold_are_zero() -> None:
    assert (ndcg([1], set()), recall([1], set(), 10)) == (0.0, 0.0)


def test_one_of_three_gold_is_recalled() -> None:
    assert recall([1, 7, 8], {7, 8, 9}, 2) == pytest.approx(1 / 3)


def test_means_are_over_questions() -> None:
    assert ranked([[7], [1]], [{7}, {7}]) == Ranked(ndcg10=0.5, recall10=0.5, recall100=0.5)


def test_no_question_gives_zero_means() -> None:
    assert ranked([], []) == Ranked(ndcg10=0.0, recall10=0.0, recall100=0.0)


def test_interval_of_equal_values_is_that_value() -> None:
    assert interval([0.5, 0.5, 0.5]) == (0.5, 0.5)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_interval_lies_within_the_values(values: list[float]) -> None:
    low, high = interval(values, draws=50)
    assert min(values) - 1e-9 <= low <= high <= max(values) + 1e-9


def test_interval_is_the_same_for_the_same_seed() -> None:
    assert interval([0.0, 1.0, 0.3], seed=4) == interval([0.0, 1.0, 0.3], seed=4)


def test_percentile_of_four_times() -> None:
    assert (percentile([1.0, 2.0, 3.0, 4.0], 50), percentile([], 50)) == (2.5, 0.0)


def test_memory_of_this_process_is_not_negative() -> None:
    assert resident_mib() >= 0


# --- collections


def test_articles_are_read_from_a_packed_file(tmp_path: Path) -> None:
    file = tmp_path / "dieu.jsonl.gz"
    file.write_bytes(gzip.compress('{"id": "a", "text": "Điều 1"}\n\n'.encode()))
    assert list(read_articles(file)) == [Article(id="a", text="Điều 1")]


def test_asked_questions_are_read(tmp_path: Path) -> None:
    file = tmp_path / "hoi.jsonl"
    file.write_text('{"question": "gì?", "gold": ["a", "b"]}\n', encoding="utf-8")
    assert list(read_asked(file)) == [Asked(text="gì?", gold=("a", "b"))]


@pytest.mark.parametrize("line", ["{", '{"id": "a"}', "[]", '"a"', "\udcff"])
def test_bad_line_is_named_by_file_and_line(tmp_path: Path, line: str) -> None:
    file = tmp_path / "dieu.jsonl"
    good = b'{"id": "a", "text": "x"}\n'
    file.write_bytes(good + line.encode("utf-8", "surrogateescape"))
    with pytest.raises(CollectionError, match=r"^dieu\.jsonl, dòng 2: .*«id» và «text»"):
        list(read_articles(file))


def test_broken_packed_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "dieu.jsonl.gz"
    file.write_bytes(gzip.compress(b'{"id": "a", "text": "x"}\n')[:-6])
    with pytest.raises(CollectionError, match=r"^dieu\.jsonl\.gz, dòng \d: .*tệp nén bị hỏng"):
        list(read_articles(file))


# --- questions


@pytest.mark.parametrize("text", ["{", "{}x", '[{"id": "1"}]', "[1]"])
def test_questions_of_another_shape_are_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "hoi.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(QuestionsError, match=r"^hoi\.json: không đúng dạng"):
        read_questions(file)


def test_gold_quote_is_found_in_spite_of_spaces_marks_and_case() -> None:
    quotes = (quote("Họp dân."), quote("Nộp DỰ TOÁN²\n trước  thứ sáu"))
    assert _place(quotes, "a.txt", "dự toán trước thứ sáu") == 2


def test_gold_quote_of_another_file_is_not_found() -> None:
    assert _place((quote("Nộp dự toán"),), "b.txt", "dự toán") == 0


def test_gold_quote_that_no_quote_holds_is_not_found() -> None:
    assert _place((quote("Nộp dự"), quote("toán")), "a.txt", "dự toán") == 0


def test_scores_count_each_question_once_and_follow_ups_too() -> None:
    found = score(
        [
            judged(answered=True, found=(2,)),
            judged(answered=True, found=(0, 3)),
            judged(answered=False, found=(1,)),
            judged(answered=False, answerable=False),
            judged(answered=True, answerable=False),
            judged(answered=True, found=(1,), after="1"),
        ]
    )
    assert found == QuestionScores(
        answerable=4,
        first_two=2,
        quoted=3,
        refused_wrongly=1,
        unanswerable=2,
        refused_rightly=1,
    )


# --- speed


def test_pages_of_papers_that_are_read_are_counted(tmp_path: Path) -> None:
    broken = tmp_path / "hong.pdf"
    broken.write_bytes(b"%PDF-1.4\nkhong phai")
    good = SAMPLES / "papers" / "qd-15-2026-quy-dinh-xin-loi-gia-han.pdf"
    found = time_reading([broken, good])
    assert (found.files, found.unread) == (2, 1)
    assert found.pages_per_second > 0
    assert found.bare_pages_per_second > 0


def test_no_file_gives_no_rate() -> None:
    assert time_reading([]) == Reading(
        files=0, unread=0, pages=0, pages_per_second=0.0, bare_pages_per_second=0.0
    )


def test_speed_has_its_stable_shape() -> None:
    reading = Reading(
        files=2, unread=1, pages=4, pages_per_second=41.26, bare_pages_per_second=60.0
    )
    found = Speed(
        reading=reading, questions=3, ms_p50=1.234, ms_p95=2.0, cold_ask_s=1.5, rss_mib=99.99
    )
    assert found.measures() == {
        "pdf_files": 2,
        "pdf_unread": 1,
        "pages": 4,
        "pages_per_second": 41.3,
        "bare_pages_per_second": 60.0,
        "questions": 3,
        "ms_p50": 1.23,
        "ms_p95": 2.0,
        "cold_ask_s": 1.5,
        "rss_mib": 100.0,
    }


# --- results and their table


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = write_recorded(RESULT, tmp_path / "results")
    assert (path.name, read_recorded(path)) == ("questions-dev.json", RESULT)


@pytest.mark.parametrize("text", ["{", "[]", '{"name": "a"}'])
def test_result_of_another_shape_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RecordedError, match=r"^x\.json: không đúng dạng kết quả đo"):
        read_recorded(path)


def test_table_has_a_line_for_each_result_and_a_dash_for_what_was_not_measured() -> None:
    lines = page([RESULT]).splitlines()
    assert lines[-1] == (
        "| questions-dev | 40 | – | 31,5 | – | – | – | – | – | – | – | – | – | – "
        "| 2026-11-20 | 0.1.0 | 2 lõi, Python 3.11.9 |"
    )


def test_table_leaves_out_what_was_not_measured_at_all() -> None:
    assert "## Tốc độ" not in page([RESULT])


def test_page_is_made_of_the_files_of_results(tmp_path: Path) -> None:
    write_recorded(RESULT, tmp_path)
    write_page(tmp_path, tmp_path / "README.md")
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == page([RESULT])


def test_page_in_the_repository_is_the_one_that_its_results_make(tmp_path: Path) -> None:
    bench = Path(__file__).parents[1] / "bench"
    assert list((bench / "results").glob("*.json"))
    write_page(bench / "results", tmp_path / "README.md")
    made = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert (bench / "README.md").read_text(encoding="utf-8") == made


PIECES = (
    Piece(source="a.txt", text="Hạn gửi báo cáo là ngày 14."),
    Piece(source="a.txt", text="Theo Kế hoạch số 12/KH-UBND."),
    Piece(source="b.txt", text="Hạn gửi báo cáo theo Kế hoạch số 12/KH-UBND là ngày 20."),
)


def asked(text: str, file: str, quote: str) -> GoldQuestion:
    source = ((file, quote),)
    return GoldQuestion(id="1", text=text, is_answerable=True, sources=source, after=None)


def test_bm25_alone_finds_by_words() -> None:
    found = measure_baselines(PIECES, [asked("hạn gửi báo cáo", "a.txt", "ngày 14")])
    assert (found.bm25_quoted, found.lookup_quoted) == (1, 0)


def test_look_up_finds_by_the_number_of_a_paper() -> None:
    found = measure_baselines(PIECES, [asked("12/KH-UBND nói hạn nào", "b.txt", "ngày 20")])
    assert (found.lookup_first_two, found.lookup_quoted) == (1, 1)


def test_a_baseline_that_finds_another_file_has_not_quoted() -> None:
    found = measure_baselines(PIECES, [asked("12/KH-UBND", "c.txt", "ngày 20")])
    assert found.lookup_quoted == 0


# --- variants of questions


def seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 -- slips, not secrets


def test_a_question_without_accents_has_the_same_words() -> None:
    assert without_accents("Hạn nộp báo cáo, ở đâu?") == "Han nop bao cao, o dau?"


def test_a_slip_changes_one_word_and_no_number() -> None:
    chance = seeded(3)
    slipped = [with_slip("Hạn nộp 2024 ở xã", chance).split() for _ in range(50)]
    changed = {
        sum(
            left != right
            for left, right in zip(words, ["Hạn", "nộp", "2024", "ở", "xã"], strict=True)
        )
        for words in slipped
    }
    assert changed <= {0, 1}  # a letter may be swapped for itself
    assert {words[2] for words in slipped} == {"2024"}


def test_the_same_seed_slips_the_same() -> None:
    assert with_slip("thời hạn", seeded(1)) == with_slip("thời hạn", seeded(1))


def test_a_text_without_words_has_no_slip() -> None:
    assert with_slip("ở 20%", seeded(1)) == "ở 20%"


# --- retrieval and scale, small and whole


def test_retrieval_measures_every_system_in_one_run() -> None:
    articles = [
        Article(id="30/2020/nđ-cp+1", text="Điều 1. Hạn báo cáo\nNộp báo cáo trước ngày 20."),
        Article(id="31/2021/nđ-cp+2", text="Điều 2. Lệ phí\nMức thu lệ phí là 20.000 đồng."),
    ]
    asked = [
        Asked(text="mức thu lệ phí", gold=("31/2021/nđ-cp+2",)),
        Asked(text="gì", gold=("không có",)),
    ]
    found = measure_retrieval(articles, {"hỏi": asked}, HashingEmbedder(), lambda _: None)["hỏi"]
    assert (found.questions, found.left_out, found.articles) == (1, 1, 2)
    best = Ranked(ndcg10=1.0, recall10=1.0, recall100=1.0)
    assert [found.bm25, found.bm25_default, found.dense, found.unranked, found.fused] == [best] * 5
    assert found.bare == best


def test_retrieval_holds_a_peer_against_the_same_gold() -> None:
    articles = [
        Article(id="30/2020/nđ-cp+1", text="Điều 1. Hạn báo cáo\nNộp báo cáo trước ngày 20."),
        Article(id="31/2021/nđ-cp+2", text="Điều 2. Lệ phí\nMức thu lệ phí là 20.000 đồng."),
    ]
    asked = [Asked(text="mức thu lệ phí", gold=("31/2021/nđ-cp+2",))]
    theirs = PeerSearch(
        rankings=(("30/2020/nđ-cp+1", "31/2021/nđ-cp+2"),), times=(7.0,), index_s=1.0
    )
    found = measure_retrieval(
        articles, {"hỏi": asked}, HashingEmbedder(), lambda _: None, lambda _: theirs
    )["hỏi"]
    assert found.haystack == Ranked(ndcg10=1 / math.log2(3), recall10=1.0, recall100=1.0)
    assert found.haystack_ms_p50 == 7.0


def test_peer_that_is_not_installed_is_said_in_words() -> None:
    found, remark = search_haystack(Path("dieu.jsonl.gz"), ("hỏi",), Path("/không/có/python"))
    assert (found, remark) == (None, "haystack: không chạy được (FileNotFoundError)")


def test_scale_searches_within_three_of_a_hundred_papers() -> None:
    lines = [f"Dòng thứ {number} nói về việc nộp báo cáo hằng tuần của xã" for number in range(20)]
    found = next(measure_scale(lines, [120], HashingEmbedder(), lambda _: None))
    assert found.filtered_recall10 == 1.0
    assert found.filtered_ms_p50 > 0
    assert found.disk_mib > 0


def test_scale_counts_passages_and_adds_one_paper() -> None:
    lines = [f"Dòng thứ {number} nói về việc nộp báo cáo hằng tuần của xã" for number in range(20)]
    found = next(measure_scale(lines, [120], HashingEmbedder(), lambda _: None))
    assert (found.passages, found.kind, found.dense_recall10) == (120, "exact", 1.0)
    assert found.measures()["exact"] == 1.0


def test_passages_of_a_scale_are_the_same_each_time() -> None:
    lines = ["một dòng đủ dài để làm thành một đoạn văn bản", "một dòng khác cũng đủ dài như thế"]
    assert list(passages(lines, 60)) == list(passages(lines, 60))
    assert len({entry.row for entry in passages(lines, 60)}) == 60
