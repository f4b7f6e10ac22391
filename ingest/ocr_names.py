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

from ingest.lines import is_capitals
from ingest.ocr_engine import Word
from ingest.ocr_lines import Row
from ingest.zones import KINDS

_WELL_READ = 85.0
_CLEAR = 0.6  # share of the sentences that must agree on a word's accents
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM ĐỘC LẬP TỰ DO HẠNH PHÚC"
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


def mend_names(rows: list[Row], head: int) -> Named:
    """The rows with the kind and the capitals of the first `head` rows mended."""
    pairs = _written_pairs(rows, head)
    done: list[Row] = []
    repairs: list[str] = []
    before = ""
    for row in rows[:head]:
        words = list(_kind(row) or _offices(row, pairs, before))
        repairs += [
            f"Phần đầu: nhận dạng là «{old.text}», sửa thành «{new.text}»."
            for old, new in zip(row.words, words, strict=True)
            if old.text != new.text
        ]
        before = words[-1].text
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


def _offices(
    row: Row, pairs: dict[tuple[str, str], Counter[str]], before: str
) -> list[Word]:
    """The words in capitals with the accents that their neighbours say they have."""
    words = list(row.words)
    for index, word in enumerate(words):
        bare = _EDGES.sub("", word.text)
        if len(bare) < 2 or not is_capitals(bare) or not bare.isalpha():
            continue
        above = words[index - 1].text if index else before
        below = words[index + 1].text if index + 1 < len(words) else ""
        votes = pairs.get((_folded(above), ">" + _folded(bare)), Counter()) + pairs.get(
            (_folded(below), "<" + _folded(bare)), Counter()
        )
        if not votes or (word.confidence > _WELL_READ and votes[bare]):
            continue
        best, count = votes.most_common(1)[0]
        if count > _CLEAR * sum(votes.values()) and best != bare:
            start = word.text.index(bare)
            text = word.text[:start] + best + word.text[start + len(bare) :]
            words[index] = replace(word, text=text)
    return words


def _written_pairs(rows: list[Row], head: int) -> dict[tuple[str, str], Counter[str]]:
    """For each word, without accents, and its neighbour: how often it is written how."""
    pairs: dict[tuple[str, str], Counter[str]] = {}
    runs = [name.split() for name in (*_OFFICES, _MOTTO) for _ in range(2)]
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
