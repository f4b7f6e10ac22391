"""Greetings, thanks, and what is not for the papers: one polite sentence."""

import re

from answer.answers import Answer, Kind
from corpus.case_codes import CASE_CODE
from corpus.text import fold, normalize

_ADDRESSED = (
    r"(?: (?:ban|em|anh|chi|ad|admin|bot|tro ly|nha|nhe|nhieu|rat|lam|a|moi nguoi|ca nha"
    r"|dung han))*"
)
_SAID = (
    (
        r"(?:(?:xin|da|vang|em) )*(?:chao|hello|hi|alo|hey)"
        rf"(?: (?:buoi (?:sang|trua|chieu|toi)))?{_ADDRESSED}",
        "Xin chào anh/chị. Anh/chị cần tra cứu nội dung nào trong các văn bản của cơ quan?",
    ),
    (
        rf"(?:(?:da|vang|ok|oke|duoc roi|xin|em|minh|toi|rat|chan thanh) )*"
        rf"(?:cam on|cam ta|thanks?|thank you|tks|thank)(?: rat nhieu)?{_ADDRESSED}",
        "Rất vui được hỗ trợ anh/chị.",
    ),
    (
        rf"(?:(?:tam biet|bye|bye bye|hen gap lai|chuc (?:mot )?ngay (?:moi )?(?:tot lanh|vui ve)))"
        rf"{_ADDRESSED}",
        "Chào anh/chị, hẹn gặp lại.",
    ),
    (
        r"(?:ok|oke|okay|da|vang|duoc roi|hieu roi|da ro|ro roi|tot|tot lam|hay qua|gioi qua"
        rf"|tuyet voi){_ADDRESSED}",
        "Cảm ơn anh/chị; khi cần tra cứu thêm, anh/chị cứ hỏi.",
    ),
    (
        r"(?:(?:ban|em|bot|may|day) )?(?:la ai|ten gi|ten la gi|lam duoc (?:nhung )?gi|biet lam gi"
        r"|giup (?:duoc )?gi(?: duoc)?(?: cho (?:toi|minh|em|anh|chi))?|co khoe khong)",
        "Tôi là Đúng Hạn, trợ lý tra cứu văn bản của cơ quan; tôi trả lời bằng trích dẫn từ các "
        "văn bản đã nạp.",
    ),
)
_COMPILED = tuple((re.compile(pattern), sentence) for pattern, sentence in _SAID)

_OWN_CASE = re.compile(
    r"\bho so (?:cua )?(?:toi|em|minh|gia dinh toi|nha toi|nha em|ba con)\b"
    r"|\bho so (?:cua |ten )?(?:ong|ba|anh|chi|co|chu) [a-z]{2,}"
    r"|\bma ho so\b.*\d{4}|\bho so (?:so|ma|ma so) [\w.-]*\d{4}"
    r"|\b(?:toi|em|minh) (?:da |co )?nop ho so\b"
)
_CASE_NOTE = (
    "Đây là câu hỏi về một hồ sơ cụ thể; tình trạng hồ sơ chỉ có trong sổ hồ sơ của cơ quan, không "
    "có trong các văn bản. Hãy hỏi kèm mã hồ sơ hoặc liên hệ Bộ phận Một cửa."
)


def small_talk(text: str) -> Answer | None:
    """One polite sentence for what is no question about papers; None for everything else."""
    plain = _plain(text)
    for pattern, sentence in _COMPILED:
        if pattern.fullmatch(plain):
            return _said(text, Kind.SMALL_TALK, sentence)
    return None


def about_a_case(text: str) -> Answer | None:
    """A refusal of a question about one citizen's case; None for other questions.

    Papers speak of cases in general: what they say must not pass for the state of one.
    """
    if CASE_CODE.search(text) or _OWN_CASE.search(_plain(text)):
        return _said(text, Kind.CASE, _CASE_NOTE)
    return None


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[\w.-]+", fold(normalize(text)).replace("!", " ")))


def _said(text: str, kind: Kind, sentence: str) -> Answer:
    return Answer(
        question=text,
        kind=kind,
        answered=False,
        conclusion=(),
        quotes=(),
        notes=(sentence,),
        confidence=0.0,
    )
