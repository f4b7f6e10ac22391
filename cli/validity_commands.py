"""`dunghan validity` and `dunghan impact`."""

import json
from datetime import date
from typing import Annotated, TypedDict

import typer

from answer.validity_words import (
    candidates_sentence,
    change_words,
    day_words,
    mark_words,
    status_sentence,
)
from cli.ask import parse_day
from cli.settings import read_settings
from cli.wiring import open_library
from corpus.errors import StoreError
from corpus.number_query import written_number
from corpus.references import StoredReference
from corpus.validity import Change, Validity, title_of
from corpus.validity_book import ValidityBook

_Number = Annotated[
    str, typer.Argument(help="Số văn bản, viết cách nào cũng được: «61/2018/NĐ-CP», «NĐ 61».")
]
_Json = Annotated[bool, typer.Option("--json", help="In một đối tượng JSON.")]
_SHOWN = 160


class UnknownNumberError(StoreError):
    """Neither the list nor the library knows a number."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            f"Kho và danh mục hiệu lực không biết văn bản «{typed}». Hãy ghi số như "
            "61/2018/NĐ-CP, nạp văn bản, hoặc thêm vào tệp validity.json của cơ quan."
        )


class AmbiguousNumberError(StoreError):
    """A number fits several texts."""

    def __init__(self, typed: str, numbers: tuple[str, ...]) -> None:
        super().__init__(candidates_sentence(typed, numbers))
        self.numbers = numbers


class ChangeJson(TypedDict):
    """One change of a text."""

    relation: str
    by: str | None
    effective_from: str | None
    place: str
    exception: str | None
    mark: str
    source: str
    note: str | None


class CitingJson(TypedDict):
    """One passage that cites a text."""

    document_id: str
    document: str
    citation: str
    page: int
    relation: str
    place: str
    signed_on: str | None
    quote: str


def validity(
    number: _Number,
    on: Annotated[
        str | None, typer.Option("--on", help="Ngày xét, dạng 2026-01-31; mặc định hôm nay.")
    ] = None,
    as_json: _Json = False,  # noqa: FBT002 -- typer's way
) -> None:
    """Một văn bản còn hiệu lực không vào một ngày, từ khi nào, do văn bản nào, theo nguồn nào.

    Ví dụ:  dunghan validity "NĐ 61/2018" --on 2026-01-31
    """
    day = parse_day(on)
    with open_library(read_settings()) as library:
        found = library.book.on(_one(library.book, number), day)
    if as_json:
        typer.echo(json.dumps(_validity_json(found), ensure_ascii=False))
    else:
        typer.echo("\n".join(_validity_lines(found)))


def impact(
    number: _Number,
    as_json: _Json = False,  # noqa: FBT002 -- typer's way
) -> None:
    """Những văn bản và đoạn nào trong kho dựa vào một văn bản.

    Ví dụ:  dunghan impact 61/2018/NĐ-CP
    """
    day = parse_day(None)
    with open_library(read_settings()) as library:
        wanted = _one(library.book, number)
        state = library.book.on(wanted, day)
        citing = library.book.resting_on(wanted)
    if as_json:
        report = {
            "number": written_number(wanted),
            "status": state.status.value,
            "documents": len({each.document_id for each in citing}),
            "passages": [_citing_json(each) for each in citing],
        }
        typer.echo(json.dumps(report, ensure_ascii=False))
    else:
        typer.echo("\n".join(_impact_lines(state, citing)))


def _one(book: ValidityBook, typed: str) -> str:
    """The one canonical number that was typed.

    Raises:
        UnknownNumberError: nothing that is known fits.
        AmbiguousNumberError: several fit.
    """
    numbers = book.candidates(typed)
    if not numbers:
        raise UnknownNumberError(typed)
    if len(numbers) > 1:
        raise AmbiguousNumberError(typed, numbers)
    return numbers[0]


def _validity_lines(found: Validity) -> list[str]:
    lines = [f"Ngày {day_words(found.day)}: {status_sentence(found)}"]
    if found.effective_from:
        lines.append(f"có hiệu lực từ: {day_words(found.effective_from)}")
    lines += [f"thay đổi: {_change_line(change)}" for change in found.changes]
    if found.listed:
        listed = found.listed
        lines.append(
            f"danh mục hiệu lực: {listed.source} ({mark_words(listed.mark)}; "
            f"kiểm tra ngày {day_words(listed.verified_on)})"
        )
    if found.held:
        lines.append(f"trong kho: {found.held}")
    for change in found.changes:
        if change.said_in:
            lines += _quote_lines(change.said_in)
    lines += _days_lines(found)
    lines.append("Hãy đối chiếu với vbpl.vn trước khi áp dụng.")
    return lines


def _change_line(change: Change) -> str:
    note = f"; {change.note}" if change.note else ""
    return f"{change_words(change)} ({mark_words(change.mark)}; nguồn: {change.source}{note})"


def _quote_lines(said: StoredReference) -> list[str]:
    place = f"{said.document}, {said.reference.citation.words}, trang {said.page}"
    return [f"kho viết: {_shortened(said.quote)}", f"    {place}"]


def _days_lines(found: Validity) -> list[str]:
    """What the citations' days say: more than one day is more than one text, or a slip."""
    days = sorted(found.days_cited)
    known = found.listed.signed_on if found.listed else None
    wrong = [day for day in days if known and day != known]
    if len(days) > 1 or wrong:
        cited = ", ".join(day_words(day) for day in days)
        signed = f"; danh mục ghi ngày ký {day_words(known)}" if known else ""
        return [
            f"cần đối chiếu: kho dẫn số này với ngày {cited}{signed}. Số có thể trùng giữa các "
            "năm, các cơ quan, hoặc ngày bị ghi nhầm."
        ]
    return []


def _impact_lines(state: Validity, citing: tuple[StoredReference, ...]) -> list[str]:
    documents = dict.fromkeys(each.document_id for each in citing)
    passages = {each.reference.citation.id for each in citing}
    lines = [
        status_sentence(state),
        f"{len(documents)} văn bản, {len(passages)} đoạn trong kho dẫn {title_of(state.number)}.",
    ]
    for document_id in documents:
        mine = [each for each in citing if each.document_id == document_id]
        lines += ["", f"{document_id}\t{mine[0].document}"]
        lines += [_citing_line(each) for each in mine]
    return [*lines, *_days_lines(state)]


def _citing_line(each: StoredReference) -> str:
    target = each.reference.target
    place = f" {target.place}" if target.place else ""
    by = f"{title_of(each.reference.by)} " if each.reference.by else ""
    day = f", ghi ngày {day_words(target.signed_on)}" if target.signed_on else ""
    return (
        f"  {each.reference.citation.words}, trang {each.page}: "
        f"{by}{RELATION_WORDS[each.reference.relation.value]}{place}{day}: {_around(each)}"
    )


RELATION_WORDS = {
    "legal_basis": "căn cứ",
    "applies": "dẫn",
    "amends": "sửa đổi, bổ sung",
    "replaces": "thay thế",
    "repeals": "bãi bỏ",
    "suspends": "ngưng hiệu lực",
    "corrects": "đính chính",
    "consolidates": "hợp nhất",
    "guides": "hướng dẫn",
    "attaches": "kèm theo",
}


def _around(each: StoredReference) -> str:
    """The words around a citation, cut between words."""
    start = each.reference.start - each.quote_start
    begin = max(0, start - _SHOWN // 3)
    cut = each.quote[begin : begin + 2 * _SHOWN]
    if begin > 0:
        cut = "… " + cut.partition(" ")[2]
    return _shortened(cut)


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else flat[: _SHOWN - 1].rstrip() + "…"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _validity_json(found: Validity) -> dict[str, object]:
    return {
        "number": written_number(found.number),
        "title": found.title,
        "on": found.day.isoformat(),
        "status": found.status.value,
        "since": _iso(found.since),
        "effective_from": _iso(found.effective_from),
        "successors": [written_number(number) for number in found.successors],
        "is_firm": found.is_firm,
        "sentence": status_sentence(found),
        "changes": [_change_json(change) for change in found.changes],
        "verified_on": _iso(found.listed.verified_on if found.listed else None),
        "held": found.held,
        "quotes": [_citing_json(change.said_in) for change in found.changes if change.said_in],
        "days_cited": [day.isoformat() for day in sorted(found.days_cited)],
    }


def _change_json(change: Change) -> ChangeJson:
    return ChangeJson(
        relation=change.relation.value,
        by=written_number(change.by) if change.by else None,
        effective_from=_iso(change.effective_from),
        place=change.place,
        exception=change.exception,
        mark=change.mark.value,
        source=change.source,
        note=change.note,
    )


def _citing_json(each: StoredReference) -> CitingJson:
    reference = each.reference
    return CitingJson(
        document_id=each.document_id,
        document=each.document,
        citation=reference.citation.words,
        page=each.page,
        relation=reference.relation.value,
        place=reference.target.place,
        signed_on=_iso(reference.target.signed_on),
        quote=each.quote.strip(),
    )
