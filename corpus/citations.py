"""The place of a passage in its paper: one stable id, and the words that people use for it."""

from dataclasses import dataclass
from enum import StrEnum

from corpus.text import fold


class Level(StrEnum):
    """The steps of a place, in the order of NĐ 30/2020/NĐ-CP Phụ lục I and of plans."""

    ANNEX = "annex"  # phụ lục
    PART = "part"  # phần
    CHAPTER = "chapter"  # chương
    SECTION = "section"  # mục
    ARTICLE = "article"  # điều
    CLAUSE = "clause"  # khoản
    POINT = "point"  # điểm
    HEADING = "heading"  # I., 1., 1.1., a) of plans and reports
    BULLET = "bullet"  # "-" of plans, by its order under the heading
    SUBBULLET = "subbullet"  # "+"
    PARAGRAPH = "paragraph"  # text without a mark, by its order
    BLOCK = "block"  # header, recipients, signature …, named in the label
    FOOTNOTE = "footnote"
    TABLE_ROW = "table_row"  # label "t1.r3"
    PAGE_MARK = "page_mark"
    FIELD = "field"  # of a procedure: "trình tự"
    CASE = "case"  # of a procedure's papers: "Trường hợp …", by its order
    STEP = "step"  # of a procedure: bước
    ENTRY = "entry"  # a paper, a way of filing, a basis of a procedure, by its order


_SLUG = {
    Level.ANNEX: "pl",
    Level.PART: "ph",
    Level.CHAPTER: "c",
    Level.SECTION: "m",
    Level.ARTICLE: "d",
    Level.CLAUSE: "k",
    Level.POINT: "",
    Level.HEADING: "",
    Level.BULLET: "g",
    Level.SUBBULLET: "c",
    Level.PARAGRAPH: "p",
    Level.BLOCK: "",
    Level.FOOTNOTE: "cn",
    Level.TABLE_ROW: "",
    Level.PAGE_MARK: "tr",
    Level.FIELD: "",
    Level.CASE: "th",
    Level.STEP: "b",
    Level.ENTRY: "",
}

_WORDS = {
    Level.ANNEX: "Phụ lục {}",
    Level.PART: "Phần {}",
    Level.CHAPTER: "Chương {}",
    Level.SECTION: "Mục {}",
    Level.ARTICLE: "Điều {}",
    Level.CLAUSE: "khoản {}",
    Level.POINT: "điểm {}",
    Level.BULLET: "gạch đầu dòng {}",
    Level.SUBBULLET: "ý {}",
    Level.PARAGRAPH: "đoạn {}",
    Level.BLOCK: "{}",
    Level.FOOTNOTE: "chú thích {}",
    Level.PAGE_MARK: "số trang {}",
    Level.FIELD: "{}",
    Level.CASE: "trường hợp {}",
    Level.STEP: "Bước {}",
    Level.ENTRY: "dòng {}",
}


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One step of a place: its level and its label as text ("5a", "đ", "II", "3.1")."""

    level: Level
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A place in a document, from the largest step to the smallest.

    An article's place does not need its chapter: Điều are numbered through the whole paper.
    """

    document_id: str
    steps: tuple[Step, ...]

    @property
    def id(self) -> str:
        """The stable id: "15-2026-qd-ubnd/d3/k1/đ", "12-kh-ubnd/v/4/g1"."""
        slugs = [_SLUG[step.level] + _slug(step.label) for step in self.steps]
        return "/".join([self.document_id, *slugs])

    @property
    def words(self) -> str:
        """The place as it is cited: "điểm e khoản 1 Điều 5"; "mục II.3.1, gạch đầu dòng 2".

        Law places read from small to large; a plan's headings join into one "mục".
        """
        law = [s for s in self.steps if s.level in (Level.ARTICLE, Level.CLAUSE, Level.POINT)]
        if law:
            rest = [s for s in self.steps if s not in law]
            words = " ".join(_WORDS[step.level].format(step.label) for step in reversed(law))
            outer = [_WORDS[s.level].format(s.label) for s in rest if s.level in _AROUND_ARTICLES]
            inner = [_step_words(s) for s in rest if s.level in _UNDER_ARTICLE]
            return ", ".join([words, *inner, *outer])
        if self.steps and self.steps[0].level is Level.FIELD:
            return ", ".join(_step_words(step) for step in reversed(self.steps))
        headings = _joined_headings([s.label for s in self.steps if s.level is Level.HEADING])
        others = [_step_words(s) for s in self.steps if s.level is not Level.HEADING]
        return ", ".join(([f"mục {headings}"] if headings else []) + others)

    def __str__(self) -> str:
        return self.words


def _slug(label: str) -> str:
    """A label for an id: lower case, no spaces; đ stays apart from d, as in a law's points."""
    if len(label) <= _LONGEST_LABEL:
        return label.lower().replace(" ", "-")
    return fold(label.lower()).replace(" ", "-")


FIELD_WORDS = {  # a procedure's fields: the label in a place, and its words
    "tóm tắt": "thông tin chung",
    "trình tự": "trình tự thực hiện",
    "cách thức": "cách thức thực hiện",
    "hồ sơ": "thành phần hồ sơ",
    "căn cứ": "căn cứ pháp lý",
    "cơ quan": "cơ quan thực hiện",
    "điều kiện": "yêu cầu, điều kiện thực hiện",
    "kết quả": "kết quả xử lý",
}
_LONGEST_LABEL = 3  # "đ", "15a", "IV": longer ones are words
_AROUND_ARTICLES = (Level.ANNEX, Level.BLOCK)  # "Quy chế kèm theo" numbers its own articles

_UNDER_ARTICLE = (
    Level.BULLET,
    Level.SUBBULLET,
    Level.PARAGRAPH,
    Level.FOOTNOTE,
    Level.TABLE_ROW,
    Level.HEADING,
)


def _step_words(step: Step) -> str:
    if step.level is Level.TABLE_ROW:
        table, _, row = step.label.removeprefix("t").partition(".r")
        return f"bảng {table}, dòng {row}"
    if step.level is Level.FIELD:
        return FIELD_WORDS.get(step.label, step.label)
    if step.level is Level.HEADING:
        return f"mục {step.label}"
    return _WORDS[step.level].format(step.label)


def _joined_headings(labels: list[str]) -> str:
    """Join "II", "3", "3.1" into "II.3.1": a dotted label already names the one above it."""
    joined: list[str] = []
    for label in labels:
        if joined and label.startswith(joined[-1] + "."):
            joined[-1] = label
        else:
            joined.append(label)
    return ".".join(joined)
