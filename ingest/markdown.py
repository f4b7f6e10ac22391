"""Papers that a converter turned into Markdown: its marks are taken off, its meaning kept."""

import re
from dataclasses import replace

from corpus.documents import Note
from ingest.lines import Line, Pages, usual_width

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_HEADING = re.compile(r"^#{1,6}\s+(?=\S)")
_RULE = re.compile(r"^(?:-{3,}|\*{3,}|_{3,})$")
_SUPERSCRIPT = re.compile(r"<sup>\s*(\d{1,3})\s*</sup>")
_STRONG = re.compile(r"\*\*(?=\S)|(?<=\S)\*\*")
_EMPHASIS = re.compile(r"\*(?=\S)|(?<=\S)\*")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_REMARK = re.compile(r"^(?:<!--.*-->|!\[[^\]]*\]\([^)]*\))$")  # where a picture stood
_QUOTED = re.compile(r"^>\s?")
_ENTITIES = (("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&"))
_SIGNS = (
    re.compile(r"^#{1,6} \S", re.MULTILINE),
    re.compile(r"\*\*\S"),
    re.compile(r"<sup>\d"),
    re.compile(r"\[\^[\w-]+\]"),
    re.compile(r"^\|?\s*:?-{3,}:?\s*\|", re.MULTILINE),
)


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
    for line in pages.lines:
        if _RULE.match(line.text):
            ruled = True
            continue
        if _REMARK.match(line.text):
            pictures += 1
            continue
        shown = _QUOTED.sub("", line.text)
        body = _HEADING.sub("", shown)
        marks = len(_STRONG.findall(body))
        whole_bold = body.startswith("**") and (body.endswith("**") or marks % 2 == 1)
        heading = body != shown or whole_bold or bold
        bold = bold != (marks % 2 == 1)
        body = _SUPERSCRIPT.sub(lambda match: match[1].translate(SUPERSCRIPTS), body)
        body = _BREAK.sub(" ", _EMPHASIS.sub("", _STRONG.sub("", body)))
        for entity, sign in _ENTITIES:
            body = body.replace(entity, sign)
        body = _ESCAPED.sub(r"\1", body).strip()
        if body:
            lines.append(replace(line, text=body, heading=heading, ruled=ruled, whole=unwrapped))
        ruled = False
    notes = pages.notes
    if pictures:
        words = f"Đã bỏ {pictures} chỗ đánh dấu hình; chữ nằm trong hình không có trong tệp."
        notes = (*notes, Note(page=None, text=words, doubtful=True))
    return replace(pages, lines=tuple(lines), notes=notes)
