"""Papers that a converter turned into Markdown: its marks are taken off, its meaning kept."""

import re
from dataclasses import replace

from ingest.lines import Line, Pages, usual_width

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_HEADING = re.compile(r"^#{1,6}\s+(?=\S)")
_RULE = re.compile(r"^(?:-{3,}|\*{3,}|_{3,})$")
_SUPERSCRIPT = re.compile(r"<sup>\s*(\d{1,3})\s*</sup>")
_STRONG = re.compile(r"\*\*(?=\S)|(?<=\S)\*\*")
_EMPHASIS = re.compile(r"\*(?=\S)|(?<=\S)\*")
_SIGNS = (re.compile(r"^#{1,6} \S", re.MULTILINE), re.compile(r"\*\*\S"), re.compile(r"<sup>\d"))


def is_markdown(text: str) -> bool:
    """True when two of Markdown's signs (headings, bold, superscripts) stand in the text."""
    return sum(1 for sign in _SIGNS if sign.search(text)) >= 2


def strip_markdown(pages: Pages) -> Pages:
    """The lines without Markdown's marks; "<sup>1</sup>" becomes "¹" and rules go."""
    lines: list[Line] = []
    unwrapped = usual_width(pages.lines) > 160
    ruled = False
    bold = False
    for line in pages.lines:
        if _RULE.match(line.text):
            ruled = True
            continue
        body = _HEADING.sub("", line.text)
        marks = len(_STRONG.findall(body))
        whole_bold = body.startswith("**") and (body.endswith("**") or marks % 2 == 1)
        heading = body != line.text or whole_bold or bold
        bold = bold != (marks % 2 == 1)
        body = _SUPERSCRIPT.sub(lambda match: match[1].translate(SUPERSCRIPTS), body)
        body = _EMPHASIS.sub("", _STRONG.sub("", body)).strip()
        if body:
            lines.append(replace(line, text=body, heading=heading, ruled=ruled, whole=unwrapped))
        ruled = False
    return replace(pages, lines=tuple(lines))
