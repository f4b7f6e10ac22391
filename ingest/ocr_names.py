"""The kind and the issuer at a scanned paper's head, their accents put right.

Capitals with two marks on a letter ("KẾ", "TẾ") are what Tesseract misreads most. A kind has
one reading among those of NĐ 30/2020/NĐ-CP; an issuer's words are written again, in small
letters and better read, in the paper's own sentences.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.kinds import KINDS
from ingest.lines import is_capitals
from ingest.ocr_engine import Word
from ingest.ocr_lines import Row
from ingest.ocr_strip import HeadPicture

_WELL_READ = 80.0
_CLEAR = 0.6  # share of the sentences that must agree on a word's accents
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_NAME = re.compile(r"^[^\W\d_]+(?:[-.,&][^\W\d_]+)*[.,;]?$")
_RUN = re.compile(r"[^\W\d_]+")
Pairs = dict[tuple[str, str], Counter[str]]
# Words that stand in the names of offices, with what stands before them where it matters.
_OFFICES = (
    "ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN", "SỞ Y TẾ", "SỞ NỘI VỤ", "SỞ TÀI CHÍNH", "SỞ TƯ PHÁP",
    "SỞ CÔNG THƯƠNG", "SỞ XÂY DỰNG", "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "SỞ KẾ HOẠCH VÀ ĐẦU TƯ",
    "SỞ KHOA HỌC VÀ CÔNG NGHỆ", "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG", "SỞ GIAO THÔNG VẬN TẢI",
    "SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
    "SỞ THÔNG TIN VÀ TRUYỀN THÔNG", "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
    "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", "SỞ NGOẠI VỤ", "SỞ DÂN TỘC VÀ TÔN GIÁO",
    "BỘ Y TẾ", "BỘ NỘI VỤ", "BỘ TÀI CHÍNH", "BỘ TƯ PHÁP", "BỘ CÔNG AN", "BỘ XÂY DỰNG",
    "THANH TRA TỈNH", "VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI", "TRUNG TÂM Y TẾ", "TRUNG TÂM PHỤC VỤ",
    "HỘI ĐỒNG", "THÀNH PHỐ", "THỊ TRẤN", "BẢO HIỂM XÃ HỘI", "CHI CỤC THUẾ", "CỤC THUẾ",
    "UBND TỈNH", "UBND HUYỆN", "UBND XÃ", "UBND PHƯỜNG", "UBND THÀNH PHỐ", "UBND THỊ XÃ",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The rows with names mended, and what to say of it in Vietnamese."""

    rows: tuple[Row, ...]
    repairs: tuple[str, ...] = ()


def mend_names(picture: HeadPicture, rows: list[Row], head: int) -> Named:
    """The rows with the kind and the capitals of the first `head` rows mended."""
    pairs = _written_pairs(rows, head)
    done: list[Row] = []
    repairs: list[str] = []
    before = ""
    for row in rows[:head]:
        words = _kind(row) or _offices(row, pairs, before)
        repairs += [
            f"Phần đầu: nhận dạng là «{old.text}», sửa thành «{new.text}»."
            for old, new in zip(row.words, words, strict=True)
            if old.text != new.text
        ]
        mended = Row(words=tuple(words))
        words = _without_dots(_motto(picture.columns(mended)) or words)
        before = row.words[-1].text
        done.append(Row(words=tuple(words)))
    return Named(rows=(*done, *rows[head:]), repairs=tuple(dict.fromkeys(repairs)))


def _kind(row: Row) -> list[Word] | None:
    """The words of a row that is a kind's name alone; None for any other row."""
    text = " ".join(word.text for word in row.words)
    if not is_capitals(text):
        return None
    bare = _folded(re.sub(r"[^\w\s]", "", text))
    meant = {kind for kind in KINDS if _is_near(bare, _folded(kind))}
    if len(meant) != 1:
        return None
    parts = meant.pop().upper().split()
    if len(parts) != len(row.words):
        return None
    return [replace(word, text=part) for word, part in zip(row.words, parts, strict=True)]


def _is_near(found: str, wanted: str) -> bool:
    """True for the same letters, or one more or one less in a long name ("THOÒNG BÁO")."""
    if found == wanted:
        return True
    if len(wanted) < 7 or abs(len(found) - len(wanted)) != 1:
        return False
    longer, shorter = sorted((found, wanted), key=len, reverse=True)
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def _motto(picture_columns: list[list[Word]]) -> list[Word] | None:
    """The columns with the national motto as it is always written; None for any other row."""
    last = picture_columns[-1]
    bare = re.sub(r"[\W_]", "", _folded(" ".join(word.text for word in last)))
    line = next((line for line in _MOTTO if re.sub(r"[\W_]", "", _folded(line)) == bare), None)
    if line is None:
        return None
    whole = replace(last[0], text=line, width=last[-1].right - last[0].left)
    return [*(word for column in picture_columns[:-1] for word in column), whole]


def _offices(row: Row, pairs: Pairs, before: str) -> list[Word]:
    """The words in capitals with the accents that their neighbours say they have."""
    words = list(row.words)
    runs = [
        (index, match) for index, word in enumerate(words) for match in _RUN.finditer(word.text)
    ]
    for place, (index, match) in enumerate(runs):
        bare, word = match[0], words[index]
        if len(bare) < 2 or not is_capitals(bare) or not _NAME.match(word.text):
            continue
        above = runs[place - 1][1][0] if place else before
        below = runs[place + 1][1][0] if place + 1 < len(runs) else ""
        votes = pairs.get((_folded(above), ">" + _folded(bare)), Counter()) + pairs.get(
            (_folded(below), "<" + _folded(bare)), Counter()
        )
        if not votes:
            continue
        votes[bare] += 1
        best, count = votes.most_common(1)[0]
        if count > _CLEAR * sum(votes.values()) and not _same_marks(best, bare):
            text = word.text[: match.start()] + best + word.text[match.end() :]
            words[index] = replace(word, text=text)
    return words


def _without_dots(words: list[Word]) -> list[Word]:
    """The words of a row of capitals without dots that stand alone: dirt beside large type."""
    kept = [word for word in words if not re.fullmatch(r"[.,'`_|]+", word.text)]
    return kept if kept and any(is_capitals(word.text) for word in kept) else words


def _same_marks(one: str, other: str) -> bool:
    """True for "HÒA" and "HOÀ": two ways of writing, no misreading."""
    return sorted(unicodedata.normalize("NFD", one)) == sorted(unicodedata.normalize("NFD", other))


def _written_pairs(rows: list[Row], head: int) -> Pairs:
    """For each word, without accents, and its neighbour: how often it is written how."""
    pairs: Pairs = {}
    runs = [name.split() for name in _OFFICES for _ in range(2)]
    for row in rows[head // 2 :]:
        runs += [[w.text if w.confidence > _WELL_READ else "" for w in row.words]]
    for run in runs:
        bare = [_EDGES.sub("", word).upper() for word in run]
        for left, right in pairwise(bare):
            if left and right:
                pairs.setdefault((_folded(left), ">" + _folded(right)), Counter())[right] += 1
                pairs.setdefault((_folded(right), "<" + _folded(left)), Counter())[left] += 1
    return pairs


def _folded(text: str) -> str:
    bare = _EDGES.sub("", text).lower().replace("đ", "d").replace("ð", "d")
    spread = unicodedata.normalize("NFD", bare)
    return "".join(letter for letter in spread if not unicodedata.combining(letter))
