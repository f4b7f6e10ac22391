"""A backup is whole and of one moment, is refused by name when damaged, and answers as before."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from corpus.backup_errors import BackupError, DamagedBackupError
from corpus.backups import Place, read_backup, restore_backup, verify_backup, write_backup
from corpus.originals import Originals
from corpus.schema import VIETNAM
from corpus.secret_key import read_key
from corpus.store import Store, open_store
from ingest.read import read_file
from tests.index_doubles import MORNING, paper

PAPERS = Path(__file__).parents[1] / "samples" / "papers"
PLAN = PAPERS / "kh-12-cai-cach-hanh-chinh-2026.docx"
NIGHT = datetime(2026, 11, 25, 2, 0, tzinfo=VIETNAM)


def place_in(home: Path) -> Place:
    return Place(home=home, files_home=home / "files", database_url=f"sqlite:///{home / 'kho.db'}")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return place_in(tmp_path / "nha")


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    """Open, as it is while the program serves: one paper, its original, a file, a key, an index."""
    place.home.mkdir()
    with open_store(place.database_url, now=lambda: MORNING) as opened:
        read = read_file(PLAN)
        opened.put(read)
        Originals(place.files_home).keep(PLAN, read.document.sha256)
        (place.home / "groups.json").write_text("[]", encoding="utf-8")
        (place.home / "index").mkdir()
        (place.home / "index" / "CURRENT").touch()
        read_key(place.home)
        yield opened


@pytest.fixture
def backup(store: Store, place: Place, tmp_path: Path) -> Path:
    folder = tmp_path / "sao-luu" / "hom-nay"
    write_backup(place, folder, NIGHT)
    return folder


def names(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def test_it_holds_the_database_the_originals_and_the_office_s_files(
    backup: Path, store: Store
) -> None:
    sha256 = store.documents()[0].sha256
    assert names(backup) == [
        f"files/{sha256[:2]}/{sha256}.docx",
        "kho.db",
        "manifest.json",
        "office/groups.json",
    ]
    assert [path.name for path in backup.parent.iterdir()] == ["hom-nay"]


def test_only_its_owner_can_read_it(backup: Path) -> None:
    assert backup.stat().st_mode & 0o777 == 0o700


def test_the_key_is_in_it_only_when_asked_for(
    store: Store, place: Place, backup: Path, tmp_path: Path
) -> None:
    write_backup(place, tmp_path / "kem-khoa", NIGHT, with_key=True)
    assert "office/secret.key" in names(tmp_path / "kem-khoa")
    assert "office/secret.key" not in names(backup)


def test_the_manifest_names_every_file_and_the_moment(backup: Path) -> None:
    told = read_backup(backup)
    assert told.made_at == NIGHT
    assert sorted([*(kept.name for kept in told.files), "manifest.json"]) == names(backup)


def test_a_whole_one_is_verified(backup: Path) -> None:
    assert verify_backup(backup) == read_backup(backup)


def test_what_is_put_back_is_the_same_library(
    backup: Path, store: Store, place: Place, tmp_path: Path
) -> None:
    there = place_in(tmp_path / "may-khac")
    restore_backup(backup, there)
    with open_store(there.database_url) as restored:
        assert restored.documents() == store.documents()
        assert restored.content_digest() == store.content_digest()
        assert restored.tasks(date(2026, 3, 1)) == store.tasks(date(2026, 3, 1))
    assert names(there.files_home) == names(place.files_home)
    assert (there.home / "groups.json").read_text(encoding="utf-8") == "[]"
    assert not (there.home / ".restoring").exists()


def test_a_key_that_was_kept_elsewhere_may_be_there_first(backup: Path, tmp_path: Path) -> None:
    there = place_in(tmp_path / "may-khac")
    key = read_key(there.home)
    restore_backup(backup, there)
    assert read_key(there.home) == key


def test_a_copy_made_while_papers_are_written_is_of_one_moment(
    store: Store, place: Place, tmp_path: Path
) -> None:
    stop = threading.Event()

    def write() -> None:
        with open_store(place.database_url, now=lambda: MORNING) as other:
            number = 0
            while not stop.is_set():
                number += 1
                other.put(paper(f"van-ban-{number}", f"Nội dung {number}.", "Hai đoạn."))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        write_backup(place, tmp_path / "giua-chung", NIGHT)
    finally:
        stop.set()
        writer.join()
    there = place_in(tmp_path / "may-khac")
    restore_backup(tmp_path / "giua-chung", there)
    with open_store(there.database_url) as restored:
        found = restored.documents()
        assert restored.latest_change() == len(found)
        assert {len(restored.passages(each.id)) for each in found[1:]} <= {2}


def test_a_home_that_is_not_empty_is_refused_and_left_alone(
    backup: Path, place: Place, store: Store
) -> None:
    with pytest.raises(BackupError, match=r"không trống, có «files».*không ghi đè"):
        restore_backup(backup, place)
    assert not (place.home / ".restoring").exists()
    assert len(store.documents()) == 1


def test_a_database_elsewhere_is_never_written_over(backup: Path, tmp_path: Path) -> None:
    other = tmp_path / "kho-khac.db"
    other.write_bytes(b"x")
    there = replace(place_in(tmp_path / "may-khac"), database_url=f"sqlite:///{other}")
    for _ in range(2):
        with pytest.raises(BackupError, match="Đã có kho"):
            restore_backup(backup, there)
    assert other.read_bytes() == b"x"


def test_one_that_was_ended_half_way_is_done_again(backup: Path, tmp_path: Path) -> None:
    there = place_in(tmp_path / "may-khac")
    there.home.mkdir()
    (there.home / ".restoring").touch()
    (there.home / "kho.db").write_bytes(b"half")
    restore_backup(backup, there)
    with open_store(there.database_url) as restored:
        assert len(restored.documents()) == 1


def test_a_copy_of_one_kind_is_not_put_into_the_other(backup: Path, tmp_path: Path) -> None:
    there = replace(place_in(tmp_path / "may-khac"), database_url="postgresql://a@may/kho")
    with pytest.raises(BackupError, match="là của kho SQLite"):
        restore_backup(backup, there)
    assert not there.home.exists()


@pytest.mark.parametrize("name", ["kho.db", "office/groups.json"])
def test_a_changed_file_is_refused_by_its_name(backup: Path, tmp_path: Path, name: str) -> None:
    with (backup / name).open("r+b") as file:
        file.write(b"?")
    with pytest.raises(DamagedBackupError, match=rf"«{name}» thiếu hoặc khác"):
        restore_backup(backup, place_in(tmp_path / "may-khac"))
    assert not (tmp_path / "may-khac").exists()


def test_a_missing_file_is_refused_by_its_name(backup: Path) -> None:
    (backup / "office" / "groups.json").unlink()
    with pytest.raises(DamagedBackupError, match=r"office/groups\.json"):
        verify_backup(backup)


def test_a_name_that_leads_out_of_the_folder_is_refused(backup: Path) -> None:
    manifest = backup / "manifest.json"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace("office/groups.json", "office/../../x"), encoding="utf-8")
    with pytest.raises(DamagedBackupError, match=r"office/\.\./\.\./x"):
        verify_backup(backup)


def test_a_folder_without_a_manifest_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match=r"không phải một bản sao lưu trọn vẹn"):
        verify_backup(tmp_path)


def test_one_of_a_newer_program_is_refused(backup: Path) -> None:
    manifest = backup / "manifest.json"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace('"format": 1', '"format": 2'), encoding="utf-8")
    with pytest.raises(BackupError, match=r"có dạng 2.*bản dunghan mới hơn"):
        verify_backup(backup)


def test_a_folder_that_is_there_is_not_written_into(
    store: Store, place: Place, backup: Path
) -> None:
    before = names(backup)
    with pytest.raises(BackupError, match="đã có"):
        write_backup(place, backup, NIGHT)
    assert names(backup) == before


def test_where_nothing_can_be_written_is_said(store: Store, place: Place, tmp_path: Path) -> None:
    (tmp_path / "tep").touch()
    with pytest.raises(BackupError, match=r"Không ghi hoặc đọc được.*quyền và chỗ trống"):
        write_backup(place, tmp_path / "tep" / "sao-luu", NIGHT)


def test_a_full_disk_is_said_and_nothing_is_left(
    store: Store, place: Place, tmp_path: Path
) -> None:
    (place.home / "lon.json").symlink_to("/dev/zero")
    with pytest.raises(BackupError, match="File too large"):
        write_limited(place, tmp_path / "sao-luu")
    assert not (tmp_path / "sao-luu").exists()
    assert not (tmp_path / ".sao-luu.part").exists()


def write_limited(place: Place, folder: Path) -> None:
    """Write where a file can not grow past a bound, which fails as a full disk does."""
    import resource  # noqa: PLC0415 -- not on Windows
    import signal  # noqa: PLC0415 -- as above

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4 * 2**20, hard))
    try:
        write_backup(place, folder, NIGHT)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
