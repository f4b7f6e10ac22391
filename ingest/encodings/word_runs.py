"""A Word document's runs in Unicode before it is read, each with the font that the file names.

Works on the tree that python-docx has parsed; the file itself is not written.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from corpus.documents import Note
from ingest.encodings.decode import decode_lines
from ingest.encodings.stage import notes_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SOFT_HYPHEN = "\u00ad"  # Word's optional hyphen has the byte of ư in TCVN3
_MAX_STYLES = 20  # one style based on another, so deep


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """An element that holds text, its text, the font it is set in."""

    element: Any
    text: str
    font: str | None


def decode_word(roots: list[Any], styles: Any) -> tuple[Note, ...]:  # noqa: ANN401 -- python-docx publishes no types
    """Decode the text of the trees in place; the notes of what was done, none for Unicode.

    Args:
        roots: the body, and the trees of footnotes, in this order.
        styles: the tree of the styles, or None.
    """
    fonts = _StyleFonts(styles)
    paragraphs = [
        pieces
        for root in roots
        for paragraph in root.iter(f"{_W}p")
        if (pieces := list(_pieces(paragraph, fonts)))
    ]
    lines = ["".join(piece.text for piece in pieces) for pieces in paragraphs]
    decoded = decode_lines(
        lines, [[p.font for p in pieces for _ in p.text] for pieces in paragraphs]
    )
    if decoded is None:
        return ()
    for number, pieces in enumerate(paragraphs):
        at = 0
        for piece in pieces:
            letters = "".join(decoded.letters[number][at : at + len(piece.text)])
            at += len(piece.text)
            if letters != piece.text:
                _write(piece.element, letters)
    return notes_of(decoded.found, dict.fromkeys(range(len(lines)), 1))


def _pieces(paragraph: Any, fonts: "_StyleFonts") -> Iterator[_Piece]:  # noqa: ANN401
    style = _value(paragraph.find(f"{_W}pPr/{_W}pStyle"))
    for run in paragraph.iter(f"{_W}r"):
        if _paragraph_of(run) is not paragraph:
            continue  # of a text box inside, which is a paragraph of its own
        font = _run_font(run) or fonts.of(_value(run.find(f"{_W}rPr/{_W}rStyle")))
        font = font or fonts.of(style) or fonts.default
        for node in run:
            if node.tag == f"{_W}t":
                yield _Piece(element=node, text=node.text or "", font=font)
            elif node.tag == f"{_W}softHyphen":
                yield _Piece(element=node, text=_SOFT_HYPHEN, font=font)
            elif node.tag == f"{_W}sym":
                yield _Piece(element=node, text=_symbol(node), font=node.get(f"{_W}font") or font)
            elif node.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
                yield _Piece(element=node, text="\t", font=font)


def _paragraph_of(run: Any) -> Any:  # noqa: ANN401
    above = run.getparent()
    while above is not None and above.tag != f"{_W}p":
        above = above.getparent()
    return above


def _symbol(node: Any) -> str:  # noqa: ANN401
    try:
        return chr(int(node.get(f"{_W}char") or "", 16))
    except (ValueError, OverflowError):
        return "\ufffd"


def _write(element: Any, letters: str) -> None:  # noqa: ANN401
    element.tag = f"{_W}t"
    element.text = letters


def _value(element: Any) -> str | None:  # noqa: ANN401
    return None if element is None else element.get(f"{_W}val")


def _run_font(holder: Any) -> str | None:  # noqa: ANN401
    fonts = holder.find(f"{_W}rPr/{_W}rFonts")
    return None if fonts is None else fonts.get(f"{_W}ascii") or fonts.get(f"{_W}hAnsi")


class _StyleFonts:
    """The font that each style names, itself or through the styles that it is based on."""

    def __init__(self, styles: Any) -> None:  # noqa: ANN401
        self.default: str | None = None
        self._own: dict[str, str | None] = {}
        self._based_on: dict[str, str | None] = {}
        if styles is None:
            return
        defaults = styles.find(f"{_W}docDefaults/{_W}rPrDefault")
        self.default = None if defaults is None else _run_font(defaults)
        for style in styles.iter(f"{_W}style"):
            name = style.get(f"{_W}styleId") or ""
            self._own[name] = _run_font(style)
            self._based_on[name] = _value(style.find(f"{_W}basedOn"))
            if style.get(f"{_W}default") in ("1", "true") and style.get(f"{_W}type") == "paragraph":
                self.default = self._own[name] or self.default

    def of(self, style: str | None) -> str | None:
        """The font of a style; None where none is named."""
        for _ in range(_MAX_STYLES):
            if style is None:
                return None
            if self._own.get(style):
                return self._own[style]
            style = self._based_on.get(style)
        return None
