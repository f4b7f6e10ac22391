"""What a paper says about itself: number, kind, subject, issuer, day, signer, effect."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import takewhile

from corpus.documents import Note
from corpus.issuer_symbols import Reach, issuer_of_symbol
from corpus.numbers import find_numbers, kind_of_number, kind_of_symbol, organ_of_number
from ingest.days import day_as_written, day_of
from ingest.issuers import issuer_of_letterhead, issuer_of_sentences, issuer_only_named
from ingest.kinds import (
    LETTER,
    PROCEDURE,
    after_kind,
    is_attached_to,
    is_kind_line,
    is_procedure_name,
    kind_of_line,
)
from ingest.letterhead import DECORATION, MOTTO, NUMBERED, PLACE_AND_DAY, PLACE_NAME, SUBJECT_MARK
from ingest.letters import CAPITALS, SMALL
from ingest.lines import Kind, is_capitals
from ingest.marks import find_mark
from ingest.own_words import own_title
from ingest.paragraphs import Paragraph
from ingest.signatures import addressees_of, recipients_of, signer_of, signer_of_rows
from ingest.stamps import find_stamps, is_stamp
from ingest.zones import CERTIFICATE, HEAD, TITLE

_BLANK_NUMBER = re.compile(  # "/KH-UBND", and "-QĐ/TU" of party papers
    r"^[\s.…_-]*/\s*(?P<symbol>[A-ZĐ][\wĐđ.&\s-]*)?|^[\s.…_]*[-–]\s*(?P<party>[A-ZĐ]\w*)\s*/"
)
_PROCEDURE_MARK = re.compile(r"^(?:Tên\s+)?thủ tục(?:\s+hành chính)?\s*:\s*", re.IGNORECASE)
_PLACE_BEHIND = re.compile(rf"(?<![\w/-]){PLACE_NAME},\s*(?:ngày|tháng)\b.*$")
_NAMED_AND_NUMBERED = re.compile(r"^(?P<kind>[^\d:]{3,40}?)\s+số\s*:?\s*(?P<rest>\d\S*)\s*$")
# A law's day is that of its passing; its head may leave the day out.
_PASSED = re.compile(
    r"(?:[Đđ]ược\s+(?P<organ>[A-ZĐ][^.;]{5,80}?)\s+)?(?:nước [^.;]{5,90}\s)?"
    r"thông qua\s+(?P<day>ngày\s*\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*(?:19|20)\d\d)"
)
_FIRST, _CLOSING = 3, 6  # paragraphs at the beginning and at the end
_RULE = re.compile(r"\s*[-_*–—─=]{3,}\s*$")
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
# No organ's name has these: a badly recognised scan.
_UNREADABLE = re.compile(r"[\d!/:;^$%]|&(?![A-ZĐ])")
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
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    legal_bases: tuple[str, ...] = ()
    effective_from: date | None = None
    urgency: str | None = None
    scope: str | None = None
    copied_as: str | None = None
    is_draft: bool = False
    notes: list[Note] = field(default_factory=list)


def describe(paragraphs: list[Paragraph]) -> Description:
    """The description of a paper from its paragraphs, in reading order."""
    found = Description()
    text = [p for p in paragraphs if p.kind is Kind.TEXT]
    head = [p.text for p in text if p.zone == HEAD]
    certificate = [p.text for p in text if p.zone == CERTIFICATE]
    body = [p.text for p in text if not p.zone]
    found.addressees = addressees_of(text)
    symbol = _number(found, [*head, *certificate], body)
    _title(found, [p.text for p in text if p.zone == TITLE], head, symbol)
    _title_in_sentences(found, body)
    _day(found, [*head, *certificate], body)
    _issuer(found, _above_number(certificate) or head, body)
    found.signer, found.signer_title = signer_of(text)
    if found.signer is None:
        by_row = signer_of_rows([p for p in paragraphs if p.kind is Kind.ROW])
        found.signer, found.signer_title = by_row[0], found.signer_title or by_row[1]
    _unnamed_issuer(found, body)
    found.recipients = recipients_of(text)
    opening = takewhile(lambda line: find_mark(line) is None, body)
    found.legal_bases = tuple(_sentence(line) for line in opening if _BASIS.match(line))
    _effect(found, head, body)
    _stamps(found, [*head, *(p.text for p in text if p.zone == TITLE)])
    if not head:
        found.notes.append(_doubt("Không thấy phần đầu (cơ quan, số, ngày) của văn bản."))
    return found


def _doubt(text: str) -> Note:
    return Note(page=None, text=text, doubtful=True)


def _number(found: Description, head: list[str], body: list[str]) -> str:
    """Set the number; give back the symbol that stands behind a blank one, "" when none."""
    lines = [match["rest"] for line in head if (match := NUMBERED.match(line))]
    if not lines:
        named = _NAMED_AND_NUMBERED.match(body[0]) if body else None
        is_own = named is not None and is_kind_line(named["kind"].upper())
        mention = next(find_numbers(named["rest"]), None) if named and is_own else None
        if mention is not None:
            found.number = mention.number
            return ""
        found.notes.append(_doubt("Văn bản không ghi số, ký hiệu."))
        return ""
    line = _PLACE_BEHIND.sub("", lines[0]).strip()
    blank = _BLANK_NUMBER.match(line)
    mention = next(find_numbers(line), None)
    if blank or not line:
        found.notes.append(_doubt(f"Số văn bản bỏ trống: «Số: {line[:40].strip()}»."))
        return (blank["symbol"] or blank["party"] or "") if blank else ""
    if mention is not None and not line[: mention.start].strip(" ."):
        found.number = mention.number
        return ""
    found.notes.append(_doubt(f"Số văn bản đọc không rõ: «{lines[0][:40].strip()}»."))
    return line.rpartition("/")[2].strip()


def _title(found: Description, lines: list[str], head: list[str], symbol: str) -> None:
    title = [line for line in lines if any(letter.isalnum() for letter in line)]
    title = [line for line in title if not is_stamp(line)]
    if title and (is_kind_line(title[0]) or is_procedure_name(title[0])):
        found.kind = kind_of_line(title[0])
        below = (_RULE.sub("", line) for line in title[1:] if not is_attached_to(line))
        subject = " ".join([after_kind(title[0]), *below]).strip()
        found.subject = SUBJECT_MARK.sub("", _PROCEDURE_MARK.sub("", subject)) or None
    else:
        marked = next((line for line in head if SUBJECT_MARK.match(line)), None)
        if marked:
            found.kind, found.subject = LETTER, _RULE.sub("", SUBJECT_MARK.sub("", marked))
    by_symbol = kind_of_number(found.number) if found.number else kind_of_symbol(symbol)
    if found.kind is None or by_symbol == "Văn bản hợp nhất":
        found.kind = by_symbol or found.kind
    if found.kind is None and (found.number or symbol) and found.addressees:
        found.kind = LETTER  # "831/UBND-HC" and "Kính gửi"


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


def _above_number(certificate: list[str]) -> list[str]:
    return list(takewhile(lambda line: not NUMBERED.match(line), certificate))


def _day(found: Description, head: list[str], body: list[str]) -> None:
    lines = [match[0] for line in head if (match := _PLACE_BEHIND.search(line))]
    line = next((line for line in head if PLACE_AND_DAY.match(line)), None) or next(
        iter(lines), None
    )
    if line is None:
        passed = _passed(body)
        found.signed_on = day_of(passed["day"]) if passed else None
        found.signed_as_written = day_as_written(passed["day"]) if passed else None
        found.notes.append(
            _doubt(f"Ngày ban hành lấy từ câu: «thông qua {found.signed_as_written}».")
            if found.signed_on and passed
            else _doubt("Văn bản không ghi nơi và ngày ban hành.")
        )
        return
    place = PLACE_AND_DAY.match(line)
    found.place = (place["place"] or "").strip(" .…_") or None if place else None
    found.signed_on = day_of(line)
    found.signed_as_written = day_as_written(line)
    if found.signed_on is None:
        found.notes.append(_doubt(f"Ngày ban hành ghi không đủ: «{found.signed_as_written}»."))


def _passed(body: list[str]) -> re.Match[str] | None:
    """The sentence that says who passed the paper and when, at its beginning or end."""
    texts = [*body[:_FIRST], *body[-_CLOSING:]]
    return next((match for text in texts if (match := _PASSED.search(text))), None)


def _stamps(found: Description, head: list[str]) -> None:
    stamps = find_stamps(head)
    found.urgency, found.scope = stamps.urgency, stamps.scope
    found.copied_as, found.is_draft = stamps.copied_as, stamps.is_draft
    if found.is_draft:
        found.notes.append(_doubt("Văn bản ghi là dự thảo."))


def _issuer(found: Description, head: list[str], body: list[str]) -> None:
    letterhead = [
        _RULE.sub("", line)
        for line in head
        if is_capitals(line)
        and not (MOTTO.search(line) or NUMBERED.match(line) or DECORATION.match(line))
        and not (is_stamp(line) or SUBJECT_MARK.match(line) or "VĂN BẢN HỢP NHẤT" in line)
    ]
    clean = [line for line in letterhead[:5] if not _UNREADABLE.search(line)]
    found.issuer = issuer_of_letterhead(clean, body)
    if found.issuer is not None:
        return
    symbol = issuer_of_symbol(organ_of_number(found.number) if found.number else None)
    if symbol is not None and symbol.reach is Reach.NATIONAL:
        found.issuer = symbol.name
        found.notes.append(_doubt(f"Cơ quan ban hành lấy từ ký hiệu: «{found.issuer}»."))
        return
    passed = _passed(body) if not head else None
    if passed and passed["organ"]:
        found.issuer = passed["organ"]
    elif found.kind != PROCEDURE:  # the papers that a procedure quotes have other issuers
        found.issuer = issuer_of_sentences(body)
    if found.issuer:
        found.notes.append(_doubt(f"Cơ quan ban hành lấy từ câu văn trong bài: «{found.issuer}»."))


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
