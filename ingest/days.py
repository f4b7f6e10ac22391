"""Days as papers write them at their head and in the sentence on their effect."""

import re
from datetime import date

_LEADERS = r"[\s.…_]*"  # the blank to be filled in
# A handwritten day that OCR could not read stands as other characters: up to eight are let pass.
_WORDS = re.compile(
    rf"[Nn]gày{_LEADERS}(?P<day>\d{{0,2}})(?P<noise>[^\d,;:]{{0,8}}?){_LEADERS}"
    rf"tháng{_LEADERS}(?P<month>\d{{0,2}}){_LEADERS}năm{_LEADERS}"
    r"(?P<year>(?:19|20)\d\d(?!\d\d))?"  # one digit more is a footnote's
)
_DIGITS = re.compile(
    r"[Nn]gày\s*(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>(?:19|20)\d\d)"
)
_MONTH = re.compile(
    rf"tháng{_LEADERS}(?P<month>\d{{1,2}}){_LEADERS}năm{_LEADERS}(?P<year>(?:19|20)\d\d)"
)


def day_of(text: str) -> date | None:
    """The first day written in a text; None when there is none, or it is not whole or not real."""
    matches = [match for pattern in (_WORDS, _DIGITS) if (match := pattern.search(text))]
    if not matches:
        return None
    found = min(matches, key=lambda match: match.start())
    if not (found["day"] and found["month"] and found["year"]):
        return None
    if _hides_digit(found["day"], found.groupdict().get("noise", "").strip()):
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _hides_digit(day: str, noise: str) -> bool:
    """True where a scan may have lost a digit: "1' tháng"; no day goes on after 4 to 9 or two."""
    if not noise:
        return False
    return any(c.isalnum() for c in noise) or (len(day) == 1 and day in "0123")


def day_as_written(text: str) -> str | None:
    """The words of the day, blanks and all: "ngày tháng 9 năm 2024"."""
    match = _WORDS.search(text) or _DIGITS.search(text) or _MONTH.search(text)
    return " ".join(match[0].split()) if match else None
