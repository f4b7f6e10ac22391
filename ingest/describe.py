"""What a paper says about itself: number, kind, subject, issuer, day, signer, effect."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import takewhile

from corpus.documents import Note
from corpus.numbers import find_numbers, kind_of_number
from ingest.days import day_as_written, day_of
from ingest.issuers import issuer_of_letterhead, issuer_of_sentences, issuer_only_named
from ingest.letters import CAPITALS, SMALL
from ingest.lines import Kind, is_capitals
from ingest.marks import find_mark
from ingest.own_words import own_title
from ingest.paragraphs import Paragraph
from ingest.zones import (
    HEAD,
    PROCEDURE,
    RECIPIENTS,
    SIGNATURE,
    TITLE,
    after_kind,
    is_attached_to,
    is_kind_line,
    is_person,
    is_procedure_name,
    kind_of_line,
)

_NUMBER_LINE = re.compile(r"^(?:Luật\s+)?số\s*:\s*(?P<rest>.*)", re.IGNORECASE)
_EMPTY_NUMBER = re.compile(r"^[\s.…_]*/")
_SUBJECT_MARK = re.compile(r"^(?:V/v|Về việc)\s*:?\s*", re.IGNORECASE)
_PROCEDURE_MARK = re.compile(r"^(?:Tên\s+)?thủ tục(?:\s+hành chính)?\s*:\s*", re.IGNORECASE)
_PLACE = re.compile(
    rf"(?<![\w/-])(?P<place>(?:TP\. ?)?[{CAPITALS}][{SMALL}]+"
    rf"(?:[ -][{CAPITALS}][{SMALL}]+){{0,3}}),"
    r"\s*ngày\b"
)
_MOTTO = re.compile(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI|Độc lập|ĐẢNG CỘNG SẢN|^[\W_]+$", re.IGNORECASE)
_BASIS = re.compile(r"^Căn cứ\s")
_FIRST_SENTENCE = re.compile(rf"^.*?[{SMALL})]\.(?=\s+[{CAPITALS}])")
# "Điều 3. Nghị định này": the paper speaks of its own effect.
_OWN = (
    r"^(?:[\d.]+\s*)?(?:Điều \d+\.\s*(?:Hiệu lực thi hành\.?\s*)?)?"
    r"(?P<kind>(?:Nghị|Thông|Quyết|Chỉ|Quy|Luật|Bộ luật|Pháp|Kế|Hướng"
    r"|Chương)[^.;,]{0,40}?)\s*này\s+"
)
_OWN_EFFECT = re.compile(_OWN + r"có hiệu lực\b")
_EFFECT = re.compile(
    _OWN + r"có hiệu lực(?:\s+thi hành)?\s+(?:kể\s+)?từ\s+ngày\s*(?P<when>ký|\d{1,2}\s*(?:tháng"
    r"|/)[^.;,]{0,40})"
)
_EFFECT_LATER = re.compile(
    r"\bcó hiệu lực(?:\s+thi hành)?\s+(?:kể từ\s+)?sau\s+(?P<days>\d{1,3})\s+"
    r"(?:\([^)]{2,40}\)\s*)?ngày\s*,?\s*kể từ(?:\s+ngày)?\s+ký\b"
)
_UNREADABLE = re.compile(
    r"[\d!/:;^$%]|&(?![A-ZĐ])"
)  # no organ's name has these: a badly recognised scan
_COMMITTEE = re.compile(r"TM\. ?(?:ỦY|UỶ) BAN NHÂN DÂN")


@dataclass(slots=True, kw_only=True)
class Description:
    """What could be read; None and empty where the paper does not say."""

    number: str | None = None
    kind: str | None = None
    subject: str | None = None
    issuer: str | None = None
    place: str | None = None
    signed_on: date | None = None
    signed_as_written: str | None = None
    signer: str | None = None
    signer_title: str | None = None
    recipients: tuple[str, ...] = ()
    legal_bases: tuple[str, ...] = ()
    effective_from: date | None = None
    notes: list[Note] = field(default_factory=list)


def describe(paragraphs: list[Paragraph]) -> Description:
    """The description of a paper from its paragraphs, in reading order."""
    found = Description()
    text = [p for p in paragraphs if p.kind is Kind.TEXT]
    head = [p.text for p in text if p.zone == HEAD]
    _number(found, head)
    body = [p.text for p in text if not p.zone]
    _title(found, [p.text for p in text if p.zone == TITLE], head)
    _title_in_sentences(found, body)
    _day(found, head)
    _issuer(found, head, body)
    _signer(found, text)
    _unnamed_issuer(found, body)
    found.recipients = _items(_recipients(text))
    opening = takewhile(lambda line: find_mark(line) is None, body)
    found.legal_bases = tuple(_sentence(line) for line in opening if _BASIS.match(line))
    _effect(found, head, body)
    if not head:
        found.notes.append(_doubt("Không thấy phần đầu (cơ quan, số, ngày) của văn bản."))
    return found


def _doubt(text: str) -> Note:
    return Note(page=None, text=text, doubtful=True)


def _number(found: Description, head: list[str]) -> None:
    lines = [match["rest"] for line in head if (match := _NUMBER_LINE.match(line))]
    if not lines:
        found.notes.append(_doubt("Văn bản không ghi số, ký hiệu."))
        return
    line = _PLACE.split(lines[0])[0]
    mention = next(find_numbers(line), None)
    if mention is not None and not _EMPTY_NUMBER.match(line):
        found.number = mention.number
    else:
        found.notes.append(_doubt(f"Số văn bản bỏ trống: «Số: {line[:40].strip()}»."))


def _title(found: Description, lines: list[str], head: list[str]) -> None:
    title = [line for line in lines if any(letter.isalnum() for letter in line)]
    if title and (is_kind_line(title[0]) or is_procedure_name(title[0])):
        found.kind = kind_of_line(title[0])
        below = (line for line in title[1:] if not is_attached_to(line))
        subject = " ".join([after_kind(title[0]), *below]).strip()
        found.subject = _SUBJECT_MARK.sub("", _PROCEDURE_MARK.sub("", subject)) or None
    else:
        marked = next((line for line in head if _SUBJECT_MARK.match(line)), None)
        if marked:
            found.kind, found.subject = "Công văn", _SUBJECT_MARK.sub("", marked)
    if found.kind is None and found.number:
        found.kind = kind_of_number(found.number)


def _title_in_sentences(found: Description, body: list[str]) -> None:
    """Where there is no title: what the paper's first or last sentence calls it."""
    if found.subject is not None:
        return
    own = own_title(body)
    if own is None or found.kind not in (None, own.kind):
        found.notes.append(_doubt("Không thấy tên loại và trích yếu của văn bản."))
        return
    found.kind, found.subject = own.kind, own.subject
    found.notes.append(
        _doubt(f"Không thấy tên văn bản; loại và trích yếu lấy từ câu: «{own.sentence[:200]}».")
    )


def _day(found: Description, head: list[str]) -> None:
    line = next((line for line in head if _PLACE.search(line) or line.startswith("ngày ")), None)
    if line is None:
        found.notes.append(_doubt("Văn bản không ghi nơi và ngày ban hành."))
        return
    place = _PLACE.search(line)
    found.place = place["place"] if place else None
    found.signed_on = day_of(line)
    found.signed_as_written = day_as_written(line)
    if found.signed_on is None:
        found.notes.append(_doubt(f"Ngày ban hành ghi không đủ: «{found.signed_as_written}»."))


def _issuer(found: Description, head: list[str], body: list[str]) -> None:
    letterhead = [
        line
        for line in head
        if is_capitals(line) and not _MOTTO.search(line) and not _NUMBER_LINE.match(line)
    ]
    clean = [line for line in letterhead[:4] if not _UNREADABLE.search(line)]
    found.issuer = issuer_of_letterhead(clean, body)
    if found.issuer is None:
        if found.kind != PROCEDURE:  # the papers that a procedure quotes have other issuers
            found.issuer = issuer_of_sentences(body)
        if found.issuer:
            found.notes.append(
                _doubt(f"Cơ quan ban hành lấy từ câu văn trong bài: «{found.issuer}».")
            )


def _unnamed_issuer(found: Description, body: list[str]) -> None:
    """The committee that signs and is called "UBND Huyện": the one district the paper names."""
    if found.issuer is not None:
        return
    if found.signer_title and _COMMITTEE.search(found.signer_title):
        found.issuer = issuer_only_named(body)
    if found.issuer:
        found.notes.append(
            _doubt(f"Cơ quan ban hành lấy từ tên gọi trong bài và chữ ký: «{found.issuer}».")
        )
    else:
        found.notes.append(_doubt("Không rõ cơ quan ban hành."))


def _signer(found: Description, text: list[Paragraph]) -> None:
    lines = _signature_lines(text)
    names = [line for line in lines if is_person(line)]
    titles = [line for line in lines if is_capitals(line)]
    found.signer = names[0] if names else None
    found.signer_title = ", ".join(dict.fromkeys(titles)) or None


def _signature_lines(text: list[Paragraph]) -> list[str]:
    """The lines of the first signature, and of the name under "Nơi nhận" where it stands there."""
    first = next((i for i, p in enumerate(text) if p.zone == SIGNATURE), None)
    if first is None:
        return []
    lines: list[str] = []
    for paragraph in text[first:]:
        if paragraph.zone == SIGNATURE:
            lines.append(paragraph.text)
        elif paragraph.zone != RECIPIENTS:
            break
    return lines


def _recipients(text: list[Paragraph]) -> list[str]:
    """The lines of the first "Nơi nhận"; the signature beside it may stand between them."""
    lines: list[str] = []
    for paragraph in text:
        if paragraph.zone == RECIPIENTS:
            lines.append(paragraph.text)
        elif lines and paragraph.zone != SIGNATURE:
            break
    return lines


def _items(lines: list[str]) -> tuple[str, ...]:
    return tuple(
        line.lstrip("-–+• ").rstrip(";. ")
        for line in lines
        if line.startswith(("-", "–", "+", "•"))
    )


def _sentence(line: str) -> str:
    match = _FIRST_SENTENCE.match(line)
    return (match[0] if match else line).rstrip(";,. ")


def _effect(found: Description, head: list[str], body: list[str]) -> None:
    if found.kind == "Văn bản hợp nhất" or any("HỢP NHẤT" in line for line in head):
        return  # its sentences are those of the papers that it brings together
    for line in body:
        if "hiệu lực" not in line:
            continue
        if found.signed_on and _OWN_EFFECT.match(line) and (later := _EFFECT_LATER.search(line)):
            # The day of signing is not counted: BLDS 2015 Điều 147.
            found.effective_from = found.signed_on + timedelta(days=int(later["days"]))
            return
        match = _EFFECT.match(line)
        if match is None:
            continue
        if match["when"] == "ký":
            found.effective_from = found.signed_on
        else:
            found.effective_from = day_of("ngày " + match["when"])
        return
