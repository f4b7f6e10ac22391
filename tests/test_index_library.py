"""The index of the library follows the store: what is stored is found, what left is not."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.store import Store, open_store
from index.errors import IndexWriteError, StaleIndexError
from index.library_index import Hit, LibraryIndex
from tests.index_doubles import MORNING, BrokenEmbedder, HashingEmbedder, paper

PLAN = paper("ke-hoach", "Hạn gửi báo cáo: 20/9.", "Chủ trì: Văn phòng.", "- 1 -")
FEES = paper("le-phi", "Mức thu lệ phí cấp phép xây dựng.")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/kho.db", now=lambda: MORNING) as opened:
        yield opened


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def index(home: Path, store: Store) -> LibraryIndex:
    """Over a store of two papers, built."""
    store.put(PLAN)
    store.put(FEES)
    built = LibraryIndex(home, store, HashingEmbedder())
    built.refresh()
    return built


def texts(hits: tuple[Hit, ...]) -> list[str]:
    return [hit.passage.text.strip() for hit in hits]


# Searching


def test_an_empty_library_finds_nothing(home: Path, store: Store) -> None:
    index = LibraryIndex(home, store, HashingEmbedder())
    assert index.search("hạn báo cáo", 5) == ()
    assert index.size() == 0
    assert index.verify() == ()


def test_nothing_is_on_disk_before_the_first_search(home: Path, store: Store) -> None:
    assert LibraryIndex(home, store, HashingEmbedder()).status() is None


def test_a_hit_names_the_passage_its_place_and_its_document(index: LibraryIndex) -> None:
    hit = index.search("ai chủ trì", 1)[0]
    assert hit.passage.text == "Chủ trì: Văn phòng.\n"
    assert hit.ordinal == 1
    assert hit.document.id == "ke-hoach"
    assert hit.document.text == ""
    assert hit.lexical == 1.0


def test_page_marks_are_not_found(index: LibraryIndex) -> None:
    assert index.size() == 3
    assert "- 1 -" not in texts(index.search("1", 10))


def test_frequency_counts_passages_by_bare_tokens(index: LibraryIndex) -> None:
    assert index.counter()("bao_cao") == 1


def test_a_question_is_read_as_it_is_without_a_restorer(index: LibraryIndex) -> None:
    assert index.read_as("han bao cao") == "han bao cao"


def test_the_manifest_says_what_is_in_the_index(index: LibraryIndex, store: Store) -> None:
    manifest = index.refresh()
    assert (manifest.model, manifest.dimension) == ("hashing", 64)
    assert (manifest.applied, manifest.documents, manifest.passages) == (2, 2, 3)
    assert manifest.corpus_digest == store.content_digest()
    assert index.status() == manifest


# Following the store


def test_a_new_document_is_found_by_the_next_search(index: LibraryIndex, store: Store) -> None:
    store.put(paper("luat", "Thời hạn giải quyết khiếu nại là 30 ngày."))
    assert texts(index.search("giải quyết khiếu nại", 1)) == [
        "Thời hạn giải quyết khiếu nại là 30 ngày."
    ]
    assert index.verify() == ()


def test_a_new_document_makes_no_new_generation(
    index: LibraryIndex, store: Store, home: Path
) -> None:
    store.put(paper("luat", "Giải quyết khiếu nại."))
    index.refresh()
    assert (home / "CURRENT").read_text(encoding="utf-8") == "000001\n"


def test_a_changed_document_answers_from_the_new_version_only(
    index: LibraryIndex, store: Store
) -> None:
    store.put(paper("ke-hoach", "Hạn gửi báo cáo: 25/9."))
    found = texts(index.search("hạn gửi báo cáo chủ trì", 10))
    assert found == ["Hạn gửi báo cáo: 25/9.", "Mức thu lệ phí cấp phép xây dựng."]
    assert index.verify() == ()


def test_a_withdrawn_document_is_not_found(index: LibraryIndex, store: Store) -> None:
    store.withdraw("ke-hoach")
    assert texts(index.search("hạn gửi báo cáo", 10)) == ["Mức thu lệ phí cấp phép xây dựng."]
    assert index.refresh().documents == 1
    assert index.counter()("bao") == 0


def test_a_restored_document_is_found_again(index: LibraryIndex, store: Store) -> None:
    store.withdraw("ke-hoach")
    index.refresh()
    store.restore("ke-hoach")
    assert texts(index.search("hạn gửi báo cáo", 1)) == ["Hạn gửi báo cáo: 20/9."]
    assert index.verify() == ()


def test_a_document_put_and_withdrawn_between_two_searches_is_not_found(
    index: LibraryIndex, store: Store
) -> None:
    store.put(paper("luat", "Giải quyết khiếu nại."))
    store.withdraw("luat")
    assert "Giải quyết khiếu nại." not in texts(index.search("khiếu nại", 10))
    assert index.verify() == ()


def test_two_indexes_over_one_folder_see_each_others_changes(
    index: LibraryIndex, store: Store, home: Path
) -> None:
    other = LibraryIndex(home, store, HashingEmbedder())
    assert other.size() == 3
    store.withdraw("ke-hoach")
    assert index.size() == 1
    store.put(paper("luat", "Giải quyết khiếu nại."))
    assert other.size() == 2
    assert index.size() == 2
    assert texts(index.search("khiếu nại", 1)) == ["Giải quyết khiếu nại."]


def test_threads_that_ask_first_at_once_build_one_generation(home: Path, store: Store) -> None:
    store.put(PLAN)
    index = LibraryIndex(home, store, HashingEmbedder())
    sizes: list[int] = []
    threads = [threading.Thread(target=lambda: sizes.append(index.size())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sizes == [2, 2, 2, 2]
    assert (home / "CURRENT").read_text(encoding="utf-8") == "000001\n"


_steps = st.lists(
    st.tuples(
        st.sampled_from(["put", "withdraw", "restore", "search", "rebuild"]),
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from(["báo cáo", "lệ phí", "khiếu nại"]),
    ),
    max_size=8,
)


@settings(max_examples=8, deadline=None)
@given(_steps)
def test_whatever_happened_to_the_store_the_index_fits_it(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("library")
    with open_store(f"sqlite:///{folder}/kho.db", now=lambda: MORNING) as store:
        store.put(paper("a", "báo cáo a"))
        store.put(paper("b", "báo cáo b"))
        store.put(paper("c", "báo cáo c"))
        index = LibraryIndex(folder / "index", store, HashingEmbedder())
        acts: dict[str, Callable[[str, str], object]] = {
            "put": lambda name, text: store.put(paper(name, f"{text} {name}")),
            "withdraw": lambda name, _: store.withdraw(name),
            "restore": lambda name, _: store.restore(name),
            "search": lambda _, text: index.search(text, 3),
            "rebuild": lambda _, __: index.rebuild(),
        }
        for act, name, text in steps:
            acts[act](name, text)
        assert index.verify() == ()
        assert index.size() == store.counts().passages


# Crashes


def test_what_was_stored_while_no_index_ran_is_found_at_the_next_start(
    index: LibraryIndex, store: Store, home: Path
) -> None:
    index.refresh()
    store.put(paper("luat", "Giải quyết khiếu nại."))
    restarted = LibraryIndex(home, store, HashingEmbedder())
    assert texts(restarted.search("khiếu nại", 1)) == ["Giải quyết khiếu nại."]


def test_a_crash_before_the_manifest_is_mended_by_the_next_search(
    index: LibraryIndex, store: Store, home: Path
) -> None:
    manifest = home / "000001" / "manifest.json"
    before = manifest.read_bytes()
    store.put(paper("luat", "Giải quyết khiếu nại."))
    store.put(paper("ke-hoach", "Hạn gửi báo cáo: 25/9."))
    index.refresh()
    manifest.write_bytes(before)
    restarted = LibraryIndex(home, store, HashingEmbedder())
    assert restarted.size() == 3
    assert restarted.verify() == ()


def test_a_crash_between_the_two_halves_is_mended_by_the_next_search(
    index: LibraryIndex, store: Store, home: Path
) -> None:
    generation = home / "000001"
    before = {name: (generation / name).read_bytes() for name in ("manifest.json", "vectors.faiss")}
    store.put(paper("luat", "Giải quyết khiếu nại."))
    index.refresh()
    (generation / "manifest.json").write_bytes(before["manifest.json"])
    (generation / "vectors.faiss").write_bytes(before["vectors.faiss"])
    restarted = LibraryIndex(home, store, HashingEmbedder())
    assert texts(restarted.search("khiếu nại", 1)) == ["Giải quyết khiếu nại."]
    assert restarted.verify() == ()


def test_an_embedder_that_fails_in_the_middle_leaves_a_change_to_be_applied(
    index: LibraryIndex, store: Store, home: Path
) -> None:
    store.put(paper("luat", "Giải quyết khiếu nại."))
    failing = LibraryIndex(home, store, BrokenEmbedder())
    with pytest.raises(MemoryError, match="no room"):
        failing.refresh()
    assert index.size() == 4
    assert index.verify() == ()


def test_a_full_disk_is_said_and_the_change_applied_when_there_is_room(
    index: LibraryIndex, store: Store, home: Path
) -> None:
    (home / "000001" / "vectors.new").symlink_to("/dev/full")
    store.put(paper("luat", "Giải quyết khiếu nại."))
    with pytest.raises(IndexWriteError, match="No space left on device"):
        index.refresh()
    (home / "000001" / "vectors.new").unlink()
    assert index.size() == 4
    assert index.verify() == ()


# Refusals, and the rebuilding that mends them


def test_another_model_is_refused_until_the_index_is_rebuilt(
    index: LibraryIndex, store: Store, home: Path
) -> None:
    index.refresh()
    other = LibraryIndex(home, store, HashingEmbedder(name="other", dimension=32))
    with pytest.raises(StaleIndexError, match=r"mô hình nhúng là «hashing», cần «other».*rebuild"):
        other.search("báo cáo", 1)
    assert other.rebuild().dimension == 32
    assert other.size() == 3


@pytest.mark.parametrize("lost", ["manifest.json", "vectors.faiss", "lexical/meta.json"])
def test_a_generation_without_a_file_is_refused_until_it_is_rebuilt(
    lost: str, index: LibraryIndex, store: Store, home: Path
) -> None:
    index.refresh()
    (home / "000001" / lost).unlink()
    restarted = LibraryIndex(home, store, HashingEmbedder())
    with pytest.raises(StaleIndexError, match="dunghan index rebuild"):
        restarted.search("báo cáo", 1)
    restarted.rebuild()
    assert restarted.verify() == ()


def test_a_lost_segment_is_refused_until_the_index_is_rebuilt(
    index: LibraryIndex, store: Store, home: Path
) -> None:
    index.refresh()
    next(home.glob("000001/lexical/*.term")).unlink()
    restarted = LibraryIndex(home, store, HashingEmbedder())
    with pytest.raises(StaleIndexError, match="thư mục lexical"):
        restarted.search("báo cáo", 1)
    restarted.rebuild()
    assert restarted.verify() == ()


def test_a_current_file_that_names_nothing_is_refused_until_the_index_is_rebuilt(
    index: LibraryIndex, store: Store, home: Path
) -> None:
    (home / "CURRENT").write_text("000009\n", encoding="utf-8")
    with pytest.raises(StaleIndexError, match=r"manifest\.json"):
        index.search("báo cáo", 1)
    index.rebuild()
    assert index.size() == 3


def test_a_damaged_current_file_is_refused_until_the_index_is_rebuilt(
    index: LibraryIndex, home: Path
) -> None:
    (home / "CURRENT").write_bytes(b"\x00\x00")
    with pytest.raises(StaleIndexError, match="tệp CURRENT"):
        index.search("báo cáo", 1)
    index.rebuild()
    assert index.size() == 3


def test_a_store_put_back_from_a_backup_is_refused_until_the_index_is_rebuilt(
    index: LibraryIndex, home: Path, tmp_path: Path
) -> None:
    index.refresh()
    with open_store(f"sqlite:///{tmp_path}/backup.db", now=lambda: MORNING) as backup:
        backup.put(FEES)
        backup.put(paper("luat", "Giải quyết khiếu nại."))
        backup.put(paper("so", "Sổ theo dõi."))
        restarted = LibraryIndex(home, backup, HashingEmbedder())
        with pytest.raises(StaleIndexError, match="thay đổi cuối trong chỉ mục là «2 le-phi"):
            restarted.search("lệ phí", 1)
        restarted.rebuild()
        assert restarted.verify() == ()


def test_a_store_shorter_than_the_index_is_refused(
    index: LibraryIndex, home: Path, tmp_path: Path
) -> None:
    index.refresh()
    with (
        open_store(f"sqlite:///{tmp_path}/backup.db") as backup,
        pytest.raises(StaleIndexError, match="cần «thay đổi có trong kho»"),
    ):
        LibraryIndex(home, backup, HashingEmbedder()).search("lệ phí", 1)


# Rebuilding and verifying


def test_rebuilding_takes_a_new_generation_into_use_and_keeps_the_one_before(
    index: LibraryIndex, home: Path
) -> None:
    said: list[str] = []
    index.rebuild(said.append)
    assert said == ["1/2 ke-hoach.pdf", "2/2 le-phi.pdf"]
    assert (home / "CURRENT").read_text(encoding="utf-8") == "000002\n000001\n"
    assert (home / "000001").exists()


def test_rebuilding_ranks_as_before(index: LibraryIndex) -> None:
    before = index.search("hạn gửi báo cáo", 5)
    index.rebuild()
    assert index.search("hạn gửi báo cáo", 5) == before


def test_others_answer_and_follow_while_an_index_is_rebuilt(
    index: LibraryIndex, store: Store, home: Path
) -> None:
    other = LibraryIndex(home, store, HashingEmbedder())
    sizes: list[int] = []

    def ask(_progress: str) -> None:
        store.put(paper("luat", "Giải quyết khiếu nại."))
        sizes.append(other.size())

    rebuilt = index.rebuild(ask)
    assert sizes == [4, 4]
    assert rebuilt.passages == 4
    assert index.verify() == ()
    assert texts(other.search("khiếu nại", 1)) == ["Giải quyết khiếu nại."]


def test_a_reader_takes_up_the_new_generation_at_its_next_search(
    index: LibraryIndex, store: Store, home: Path
) -> None:
    other = LibraryIndex(home, store, HashingEmbedder())
    other.refresh()
    index.rebuild()
    assert texts(other.search("lệ phí", 1)) == ["Mức thu lệ phí cấp phép xây dựng."]


def test_a_rebuild_that_fails_leaves_the_generation_in_use_and_no_other(
    index: LibraryIndex, store: Store, home: Path
) -> None:
    with pytest.raises(MemoryError, match="no room"):
        LibraryIndex(home, store, BrokenEmbedder()).rebuild()
    assert [path.name for path in home.glob("0*")] == ["000001"]
    assert index.size() == 3


def test_a_half_built_generation_is_not_read_and_goes_with_the_next_rebuild(
    index: LibraryIndex, home: Path
) -> None:
    (home / "000007").mkdir()
    assert index.size() == 3
    index.rebuild()
    assert sorted(path.name for path in home.glob("0*")) == ["000001", "000008"]


def test_verifying_an_untouched_index_finds_nothing(index: LibraryIndex) -> None:
    assert index.verify() == ()


def test_verifying_finds_rows_that_are_of_no_document(
    index: LibraryIndex, home: Path, store: Store, tmp_path: Path
) -> None:
    """A generation of another store whose log looks the same: as many rows, other rows."""
    with open_store(f"sqlite:///{tmp_path}/other.db", now=lambda: MORNING) as twin:
        twin.put(paper("ke-hoach", "Một."))
        twin.put(paper("le-phi", "Hai.", "Ba."))
        problems = LibraryIndex(home, twin, HashingEmbedder()).verify()
    assert [problem.partition(":")[0] for problem in problems] == [
        "mã kiểm của kho",
        "số đoạn thiếu trong chỉ mục từ",
        "số đoạn thừa trong chỉ mục từ",
        "số véc-tơ thiếu",
        "số véc-tơ thừa",
    ]
    assert problems[1] == "số đoạn thiếu trong chỉ mục từ: có 1, cần 0"
