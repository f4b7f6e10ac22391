"""Single passages and what describes their documents, read by place."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UnknownDocumentError
from corpus.found_passages import documents_at, lengths_at, passages_at
from corpus.store import Store, open_store
from index.found import FoundPassages, Room
from index.rows import row_of
from ingest.read import read_file

PAPERS = Path(__file__).parents[1] / "samples" / "papers"
READ = (
    read_file(PAPERS / "tb-58-ket-luan-giao-ban-thang-6.txt"),
    read_file(PAPERS / "kh-12-cai-cach-hanh-chinh-2026.docx"),
)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with open_store(url) as opened:
        for read in READ:
            opened.put(read)
        yield opened


def places_of(store: Store) -> list[tuple[int, int]]:
    return [
        (document.revision, ordinal)
        for document in store.documents()
        for ordinal in range(len(store.passages(document.id)))
    ]


def test_passage_by_its_place_is_the_passage_of_the_document(store: Store) -> None:
    places = places_of(store)
    found = passages_at(store.database, places)
    whole = [p for document in store.documents() for p in store.passages(document.id)]
    assert len(places) > 50
    assert [found[place] for place in places] == whole
    assert lengths_at(store.database, places) == {
        place: len(passage.text) for place, passage in found.items()
    }


def test_place_that_is_not_there_is_left_out(store: Store) -> None:
    (revision, _), *_ = places_of(store)
    assert passages_at(store.database, [(revision, 9_999), (77_777, 0)]) == {}
    assert documents_at(store.database, [77_777]) == {}


def test_letters_outside_the_first_plane_count_one_each(url: str) -> None:
    read = READ[0]
    first, *others = read.passages
    said = "🗂 Hồ sơ 𠄞 chữ"
    text = f"{said}{read.document.text[first.end :]}"
    shift = len(said) - first.end
    moved = [replace(each, start=each.start + shift, end=each.end + shift) for each in others]
    changed = replace(
        read,
        document=replace(read.document, text=text),
        passages=(replace(first, text=said, end=len(said)), *moved),
    )
    with open_store(url) as opened:
        stored = opened.put(changed)
        revision = opened.document(stored.document_id).revision
        found = passages_at(opened.database, [(revision, 0), (revision, 1)])
    assert found[revision, 0].text == said
    assert found[revision, 1].text == others[0].text


def test_rows_are_read_once_and_keep_their_order(store: Store) -> None:
    found = FoundPassages(store.database)
    rows = [row_of(*place) for place in reversed(places_of(store))]
    first = found.of_rows(rows)
    again = found.of_rows(rows)
    assert [passage.citation.id for _, passage in first][-1].startswith(first[-1][0].id)
    assert first[0][1].text == store.passages(first[0][0].id)[-1].text
    assert all(one[1] is other[1] for one, other in zip(first, again, strict=True))


def test_row_of_no_version_is_said(store: Store) -> None:
    with pytest.raises(UnknownDocumentError, match="#"):
        FoundPassages(store.database).of_rows([row_of(77_777, 0)])


def test_room_is_counted_from_the_best(store: Store) -> None:
    (revision, _), *_ = places_of(store)
    rows = [row_of(revision, ordinal) for ordinal in range(4)]
    lengths = [len(each[1].text) for each in FoundPassages(store.database).of_rows(rows)]
    room = Room(letters=lengths[0] + lengths[1], of_one=4_000)
    assert FoundPassages(store.database).within(rows, room) == 2


@given(st.lists(st.integers(0, 9_000), max_size=12), st.integers(1, 9_000), st.integers(1, 9_000))
def test_room_holds_the_first_and_never_more_than_there_are(
    lengths: list[int], letters: int, of_one: int
) -> None:
    count = Room(letters=letters, of_one=of_one).holds(lengths)
    spent = sum(min(length, of_one) for length in lengths[:count])
    assert min(1, len(lengths)) <= count <= len(lengths)
    assert count <= 1 or spent <= letters
