"""Whether words set a time: a deadline, a period, a recurrence; not a cited paper's own day."""

import re

from corpus.text import fold, normalize

# "số 88/KH-UBND ngày 24 tháng 8 năm 2023": when a paper was signed sets nobody a deadline.
CITED_DAY = re.compile(
    r"(?:/|-)[A-ZĐ][\w.&-]*\s+(?:ký\s+|ban hành\s+)?ngày\s+\d{1,2}\s*(?:/|-|\s+tháng\s+)"
    r"\s*\d{1,2}\s*(?:/|-|\s+năm\s+)\s*\d{4}"
)
# "tính đến ngày 29/02/2024", "từ năm 2023 trở về trước": up to when a report counts.
_COUNTED_TO = re.compile(
    r"\btinh den(?: het)?(?: ngay)? \d{1,2}(?:/| thang )\d{1,2}(?:(?:/| nam )\d{4})?"
    r"|\btinh den (?:het |cuoi )?(?:thang|quy|nam) [\d/iv]+"
    r"|\btu (?:ngay |thang |nam )?[\d/]+ tro ve truoc\b"
)
_TIME = re.compile(
    r"\bngay \d|\bthang \d|\bqu[yi] (?:[iv]+|\d)\b|\bnam \d{4}\b"
    r"|\b\d+ (?:ngay|thang|gio|tuan|nam|phut)\b"
    r"|\d{1,2}/\d{1,2}/\d{4}|\b\d{1,2}/\d{4}\b|\bthuong xuyen\b"
    r"|\b(?:hang|moi) (?:ngay|thang|quy|nam|tuan)\b"
    r"|\bngay sau khi\b|\b(?:cuoi|dau|giua) (?:nam|thang|quy)\b|\bgiai doan \d{4}\b|\bdinh ky\b"
    r"|\bngay lam viec\b|\bngay khi\b|\bkip thoi\b|\bm[uo]ng \d"
)
_DUE = re.compile(
    r"\bthoi (?:gian|han|diem)\b|\b(?:cham|muon) nhat\b|\btruoc (?:ngay|thang|khi)\b"
    r"|\b(?:den|toi) (?:het|cuoi|ngay|nam|thang|quy)\b|\btrong (?:nam|thang|quy|vong|\d)"
    r"|\bhoan thanh\b|\bxong\b|\b(?:hang|moi) (?:ngay|thang|quy|nam|tuan)\b"
    r"|\bngay sau\b|\bthuong xuyen\b|\bdinh ky\b|\bke tu\b|\bphan dau\b"
)


def time_set(text: str) -> float:
    """How far a text sets a time: 1 with a word of due time, 0.5 for a bare period, else 0."""
    plain = " ".join(fold(normalize(CITED_DAY.sub(" ", text))).split())
    plain = _COUNTED_TO.sub(" ", plain)
    if _TIME.search(plain) is None:
        return 0.0
    return 1.0 if _DUE.search(plain) else 0.5
