"""Whether a text stands on a day: the list, its override, and what papers of the library say."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from corpus.citations import Citation, Level, Step
from corpus.documents import Document, Passage, ReadDocument, Role
from corpus.number_query import matching_numbers, read_number_query, written_number
from corpus.reference_store import ReferenceStore
from corpus.references import Reference, Relation, Target
from corpus.store import Store, open_store
from corpus.validity import Status, Validity
from corpus.validity_book import ValidityBook
from corpus.validity_list import ListFile, ValidityListError, read_validity_list, shipped_list

NUMBERS = ("61/2018/NĐ-CP", "145/2020/NĐ-CP", "45/2020/NĐ-CP", "61/KH-UBND", "1/2018/TT-VPCP")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/kho.db") as opened:
        yield opened


@pytest.fixture
def book(store: Store) -> ValidityBook:
    return ValidityBook(store, shipped_list)


def paper(
    number: str,
    text: str,
    *changes: tuple[Relation, Target, str | None],
    effective_from: date | None = None,
    issuer: str = "Chính phủ",
) -> ReadDocument:
    """A paper of one passage that says these things of other texts."""
    document = Document(
        id=number.replace("/", "-").lower(),
        number=number,
        kind="Nghị định",
        issuer=issuer,
        effective_from=effective_from,
        source=f"{number[:3]}.txt".replace("/", "-"),
        sha256=f"{number} {issuer}",
        page_count=1,
        page_starts=(0,),
        text=text,
    )
    place = Citation(document_id=document.id, steps=(Step(Level.ARTICLE, "9"),))
    passage = Passage(
        citation=place,
        role=Role.BODY,
        trail=(),
        text=text,
        start=0,
        end=len(text),
        first_page=1,
        last_page=1,
    )
    references = tuple(
        Reference(
            citation=place,
            start=0,
            end=len(text),
            relation=relation,
            target=target,
            by=by,
            effective_from=effective_from if by is None else None,
        )
        for relation, target, by in changes
    )
    return ReadDocument(document=document, passages=(passage,), references=references)


def on(book: ValidityBook, number: str, day: str) -> Validity:
    return book.on(number, date.fromisoformat(day))


@pytest.mark.parametrize(
    "typed",
    [
        "61/2018/NĐ-CP",
        "NĐ 61/2018",
        "nghị định 61",
        "61/2018/ND-CP",
        "ND61-2018",
        "nghi dinh so 61",
    ],
)
def test_number_is_understood_in_any_writing(typed: str) -> None:
    query = read_number_query(typed)
    assert query is not None
    assert matching_numbers(query, NUMBERS) == ("61/2018/NĐ-CP",)


def test_number_without_a_kind_means_all_that_have_it() -> None:
    query = read_number_query("61")
    assert query is not None
    assert matching_numbers(query, NUMBERS) == ("61/2018/NĐ-CP", "61/KH-UBND")


def test_longer_number_does_not_fit_a_shorter_one() -> None:
    query = read_number_query("45/2020/NĐ-CP")
    assert query is not None
    assert matching_numbers(query, NUMBERS) == ("45/2020/NĐ-CP",)


def test_words_without_a_number_ask_for_none() -> None:
    assert read_number_query("luật lưu trữ") is None


def test_number_below_ten_is_written_with_a_zero() -> None:
    assert written_number("1/2018/TT-VPCP") == "01/2018/TT-VPCP"


@pytest.mark.parametrize(
    ("number", "day", "status"),
    [
        ("61/2018/NĐ-CP", "2018-06-20", Status.NOT_YET),
        ("61/2018/NĐ-CP", "2025-06-30", Status.IN_FORCE),
        ("61/2018/NĐ-CP", "2025-07-01", Status.EXPIRED),
        ("42/2022/NĐ-CP", "2026-06-30", Status.IN_FORCE),
        ("42/2022/NĐ-CP", "2026-07-01", Status.EXPIRED),
        ("367/2025/NĐ-CP", "2026-06-30", Status.IN_FORCE),
        ("367/2025/NĐ-CP", "2026-07-01", Status.PARTLY),
        ("3/2026/QH16", "2026-11-25", Status.NOT_YET),
        ("63/2010/NĐ-CP", "2026-11-25", Status.IN_FORCE),
        ("468/QĐ-TTg", "2026-11-25", Status.UNKNOWN),
        ("999/2020/NĐ-CP", "2026-11-25", Status.UNKNOWN),
    ],
)
def test_listed_text_has_its_status_on_the_day(
    book: ValidityBook, number: str, day: str, status: Status
) -> None:
    assert on(book, number, day).status is status


def test_replaced_text_names_its_successor_and_how_well_that_is_known(book: ValidityBook) -> None:
    found = on(book, "61/2018/NĐ-CP", "2026-11-25")
    assert found.successors == ("118/2025/NĐ-CP",)
    assert found.since == date(2025, 7, 1)
    assert not found.is_firm


def test_amendments_that_are_still_to_come_are_not_done_yet(book: ValidityBook) -> None:
    found = on(book, "118/2025/NĐ-CP", "2026-01-15")
    done = [change.by for change in found.changes if change.is_done_on(found.day)]
    assert done == ["367/2025/NĐ-CP"]


def test_paper_of_the_library_ends_the_text_that_it_replaces(
    store: Store, book: ValidityBook
) -> None:
    old, new = "5/2030/NĐ-CP", "8/2033/NĐ-CP"
    said = (Relation.REPLACES, Target(number=old, year=2030), None)
    store.put(paper(new, "thay thế Nghị định 5", said, effective_from=date(2033, 5, 1)))
    assert on(book, old, "2033-04-30").status is Status.IN_FORCE
    after = on(book, old, "2033-05-01")
    assert (after.status, after.successors, after.is_firm) == (Status.EXPIRED, (new,), True)
    assert after.decisive is not None
    assert after.decisive.said_in is not None
    assert after.decisive.said_in.quote == "thay thế Nghị định 5"


def test_repeal_of_one_place_ends_a_part(store: Store, book: ValidityBook) -> None:
    target = Target(number="5/2030/NĐ-CP", year=2030, article="4", clause="2")
    said = (Relation.REPEALS, target, None)
    store.put(paper("8/2033/NĐ-CP", "bãi bỏ khoản 2", said, effective_from=date(2033, 5, 1)))
    found = on(book, "5/2030/NĐ-CP", "2033-06-01")
    assert found.status is Status.PARTLY
    assert [change.place for change in found.changes] == ["khoản 2 Điều 4"]


def test_withdrawn_paper_ends_nothing(store: Store, book: ValidityBook) -> None:
    said = (Relation.REPLACES, Target(number="5/2030/NĐ-CP", year=2030), None)
    kept = store.put(paper("8/2033/NĐ-CP", "thay thế", said, effective_from=date(2033, 5, 1)))
    store.withdraw(kept.document_id)
    assert on(book, "5/2030/NĐ-CP", "2034-01-01").status is Status.UNKNOWN


def test_office_does_not_end_the_decision_of_another_office(
    store: Store, book: ValidityBook
) -> None:
    number = "43/QĐ-UBND"
    store.put(paper(number, "quyết định", effective_from=date(2030, 1, 1), issuer="UBND xã An"))
    said = (Relation.REPLACES, Target(number=number), None)
    other = paper("9/QĐ-UBND", "thay", said, effective_from=date(2031, 1, 1), issuer="UBND xã Bình")
    store.put(other)
    assert on(book, number, "2032-01-01").status is Status.IN_FORCE


def test_passage_that_cites_another_day_cites_another_decision(
    store: Store, book: ValidityBook
) -> None:
    replaced = Target(number="43/QĐ-UBND", signed_on=date(2029, 2, 1))
    other = paper("9/QĐ-UBND", "thay", (Relation.REPLACES, replaced, None), issuer="UBND xã Bình")
    store.put(other)
    day = date(2032, 1, 1)
    assert book.cited("43/QĐ-UBND", date(2029, 2, 1), day).status is Status.EXPIRED
    assert book.cited("43/QĐ-UBND", date(2029, 7, 1), day).status is Status.UNKNOWN
    assert book.cited("43/QĐ-UBND", None, day).status is Status.UNKNOWN


def test_central_number_without_a_year_is_told_apart_by_the_year_of_its_day(
    store: Store, book: ValidityBook
) -> None:
    replaced = Target(number="41/NQ-CP", signed_on=date(2026, 3, 11))
    store.put(paper("109/NQ-CP", "thay", (Relation.REPLACES, replaced, None)))
    day = date(2026, 6, 1)
    assert book.cited("41/NQ-CP", date(2026, 3, 11), day).status is Status.EXPIRED
    assert book.cited("41/NQ-CP", date(2025, 3, 11), day).status is Status.UNKNOWN
    assert not book.cited("41/NQ-CP", None, day).is_firm


def test_plan_of_one_office_is_not_ended_by_the_plan_of_another(
    store: Store, book: ValidityBook
) -> None:
    own = store.put(paper("12/KH-UBND", "của xã An", issuer="UBND xã An"))
    other = store.put(paper("12/KH-UBND", "của xã Bình", issuer="UBND xã Bình"))
    said = (Relation.REPLACES, Target(number="12/KH-UBND"), None)
    store.put(paper("30/KH-UBND", "thay Kế hoạch 12", said, issuer="UBND xã Bình"))
    day = date(2032, 1, 1)
    ended = [book.of_paper(stored.document_id, day) for stored in (own, other)]
    assert [found.status for found in ended if found] == [Status.UNKNOWN, Status.EXPIRED]


def test_number_may_be_asked_by_the_name_of_a_law(book: ValidityBook) -> None:
    assert book.candidates("luat luu tru") == ("33/2024/QH15",)


def test_numbers_that_papers_cite_are_known(store: Store, book: ValidityBook) -> None:
    said = (Relation.APPLIES, Target(number="77/2031/NĐ-CP"), None)
    store.put(paper("8/2033/NĐ-CP", "theo Nghị định 77", said))
    assert book.candidates("nghị định 77") == ("77/2031/NĐ-CP",)
    (citing,) = book.resting_on("77/2031/NĐ-CP")
    assert citing.document_id == "8-2033-nđ-cp"


def test_references_are_read_back_as_they_were_written(store: Store) -> None:
    target = Target(
        number="5/2030/NĐ-CP",
        signed_on=date(2030, 2, 3),
        year=2030,
        article="15a",
        clause="1",
        point="đ",
    )
    read = paper("8/2033/NĐ-CP", "bãi bỏ", (Relation.REPEALS, target, "7/2032/NĐ-CP"))
    store.put(read)
    (found,) = ReferenceStore(store).of_document("8-2033-nđ-cp")
    assert found.reference == read.references[0]


def test_paper_stored_without_references_is_still_to_be_searched(store: Store) -> None:
    kept = store.put(paper("8/2033/NĐ-CP", "không dẫn gì"))
    references = ReferenceStore(store)
    ((document_id, revision),) = references.unsearched()
    assert (document_id, revision) == (kept.document_id, kept.change)
    references.write((), document_id, revision)
    assert references.unsearched() == ()


def listed(**fields: object) -> str:
    entry = {
        "number": "61/2018/NĐ-CP",
        "mark": "P",
        "source": "cơ quan kiểm tra",
        "verified_on": "2026-11-20",
        **fields,
    }
    return json.dumps({"format": 1, "instruments": [entry]})


def test_every_shipped_fact_has_its_source() -> None:
    instruments = shipped_list().instruments.values()
    assert len(instruments) > 25
    assert [i.number for i in instruments if not i.source] == []
    assert [i.number for i in instruments for change in i.changes if not change.source] == []


def test_own_entry_stands_over_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "validity.json").write_text(listed(in_force_as_of="2026-11-20"), encoding="utf-8")
    found = read_validity_list(tmp_path)
    assert found.instruments["61/2018/NĐ-CP"].changes == ()
    assert found.instruments["107/2021/NĐ-CP"] == shipped_list().instruments["107/2021/NĐ-CP"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", r"validity\.json», dòng 1: .* cần JSON đúng cú pháp"),
        ("[]", r"đầu tệp: tìm thấy «list», cần \"format\": 1"),
        ('{"format": 2, "instruments": []}', r"đầu tệp: tìm thấy «2»"),
        (listed(number="sáu mốt"), r"mục 1, trường «number»: tìm thấy «sáu mốt»"),
        (listed(verified_on="20/11/2026"), r"mục 1, trường «verified_on».*ngày dạng 2026-01-31"),
        (listed(mark="tốt"), r"mục 1, trường «mark»: tìm thấy «tốt», cần P, S, I hoặc \?"),
        (listed(source=None), r"mục 1, trường «source»"),
        (
            listed(events=[{"relation": "hết", "mark": "P", "source": "x"}]),
            r"mục 1, thay đổi 1, trường «relation»: tìm thấy «hết», cần một trong: amends",
        ),
    ],
)
def test_bad_list_says_where_and_what_is_expected(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "validity.json").write_text(text, encoding="utf-8")
    with pytest.raises(ValidityListError, match=message):
        read_validity_list(tmp_path)


def test_list_that_goes_bad_while_running_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "validity.json"
    path.write_text(listed(in_force_as_of="2026-11-20"), encoding="utf-8")
    file = ListFile(tmp_path)
    before = file.current()
    path.write_text("{", encoding="utf-8")
    assert file.current() == before


def test_list_is_read_again_when_it_changes(tmp_path: Path) -> None:
    file = ListFile(tmp_path)
    assert len(file.current().instruments["61/2018/NĐ-CP"].changes) == 2
    (tmp_path / "validity.json").write_text(listed(), encoding="utf-8")
    assert file.current().instruments["61/2018/NĐ-CP"].changes == ()
