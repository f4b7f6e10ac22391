"""Printed lines rejoined into paragraphs, with what interrupted them moved behind them."""

import re
from dataclasses import dataclass, field

from ingest.lines import Kind, Line, RowContext, is_capitals, page_widths, single_spaced
from ingest.marks import Mark, Rank, find_mark, follows
from ingest.zones import zone_goes_on

_END = 200  # characters that say how a paragraph ends: it may grow by thousands of lines
_ENDS = re.compile(r"[.;:!?…/][”\")»]*[¹²³⁰⁴-⁹]*$")
_GLUED_END = re.compile(r"(?:/[A-ZĐ][\wĐđ.&]*(?:-[A-ZĐ][\wĐđ.&]*)*-|\d/|[A-ZĐ]{2}-)$")
_OPEN_END = re.compile(
    r"(?:[,(–]|\s[-–]|\b(?:và|của|các|về|theo|số|ngày|tháng|năm|tại|cho|hoặc|với))$"
)
_CAPITALS_MARKS = {
    Rank.ANNEX, Rank.FORM, Rank.PART, Rank.CHAPTER, Rank.SECTION, Rank.SUBSECTION,
}  # fmt: skip
_WRAPPED_WIDTH = 135  # a paper whose lines are longer keeps its paragraphs whole
_FIRST_LINE_INDENT = 6
_LONGEST_REMARK = 300  # of "(Ban hành kèm theo …)"; a bracket open for longer was never closed
_YEAR_AFTER = re.compile(r"^[-–]\s*(?:19|20)\d\d\b")
_STARTS = re.compile(
    r"^(?:Căn cứ|Nơi nhận|Kính gửi|Xét |Theo đề nghị|Số:|\(Kèm theo|\(Ban hành kèm"
    r"|[“«\"](?:Phần|Chương|Mục|Điều|\d+[a-zđ]?\.|[a-zđ]\d?\))\s)"
)
# What follows a title on a full line: these words begin a sentence rather than end a title.
_SENTENCE_OPENING = re.compile(
    r"^(?:Thực hiện|Triển khai|Trong|Từ|Theo|Căn cứ|Các|Việc|Để|Qua|Hằng năm|Hàng năm|Hiện nay"
    r"|Tiếp tục|Giao"
    r"|Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Công tác|Kết quả|Được|Đến|Tại|Phấn đấu|Đối với"
    r"|Ngoài ra|Những|Khi)\b"
)
_CLOSING = re.compile(r"^Trên đây là\b")


@dataclass(slots=True, kw_only=True)
class Paragraph:
    """One paragraph of the paper while it is being put together."""

    text: str
    kind: Kind = Kind.TEXT
    zone: str = ""  # "" for the body; see ingest.zones
    heading: bool = False
    table: int = 0
    row: int = 0
    context: RowContext | None = None  # of a table's row
    footnote: str = ""
    pages: list[tuple[int, int]] = field(default_factory=list)  # (offset, page) from its start

    @property
    def first_page(self) -> int:
        """The page where the paragraph begins."""
        return self.pages[0][1]

    @property
    def last_page(self) -> int:
        """The page where the paragraph ends."""
        return self.pages[-1][1]


def join_lines(lines: tuple[Line, ...], zones: list[str]) -> list[Paragraph]:
    """The paragraphs of a paper in reading order.

    Args:
        lines: with page marks and footnotes already set.
        zones: one per line, "" in the body. Lines of a zone stay lines of their own.
    """
    joiner = _Joiner(
        widths=page_widths(lines), gap=_usual_gap(lines), shows_indents=_shows_indents(lines)
    )
    for line, zone in zip(lines, zones, strict=True):
        joiner.add(line, zone)
    return joiner.finish()


def _usual_gap(lines: tuple[Line, ...]) -> int:
    gaps = sorted(line.gap for line in lines if line.kind is Kind.TEXT)
    return gaps[len(gaps) // 2] if gaps else 0


def _shows_indents(lines: tuple[Line, ...]) -> bool:
    """True when first lines are visibly set in: many lines are, and many are not."""
    body = [line for line in lines if line.kind is Kind.TEXT]
    inner = sum(1 for line in body if line.indent >= 2)
    return 0.1 * len(body) < inner < 0.7 * len(body)


class _Joiner:
    """Takes lines one by one; keeps the open paragraph and what waits behind it."""

    def __init__(self, *, widths: dict[int, int], gap: int, shows_indents: bool) -> None:
        self._shows_indents = shows_indents
        self._widths = widths
        self._gap = gap
        self._done: list[Paragraph] = []
        self._open: Paragraph | None = None
        self._last: Line | None = None  # the last line of the open paragraph
        self._waiting: list[Paragraph] = []
        self._footnotes: dict[str, Paragraph] = {}
        self._labels: dict[Rank, str] = {}

    def add(self, line: Line, zone: str) -> None:
        if line.kind is Kind.FOOTNOTE:
            self._add_footnote(line)
        elif line.kind is Kind.PAGE_MARK:
            self._waiting.append(_begin(line, ""))
        elif line.kind is Kind.ROW:
            self._close()
            self._done.append(_begin(line, ""))
        elif self._open is not None and self._goes_on(line, zone):
            _append(self._open, line)
            self._last = line
        else:
            self._close()
            self._open, self._last = _begin(line, zone), line
            mark = find_mark(self._open.text)
            if mark is not None and not zone:
                self._labels[mark.rank] = mark.label

    def finish(self) -> list[Paragraph]:
        self._close()
        return self._done

    def _add_footnote(self, line: Line) -> None:
        known = self._footnotes.get(line.footnote)
        if known is None:
            self._footnotes[line.footnote] = note = _begin(line, "")
            self._waiting.append(note)
        else:
            _append(known, line)

    def _close(self) -> None:
        if self._open is not None:
            self._done.append(self._open)
        self._done.extend(self._waiting)
        self._open, self._last, self._waiting = None, None, []

    def _goes_on(self, line: Line, zone: str) -> bool:
        """True when a line continues the open paragraph."""
        above, last = self._open, self._last
        if above is None or last is None or zone != above.zone:
            return False
        if zone and not line.continues:
            return zone_goes_on(zone, above.text, line.text)
        if line.continues:
            return True
        mark = find_mark(line.text)
        if mark is not None and not self._is_false_mark(mark, line, last):
            return False
        if _STARTS.match(line.text) or _CLOSING.match(line.text):
            return False
        if _wants_title(above):
            return True
        if last.whole or self._widths[last.page] > _WRAPPED_WIDTH:
            return self._whole_goes_on(above, line)
        return self._wrapped_goes_on(above, last, line)

    def _is_false_mark(self, mark: Mark, line: Line, last: Line) -> bool:
        """A number or a dash that merely fell at the start of a wrapped line."""
        if last.whole or _ENDS.search(last.text) or not self._is_full(last, line):
            return False
        if mark.rank in (Rank.NUMBER, Rank.DOTTED, Rank.ARTICLE, Rank.LETTER):
            return not follows(mark.label, self._labels.get(mark.rank, ""))
        if mark.rank is Rank.DASH:
            years = _YEAR_AFTER.match(line.text) and last.text[-1].isdigit()
            return bool(years) or (self._shows_indents and line.indent == 0)
        return mark.rank in (Rank.ROMAN, Rank.CAPITAL) and not is_capitals(line.text)

    def _whole_goes_on(self, above: Paragraph, line: Line) -> bool:
        """In a text of whole paragraphs only a page's end cuts one, in mid-sentence."""
        if line.heading or above.heading or _ENDS.search(above.text):
            return False
        if line.text[0].islower():
            return True
        return len(above.text) > _WRAPPED_WIDTH or above.text.count("(") > above.text.count(")")

    def _wrapped_goes_on(self, above: Paragraph, last: Line, line: Line) -> bool:
        if above.text.startswith("(") and above.text.count("(") > above.text.count(")"):
            return len(above.text) < _LONGEST_REMARK
        mark = find_mark(above.text)
        if mark is not None and is_capitals(above.text[mark.end :]) and is_capitals(line.text):
            return True
        if line.text[0].islower() and not line.heading:
            return mark is not None or not is_capitals(above.text)
        if line.heading != last.heading or is_capitals(line.text) != is_capitals(above.text):
            return False
        if self._is_set_in(line, last):
            return False
        end = above.text[-_END:]
        if _ENDS.search(end):
            return line.gap <= self._gap and self._is_full(last, line, 1.0)
        if _OPEN_END.search(end) or _GLUED_END.search(end):
            return True
        titled = mark is not None and mark.rank not in (Rank.DASH, Rank.PLUS)
        if titled and _SENTENCE_OPENING.match(line.text):
            return False
        return self._is_full(last, line)

    def _is_full(self, last: Line, line: Line, share: float = 0.9) -> bool:
        """True when the next line's first word had no room on the last line.

        After a full stop the line must be full to the brim: then the stop is one inside a
        paragraph. The first line of a paragraph is set in, whether the file shows it or not.
        """
        single_line = self._open is not None and self._open.text == single_spaced(last.text)
        indent = max(last.indent, _FIRST_LINE_INDENT if single_line else 0)
        reach = len(last.text) + 1 + len(line.text.split(maxsplit=1)[0]) + min(indent, 8)
        return reach >= self._widths[last.page] * share and line.gap <= self._gap + 1

    def _is_set_in(self, line: Line, last: Line) -> bool:
        """True when the line begins further in than the one above, as paragraphs do."""
        return line.indent > 0 and line.indent >= last.indent + 1 and line.page == last.page


def _wants_title(above: Paragraph) -> bool:
    """True for "Chương I" alone on its line: its title stands below."""
    mark = find_mark(above.text)
    return mark is not None and mark.rank in _CAPITALS_MARKS and len(above.text) <= mark.end


def _begin(line: Line, zone: str) -> Paragraph:
    return Paragraph(
        text=single_spaced(line.text),
        kind=line.kind,
        zone=zone,
        heading=line.heading,
        table=line.table,
        row=line.row,
        context=line.context,
        footnote=line.footnote,
        pages=[(0, line.page)],
    )


def _append(paragraph: Paragraph, line: Line) -> None:
    glue = "" if _GLUED_END.search(paragraph.text[-_END:]) else " "
    offset = len(paragraph.text) + len(glue)
    if line.page != paragraph.last_page:
        paragraph.pages.append((offset, line.page))
    paragraph.text = paragraph.text + glue + single_spaced(line.text)
