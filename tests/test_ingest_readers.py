"""Files read by other processes: one that crashes, hangs or swells costs itself alone."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.documents import ReadDocument
from ingest import worker
from ingest.errors import (
    BrokenFileError,
    EmptyFileError,
    IngestError,
    ReaderDiedError,
    SecretPaperError,
    TooMuchMemoryError,
    TooSlowError,
)
from ingest.limits import Limits
from ingest.readers import Readers, Reading, Source

# The process as it is, but for what reading does to files of these names.
HOSTILE = """
import os, signal, subprocess, time
import ingest.read
from corpus.documents import Document, ReadDocument
from ingest.beat import beat
def simple(path):
    text = path.read_text(encoding="utf-8")
    document = Document(
        id="a", source=path.name, sha256="a", page_count=1, page_starts=(0,), text=text
    )
    return ReadDocument(document=document, passages=())
def read_file(path):
    text = path.read_text(encoding="utf-8")
    if path.name == "sap.txt":
        os.kill(os.getpid(), signal.SIGSEGV)
    if path.name == "thoat.txt":
        os._exit(3)
    if path.name == "treo.txt":
        time.sleep(600)
    if path.name == "cham.txt":
        for _ in range(5):
            time.sleep(0.5)
            beat()
    if path.name == "phinh.txt":
        bytearray(1 << 40)
    if path.name == "loi.txt":
        raise LookupError("of ours")
    if path.name == "con.txt":
        child = subprocess.Popen(["sleep", "600"])
        path.with_suffix(".pid").write_text(str(child.pid), encoding="utf-8")
        time.sleep(600)
    if path.name == "lan-hai.txt" and os.path.exists(path.with_name("da-doc")):
        return simple(path)
    if path.name == "lan-hai.txt":
        path.with_name("da-doc").touch()
        os._exit(1)
    print("a library that prints")
    return simple(path)
ingest.read.read_file = read_file
from ingest.worker_process import main
main()
"""
LIMITS = Limits(quiet_seconds=2.0, total_seconds=30.0)
TEXT = "ỦY BAN NHÂN DÂN\nXÃ VÍ DỤ\nSố: 7/TB-UBND\n\nTHÔNG BÁO\nVề việc họp\n\nHọp lúc 8 giờ.\n"


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Readers]:
    monkeypatch.setattr(worker, "_PROGRAM", HOSTILE)
    with Readers(limits=LIMITS, workers=1) as opened:
        yield opened


def source(folder: Path, name: str, text: str = TEXT) -> Source:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return Source(path=path, name=name)


def document(reading: Reading) -> ReadDocument:
    assert reading.read is not None, reading.error
    return reading.read


@pytest.fixture(scope="module")
def real_readers() -> Iterator[Readers]:
    with Readers(workers=1) as opened:
        yield opened


def test_paper_comes_back_whole_from_the_other_process(
    tmp_path: Path, real_readers: Readers
) -> None:
    read = document(real_readers.read(source(tmp_path, "a.txt")))
    assert read.document.number == "7/TB-UBND"
    assert "".join(passage.text for passage in read.passages) == read.document.text


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("sap.txt", ReaderDiedError, "dừng đột ngột (SIGSEGV)"),
        ("thoat.txt", ReaderDiedError, "dừng đột ngột (mã 3)"),
        ("treo.txt", TooSlowError, "đọc quá lâu, đã dừng sau 2 giây"),
        ("phinh.txt", TooMuchMemoryError, "cần hơn 3072 MB bộ nhớ"),
        ("loi.txt", ReaderDiedError, "dừng đột ngột (LookupError)"),
    ],
)
def test_hostile_file_is_told_and_the_next_is_read(
    tmp_path: Path, readers: Readers, name: str, kind: type[IngestError], said: str
) -> None:
    sources = [source(tmp_path, name), source(tmp_path, "sau.txt")]
    failed, read = readers.read_in_order(sources)
    assert (failed.read, type(failed.error)) == (None, kind)
    assert str(failed.error).startswith(f"{name}: ")
    assert said in str(failed.error)
    assert document(read).document.source == "sau.txt"


def test_long_reading_that_goes_on_is_not_ended(tmp_path: Path, readers: Readers) -> None:
    assert document(readers.read(source(tmp_path, "cham.txt"))).document.source == "cham.txt"


def test_what_a_hanging_reader_started_ends_with_it(tmp_path: Path, readers: Readers) -> None:
    reading = readers.read(source(tmp_path, "con.txt"))
    assert isinstance(reading.error, TooSlowError)
    child = int((tmp_path / "con.pid").read_text(encoding="utf-8"))
    assert is_gone(child)


def is_gone(pid: int) -> bool:
    """True once the process ended; it may stay a while for whoever has to collect it."""
    for _ in range(100):
        try:
            os.kill(pid, 0)
            state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2]
        except (ProcessLookupError, FileNotFoundError):
            return True
        if state.split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False


def test_file_is_tried_again_where_earlier_files_may_be_to_blame(
    tmp_path: Path, readers: Readers
) -> None:
    sources = [source(tmp_path, "truoc.txt"), source(tmp_path, "lan-hai.txt")]
    first, second = readers.read_in_order(sources)
    assert document(first).document.source == "truoc.txt"
    assert document(second).document.source == "lan-hai.txt"


def test_errors_keep_their_kind_and_facts_across_processes(
    tmp_path: Path, real_readers: Readers
) -> None:
    secret = "TUYỆT MẬT\nỦY BAN NHÂN DÂN\nSố: 7/TB-UBND\n\nTHÔNG BÁO\n"
    sources = [source(tmp_path, "rong.txt", " \n"), source(tmp_path, "mat.txt", secret)]
    empty, closed = real_readers.read_in_order(sources)
    assert isinstance(empty.error, EmptyFileError)
    assert empty.error.path == tmp_path / "rong.txt"
    assert isinstance(closed.error, SecretPaperError)


def test_error_of_a_kept_file_is_told_in_the_name_that_people_know(
    tmp_path: Path, real_readers: Readers
) -> None:
    broken = tmp_path / "0a1b.pdf"
    broken.write_bytes(b"%PDF-1.4\nkhong phai")
    reading = real_readers.read(Source(path=broken, name="quyet-dinh-15.pdf"))
    assert isinstance(reading.error, BrokenFileError)
    assert str(reading.error).startswith("quyet-dinh-15.pdf: tệp bị hỏng")


def test_order_is_that_of_the_files_whichever_is_read_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_PROGRAM", HOSTILE)
    names = ["cham.txt", "b.txt", "c.txt", "d.txt", "e.txt", "g.txt"]
    with Readers(limits=LIMITS, workers=2) as readers:
        found = list(readers.read_in_order(source(tmp_path, name) for name in names))
    assert [reading.source.name for reading in found] == names
    assert [reading.error for reading in found] == [None] * 6


def test_known_file_is_left_out_in_its_place(tmp_path: Path, readers: Readers) -> None:
    sources = [source(tmp_path, "a.txt"), source(tmp_path, "treo.txt"), source(tmp_path, "b.txt")]
    found = list(readers.read_in_order(sources, is_known=lambda each: each.name == "treo.txt"))
    assert [(reading.source.name, reading.read is None) for reading in found] == [
        ("a.txt", False),
        ("treo.txt", True),
        ("b.txt", False),
    ]


def test_closed_readers_leave_no_process(tmp_path: Path) -> None:
    readers = Readers(limits=LIMITS, workers=1)
    readers.read(source(tmp_path, "a.txt"))
    processes = [each._process for each in readers._all]
    readers.close()
    readers.close()
    assert len(processes) == 1
    assert all(process.returncode is not None for process in processes)


def test_limits_are_positive() -> None:
    with pytest.raises(ValueError, match="limits must be positive"):
        Limits(memory_mib=0)
