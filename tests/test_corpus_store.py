"""The store: what is written is read back, versions, withdrawal, the log of changes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.citations import Citation, Level, Step
from corpus.documents import Document, Note, Passage, ReadDocument, Role
from corpus.errors import StoreError, UnknownDocumentError
from corpus.store import Store, open_store
from corpus.stored import Action, Counts, Outcome, Stored

MORNING = datetime(2025, 9, 20, 1, 0, tzinfo=UTC)


def paper(  # noqa: PLR0913 - a paper has that many sides
    document_id: str = "ke-hoach",
    *,
    number: str | None = None,
    issuer: str | None = None,
    signed_on: date | None = None,
    source: str = "ke_hoach.pdf",
    sha256: str = "a1",
    text: str = "Hạn gửi báo cáo: 20/9.",
) -> ReadDocument:
    """A paper of one page and one passage."""
    document = Document(
        id=document_id,
        number=number,
        issuer=issuer,
        signed_on=signed_on,
        source=source,
        sha256=sha256,
        page_count=1,
        page_starts=(0,),
        text=text,
    )
    passage = Passage(
        citation=Citation(document_id=document_id, steps=(Step(Level.PARAGRAPH, "1"),)),
        role=Role.BODY,
        trail=(),
        text=text,
        start=0,
        end=len(text),
        first_page=1,
        last_page=1,
    )
    return ReadDocument(document=document, passages=(passage,))


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with open_store(url, now=lambda: MORNING) as opened:
        yield opened


# Writing and reading back

_words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
_maybe = st.none() | _words
_days = st.none() | st.dates()


@st.composite
def read_documents(draw: st.DrawFn) -> ReadDocument:
    """Any paper that keeps the law of passages: in order, without gap or overlap."""
    pieces = draw(st.lists(_words, max_size=6))
    starts = [sum(len(piece) for piece in pieces[:i]) for i in range(len(pieces))]
    steps = st.lists(st.builds(Step, st.sampled_from(Level), _words), max_size=4).map(tuple)
    passages = tuple(
        Passage(
            citation=Citation(document_id="x", steps=draw(steps)),
            role=draw(st.sampled_from(Role)),
            trail=tuple(draw(st.lists(_words, max_size=3))),
            text=piece,
            start=start,
            end=start + len(piece),
            first_page=draw(st.integers(1, 900)),
            last_page=draw(st.integers(1, 900)),
        )
        for piece, start in zip(pieces, starts, strict=True)
    )
    document = Document(
        id="x",
        number=draw(_maybe),
        kind=draw(_maybe),
        subject=draw(_maybe),
        issuer=draw(_maybe),
        place=draw(_maybe),
        signed_on=draw(_days),
        signed_as_written=draw(_maybe),
        signer=draw(_maybe),
        signer_title=draw(_maybe),
        addressees=tuple(draw(st.lists(_words, max_size=3))),
        recipients=tuple(draw(st.lists(_words, max_size=3))),
        legal_bases=tuple(draw(st.lists(_words, max_size=3))),
        effective_from=draw(_days),
        urgency=draw(_maybe),
        scope=draw(_maybe),
        copied_as=draw(_maybe),
        is_draft=draw(st.booleans()),
        source=draw(_words),
        sha256=uuid4().hex,  # drawn, it would repeat, and a file seen before is not written
        page_count=draw(st.integers(0, 900)),
        page_starts=tuple(draw(st.lists(st.integers(0, 10**6), max_size=5))),
        text="".join(pieces),
    )
    notes = st.builds(
        Note, page=st.none() | st.integers(1, 900), text=_words, doubtful=st.booleans()
    )
    return ReadDocument(
        document=document,
        passages=passages,
        notes=tuple(draw(st.lists(notes, max_size=3))),
    )


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(read=read_documents())
def test_what_is_written_is_read_back(store: Store, read: ReadDocument) -> None:
    stored = store.put(read)
    found = ReadDocument(
        document=replace(store.document(stored.document_id), id="x", revision=0),
        passages=tuple(
            replace(passage, citation=replace(passage.citation, document_id="x"))
            for passage in store.passages(stored.document_id)
        ),
        notes=store.notes(stored.document_id),
    )
    assert found == read


def test_stored_document_carries_the_number_of_its_change(store: Store) -> None:
    stored = store.put(paper())
    assert stored == Stored(document_id="ke-hoach", outcome=Outcome.NEW, change=1)
    assert store.document("ke-hoach").revision == 1


def test_list_of_documents_is_ordered_and_has_no_text(store: Store) -> None:
    store.put(paper("b", sha256="b", source="b.pdf"))
    store.put(paper("a", sha256="a", source="a.pdf"))
    assert [(document.id, document.text) for document in store.documents()] == [
        ("a", ""),
        ("b", ""),
    ]


def test_unknown_document_is_refused_with_its_id(store: Store) -> None:
    with pytest.raises(UnknownDocumentError, match="«khong-co»"):
        store.document("khong-co")
    with pytest.raises(UnknownDocumentError, match="«khong-co»"):
        store.passages("khong-co")
    with pytest.raises(UnknownDocumentError, match="«khong-co»"):
        store.notes("khong-co")
    with pytest.raises(UnknownDocumentError, match="«khong-co»"):
        store.history("khong-co")
    with pytest.raises(UnknownDocumentError, match="«khong-co»"):
        store.withdraw("khong-co")
    with pytest.raises(UnknownDocumentError, match="«khong-co»"):
        store.restore("khong-co")


def test_passage_that_is_not_at_its_offsets_is_refused(store: Store) -> None:
    read = paper(text="abc")
    wrong = replace(read, document=replace(read.document, text="xyz"))
    with pytest.raises(ValueError, match="not what its offsets hold"):
        store.put(wrong)
    assert store.latest_change() == 0


def test_text_that_not_every_database_keeps_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match=r"«ke_hoach\.pdf» chứa ký tự không lưu được"):
        store.put(paper(text="a\x00b"))


@pytest.mark.parametrize(
    "read", [paper(text="a\ud800b"), paper(source="k\udce9.pdf")], ids=["text", "source"]
)
def test_halves_of_letters_are_refused_and_nothing_is_written(
    store: Store, read: ReadDocument
) -> None:
    with pytest.raises(StoreError, match="chứa ký tự không lưu được"):
        store.put(read)
    assert store.latest_change() == 0


# Which paper a file is


def test_same_file_twice_is_the_same_and_writes_nothing(store: Store) -> None:
    store.put(paper())
    again = store.put(paper("khac", source="ten_khac.pdf"))
    assert again == Stored(document_id="ke-hoach", outcome=Outcome.SAME, change=None)
    assert store.latest_change() == 1


def test_changed_file_is_a_revision_and_the_old_one_is_kept(store: Store) -> None:
    store.put(paper(text="Hạn: 20/9.", sha256="cu"))
    stored = store.put(paper(text="Hạn: 25/9.", sha256="moi"))
    assert stored == Stored(document_id="ke-hoach", outcome=Outcome.REVISED, change=2)
    assert [passage.text for passage in store.passages("ke-hoach")] == ["Hạn: 25/9."]
    assert store.document("ke-hoach", revision=1).text == "Hạn: 20/9."
    assert [passage.text for passage in store.passages("ke-hoach", revision=1)] == ["Hạn: 20/9."]
    assert [(r.number, r.sha256, r.superseded_by) for r in store.history("ke-hoach")] == [
        (1, "cu", 2),
        (2, "moi", None),
    ]


def test_going_back_to_an_old_file_is_a_third_revision(store: Store) -> None:
    store.put(paper(sha256="cu"))
    store.put(paper(sha256="moi"))
    assert store.put(paper(sha256="cu")).outcome is Outcome.REVISED
    assert len(store.history("ke-hoach")) == 3


def test_same_number_issuer_and_year_is_one_paper_under_another_file_name(store: Store) -> None:
    first = paper(
        number="85/KH-UBND",
        issuer="Ủy ban nhân dân TP. Sa Đéc",
        signed_on=date(2024, 9, 5),
        sha256="1",
    )
    second = paper(
        "ten-khac",
        number="85/kh-ubnd",
        issuer="UỶ BAN  NHÂN DÂN thành phố Sa Đéc",
        signed_on=date(2024, 9, 6),
        source="ban_ky.pdf",
        sha256="2",
    )
    store.put(first)
    stored = store.put(second)
    assert stored == Stored(document_id="ke-hoach", outcome=Outcome.REVISED, change=2)
    assert [p.citation.id for p in store.passages("ke-hoach")] == ["ke-hoach/p1"]


@pytest.mark.parametrize(
    "other",
    [
        paper(number="86/KH-UBND", issuer="UBND xã A", signed_on=date(2024, 1, 2), sha256="2"),
        paper(number="85/KH-UBND", issuer="UBND xã B", signed_on=date(2024, 1, 2), sha256="2"),
        paper(number="85/KH-UBND", issuer="UBND xã A", signed_on=date(2025, 1, 2), sha256="2"),
    ],
    ids=["number", "issuer", "year"],
)
def test_another_number_issuer_or_year_is_another_paper_even_from_the_same_file_name(
    store: Store, other: ReadDocument
) -> None:
    store.put(paper(number="85/KH-UBND", issuer="UBND xã A", signed_on=date(2024, 1, 2)))
    stored = store.put(other)
    assert stored == Stored(document_id="ke-hoach-2", outcome=Outcome.NEW, change=2)


def test_year_in_the_number_outweighs_the_day_of_signing(store: Store) -> None:
    store.put(paper(number="61/2018/NĐ-CP", signed_on=date(2018, 4, 23), sha256="1"))
    stored = store.put(
        paper(number="61/2018/NĐ-CP", signed_on=date(2019, 1, 1), source="x.pdf", sha256="2")
    )
    assert stored.outcome is Outcome.REVISED


def test_draft_that_gets_its_number_is_the_same_paper(store: Store) -> None:
    store.put(paper(sha256="du-thao"))
    stored = store.put(paper("85-kh-ubnd", number="85/KH-UBND", sha256="ban-ky"))
    assert stored.outcome is Outcome.REVISED
    assert stored.document_id == "ke-hoach"


def test_file_name_that_fits_two_papers_makes_a_third(store: Store) -> None:
    store.put(paper("a", issuer="UBND xã A", sha256="1"))
    store.put(paper("b", issuer="UBND xã B", sha256="2"))
    assert store.put(paper("c", sha256="3")).outcome is Outcome.NEW


def test_colliding_ids_get_suffixes_and_citations_follow(store: Store) -> None:
    ids = [store.put(paper(source=f"{i}.pdf", sha256=f"{i}")).document_id for i in range(7)]
    assert ids == ["ke-hoach"] + [f"ke-hoach-{suffix}" for suffix in range(2, 8)]
    assert store.document("ke-hoach-5").id == "ke-hoach-5"
    assert [p.citation.id for p in store.passages("ke-hoach-5")] == ["ke-hoach-5/p1"]


# Withdrawing, the log, the digest


def test_withdrawn_document_leaves_the_live_corpus_and_can_be_read(store: Store) -> None:
    store.put(paper())
    assert store.withdraw("ke-hoach") == 2
    assert store.documents() == ()
    assert [document.id for document in store.documents(include_withdrawn=True)] == ["ke-hoach"]
    assert store.withdrawn_ids() == frozenset({"ke-hoach"})
    assert store.document("ke-hoach").text == "Hạn gửi báo cáo: 20/9."


def test_restored_document_is_live_again(store: Store) -> None:
    store.put(paper())
    digest = store.content_digest()
    store.withdraw("ke-hoach")
    assert store.content_digest() != digest
    assert store.restore("ke-hoach") == 3
    assert store.content_digest() == digest
    assert [(change.number, change.action) for change in store.changes_since(0)] == [
        (1, Action.PUT),
        (2, Action.REMOVE),
        (3, Action.PUT),
    ]


def test_withdrawing_twice_is_one_change(store: Store) -> None:
    store.put(paper())
    store.withdraw("ke-hoach")
    assert store.withdraw("ke-hoach") is None
    assert store.latest_change() == 2


def test_restoring_what_was_not_withdrawn_is_no_change(store: Store) -> None:
    store.put(paper())
    assert store.restore("ke-hoach") is None


def test_same_file_of_a_withdrawn_document_stays_withdrawn(store: Store) -> None:
    store.put(paper())
    store.withdraw("ke-hoach")
    assert store.put(paper()) == Stored(
        document_id="ke-hoach", outcome=Outcome.SAME, change=None, withdrawn=True
    )
    assert store.documents() == ()


def test_new_version_of_a_withdrawn_document_stands_again(store: Store) -> None:
    store.put(paper())
    store.withdraw("ke-hoach")
    assert store.put(paper(sha256="moi")).outcome is Outcome.REVISED
    assert [document.revision for document in store.documents()] == [3]


def test_empty_store_has_no_change(store: Store) -> None:
    assert store.latest_change() == 0
    assert store.changes_since(0) == ()


def test_changes_since_gives_only_later_ones_with_their_moment(store: Store) -> None:
    store.put(paper())
    store.withdraw("ke-hoach")
    (change,) = store.changes_since(1)
    assert (change.number, change.document_id, change.action) == (2, "ke-hoach", Action.REMOVE)
    assert change.at == MORNING
    assert change.at.isoformat() == "2025-09-20T08:00:00+07:00"


def test_digest_does_not_depend_on_the_order_of_writing(url: str, store: Store) -> None:
    one, two = paper("a", sha256="1", source="1"), paper("b", sha256="2", source="2")
    store.put(one)
    store.put(two)
    with open_store(url.replace("kho.db", "khac.db")) as other:
        other.put(two)
        other.put(one)
        assert other.content_digest() == store.content_digest()


def test_counts_tell_live_from_kept(store: Store) -> None:
    store.put(paper())
    store.put(paper(sha256="moi"))
    store.put(paper("b", sha256="b", source="b.pdf"))
    store.withdraw("b")
    assert store.counts() == Counts(documents=1, withdrawn=1, revisions=3, passages=1)


def test_closed_store_keeps_what_was_written(url: str) -> None:
    with open_store(url) as first:
        first.put(paper())
    with open_store(url) as second:
        assert second.document("ke-hoach").text == "Hạn gửi báo cáo: 20/9."
