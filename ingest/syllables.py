"""Which letters can be a Vietnamese syllable: to know words that a PDF's text layer broke."""

import re
import unicodedata
from collections import Counter
from functools import cache


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ONSETS = _listed("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x")
_OPEN = _listed(
    "a e ê i o ô ơ u ư y ia ua ưa oa oe uê uơ uy uya ai ao au ay âu ây eo êu iu iêu yêu oi ôi ơi "
    "ui uôi ưi ươi ưu ươu oai oay oao oeo uây uyu"
)
_CLOSED = {
    "a": "c ch m n ng nh p t",
    "ă": "c m n ng p t",
    "â": "c m n ng p t",
    "e": "c m n ng p t",
    "ê": "ch m n nh p t",
    "i": "ch m n nh p t",
    "o": "c m n ng p t",
    "ô": "c m n ng p t",
    "ơ": "m n p t",
    "u": "c m n ng p t",
    "ư": "c m ng t",
    "iê": "c m n ng p t",
    "yê": "m n ng t",
    "uô": "c m n ng t",
    "ươ": "c m n ng p t",
    "oa": "c ch n ng nh p t",
    "oă": "c m n ng t",
    "oe": "n t",
    "oo": "c ng",
    "uâ": "n ng t",
    "uê": "ch nh",
    "uy": "ch n nh p t",
    "uyê": "n t",
}
_RIMES = _OPEN | {
    nucleus + final for nucleus, finals in _CLOSED.items() for final in finals.split()
}
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHARP_TONES = "\u0301\u0323"  # a syllable that ends in c, ch, p, t has one of these
_STOPS = ("c", "ch", "p", "t")
# Syllables that begin with a vowel are few; the others of their shape are rests of broken words.
_BARE = _listed(
    "a ai am an ang anh ao au e em eo im in o oai oan oanh oi om ong oà oái oán u ui um un ung "
    "uy uyên uyển uống uỷ y yên yêu yếm yến yết yếu à ào á ác ách ái ám án ánh áo áp át âm ân "
    "âu én ép ê êm ích ít óc ô ôi ôm ôn ông ù ú úa úng úp út ý ăn ăng ơ ơi ơn ư ưa ưu ước ướp "
    "ướt ạ ạt ả ảnh ảo ấm ấn ấp ất ấu ấy ẩm ẩn ẩu ắt ẵm ẹp ế ếch ỉu ịch ọp ốc ống ốp ồ ồn ổ ổn "
    "ớt ở ục ủ ủng ủy ứ ứng ừ ỷ "
)
_WORD = re.compile(r"[^\W\d_]+")
_BROKEN = re.compile(r"[^\W\d_]+(?: +[^\W\d_]+)+")
# A letter after these words is a name: "điểm c", "nhóm B".
_NAMED_BY_LETTER = _listed("điểm khoản mục mẫu nhóm loại hạng khu lớp bảng cột dòng tổ")
# "các điểm a, e và i khoản 1": letters that are names, not rests of words.
_BEFORE_LETTER = _NAMED_BY_LETTER | _listed("và hoặc hay đến các từ tại với là theo")
_AFTER_LETTER = _listed("khoản điều điểm mục và hoặc")
_UNITS = _listed("m g l t h s V A W C")  # "5 m ở phía sau"
_LONGEST_SYLLABLE = 7  # "nghiêng"


@cache
def is_syllable(word: str) -> bool:
    """True for letters that can be a Vietnamese syllable, in any case."""
    lowered = unicodedata.normalize("NFC", word.lower())
    if len(lowered) > _LONGEST_SYLLABLE:
        return False
    if lowered in _BARE:
        return True
    spread = unicodedata.normalize("NFD", lowered)
    tones = [letter for letter in spread if letter in _TONES]
    plain = unicodedata.normalize("NFC", "".join(x for x in spread if x not in _TONES))
    if len(tones) > 1:
        return False
    for onset in _ONSETS:
        rime = plain.removeprefix(onset)
        if rime == plain:
            continue
        if onset == "gi" and rime == "":
            return True
        if rime in _RIMES or (onset == "gi" and "i" + rime in _RIMES):
            return not rime.endswith(_STOPS) or bool(tones and tones[0] in _SHARP_TONES)
    return False


def share_of_syllables(text: str) -> float:
    """The share of words that can be Vietnamese or are abbreviations; 1.0 for a text of none."""
    words = _WORD.findall(text)
    if not words:
        return 1.0
    good = sum(1 for word in words if is_syllable(word) or (len(word) > 1 and word.isupper()))
    return good / len(words)


def count_words(texts: list[str]) -> Counter[str]:
    """How often each word stands in the texts, in lower case."""
    return Counter(word.lower() for text in texts for word in _WORD.findall(text))


def mend_words(text: str, known: Counter[str]) -> str:
    """The text with syllables rejoined that blanks broke: "n ăm" gives "năm".

    Two parts are joined when they make a syllable and one of them can be none by itself. Where
    a part fits on both sides ("cả n ước"), the join that `known` holds more often is taken.
    """
    return _BROKEN.sub(lambda match: _mend_run(match, known), text)


def _mend_run(match: re.Match[str], known: Counter[str]) -> str:
    pieces = re.split(r"( +)", match[0])
    words, gaps = pieces[::2], [*pieces[1::2], ""]
    if all(is_syllable(word) for word in words):
        return match[0]
    before = match.string[: match.start()].split()[-1:]
    mended: list[str] = []
    index = 0
    while index < len(words):
        word = words[index]
        above = mended[-2] if len(mended) > 1 else (before[0] if before else "")
        while index + 1 < len(words) and _joins(word, words[index + 1 :], above, known):
            word, index = word + words[index + 1], index + 1
        mended += [word, gaps[index]]
        index += 1
    return "".join(mended)


def _joins(left: str, following: list[str], above: str, known: Counter[str]) -> bool:
    right = following[0]
    if not right.islower() or not is_syllable(left + right):
        return False
    if is_syllable(left) and is_syllable(right):
        return False
    if len(left) == 1 and (
        above.lower() in _NAMED_BY_LETTER or (above[-1:].isdigit() and left in _UNITS)
    ):
        return False
    after = following[1].lower() if len(following) > 1 else ""
    if len(right) == 1 and (left.lower() in _BEFORE_LETTER or after in _AFTER_LETTER):
        return False
    if is_syllable(left) and len(following) > 1 and is_syllable(right + following[1]):
        here, there = known[(left + right).lower()], known[(right + following[1]).lower()]
        return here > there
    return True
