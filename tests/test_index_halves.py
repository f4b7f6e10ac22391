"""The halves of an index and what holds them together: lexical, vectors, fused."""

from collections.abc import Iterator
from pathlib import Path

import faiss
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.accents import AccentRestorer
from index.errors import IndexWriteError, StaleIndexError
from index.fused import FusedIndex, Weights
from index.lexical import FieldWeights, LexicalIndex
from index.rows import Entry, revision_rows, row_of, split_row
from index.vectors import VectorIndex
from tests.index_doubles import BrokenEmbedder, HashingEmbedder

PLAIN = FieldWeights()
REPORT = Entry(row=row_of(1, 0), text="Hạn gửi báo cáo", context="Kế hoạch")
PLAN = Entry(row=row_of(1, 1), text="Lập kế hoạch năm", context="Kế hoạch")
FEES = Entry(row=row_of(2, 0), text="Mức thu lệ phí", context="Nghị quyết")
EAST = np.asarray([1, 0], dtype=np.float32)
NORTH = np.asarray([0, 1], dtype=np.float32)


@pytest.fixture
def lexical(tmp_path: Path) -> LexicalIndex:
    index = LexicalIndex(tmp_path / "lexical")
    index.write([REPORT, PLAN, FEES])
    return index


@pytest.fixture
def vectors() -> VectorIndex:
    index = VectorIndex.empty(2)
    index.add([REPORT.row, FEES.row], np.stack([EAST, NORTH]))
    return index


@pytest.fixture
def fused(tmp_path: Path) -> FusedIndex:
    index = FusedIndex(tmp_path, HashingEmbedder(), None, Weights())
    index.write([REPORT, PLAN, FEES])
    return index


# Rows


@given(st.integers(0, 1 << 40), st.integers(0, (1 << 20) - 1))
def test_a_row_is_split_into_what_it_was_made_of(revision: int, ordinal: int) -> None:
    assert split_row(row_of(revision, ordinal)) == (revision, ordinal)


@given(st.integers(0, 1 << 40), st.integers(0, (1 << 20) - 1))
def test_a_row_is_among_those_of_its_revision(revision: int, ordinal: int) -> None:
    assert row_of(revision, ordinal) in revision_rows(revision)


def test_an_ordinal_that_would_be_another_revision_is_refused() -> None:
    with pytest.raises(ValueError, match=r"ordinal 1048576 is outside 0\.\.1048575"):
        row_of(1, 1 << 20)


# Lexical


def test_words_find_the_passage_that_has_them(lexical: LexicalIndex) -> None:
    assert lexical.search("báo cáo", 5, PLAIN)[0] == [REPORT.row]


def test_words_of_the_headings_find_too_with_less_weight(lexical: LexicalIndex) -> None:
    assert lexical.search("kế hoạch", 5, PLAIN)[0] == [PLAN.row, REPORT.row]


def test_unknown_words_find_nothing(lexical: LexicalIndex) -> None:
    assert lexical.search("xyzzy", 5, PLAIN) == ([], [])


def test_a_question_without_words_finds_nothing(lexical: LexicalIndex) -> None:
    assert lexical.search("???", 5, PLAIN) == ([], [])


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    assert LexicalIndex(tmp_path / "lexical").search("báo cáo", 5, PLAIN) == ([], [])


def test_bare_words_find_only_when_the_shadow_counts(lexical: LexicalIndex) -> None:
    assert lexical.search("le phi", 5, PLAIN)[0] == []
    assert lexical.search("le phi", 5, FieldWeights(folded=1.0))[0] == [FEES.row]


def test_a_removed_revision_is_not_found(lexical: LexicalIndex) -> None:
    lexical.write([], [1])
    assert lexical.search("báo cáo kế hoạch", 5, PLAIN)[0] == []
    assert lexical.rows().tolist() == [FEES.row]


def test_a_row_whose_revision_is_removed_is_replaced(lexical: LexicalIndex) -> None:
    lexical.write([Entry(row=FEES.row, text="Phí mới", context="")], [2])
    assert lexical.search("lệ phí", 5, PLAIN)[0] == [FEES.row]
    assert lexical.search("mức thu", 5, PLAIN)[0] == []
    assert len(lexical) == 3


def test_frequency_counts_passages_whatever_their_accents(lexical: LexicalIndex) -> None:
    assert lexical.frequency("bao") == 1
    assert lexical.frequency("ke_hoach") == 1
    assert lexical.frequency("vang") == 0


def test_frequency_leaves_out_what_was_removed(lexical: LexicalIndex) -> None:
    lexical.write([], [1])
    assert lexical.frequency("bao") == 0


def test_what_is_written_is_there_when_the_folder_is_opened_again(
    lexical: LexicalIndex, tmp_path: Path
) -> None:
    assert sorted(LexicalIndex(tmp_path / "lexical").rows().tolist()) == [
        REPORT.row,
        PLAN.row,
        FEES.row,
    ]


def test_an_empty_index_has_no_rows(tmp_path: Path) -> None:
    assert LexicalIndex(tmp_path / "lexical").rows().tolist() == []


def broken_entries() -> Iterator[Entry]:
    yield FEES
    raise MemoryError("no room")


def test_after_a_failed_write_the_index_can_be_written_and_is_as_before(
    lexical: LexicalIndex,
) -> None:
    with pytest.raises(MemoryError, match="no room") as failure:
        lexical.write(broken_entries(), [1])
    lexical.write([], [2])
    assert sorted(lexical.rows().tolist()) == [REPORT.row, PLAN.row]
    assert failure.traceback  # held all the while, and with it the frames of the failed write


def test_broken_lexical_files_are_stale(lexical: LexicalIndex, tmp_path: Path) -> None:
    (tmp_path / "lexical" / "meta.json").write_text("{", encoding="utf-8")
    with pytest.raises(StaleIndexError, match=r"thư mục lexical.*dunghan index rebuild"):
        LexicalIndex(tmp_path / "lexical")
    with pytest.raises(StaleIndexError, match="thư mục lexical"):
        lexical.reload()


def test_a_lexical_index_that_can_not_be_written_says_where(
    lexical: LexicalIndex, tmp_path: Path
) -> None:
    (tmp_path / "lexical").rename(tmp_path / "moved")
    with pytest.raises(IndexWriteError, match=r"lexical.*dung lượng đĩa"):
        lexical.write([FEES])


# Vectors


def test_the_nearest_vector_comes_first(vectors: VectorIndex) -> None:
    assert vectors.search(NORTH, 5) == ([FEES.row, REPORT.row], [1.0, 0.0])


def test_no_more_than_the_limit_are_found(vectors: VectorIndex) -> None:
    assert vectors.search(NORTH, 1) == ([FEES.row], [1.0])


def test_an_empty_vector_index_finds_nothing() -> None:
    assert VectorIndex.empty(2).search(NORTH, 5) == ([], [])


def test_a_question_of_zeros_is_near_nothing(vectors: VectorIndex) -> None:
    assert vectors.search(np.zeros(2, dtype=np.float32), 5) == ([], [])


def test_cosines_come_in_the_order_asked_for(vectors: VectorIndex) -> None:
    assert vectors.cosines(EAST, [FEES.row, REPORT.row]) == [0.0, 1.0]


def test_no_rows_have_no_cosines(vectors: VectorIndex) -> None:
    assert vectors.cosines(EAST, []) == []


def test_removed_vectors_are_gone_and_others_stay(vectors: VectorIndex) -> None:
    vectors.remove([1, 7])
    assert vectors.rows().tolist() == [FEES.row]


def test_removing_nothing_changes_nothing(vectors: VectorIndex) -> None:
    vectors.remove([])
    assert vectors.rows().tolist() == [REPORT.row, FEES.row]


def test_vectors_are_read_as_they_were_written(vectors: VectorIndex, tmp_path: Path) -> None:
    vectors.write(tmp_path / "vectors.faiss")
    read = VectorIndex.read(tmp_path / "vectors.faiss")
    assert read.rows().tolist() == [REPORT.row, FEES.row]
    assert read.cosines(EAST, [REPORT.row]) == [1.0]
    assert read.dimension == 2


@pytest.mark.parametrize("content", [b"", b"junk", b"IxM2"], ids=["empty", "other", "cut"])
def test_a_broken_vector_file_is_stale(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "vectors.faiss").write_bytes(content)
    with pytest.raises(StaleIndexError, match=r"tệp véc-tơ vectors\.faiss là «hỏng hoặc thiếu»"):
        VectorIndex.read(tmp_path / "vectors.faiss")


def test_a_missing_vector_file_is_stale(tmp_path: Path) -> None:
    with pytest.raises(StaleIndexError, match="hỏng hoặc thiếu"):
        VectorIndex.read(tmp_path / "vectors.faiss")


def test_a_faiss_file_of_another_kind_is_stale(tmp_path: Path) -> None:
    faiss.write_index(faiss.IndexFlatIP(2), str(tmp_path / "vectors.faiss"))
    with pytest.raises(StaleIndexError, match="IndexFlatIP"):
        VectorIndex.read(tmp_path / "vectors.faiss")


def test_a_full_disk_leaves_the_vectors_of_before(vectors: VectorIndex, tmp_path: Path) -> None:
    vectors.write(tmp_path / "vectors.faiss")
    (tmp_path / "vectors.new").symlink_to("/dev/full")
    vectors.remove([1])
    with pytest.raises(IndexWriteError, match=r"No space left on device"):
        vectors.write(tmp_path / "vectors.faiss")
    assert VectorIndex.read(tmp_path / "vectors.faiss").rows().tolist() == [REPORT.row, FEES.row]


# Fused


def test_the_passage_found_by_words_and_meaning_is_first(fused: FusedIndex) -> None:
    best = fused.search("gửi báo cáo", 3)[0]
    assert best.row == REPORT.row
    assert best.lexical == 1.0
    assert best.dense == pytest.approx(0.7071, abs=1e-3)


def test_a_score_is_the_words_and_two_and_a_half_cosines(fused: FusedIndex) -> None:
    best = fused.search("gửi báo cáo", 3)[0]
    assert best.score == best.lexical + 2.5 * best.dense


def test_no_more_hits_than_the_limit(fused: FusedIndex) -> None:
    assert len(fused.search("kế hoạch báo cáo", 2)) == 2


def test_a_row_found_by_words_only_has_its_cosine(tmp_path: Path) -> None:
    fused = FusedIndex(tmp_path, HashingEmbedder(), None, Weights(depth=1))
    fused.write([REPORT, PLAN])
    assert [hit.dense > 0 for hit in fused.search("gửi báo cáo", 2)] == [True]


def test_a_question_of_unknown_words_finds_nothing_in_an_empty_index(tmp_path: Path) -> None:
    assert FusedIndex(tmp_path, HashingEmbedder(), None, Weights()).search("báo cáo", 5) == []


def test_a_question_without_words_finds_nothing_at_all(fused: FusedIndex) -> None:
    assert fused.search("???", 5) == []


def test_a_bare_question_finds_by_the_shadow(fused: FusedIndex) -> None:
    assert fused.search("muc thu le phi", 1)[0].row == FEES.row


def test_a_bare_question_is_read_with_accents(tmp_path: Path) -> None:
    restorer = AccentRestorer(lambda: {"lệ": 9, "phí": 9, "lệ_phí": 9, "lê": 2})
    fused = FusedIndex(tmp_path, HashingEmbedder(), restorer, Weights())
    assert fused.read_as("le phi") == "lệ phí"
    assert fused.read_as("lệ phi") == "lệ phi"


def test_without_a_restorer_a_bare_question_stays(fused: FusedIndex) -> None:
    assert fused.read_as("le phi") == "le phi"


def test_writing_again_changes_nothing_when_the_revision_is_named(fused: FusedIndex) -> None:
    before = fused.search("lệ phí", 5)
    fused.write([FEES], [2])
    assert len(fused.vectors) == len(fused.lexical) == 3
    assert [hit.row for hit in fused.search("lệ phí", 5)] == [hit.row for hit in before]


def test_a_removed_revision_is_gone_from_both_halves(fused: FusedIndex) -> None:
    fused.write([], [1])
    assert fused.lexical.rows().tolist() == fused.vectors.rows().tolist() == [FEES.row]


def test_another_reader_sees_the_change_after_reloading(fused: FusedIndex, tmp_path: Path) -> None:
    reader = FusedIndex(tmp_path, HashingEmbedder(), None, Weights())
    fused.write([], [1])
    reader.reload()
    assert len(reader) == len(reader.vectors) == 1


def test_a_failing_embedder_commits_no_words(tmp_path: Path) -> None:
    fused = FusedIndex(tmp_path, BrokenEmbedder(), None, Weights())
    with pytest.raises(MemoryError, match="no room for 1 texts"):
        fused.write([REPORT])
    assert len(FusedIndex(tmp_path, HashingEmbedder(), None, Weights())) == 0


@settings(max_examples=10, deadline=None)
@given(st.permutations([REPORT, PLAN, FEES, Entry(row=row_of(3, 0), text="báo cáo", context="")]))
def test_the_ranking_does_not_depend_on_the_order_of_writing(
    tmp_path_factory: pytest.TempPathFactory, entries: list[Entry]
) -> None:
    fused = FusedIndex(tmp_path_factory.mktemp("fused"), HashingEmbedder(), None, Weights())
    fused.write(entries)
    assert [hit.row for hit in fused.search("kế hoạch báo cáo", 4)] == [
        REPORT.row,
        PLAN.row,
        row_of(3, 0),
        FEES.row,
    ]
