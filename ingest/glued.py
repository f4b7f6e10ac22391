"""Lines of a letterhead or signature that a file runs together, taken apart again.

OCR loses the wide gap between two columns; Word cells may hold several lines in one paragraph.
A cut is made only at a blank, so no character is lost.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.kinds import ends_office_name, is_kind_line
from ingest.letterhead import ADDRESSED, BASIS, MAX_HEAD, MOTTO, NUMBERED, PLACE_NAME
from ingest.letters import CAPITALS, SMALL
from ingest.lines import Kind, Line, is_capitals, single_spaced, split_columns

_RIGHT_COLUMN = re.compile(
    r"(?<=\S)\s+(?=CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI|ĐẢNG CỘNG SẢN VIỆT NAM$|Độc\s+lập\s*[-–—]\s*Tự do)"
)
_NAME = rf"[{CAPITALS}][{SMALL}]+"
_DAY_AFTER = r"\s*,\s*(?:ngày|tháng)\b"
_PLACE_AFTER_NUMBER = re.compile(rf"(?<=\S)\s+(?={PLACE_NAME}{_DAY_AFTER})")
_PLACE_IN_CELL = re.compile(rf"(?:(?<=phúc)|(?<=[-_*]{{3}}))\s+(?={PLACE_NAME}{_DAY_AFTER})")
_RULE = re.compile(r"(?<=[\w.])\s+(?=[-_*–—─=]{3,}\s*$)")
_AFTER_RULE = re.compile(r"(?<=[-_*–—─=]{3})\s+(?=\w)")
_SUBJECT = re.compile(r"(?<=\S)\s+(?=V/v\s)")
_ITEM = re.compile(r"(?<=[;:.])\s+(?=[-–+]\s*[^\s\d])")
_RECIPIENTS = re.compile(r"^(?:Nơi nhận|Kính gửi)\s*:")
_SIGNED_FOR = re.compile(r"^(?:(?:TM|KT|TL|TUQ|Q)\.|T/M|K/T|T/L)\s?[A-ZĐÀ-Ỹ]")
_TITLES = re.compile(
    r"(?<!PHÓ)(?<!QUYỀN)(?<!\.)\s+(?=(?:(?:KT|TL|TUQ|Q)\.\s?|PHÓ\s+|QUYỀN\s+)"
    r"|(?:CHỦ TỊCH|THỦ TƯỚNG|BỘ TRƯỞNG|GIÁM ĐỐC|CHÁNH VĂN PHÒNG|TRƯỞNG PHÒNG|TRƯỞNG BAN"
    r"|CỤC TRƯỞNG|BÍ THƯ)\b)"
)
_PERSON_AFTER = re.compile(
    rf"(?<=[{CAPITALS}]{{2}})\s+(?:\([^)]*\)\s*)?(?=(?:(?:TS|ThS|PGS|GS|BS)\.\s?)*{_NAME}"
    rf"(?: {_NAME}){{1,4}}$)"
)
_COLUMN_INDENT = 60  # where a right column begins that had no place of its own


def part_glued(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines with those of head, recipients and signature each on a line of its own."""
    parted: list[Line] = []
    in_head, in_list = True, False
    for index, line in enumerate(lines):
        text = single_spaced(line.text)
        in_head = in_head and index < MAX_HEAD
        above = parted[-1].text.split("    ")[0] if parted else ""
        is_kind = is_kind_line(text) and not ends_office_name(text, above)
        in_head = in_head and not (is_kind or BASIS.match(text) or ADDRESSED.match(text))
        in_list = bool(_RECIPIENTS.match(text)) or (in_list and text.startswith(("-", "–", "+")))
        if line.kind is not Kind.TEXT:
            parted.append(line)
        elif in_head:
            parted += _head_lines(line, text)
        elif line.whole and in_list:
            parted += _cut(line, _ITEM)
        elif _SIGNED_FOR.match(text):
            parted += [replace(line, text=part) for part in signature_lines(text)]
        else:
            parted.append(line)
    return tuple(parted)


def signature_lines(text: str) -> list[str]:
    """A signature as its lines: "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Lê Văn A" are three."""
    capitals, *person = _PERSON_AFTER.split(text, maxsplit=1)
    if not is_capitals(capitals) or not (person or len(capitals) > 12):
        return [text]
    return [*_TITLES.split(capitals), *person]


def _head_lines(line: Line, text: str) -> Iterator[Line]:
    if len(split_columns(line)) > 1:
        yield line
        return
    column = _RIGHT_COLUMN.search(text)
    if column is None and NUMBERED.match(text):
        column = _PLACE_AFTER_NUMBER.search(text)
    if column is None or MOTTO.search(text[: column.start()]):
        yield from _cut(line, _RIGHT_COLUMN, _RULE, _AFTER_RULE, _PLACE_IN_CELL, _SUBJECT)
        return
    # One wide gap is what a reader with columns gives; part_columns takes it from there.
    wide = " " * max(_COLUMN_INDENT - column.start(), 4)
    yield replace(line, text=text[: column.start()] + wide + text[column.end() :])


def _cut(line: Line, *patterns: re.Pattern[str]) -> list[Line]:
    parts = [line.text]
    for pattern in patterns:
        parts = [piece for part in parts for piece in pattern.split(part)]
    parts = [part for part in parts if part.strip()]
    if len(parts) < 2:
        return [line]
    return [
        replace(line, text=part.strip(), continues=line.continues and position == 0)
        for position, part in enumerate(parts)
    ]
