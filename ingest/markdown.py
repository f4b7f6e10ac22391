"""Papers that a converter turned into Markdown: its marks are taken off, its meaning kept."""

import re
from dataclasses import replace
from itertools import pairwise

from corpus.documents import Note
from ingest.lines import Line, Pages, usual_width

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_HEADING = re.compile(r"^#{1,6}\s+(?=\S)")
_RULE = re.compile(r"^(?:-{3,}|\*{3,}|_{3,})$")
_SUPERSCRIPT = re.compile(r"<sup>\s*(\d{1,3})\s*</sup>")
_STRONG = re.compile(r"\*\*(?=\S)|(?<=\S)\*\*")
_EMPHASIS = re.compile(r"\*(?=\S)|(?<=\S)\*")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")
_SHIFT = 0x100000  # into the last private plane: no font of an office draws it
_ASIDE = re.compile("[\U00100021-\U0010007e]")
_ENDED = re.compile(r"^(?:#|\||[-*+] |\d+[.)] )|[.;:!?…\]*|]$")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_REMARK = re.compile(r"^(?:<!--.*-->|!\[[^\]]*\]\([^)]*\))$")  # where a picture stood
_QUOTED = re.compile(r"^>\s?")
_ENTITIES = (("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&"))
_SIGNS = (
    re.compile(r"^#{1,6} \S", re.MULTILINE),
    re.compile(r"\*\*\S"),
    re.compile(r"<sup>\d"),
    re.compile(r"\[\^[\w-]+\]"),
    re.compile(r"^\|?\s*:?-{2,}:?\s*\|", re.MULTILINE),
)


def _aside(match: re.Match[str]) -> str:
    """An escaped sign set aside, so that it is not taken for a mark."""
    return chr(ord(match[1]) + _SHIFT)


def _blank_lines_part(lines: tuple[Line, ...]) -> bool:
    """True when blank lines part paragraphs, as Markdown means them.

    In a text whose every printed line has a blank one below, most lines end in mid-sentence.
    """
    above = [line.text for line, below in pairwise(lines) if below.gap > 0]
    ended = sum(1 for text in above if _ENDED.search(text))
    return bool(above) and ended >= 0.6 * len(above)


def is_markdown(text: str) -> bool:
    """True when two of Markdown's signs (headings, bold, notes, tables) stand in the text."""
    return sum(1 for sign in _SIGNS if sign.search(text)) >= 2


def strip_markdown(pages: Pages) -> Pages:
    """The lines without Markdown's marks; "<sup>1</sup>" becomes "¹" and rules go."""
    lines: list[Line] = []
    unwrapped = usual_width(pages.lines) > 160
    ruled = False
    bold = False
    pictures = 0
    parted = _blank_lines_part(pages.lines)
    for line, below in zip(pages.lines, (*pages.lines[1:], None), strict=True):
        ends = unwrapped or (parted and (below is None or below.gap > 0))
        if _RULE.match(line.text):
            ruled = True
            continue
        if _REMARK.match(line.text):
            pictures += 1
            continue
        shown = _ESCAPED.sub(_aside, _QUOTED.sub("", line.text))
        body = _HEADING.sub("", shown)
        marks = len(_STRONG.findall(body))
        whole_bold = body.startswith("**") and (body.endswith("**") or marks % 2 == 1)
        heading = body != shown or whole_bold or bold
        bold = bold != (marks % 2 == 1)
        body = _SUPERSCRIPT.sub(lambda match: match[1].translate(SUPERSCRIPTS), body)
        body = _BREAK.sub(" ", _EMPHASIS.sub("", _STRONG.sub("", body)))
        for entity, sign in _ENTITIES:
            body = body.replace(entity, sign)
        body = _ASIDE.sub(lambda match: chr(ord(match[0]) - _SHIFT), body).strip()
        if body:
            lines.append(replace(line, text=body, heading=heading, ruled=ruled, whole=ends))
        ruled = False
    notes = pages.notes
    if pictures:
        words = f"Đã bỏ {pictures} chỗ đánh dấu hình; chữ nằm trong hình không có trong tệp."
        notes = (*notes, Note(page=None, text=words, doubtful=True))
    return replace(pages, lines=tuple(lines), notes=notes)
