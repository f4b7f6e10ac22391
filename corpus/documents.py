"""What crosses the rooms: a document, its passages and their places."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from corpus.citations import Citation
from corpus.obligations import Obligation
from corpus.references import Reference


class Role(StrEnum):
    """What a passage is in its paper."""

    HEADER = "header"  # issuer, motto, number, place and date, kind and subject
    ADDRESSEES = "addressees"  # "Kính gửi"
    LEGAL_BASIS = "legal_basis"
    HEADING = "heading"
    BODY = "body"
    TABLE = "table"
    FOOTNOTE = "footnote"
    PAGE_MARK = "page_mark"  # a page number or running header
    RECIPIENTS = "recipients"  # "Nơi nhận"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What a person would quote whole: a khoản, a điểm, a bullet, a paragraph, a table's row.

    Its words are the characters `start` (counted) to `end` (not counted) of its document. All
    passages of a document in order make up its text: no gap, no overlap. Everything is NFC.
    """

    citation: Citation
    role: Role
    trail: tuple[str, ...]  # the headings above, outermost first, each on one line
    text: str
    start: int
    end: int
    first_page: int  # of the file, the first is 1
    last_page: int
    heads: tuple[str, ...] = ()  # of a table's row: the head of each cell, "" where none
    carried: tuple[str, ...] = ()  # for each cell what a merged cell above says, "" where none

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.text):
            raise ValueError(
                f"{self.citation.id}: span {self.start}:{self.end} does not hold "
                f"{len(self.text)} characters"
            )


class ReadHow(StrEnum):
    """How the words of a page were come by; corpus.reading_report says it in Vietnamese."""

    TEXT = "text"  # the file holds them as text: what holds where no note says otherwise
    OCR = "ocr"  # recognised on a picture
    CONVERTED = "converted"  # another program turned the file into one that we read


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What reading a paper repaired or leaves in doubt, said in Vietnamese; or how it was read."""

    page: int | None  # None: the whole paper
    text: str
    doubtful: bool = False  # True: a person should look; False: repaired
    how: ReadHow | None = None  # set: the note says how the page was read, and repairs nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A paper as it was read: what describes it and its whole text.

    What the paper does not say is None or empty, never invented: drafts often have no number
    or day. `id` is a readable slug and unique in the store; `number` alone is not unique.
    """

    id: str
    number: str | None = None  # "61/2018/NĐ-CP", in one canonical writing
    kind: str | None = None  # as NĐ 30/2020/NĐ-CP Điều 7 names it: "Kế hoạch", "Công văn" ...
    subject: str | None = None  # trích yếu
    issuer: str | None = None  # "Ủy ban nhân dân thành phố Sa Đéc"
    place: str | None = None  # "Sa Đéc"
    signed_on: date | None = None
    signed_as_written: str | None = None  # "ngày   tháng 9 năm 2024" where the day is missing
    signer: str | None = None
    signer_title: str | None = None  # "TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH"
    addressees: tuple[str, ...] = ()  # whom "Kính gửi" names
    recipients: tuple[str, ...] = ()
    legal_bases: tuple[str, ...] = ()
    effective_from: date | None = None
    urgency: str | None = None  # "Hỏa tốc", "Thượng khẩn", "Khẩn"
    scope: str | None = None  # who may see it: "Lưu hành nội bộ"
    copied_as: str | None = None  # "Sao y", "Trích sao": not the original
    is_draft: bool = False  # the paper calls itself a draft
    source: str  # the file's name
    sha256: str  # of the file's bytes
    page_count: int
    page_starts: tuple[int, ...]  # offset in `text` where page 1, 2, … begins
    text: str = field(repr=False)
    words: tuple[str, ...] = field(default=(), repr=False)  # corpus.words.compound_words
    revision: int = 0  # the store's number of the change that brought it; 0: not stored

    @property
    def title(self) -> str:
        """How the paper is named to people: kind and number, else kind and subject, else file.

        Examples: "Nghị định 61/2018/NĐ-CP", "Kế hoạch «Khắc phục tồn tại …»".
        """
        if self.number:
            return f"{self.kind} {self.number}" if self.kind else self.number
        if self.subject:
            return f"{self.kind or 'Văn bản'} «{self.subject}»"
        return self.source


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDocument:
    """What ingest hands to the library: a document, its passages in order, the notes."""

    document: Document
    passages: tuple[Passage, ...]
    notes: tuple[Note, ...] = ()
    references: tuple[Reference, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    obligation_rules: int = 0  # the number of the rules that read them; 0: they were not read
