"""The line "Số: 381/TB-SYT" of a scanned paper, its count often written by pen."""

import re
from collections import Counter
from difflib import SequenceMatcher

from ingest.letters import CAPITALS
from ingest.ocr_engine import Word
from ingest.ocr_strip import HeadPicture, Mended, agreed, in_place
from ingest.ocr_symbols import MendedSymbol, mend_symbol, number_in_name, width_of

_SYMBOL = rf"[{CAPITALS}Ð][\w&.Ð]*(?:\s?[-–—]\s?[{CAPITALS}Ð][\w&.Ð]*)+|[{CAPITALS}]{{2,6}}"
_LINE = re.compile(
    rf"^(?P<mark>[Ss5$§]\S{{0,3}}?[:;.]|[Ss][^\W\d_]{{1,2}})(?P<count>.*?)\s*(?P<slash>[/|])?\s*"
    rf"(?P<symbol>{_SYMBOL})[\s.,:]*$"
)
_MARK = re.compile(r"^[Ss]\S{0,2}[:;.]$")
_LIKE_A_SLASH = "JIl|!"
_COUNT = r"\d{1,5}[a-zđ]?(?:/(?:19|20)\d\d)?"
_MARK_WIDTH = 1.65  # "Số" and half the colon, in heights of a capital
_SPACE = 0.3
_LIKELY, _HALF = 0.75, 0.5


def mend_number(picture: HeadPicture, column: list[Word], name: str) -> Mended | None:
    """The column as "Số: count/symbol"; None when it is no such line.

    A count that is written and not legible is left empty.

    Args:
        picture: the page.
        column: the words of one column of a row at the head.
        name: the file's name: offices name scans by their number, so it may confirm a reading.
    """
    match = _LINE.match(_text(column))
    if match is None or not (match["slash"] or match["mark"][-1] in ":;"):
        return None
    again = [found for text in picture.readings(column) if (found := _LINE.match(text))]
    symbol = _symbol([match, *again])
    repairs = (symbol.note,) if symbol.note else ()
    clean = [m["count"] for m in (match, *again) if m["slash"] and _MARK.match(m["mark"])]
    printed = agreed(clean, _COUNT, min(word.confidence for word in column))
    doubts: tuple[str, ...] = ()
    if printed is None:
        printed, doubt = _written(picture, column, symbol.symbol, name)
        doubts = (doubt,)
    count = printed or "     "
    word = in_place(column[0], f"Số: {count}/{symbol.symbol}", column[-1].right)
    return Mended(words=(word,), repairs=repairs, doubts=doubts)


def _symbol(readings: list[re.Match[str]]) -> MendedSymbol:
    """The symbol that most readings have; where no slash was seen, strokes like one go."""
    found = Counter(m["symbol"] for m in readings if m["slash"])
    if not found:
        found = Counter(m["symbol"].lstrip(_LIKE_A_SLASH) or m["symbol"] for m in readings)
    return mend_symbol(found.most_common(1)[0][0])


def _text(column: list[Word]) -> str:
    return " ".join(word.text for word in column)


def _written(picture: HeadPicture, column: list[Word], symbol: str, name: str) -> tuple[str, str]:
    """The count written by pen, "" when it is not legible, and the doubt to be told."""
    left = column[0].left + picture.capital * _MARK_WIDTH
    pen = picture.pen(left, _slash_at(picture, column, symbol), _printed(column))
    named = number_in_name(name, symbol)
    if named and pen.digits and SequenceMatcher(None, named, pen.digits).ratio() >= _HALF:
        return named, (
            f"Số viết tay: theo nét bút và tên tệp là «{named}/{symbol}»; cần đối chiếu bản gốc."
        )
    if pen.probability >= _LIKELY and not named:
        return pen.digits, (f"Số viết tay, đọc là «{pen.digits}/{symbol}»; cần đối chiếu bản gốc.")
    guess = f"; nét bút có thể là «{pen.digits}»" if pen.digits else ""
    other = f"; tên tệp ghi «{named}»" if named else ""
    return "", f"Số viết tay trước «/{symbol}» không đọc chắc được, để trống{guess}{other}."


def _slash_at(picture: HeadPicture, column: list[Word], symbol: str) -> float:
    """Where the printed slash before the symbol begins."""
    start = re.escape(symbol[:2])
    for word in column[1:]:
        if re.match(rf"/\s?{start}", word.text):
            return word.left
        if re.match(start, word.text):
            expected = word.left - picture.capital * (_SPACE + width_of("/", 1))
            break
    else:
        expected = column[-1].right - width_of("/" + symbol, picture.capital)
    found = picture.slash(expected, _printed(column))
    return expected if found is None else found


def _printed(column: list[Word]) -> list[Word]:
    """The words whose boxes show the printed line's height: the symbol's, not the pen's."""
    return [word for word in column if re.search(rf"[{CAPITALS}]{{2}}", word.text)] or column
