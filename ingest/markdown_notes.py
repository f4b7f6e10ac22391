"""Footnotes of Markdown: "[^2]" in the text and "[^2]: …" somewhere below."""

import re
from dataclasses import replace

from ingest.lines import Kind, Line, Pages
from ingest.markdown import SUPERSCRIPTS

_CALL = re.compile(r"\[\^([\w-]{1,20})\](?!:)")
_NOTE = re.compile(r"^\[\^([\w-]{1,20})\]:\s*")


def tie_notes(pages: Pages) -> Pages:
    """The lines with each note after the line that calls it, numbered in the order of the calls.

    A note that nothing calls stays a line of the text, and a call without a note stays as typed.
    """
    notes = {match[1]: line for line in pages.lines if (match := _NOTE.match(line.text))}
    called = {
        name
        for line in pages.lines
        if not _NOTE.match(line.text)
        for name in _CALL.findall(line.text)
        if name in notes
    }
    if not called:
        return pages
    numbers: dict[str, str] = {}
    lines: list[Line] = []
    for line in pages.lines:
        note = _NOTE.match(line.text)
        if note is not None and note[1] in called:
            continue
        fresh: list[str] = []

        def raised(match: re.Match[str], fresh: list[str] = fresh) -> str:
            name = match[1]
            if name not in called:
                return match[0]
            if name not in numbers:
                numbers[name] = str(len(numbers) + 1)
                fresh.append(name)
            return numbers[name].translate(SUPERSCRIPTS)

        lines.append(replace(line, text=_CALL.sub(raised, line.text)))
        lines += [_placed(notes[name], numbers[name], line.page) for name in fresh]
    return replace(pages, lines=tuple(lines))


def _placed(note: Line, number: str, page: int) -> Line:
    words = _NOTE.sub("", note.text)
    text = f"{number.translate(SUPERSCRIPTS)} {words}".strip()
    return replace(note, text=text, page=page, kind=Kind.FOOTNOTE, footnote=number)
