"""Figures of a quoted text that do not add up: said, never mended.

"1.039 hồ sơ (trực tuyến: 1.028 hồ sơ, trực tiếp: 110 hồ sơ)" adds up to 1.138; a reader is told
so, with the numbers. Only what one sentence itself puts together is added.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from answer.answers import Quote, Span

_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
# 1.039 hồ sơ (trực tuyến: 1.028 hồ sơ, trực tiếp và qua bưu chính: 110 hồ sơ)
_WHOLE_AND_PARTS = re.compile(
    rf"(?P<whole>{_NUMBER})\s*(?P<unit>[^\W\d]+(?:\s[^\W\d]+)?)\s*\((?P<parts>[^()]{{5,300}})\)"
)
_PART = re.compile(rf"(?<![\d/.,])(?P<value>{_NUMBER})(?![\d/%])")
_RATE = re.compile(
    rf"(?<![\d/.,])(?P<part>{_NUMBER})\s?/\s?(?P<whole>{_NUMBER})(?!\s?/|\d)(?P<between>[^%;()]{{0,90}}?)"
    r"(?P<rate>\d{1,3}(?:,\d+)?)\s?%"
)
_NOT_PARTS = re.compile(r"\d\s?%|ngày|tháng \d|năm \d|số \d|/\d", re.IGNORECASE)
_MOST = 3  # notes on one answer
_LEAST_SHARE = Decimal("0.8")  # of the whole: parts that come to less may be not all of them


def sum_notes(quotes: tuple[Quote, ...], spans: tuple[Span, ...]) -> tuple[str, ...]:
    """A sentence for each sum or rate of the conclusion's quotes that does not come out.

    Only where it stands in the words that answer, or where a figure of them is in it.
    """
    notes: list[str] = []
    for number in sorted({span.quote for span in spans}):
        text = " ".join(quotes[number - 1].text.split())
        said = " ".join(" ".join(s.text.split()) for s in spans if s.quote == number)
        for part, note in (*_sums(text), *_rates(text)):
            if part in said:
                notes.append(f"Trong trích dẫn [{number}], {note}; trích nguyên văn, không sửa.")
    return tuple(dict.fromkeys(notes))[:_MOST]


def _sums(text: str) -> Iterator[tuple[str, str]]:
    for match in _WHOLE_AND_PARTS.finditer(text):
        parts = match["parts"]
        if _NOT_PARTS.search(parts):
            continue
        pieces = [piece for piece in re.split(r"[,;]\s+", parts) if piece.strip()]
        values = [_PART.findall(piece) for piece in pieces]
        if len(pieces) < 2 or any(len(found) != 1 for found in values):
            continue
        written = [found[0] for found in values]
        total, whole = sum(map(_value, written), Decimal(0)), _value(match["whole"])
        if total == whole or total < _LEAST_SHARE * whole:
            continue
        added = " + ".join(written)
        yield match[0], f"{added} = {_written(total)}, khác {match['whole']} mà đoạn này nêu"


def _rates(text: str) -> Iterator[tuple[str, str]]:
    for match in _RATE.finditer(text):
        part, whole = _value(match["part"]), _value(match["whole"])
        if (
            not whole
            or part > whole
            or ("đạt" not in match["between"] and "tỷ lệ" not in match["between"])
        ):
            continue
        rate = _value(match["rate"])
        places = len(match["rate"].partition(",")[2])
        step = Decimal(1).scaleb(-places)
        real = part * 100 / whole
        if abs(real - rate) <= step:  # rounded or cut off
            continue
        real_words = _written(real.quantize(Decimal("0.01")))
        yield (
            match[0],
            f"{match['part']}/{match['whole']} là {real_words}%, "
            f"khác {match['rate']}% mà đoạn này nêu",
        )


def _value(written: str) -> Decimal:
    return Decimal(written.replace(".", "").replace(",", "."))


def _written(value: Decimal) -> str:
    whole, _, rest = format(value, "f").partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{rest}" if rest.strip("0") else grouped
