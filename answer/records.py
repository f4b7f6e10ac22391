"""Questions about a paper's own record: its number, its day of issue, who signed it.

The answer is on the paper itself. Many papers in a library are drafts or copies without a
number or a day; then nothing that other papers are numbered may be given in its place.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from answer.coverage import Terms, coverage
from corpus.documents import Document, Passage, Role
from corpus.numbers import find_numbers
from corpus.text import fold, normalize


class Asked(Enum):
    """Which part of a record is asked for."""

    NUMBER = "số"
    DAY = "ngày ban hành"
    SIGNER = "người ký"
    RECIPIENTS = "nơi nhận"


_KINDS = (
    r"ke hoach|cong van|bao cao|quyet dinh|thong bao|quy che|quy dinh|chi thi|nghi quyet|to trinh"
    r"|huong dan|ket luan|nghi dinh|thong tu|phuong an|de an|chuong trinh|cong dien"
)
_PATTERNS = (
    (
        Asked.NUMBER,
        # Not the number of a form, an article or a telephone, nor "tổng số".
        r"(?<!mau )(?<!dieu )(?<!khoan )(?<!phu luc )(?<!bieu )(?<!trang )(?<!thoai )(?<!tong )"
        r"\bso (?:bao nhieu|may|hieu (?:la )?gi|van ban la gi|gi)\b",
    ),
    (
        Asked.DAY,
        r"\b(?:ban hanh|ky|ki)(?: vao)?(?: ngay)? (?:ngay (?:nao|may|bao nhieu)|khi nao|hom nao)\b"
        # "trong 05 ngày kể từ ngày ký" counts from the day, it does not ask for it.
        r"|(?<!tu )(?<!sau )(?<!truoc )\bngay (?:ban hanh|ky|ki)\b|\bso may ngay nao\b",
    ),
    (
        Asked.SIGNER,
        r"\bai (?:da |la nguoi |dung ten |thay mat )?(?:ky|ki)\b(?! so)|\bnguoi (?:ky|ki)\b",
    ),
    (Asked.RECIPIENTS, r"\bnoi nhan\b(?! ho so)|\bkinh gui (?:ai|nhung|cac|don vi|co quan)\b"),
)
_COMPILED = tuple((asked, re.compile(pattern)) for asked, pattern in _PATTERNS)
# Verbs of what a paper itself says; to be answered from the paper, not from those that cite it.
_CONTENT = re.compile(
    r"\b(?:quy dinh|phan cong|danh gia|gom (?:nhung|may|bao nhieu|cac)|co (?:bao nhieu|may)"
    r" (?:dieu|chuong|khoan|muc|trang|phan)"
    r"|(?:ghi|neu)(?: (?!so )\w+)*? (?:gi|nhung gi|nao)|noi (?:gi|ve gi))\b"
)
_KIND = re.compile(rf"\b({_KINDS})\b")
# That every such question may use.
_RECORD_WORDS = "số hiệu ký kí ban hành người ngày tháng năm chức danh chức vụ họ tên nơi nhận"
# "ai ký PA 17/PA-UBND": what stands between is at most the paper's kind.
_SIGNS = re.compile(r"\bai (?:da |la nguoi )?(?:ky|ki) (?:(?!theo )\w+ ){0,2}(?:so )?(\d+/\S+)")
# "đã có số và ngày ban hành chưa": what the head leaves blank answers it, too.
_WHETHER = re.compile(
    r"\b(?:co|ghi|dien)"
    r" (?P<what>(?:so(?= (?:va|hieu|ky hieu|ngay|chua|khong|van ban)\b)|ngay)\b.*?)"
    r"\b(?:chua|khong)\b"
)
# What a text that cites a paper says of it: whose it is, its matter, its day.
_CITED = re.compile(
    r"\b(?:cua|cho|ve) (?:nhung |cac )?(?:phong|don vi|co quan|truong|ban|linh vuc) nao\b"
    r"|\bve (?:viec )?gi\b|\b(?:ai|co quan nao) ban hanh\b|\bban hanh ngay nao\b"
)
_OTHER_PAPER = re.compile(rf"\b(?:{_KINDS}) (?:nao|so may|so bao nhieu|gi)\b")
# "ai ký văn bản xin lỗi theo quyết định …" asks who signs under a rule, not who signed it.
_SIGNS_UNDER = re.compile(rf"\b(?:ky|ki) (?!(?:{_KINDS})\b)(?:\w+ )+?theo (?:{_KINDS})\b")
_COVERED = 0.75  # of the question's words that the paper's own head holds


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordQuestion:
    """A question about a paper's record: what is asked, and the kind of paper that is named."""

    asked: tuple[Asked, ...]
    kind: str  # folded: "ke hoach"; "" where only its number is named
    signed: str | None = None  # the number, folded, right behind "ai ký"
    is_whether: bool = False  # asks whether the paper says it: "đã có số chưa"


def read_record_question(
    folded_question: str, *, has_number: bool = False
) -> RecordQuestion | None:
    """What a question asks of a paper's record; None when it asks something else.

    A paper is named by its kind or, where `has_number`, by its number alone.
    "Công văn nào hướng dẫn …" asks for another paper that a text cites, not for a record.
    """
    asked = tuple(what for what, pattern in _COMPILED if pattern.search(folded_question))
    whether = _WHETHER.search(folded_question)
    if whether is not None:
        said = ((Asked.NUMBER, "so"), (Asked.DAY, "ngay"))
        named = tuple(what for what, word in said if word in whether["what"].split())
        asked = tuple(dict.fromkeys((*named, *asked)))
    kind = _KIND.search(folded_question)
    if not asked or (kind is None and not has_number):
        return None
    if _OTHER_PAPER.search(folded_question) or _SIGNS_UNDER.search(folded_question):
        return None
    signed = _SIGNS.search(folded_question)
    return RecordQuestion(
        asked=asked,
        kind=kind[1] if kind else "",
        signed=signed[1] if signed else None,
        is_whether=whether is not None,
    )


def head_of(document: Document, passages: Iterable[Passage]) -> str:
    """What a paper says of itself: its description and its first sentence."""
    opening = next((passage.text for passage in passages if passage.role is Role.BODY), "")
    names = (document.title, document.subject, document.issuer, document.signed_as_written, opening)
    head = "\n".join(name for name in names if name)
    # "Thông báo 2149" is how people name 2149/TB-ĐKT.
    numbers = (mention.number.partition("/")[0] for mention in find_numbers(head))
    return "\n".join((head, *numbers))


def likeliest(
    question: RecordQuestion, terms: Terms, documents: Iterable[Document]
) -> list[Document]:
    """The papers of the kind that is asked for, those whose description fits best first."""

    def fit(document: Document) -> tuple[float, str]:
        return (-coverage(terms, head_of(document, ())).single, document.id)

    fitting = [d for d in documents if fold(normalize(d.kind or "")) in ("", question.kind)]
    return sorted(fitting, key=fit)


def is_named(question: RecordQuestion, terms: Terms, document: Document) -> bool:
    """Whether a question about a paper with this paper's number is about nothing else.

    "Ai ký văn bản xin lỗi theo Quyết định 15/2026/QĐ-UBND" is not about the decision's signer.
    """
    names = (document.title, document.issuer or "", document.signed_as_written or "")
    is_kind = question.kind in ("", fold(normalize(document.kind or "")))
    if question.signed is not None and question.signed == fold(normalize(document.number or "")):
        return is_kind
    return is_kind and coverage(terms, *names, _RECORD_WORDS).single == 1.0


def is_meant(question: RecordQuestion, terms: Terms, document: Document, head: str) -> bool:
    """Whether a question is about this paper: the kind fits and its head holds the words."""
    kind = fold(normalize(document.kind or ""))
    if not question.kind or (kind and kind != question.kind):
        return False
    if not kind and question.kind not in fold(normalize(head)):
        return False
    return coverage(terms, head, _RECORD_WORDS).single >= _COVERED


def record_of(document: Document, asked: Asked) -> str | None:
    """The part of the record that is asked for, as text; None where the paper does not say."""
    if asked is Asked.NUMBER:
        return document.number
    if asked is Asked.DAY:
        return document.signed_on.strftime("%d/%m/%Y") if document.signed_on else None
    return document.signer if asked is Asked.SIGNER else None


def asks_what_is_cited(folded_question: str) -> bool:
    """Whether a text that only cites a paper may say what is asked of it: whose, of when."""
    return _CITED.search(folded_question) is not None


def absent_number(
    folded_question: str, numbers: tuple[str, ...], documents: Iterable[Document]
) -> str | None:
    """The number of a paper whose own content is asked for and that the library does not hold.

    Where it stands in other papers it is only cited: they do not say what it says.
    """
    if not numbers or not _CONTENT.search(folded_question):
        return None
    held = {document.number for document in documents}
    return None if held & set(numbers) else numbers[0]
