"""Going back to the index before the last rebuild: at once, whole, or not at all."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from corpus.store import Store, open_store
from index import generation
from index.errors import EarlierIndexError, IndexBusyError
from index.library_index import Hit, LibraryIndex
from tests.index_doubles import MORNING, HashingEmbedder, paper
from tests.killed_index import KILLED

ROOT = Path(__file__).parents[1]
PLAN = paper("ke-hoach", "Hạn gửi báo cáo: 20/9.", "Chủ trì: Văn phòng.")
LAW = paper("luat", "Thời hạn giải quyết khiếu nại là 30 ngày.")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/kho.db", now=lambda: MORNING) as opened:
        opened.put(PLAN)
        yield opened


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def index(home: Path, store: Store) -> LibraryIndex:
    """Built, and built again: 000002 is in use and 000001 was before."""
    built = LibraryIndex(home, store, HashingEmbedder())
    built.refresh()
    built.rebuild()
    return built


def texts(hits: tuple[Hit, ...]) -> list[str]:
    return [hit.passage.text.strip() for hit in hits]


def current(home: Path) -> str:
    folder = generation.current_folder(home)
    return folder.name if folder else ""


def test_the_index_before_is_used_again(index: LibraryIndex, home: Path) -> None:
    index.roll_back()
    assert current(home) == "000001"
    assert texts(index.search("hạn báo cáo", 1)) == ["Hạn gửi báo cáo: 20/9."]
    assert index.verify() == ()


def test_it_has_the_changes_that_came_after_it(
    index: LibraryIndex, store: Store, home: Path
) -> None:
    store.put(LAW)
    store.withdraw("ke-hoach")
    index.refresh()
    manifest = index.roll_back()
    assert (manifest.applied, manifest.documents) == (3, 1)
    assert texts(index.search("thời hạn báo cáo khiếu nại", 9)) == [
        "Thời hạn giải quyết khiếu nại là 30 ngày."
    ]
    assert index.verify() == ()


def test_going_back_twice_comes_to_the_new_one(index: LibraryIndex, home: Path) -> None:
    index.roll_back()
    index.roll_back()
    assert current(home) == "000002"
    assert index.verify() == ()


def test_one_that_is_open_elsewhere_answers_from_it_without_a_restart(
    index: LibraryIndex, store: Store, home: Path
) -> None:
    server = LibraryIndex(home, store, HashingEmbedder())
    server.refresh()
    index.roll_back()
    store.put(LAW)
    assert texts(server.search("khiếu nại", 1)) == ["Thời hạn giải quyết khiếu nại là 30 ngày."]
    assert generation.read_manifest(home / "000001").applied == 2
    assert generation.read_manifest(home / "000002").applied == 1


def test_only_one_is_kept(index: LibraryIndex, home: Path) -> None:
    index.rebuild()
    index.rebuild()
    assert sorted(path.name for path in home.glob("0*")) == ["000003", "000004"]


def test_without_one_before_it_is_refused(home: Path, store: Store) -> None:
    index = LibraryIndex(home, store, HashingEmbedder())
    index.refresh()
    with pytest.raises(EarlierIndexError, match="không có chỉ mục nào trước chỉ mục đang dùng"):
        index.roll_back()


def test_one_of_another_model_is_refused_and_the_one_in_use_stays(
    index: LibraryIndex, store: Store, home: Path
) -> None:
    other = LibraryIndex(home, store, HashingEmbedder(name="other"))
    other.rebuild()
    with pytest.raises(
        EarlierIndexError, match=r"mô hình nhúng là «hashing», cần «other».*không thay đổi"
    ):
        other.roll_back()
    assert current(home) == "000003"
    assert other.size() == 2


def test_one_without_its_files_is_refused_and_the_one_in_use_stays(
    index: LibraryIndex, home: Path
) -> None:
    (home / "000001" / "manifest.json").unlink()
    with pytest.raises(EarlierIndexError, match=r"tệp manifest\.json là «hỏng hoặc thiếu»"):
        index.roll_back()
    assert current(home) == "000002"
    assert index.size() == 2


def test_a_broken_index_is_not_kept_by_a_rebuild(index: LibraryIndex, home: Path) -> None:
    (home / "000002" / "manifest.json").unlink()
    index.rebuild()
    assert index.earlier() is None
    assert [path.name for path in home.glob("0*")] == ["000003"]


def test_while_an_index_is_built_nobody_goes_back(index: LibraryIndex, home: Path) -> None:
    with (
        FileLock(home / "building.lock"),
        pytest.raises(IndexBusyError, match="đang được dựng lại"),
    ):
        index.roll_back()


def test_what_is_dropped_is_on_no_disk_and_nothing_to_go_back_to(
    index: LibraryIndex, home: Path
) -> None:
    index.drop_earlier()
    assert [path.name for path in home.glob("0*")] == ["000002"]
    assert index.earlier() is None
    assert index.size() == 2


@pytest.mark.parametrize(
    "point",
    [
        "open vectors.new",
        "os.rename vectors.new",
        "open manifest.json.new",
        "os.rename manifest.json.new",
        "open CURRENT.new",
        "os.rename CURRENT.new",
    ],
)
def test_a_kill_while_going_back_leaves_the_index_in_use(
    index: LibraryIndex, store: Store, home: Path, point: str
) -> None:
    store.put(LAW)
    index.refresh()
    assert killed(home, "roll back", point) == KILLED
    assert current(home) == "000002"
    assert texts(index.search("khiếu nại", 1)) == ["Thời hạn giải quyết khiếu nại là 30 ngày."]
    assert index.verify() == ()
    index.roll_back()
    assert current(home) == "000001"
    assert index.verify() == ()


@pytest.mark.parametrize(
    ("point", "in_use", "before"),
    [
        ("os.mkdir 000003", "000002", "000001"),
        ("open vectors.new", "000002", "000001"),
        ("os.rename manifest.json.new", "000002", "000001"),
        ("open CURRENT.new", "000002", "000001"),
        ("os.rename CURRENT.new", "000002", "000001"),
        ("shutil.rmtree 000001", "000003", "000002"),
        ("os.rmdir 000001", "000003", "000002"),
    ],
)
def test_a_kill_while_building_leaves_the_old_index_or_the_new(
    index: LibraryIndex, home: Path, point: str, in_use: str, before: str
) -> None:
    assert killed(home, "rebuild", point) == KILLED
    assert current(home) == in_use
    assert texts(index.search("hạn báo cáo", 1)) == ["Hạn gửi báo cáo: 20/9."]
    assert index.verify() == ()
    index.roll_back()
    assert current(home) == before
    assert index.verify() == ()


def killed(home: Path, action: str, point: str) -> int:
    """How a process ended that was to die at a write."""
    command = [sys.executable, "-m", "tests.killed_index", str(home.parent), action, point]
    return subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603 -- our own
