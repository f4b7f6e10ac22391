"""What a passage says of other texts: which one it cites, where in it, and in what relation."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corpus.citations import Citation


class Relation(StrEnum):
    """How a text stands to the one that it cites."""

    LEGAL_BASIS = "legal_basis"  # căn cứ
    APPLIES = "applies"  # dẫn chiếu, thực hiện
    AMENDS = "amends"  # sửa đổi, bổ sung
    REPLACES = "replaces"  # thay thế
    REPEALS = "repeals"  # bãi bỏ, hết hiệu lực
    SUSPENDS = "suspends"  # ngưng hiệu lực
    CORRECTS = "corrects"  # đính chính
    CONSOLIDATES = "consolidates"  # hợp nhất
    GUIDES = "guides"  # quy định chi tiết, hướng dẫn
    ATTACHES = "attaches"  # kèm theo


# The relations that change whether a text stands. What else cites it leaves it as it is.
CHANGES_VALIDITY = frozenset(
    {Relation.AMENDS, Relation.REPLACES, Relation.REPEALS, Relation.SUSPENDS}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The text that is cited, and the place in it. What the citation does not say is None.

    A text is known by its number; a law may be cited by its name alone. `number` and `name` are
    both None only where the paper cites a place of itself.
    """

    number: str | None = None  # canonical: "61/2018/NĐ-CP"
    name: str | None = None  # "Luật Lưu trữ", "Nghị định 61": as cited, where no number is known
    signed_on: date | None = None  # the day that the citation gives, also where it is wrong
    year: int | None = None  # "Luật … năm 2015"
    article: str | None = None
    clause: str | None = None
    point: str | None = None

    @property
    def is_self(self) -> bool:
        """Whether the paper cites itself: "khoản 2 Điều 5 Nghị định này"."""
        return self.number is None and self.name is None

    @property
    def place(self) -> str:
        """The place in the text, from small to large: "điểm e khoản 1 Điều 5"; "" for none."""
        steps = (("điểm", self.point), ("khoản", self.clause), ("Điều", self.article))
        return " ".join(f"{level} {label}" for level, label in steps if label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One citation of a text by a passage. `start` and `end` count in the document's text.

    `by` is the number of the text that amends, replaces, guides … when that is not the paper
    itself: a plan that says "Nghị định 107 sửa đổi Nghị định 61" changes nothing.
    """

    citation: Citation  # of the passage
    start: int
    end: int
    relation: Relation
    target: Target
    by: str | None = None
    effective_from: date | None = None  # when the change works; None: the paper does not say
    exception: str | None = None  # "trừ trường hợp …", as written
    doubt: str | None = None  # why a person should look, in Vietnamese


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReference:
    """A reference as the library holds it: of which paper, and the words that cite."""

    document_id: str
    document: str  # its title
    document_number: str | None
    issuer: str | None
    page: int
    quote: str  # the passage's text
    quote_start: int  # where the passage begins in the document's text
    reference: Reference
