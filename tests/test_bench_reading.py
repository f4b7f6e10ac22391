"""Measures of reading: letters lost, peers, and damaged files in a row."""

import random
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from bench.fuzz import Tally, damaged_files, fuzz, seeds_of
from bench.mutations import mutate
from bench.peers import PeerReading, time_docling, time_pdfminer, time_pypdf
from bench.reading import FileResult, ReadingResult, letters, letters_lost, measure, reference_text
from corpus.store import open_store
from ingest.read import read_file
from ingest.readers import Readers, Reading

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples" / "papers"
SHARED = ROOT.parent / "shared" / "files"
WITH_REFERENCE = sorted(path for path in SAMPLES.iterdir() if path.suffix in (".pdf", ".docx"))
REAL = sorted(
    path
    for path in SHARED.rglob("*")
    if path.suffix in (".pdf", ".docx") and path.parent.name != "pdf_scan"
)


def test_samples_are_there_to_be_scanned() -> None:
    assert len(WITH_REFERENCE) == 6


@pytest.mark.parametrize("path", WITH_REFERENCE, ids=lambda path: path.name[:6])
def test_sample_keeps_every_letter_that_another_reader_gives(path: Path) -> None:
    lost, reference = letters_lost(path, read_file(path))
    assert lost == Counter()
    assert reference > 2_000


@pytest.mark.papers
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name[:6])
def test_real_file_keeps_every_letter_that_another_reader_gives(path: Path) -> None:
    if path.stat().st_size > 400_000 or path.read_bytes()[:4] not in (b"%PDF", b"PK\x03\x04"):
        pytest.skip("long, or not what its name says")
    lost, _ = letters_lost(path, read_file(path))
    assert lost == Counter()


def test_letter_that_is_not_stored_is_lost_once_for_each_time(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("Thông báo: họp ở ấp Rạch Tre")
    table = made.add_table(rows=1, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "ô gộp"
    path = tmp_path / "a.docx"
    made.save(str(path))
    read = read_file(path)
    document = replace(read.document, text=read.document.text.replace("ấp", ""))
    assert "".join(reference_text(path).split()) == "Thôngbáo:họpởấpRạchTreôgộp"
    lost, reference = letters_lost(path, replace(read, document=document))
    assert (lost, reference) == (Counter("ấp"), 26)


def test_letters_leave_out_blanks_and_raised_forms() -> None:
    assert letters("a\u00a0 b¹\n1") == Counter({"a": 1, "b": 1, "1": 2})


def test_measures_count_files_and_rates_of_those_that_each_reader_read() -> None:
    files = (
        FileResult(
            path=Path("a.pdf"),
            seconds=2.0,
            pages=10,
            lost=Counter("xx"),
            reference=50,
            peers={
                "pypdf": PeerReading(seconds=1.0),
                "docling": PeerReading(seconds=0.0, error="OSError"),
            },
        ),
        FileResult(path=Path("b.docx"), seconds=0.5, pages=1, reference=10),
        FileResult(path=Path("c.pdf"), seconds=0.1, error="c.pdf: tệp bị hỏng"),
    )
    assert ReadingResult(files=files, remarks=()).measures() == {
        "files": 3,
        "read": 2,
        "share_read": 0.6667,
        "pdf_files": 1,
        "pdf_pages": 10,
        "compared_files": 2,
        "compared_letters": 60,
        "lost_letters": 2,
        "files_with_loss": 1,
        "pages_per_second": 5.0,
        "pypdf_pages_per_second": 10.0,
        "docx_per_second": 2.0,
    }
    assert files[0].line() == (
        "a.pdf: 10 trang, 2.00 giây, pypdf 1.00 giây, docling OSError, mất 2/50 ký tự x×2"
    )


def test_file_that_can_not_be_read_is_counted_and_told(tmp_path: Path) -> None:
    (tmp_path / "hong.pdf").write_bytes(b"%PDF-1.4\nkhong phai")
    lines: list[str] = []
    found = measure(tmp_path, lines.append, Path(sys.executable).with_name("khong-co"))
    assert (found.measures()["files"], found.measures()["read"]) == (1, 0)
    assert lines[0].startswith("hong.pdf: không đọc được: hong.pdf: tệp bị hỏng")
    assert found.remarks == ("docling: không chạy được (FileNotFoundError)",)


def test_peer_that_is_not_installed_is_told_in_words() -> None:
    found, remark = time_docling((), Path(sys.executable))
    assert found == {}
    assert remark is None or remark.startswith("docling: không cài được hoặc không chạy được (")


def test_peers_time_what_they_read_and_name_what_they_do_not(tmp_path: Path) -> None:
    broken = tmp_path / "hong.pdf"
    broken.write_bytes(b"%PDF-1.4\nkhong phai")
    sample = next(path for path in WITH_REFERENCE if path.suffix == ".pdf")
    assert time_pypdf(sample).error is None
    assert time_pypdf(broken) == PeerReading(seconds=0.0, error="BrokenFileError")
    assert time_pdfminer(sample).error is None
    assert time_pdfminer(broken).error is not None


# --- damaged files


def test_same_seed_damages_in_the_same_way() -> None:
    seeds = [b"%PDF-1.4 x 12 y", "Điều 1. Phạm vi".encode()]
    made = [mutate(random.Random(f"3-{number}"), seeds) for number in range(20)]  # noqa: S311
    again = [mutate(random.Random(f"3-{number}"), seeds) for number in range(20)]  # noqa: S311
    assert made == again
    assert len(set(made)) > 10


def test_seeds_are_the_small_files_of_each_suffix_that_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a" * 200_000)
    (tmp_path / "b.pdf").write_bytes(b"a" * 200_000)
    (tmp_path / "c.exe").write_bytes(b"MZ")
    assert {name: len(found[0]) for name, found in seeds_of([tmp_path]).items()} == {
        ".txt": 150_000
    }


def test_damaged_files_in_a_row_leave_nothing_partial(tmp_path: Path) -> None:
    seeds = {suffix: found[:1] for suffix, found in seeds_of([SAMPLES]).items()}
    findings: list[Reading] = []
    last = Tally()
    files = tmp_path / "files"
    files.mkdir()
    with (
        Readers(workers=1) as readers,
        open_store(f"sqlite:///{tmp_path}/kho.db") as store,
    ):
        for last in fuzz(damaged_files(seeds, 45, 5, files), readers, store, 60.0, findings.append):
            assert last.files <= 45
    measured = last.measures()
    assert measured["files"] == 45
    assert (measured["reader_died"], measured["over_limit"], measured["partial"]) == (0, 0, 0)
    assert measured["read"] + measured["refused"] == 45
    assert measured["read"] > 0
    assert findings == []
    assert list(files.iterdir()) == []
