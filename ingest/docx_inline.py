"""The words of one Word paragraph: what is shown, by page, and what hangs on it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from corpus.text import nfc
from ingest.docx_math import MATH
from ingest.docx_package import MC, M, W
from ingest.docx_styles import Styles
from ingest.docx_symbols import symbol
from ingest.left_out import Report, Why
from ingest.markdown import SUPERSCRIPTS
from ingest.markup import Element

_V = "{urn:schemas-microsoft-com:vml}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_UNSHOWN = frozenset(
    f"{W}{name}"
    for name in [
        "pPr",
        "rPr",
        "sdtPr",
        "sdtEndPr",
        "instrText",
        "delText",
        "delInstrText",
        "footnoteRef",
        "endnoteRef",
    ]
)


@dataclass(slots=True, kw_only=True)
class Words:
    """What a paragraph gave."""

    parts: list[tuple[int, str]]  # the words by page
    boxes: list[Element | str] = field(default_factory=list)  # text boxes that hang on it
    notes: list[tuple[str, Element]] = field(default_factory=list)  # called here, by number
    lost: bool = False  # words of it were left out


@dataclass(slots=True, kw_only=True)
class Inline:
    """Reads paragraphs in order; keeps the page and the number of the next note."""

    styles: Styles
    report: Report
    footnotes: dict[str, Element]
    endnotes: dict[str, Element]
    codes: frozenset[Element]  # the w:t that stand in a field's code
    laid_out: bool  # Word has written where its pages end
    page: int = 1
    numbers: dict[tuple[str, str], str] = field(default_factory=dict)  # of the notes called

    def read(self, paragraph: Element, *, in_note: bool = False) -> Words:
        """The words of a paragraph. The page counts on where one ends inside it.

        A page that ends inside a word ends after it.
        """
        found = _Reader(
            inline=self,
            paragraph=paragraph,
            words=Words(parts=[(self.page, "")]),
            in_note=in_note,
        )
        found.walk(paragraph)
        return found.words


@dataclass(slots=True, kw_only=True)
class _Reader:
    inline: Inline
    paragraph: Element
    words: Words
    in_note: bool

    def walk(self, element: Element) -> None:
        """Read everything under an element; what is not known is passed through."""
        for child in element:
            action = _ACTIONS.get(child.tag)
            if action is not None:
                action(self, child)
            elif child.tag not in _UNSHOWN:
                self.walk(child)

    def put(self, words: str) -> None:
        """Add words on the page where the reading is."""
        parts, now = self.words.parts, self.inline.page
        page, before = parts[-1]
        if page != now and words and (not before or before[-1].isspace() or words[0].isspace()):
            parts.append((now, words))
        elif page != now and " " in words:
            head, _, tail = words.partition(" ")
            parts[-1] = (page, before + head)
            parts.append((now, tail))
        else:
            parts[-1] = (page, before + words)

    def run(self, element: Element) -> None:
        shown = _shown_words(element)
        if shown.strip() and self.inline.styles.is_hidden(element, self.paragraph):
            self.remove(Why.HIDDEN, shown)
        else:
            self.walk(element)

    def text(self, element: Element) -> None:
        words = nfc(element.text or "")
        if element in self.inline.codes:
            self.remove(Why.FIELD, words)
            return
        if any("\uf000" <= letter <= "\uf0ff" for letter in words):
            font = _font(element.getparent())
            words = "".join(symbol(font, ord(letter)) or letter for letter in words)
        self.put(words)

    def remove(self, why: Why, words: str) -> None:
        self.words.lost = True
        self.inline.report.remove(why, words)

    def deleted(self, element: Element) -> None:
        self.remove(Why.DELETED, all_words(element))

    def moved(self, element: Element) -> None:
        self.remove(Why.MOVED, all_words(element))

    def inserted(self, element: Element) -> None:
        self.inline.report.insertions += 1
        self.walk(element)

    def space(self, element: Element) -> None:  # noqa: ARG002 -- one shape for all actions
        self.put(" ")

    def hyphen(self, element: Element) -> None:  # noqa: ARG002
        self.put("-")

    def line_end(self, element: Element) -> None:
        is_page = element.get(f"{W}type") == "page"
        if is_page and not self.inline.laid_out:
            self.inline.page += 1
        self.put("" if is_page else " ")

    def page_end(self, element: Element) -> None:  # noqa: ARG002
        self.inline.page += 1

    def sign(self, element: Element) -> None:
        font = str(element.get(f"{W}font") or "")
        try:
            code = int(str(element.get(f"{W}char") or ""), 16)
        except ValueError:
            code = 0
        character = symbol(font, code)
        if character is None:
            counts = self.inline.report.unknown_symbols
            counts[font or "không rõ"] = counts.get(font or "không rõ", 0) + 1
        self.put(nfc(character or "\ufffd"))

    def footnote(self, element: Element) -> None:
        self._call("footnote", element, self.inline.footnotes)

    def endnote(self, element: Element) -> None:
        self._call("endnote", element, self.inline.endnotes)

    def _call(self, kind: str, element: Element, notes: dict[str, Element]) -> None:
        key = (kind, str(element.get(f"{W}id")))
        note = notes.get(key[1])
        if note is None or self.in_note:
            return
        number = self.inline.numbers.get(key)
        if number is None:  # a second call of the same note shows its number alone
            number = self.inline.numbers[key] = str(len(self.inline.numbers) + 1)
            self.words.notes.append((number, note))
            self.inline.report.endnotes += kind == "endnote"
        self.put(number.translate(SUPERSCRIPTS))

    def alternatives(self, element: Element) -> None:
        chosen = one_alternative(element)
        if chosen is not None:
            self.walk(chosen)

    def box(self, element: Element) -> None:
        self.words.boxes.append(element)

    def word_art(self, element: Element) -> None:
        self.words.boxes.append(nfc(str(element.get("string") or "")))

    def picture(self, element: Element) -> None:
        self.inline.report.pictures += 1
        self.walk(element)

    def math(self, element: Element) -> None:
        MATH[element.tag.removeprefix(M)](element, self.walk, self.put)


_ACTIONS: dict[str, Callable[[_Reader, Element], None]] = {
    f"{W}r": _Reader.run,
    f"{W}t": _Reader.text,
    f"{M}t": _Reader.text,
    f"{W}del": _Reader.deleted,
    f"{W}moveFrom": _Reader.moved,
    f"{W}ins": _Reader.inserted,
    f"{W}moveTo": _Reader.inserted,
    f"{W}tab": _Reader.space,
    f"{W}ptab": _Reader.space,
    f"{W}cr": _Reader.space,
    f"{W}br": _Reader.line_end,
    f"{W}noBreakHyphen": _Reader.hyphen,
    f"{W}lastRenderedPageBreak": _Reader.page_end,
    f"{W}sym": _Reader.sign,
    f"{W}footnoteReference": _Reader.footnote,
    f"{W}endnoteReference": _Reader.endnote,
    f"{MC}AlternateContent": _Reader.alternatives,
    f"{W}txbxContent": _Reader.box,
    f"{_V}textpath": _Reader.word_art,
    f"{_V}imagedata": _Reader.picture,
    _PICTURE: _Reader.picture,
    **{f"{M}{name}": _Reader.math for name in MATH},
}


def all_words(element: Element) -> str:
    """Every word under an element, deleted ones too."""
    return "".join(node.text or "" for node in element.iter(f"{W}t", f"{W}delText", f"{M}t"))


def one_alternative(element: Element) -> Element | None:
    """The new copy that Word keeps of a drawing; the old one if only that has words."""
    choices = [child for child in element if child.tag in (f"{MC}Choice", f"{MC}Fallback")]
    with_words = [child for child in choices if all_words(child).strip()]
    return next(iter(with_words or choices), None)


def field_codes(root: Element) -> frozenset[Element]:
    """The w:t that stand in the code of a field and not in its result.

    A field that is not ended has no code: rather a code too many is kept than words lost.
    """
    hidden: set[Element] = set()
    open_fields: list[list[Element] | None] = []  # the words of each code; None in its result
    for node in root.iter(f"{W}fldChar", f"{W}t"):
        kind = node.get(f"{W}fldCharType")
        if node.tag == f"{W}t":
            for code in open_fields:
                if code is not None:
                    code.append(node)
                    break
        elif kind == "begin":
            open_fields.append([])
        elif kind == "separate" and open_fields and open_fields[-1] is not None:
            hidden.update(open_fields[-1])
            open_fields[-1] = None
        elif kind == "end" and open_fields:
            hidden.update(open_fields.pop() or ())
    return frozenset(hidden)


def _shown_words(run: Element) -> str:
    """The words of a run itself, without those of a drawing in it."""
    return "".join(node.text or "" for node in run if node.tag == f"{W}t")


def _font(run: Element | None) -> str:
    fonts = None if run is None else run.find(f"{W}rPr/{W}rFonts")
    return "" if fonts is None else str(fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or "")
