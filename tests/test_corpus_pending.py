"""Papers that wait, papers read again, papers erased, and the files that are kept."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings

from corpus import forgetting
from corpus.citations import Citation, Level, Step
from corpus.documents import Document, Note, Passage, ReadDocument, ReadHow, Role
from corpus.errors import StoreError, UnknownDocumentError, UnknownPendingError
from corpus.forgetting import forget
from corpus.intake_log import Step as Done
from corpus.intake_log import read_log
from corpus.known import KnownFile, find_file, is_used, put_again
from corpus.originals import Originals
from corpus.pending import add_pending, discard, find_pending, list_pending, pending_ids, publish
from corpus.reading_report import ReportLine, read_by, report
from corpus.schema import revisions
from corpus.store import Store, open_store
from corpus.stored import Action, Outcome, Stored
from tests.test_corpus_store import read_documents

MORNING = datetime(2025, 9, 20, 1, 0, tzinfo=UTC)
SHA = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # of b"abc"


def paper(text: str = "Hạn: 20/9.", sha256: str = "a1", number: str | None = None) -> ReadDocument:
    document = Document(
        id="ke-hoach",
        number=number,
        signed_on=date(2025, 9, 18),
        source="ke_hoach.pdf",
        sha256=sha256,
        page_count=1,
        page_starts=(0,),
        text=text,
    )
    passage = Passage(
        citation=Citation(document_id="ke-hoach", steps=(Step(Level.CLAUSE, "1"),)),
        role=Role.BODY,
        trail=("Điều 1",),
        text=text,
        start=0,
        end=len(text),
        first_page=1,
        last_page=1,
    )
    note = Note(page=1, text="Trang 1 có bảng.", doubtful=True)
    return ReadDocument(document=document, passages=(passage,), notes=(note,))


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with open_store(url, now=lambda: MORNING) as opened:
        yield opened


# --- waiting


def test_paper_that_waits_is_in_no_list_and_no_change(store: Store) -> None:
    assert add_pending(store, paper()) is not None
    assert store.documents(include_withdrawn=True) == ()
    assert store.latest_change() == 0
    assert store.counts().passages == 0


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(read=read_documents())
def test_paper_that_waits_is_read_back_as_it_was(store: Store, read: ReadDocument) -> None:
    waits = add_pending(store, read)
    assert waits is not None
    found = find_pending(store, waits.id).read
    named = [
        replace(passage, citation=Citation(document_id="x", steps=passage.citation.steps))
        for passage in found.passages
    ]
    assert replace(found, passages=tuple(named)) == read
    discard(store, waits.id)


def test_published_paper_is_in_the_library_and_waits_no_more(store: Store) -> None:
    add_pending(store, paper(), "Lan")
    assert publish(store, "ke-hoach", "Hoa") == Stored(
        document_id="ke-hoach", outcome=Outcome.NEW, change=1
    )
    assert pending_ids(store) == ()
    assert store.document("ke-hoach").signed_on == date(2025, 9, 18)
    assert store.passages("ke-hoach") == paper().passages
    assert store.notes("ke-hoach") == paper().notes
    assert [(line.step, line.who, line.at) for line in read_log(store, "ke-hoach")] == [
        (Done.PREVIEWED, "Lan", MORNING),
        (Done.PUBLISHED, "Hoa", MORNING),
    ]


def test_what_publishing_replaces_is_foreseen(store: Store) -> None:
    store.put(paper(number="5/KH-UBND"))
    waits = add_pending(store, paper("Hạn: 25/9.", "b2", number="5/KH-UBND"))
    assert waits is not None
    assert waits.foreseen == Stored(document_id="ke-hoach", outcome=Outcome.REVISED, change=None)
    publish(store, waits.id)
    assert store.document("ke-hoach").text == "Hạn: 25/9."


def test_file_that_is_in_the_library_does_not_wait(store: Store) -> None:
    store.put(paper())
    assert add_pending(store, paper()) is None
    assert list_pending(store) == ()


def test_same_file_twice_waits_once(store: Store) -> None:
    add_pending(store, paper())
    add_pending(store, paper())
    assert pending_ids(store) == ("ke-hoach",)


def test_two_papers_of_one_name_wait_under_two_ids(store: Store) -> None:
    add_pending(store, paper())
    add_pending(store, paper(sha256="b2"))
    assert pending_ids(store) == ("ke-hoach", "ke-hoach-2")


def test_discarded_paper_is_gone_and_says_its_file(store: Store) -> None:
    add_pending(store, paper())
    assert is_used(store, "a1")
    assert discard(store, "ke-hoach", "Hoa") == "a1"
    assert not is_used(store, "a1")
    with pytest.raises(UnknownPendingError, match=r"«ke-hoach» đang chờ công bố\. Lệnh"):
        publish(store, "ke-hoach")


# --- the same file again


def test_file_is_known_by_its_bytes_as_live_or_earlier_version(store: Store) -> None:
    store.put(paper(sha256="cu"))
    store.put(paper("Hạn: 25/9.", "moi"))
    assert find_file(store, "cu") == KnownFile(
        document_id="ke-hoach", is_live=False, is_withdrawn=False
    )
    assert find_file(store, "moi") == KnownFile(
        document_id="ke-hoach", is_live=True, is_withdrawn=False
    )
    assert find_file(store, "khac") is None


def test_better_reading_of_the_same_file_is_a_new_version(store: Store) -> None:
    store.put(paper("Han: 20/9."))
    stored = put_again(store, "ke-hoach", paper("Hạn: 20/9."), "Hoa")
    assert stored == Stored(document_id="ke-hoach", outcome=Outcome.REVISED, change=2)
    assert store.document("ke-hoach").text == "Hạn: 20/9."
    assert [line.step for line in read_log(store, "ke-hoach")] == [Done.READ_AGAIN]


def test_other_passages_of_the_same_text_are_a_new_version(store: Store) -> None:
    store.put(paper())
    read = paper()
    titled = replace(read, passages=(replace(read.passages[0], role=Role.HEADING),))
    assert put_again(store, "ke-hoach", titled).outcome is Outcome.REVISED


def test_same_reading_writes_no_version_and_keeps_the_newest_notes(store: Store) -> None:
    store.put(paper())
    read = replace(paper(), notes=())
    assert put_again(store, "ke-hoach", read).outcome is Outcome.SAME
    assert store.latest_change() == 1
    assert store.notes("ke-hoach") == ()


def test_unknown_document_is_not_read_again(store: Store) -> None:
    with pytest.raises(UnknownDocumentError, match="«la»"):
        put_again(store, "la", paper())


# --- erased


def test_erased_paper_leaves_no_word_in_the_file_of_the_store(tmp_path: Path, store: Store) -> None:
    store.put(paper("Lời không được nạp.", "cu"))
    store.put(paper("Lời không được nạp nữa.", "moi"))
    assert forget(store, "ke-hoach", "Hoa") == ("cu", "moi")
    store.close()
    left = b"".join(path.read_bytes() for path in tmp_path.glob("kho.db*"))
    assert "Lời không được nạp".encode() not in left


def test_erased_paper_is_unknown_and_the_log_tells_the_index(store: Store) -> None:
    store.put(paper())
    forget(store, "ke-hoach")
    for ask in (store.document, store.passages, store.notes, store.restore, store.withdraw):
        with pytest.raises(UnknownDocumentError, match="ke-hoach"):
            ask("ke-hoach")
    assert store.documents(include_withdrawn=True) == ()
    assert (store.counts().withdrawn, store.counts().revisions) == (0, 0)
    assert [change.action for change in store.changes_since(0)] == [Action.PUT, Action.REMOVE]
    assert [version.number for version in store.history("ke-hoach")] == [1]
    assert "ke-hoach" in store.withdrawn_ids()


def test_erasing_twice_is_refused(store: Store) -> None:
    store.put(paper())
    forget(store, "ke-hoach")
    with pytest.raises(UnknownDocumentError, match="ke-hoach"):
        forget(store, "ke-hoach")


def test_erased_file_can_be_put_in_again_under_another_id(store: Store) -> None:
    store.put(paper())
    forget(store, "ke-hoach")
    assert store.put(paper()).document_id == "ke-hoach-2"


def test_erasing_empties_the_tables_of_other_rooms(store: Store) -> None:
    from corpus.schema import metadata  # noqa: PLC0415 -- only here

    other = sa.Table(
        "du_lieu_khac",
        metadata,
        sa.Column("revision", sa.ForeignKey("revisions.number")),
    )
    try:
        store.put(paper())
        with store.database.writing() as connection:
            other.create(connection)
            connection.execute(sa.insert(other), {"revision": 1})
        forget(store, "ke-hoach")
        with store.database.reading() as connection:
            assert connection.execute(sa.select(other)).all() == []
    finally:
        metadata.remove(other)
        with store.database.writing() as connection:
            other.drop(connection, checkfirst=True)  # a PostgreSQL store outlives the test


# --- the files


def test_kept_file_is_found_by_its_bytes(tmp_path: Path) -> None:
    originals = Originals(tmp_path / "files")
    path = tmp_path / "Kế hoạch.PDF"
    path.write_bytes(b"abc")
    assert originals.keep(path, SHA) == tmp_path / "files" / "ba" / f"{SHA}.pdf"
    path.unlink()
    assert originals.keep(path, SHA) == originals.find(SHA)
    assert [each.name for each in (tmp_path / "files" / "ba").iterdir()] == [f"{SHA}.pdf"]
    assert (originals.remove(SHA), originals.remove(SHA), originals.find(SHA)) == (
        True,
        False,
        None,
    )


def test_file_that_has_changed_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"other")
    assert Originals(tmp_path / "files").keep(path, SHA) is None
    assert not (tmp_path / "files").exists()


def test_rest_of_a_copy_that_was_ended_half_way_is_cleared(tmp_path: Path) -> None:
    folder = tmp_path / "files" / "ba"
    folder.mkdir(parents=True)
    (folder / f".{SHA}.1.new").write_bytes(b"a")
    path = tmp_path / "a.pdf"
    path.write_bytes(b"abc")
    assert Originals(tmp_path / "files").find(SHA) is None
    Originals(tmp_path / "files").keep(path, SHA)
    assert [each.name for each in folder.iterdir()] == [f"{SHA}.pdf"]


def test_strange_suffix_is_not_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "a.p d f"
    path.write_bytes(b"abc")
    kept = Originals(tmp_path / "files").keep(path, SHA)
    assert kept is not None
    assert kept.suffix == ".bin"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_folder_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"abc")
    (tmp_path / "files").mkdir(mode=0o500)
    with pytest.raises(StoreError, match=r"Không giữ được bản gốc của «a\.pdf»"):
        Originals(tmp_path / "files").keep(path, SHA)


def test_place_of_the_files_that_is_a_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"abc")
    (tmp_path / "files").write_bytes(b"")
    with pytest.raises(StoreError, match=r"Không giữ được bản gốc của «a\.pdf»"):
        Originals(tmp_path / "files").keep(path, SHA)


# --- how a page was read


def test_paper_without_a_word_on_it_was_read_as_its_text_stands() -> None:
    assert report((), 3) == (ReportLine(page=None, text="cách đọc: đọc thẳng chữ có trong tệp"),)


def test_report_tells_of_the_whole_paper_first_and_then_of_each_page() -> None:
    notes = (
        Note(page=2, text="Trang 2 mờ.", doubtful=True),
        read_by(2, ReadHow.OCR, "Tesseract 5.3"),
        Note(page=None, text="Đã nối 3 chỗ."),
    )
    assert [(line.page, line.text) for line in report(notes, 2)] == [
        (None, "cách đọc: các trang khác: đọc thẳng chữ có trong tệp"),
        (None, "đã xử lý: Đã nối 3 chỗ."),
        (2, "cần xem lại: Trang 2 mờ."),
        (2, "cách đọc: nhận dạng chữ từ ảnh (Tesseract 5.3)"),
    ]


def test_way_of_reading_is_stored_with_the_version(store: Store) -> None:
    notes = (read_by(None, ReadHow.CONVERTED, "LibreOffice 7.4"), Note(page=1, text="Đã nối."))
    store.put(replace(paper(), notes=notes))
    assert store.notes("ke-hoach") == notes
    assert report(notes, 1)[0].text == (
        "cách đọc: đọc sau khi chuyển từ định dạng khác (LibreOffice 7.4)"
    )


def test_an_erased_version_keeps_no_column_but_its_keys_and_times() -> None:
    kept = {"number", "document_id", "superseded_by", "read_at"}
    assert set(forgetting._HUSK) == {column.name for column in revisions.c} - kept
