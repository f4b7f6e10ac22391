"""Symbols of numbers ("QĐ-UBND") as they were recognised, as they are meant, as files bear them."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise, product

from corpus.numbers import KIND_BY_SYMBOL

# What a letter of a symbol is often taken for. A repair must leave one reading only.
_MEANT = {"Ð": "Đ", "D": "DĐ", "O": "OQ", "0": "OQ", "Ọ": "Q", "Ò": "O", "Ô": "O", "Â": "A"}
_ORGANS = frozenset(("HĐND", "UBND", "BHXH", "VPĐĐ", "HĐĐT", "HĐQL", "ĐĐBQH", "BQLDA"))
_KINDS = frozenset(KIND_BY_SYMBOL) | {"NĐ-CP"}
_MOST_WAYS = 64
# Widths in heights of a capital, of Times New Roman, which NĐ 30/2020/NĐ-CP demands.
_NARROW = {"I": 0.5, "J": 0.59, "-": 0.5, "–": 0.76, "/": 0.42, ".": 0.38, "&": 1.18, "M": 1.34}
_NARROW |= dict.fromkeys("SFP", 0.84) | dict.fromkeys("ELTZ", 0.92) | dict.fromkeys("BCR", 1.0)
_USUAL_CAPITAL, _USUAL_SMALL = 1.09, 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class MendedSymbol:
    """A symbol, and the sentence that says what was mended; "" when nothing was."""

    symbol: str
    note: str = ""


def mend_symbol(read: str) -> MendedSymbol:
    """The symbol with letters put right where the forms of NĐ 30/2020/NĐ-CP leave one reading."""
    plain = re.sub(r"\s*[-–—]\s*", "-", read.strip(" .,"))
    parts = plain.split("-")
    mended = "-".join(
        [_known(parts[0], _KINDS | _ORGANS), *(_known(p, _ORGANS) for p in parts[1:])]
    )
    if mended == plain:
        return MendedSymbol(symbol=mended)
    return MendedSymbol(
        symbol=mended, note=f"Ký hiệu nhận dạng là «{plain}», sửa thành «{mended}»."
    )


def _known(part: str, known: frozenset[str]) -> str:
    plain = part.replace("Ð", "Đ")  # the Icelandic letter looks the same
    if plain in known:
        return plain
    choices = [_MEANT.get(letter, letter) for letter in plain]
    ways = 1
    for choice in choices:
        ways *= len(choice)
    if ways > _MOST_WAYS:
        return plain
    meant = {way for letters in product(*choices) if (way := "".join(letters)) in known}
    return meant.pop() if len(meant) == 1 else plain


def width_of(text: str, capital: float) -> float:
    """How wide printed letters are, in pixels, by the height of the capitals."""
    widths = [
        _NARROW.get(letter, _USUAL_SMALL if letter.islower() else _USUAL_CAPITAL) for letter in text
    ]
    return capital * sum(widths)


def number_in_name(name: str, symbol: str) -> str:
    """The count that a file's name gives beside this symbol: "381" of "381_tb_syt.pdf".

    "" when the name has none, or has another symbol: a name proves nothing by itself.
    """
    tokens = re.findall(r"\d+|[^\W\d_]+", name.rpartition(".")[0])
    wanted = [_folded(part) for part in re.findall(r"[^\W\d_]+", symbol)]
    for index, (count, _after) in enumerate(pairwise(tokens)):
        following = [_folded(token) for token in tokens[index + 1 : index + 1 + len(wanted)]]
        if count.isdigit() and len(count) <= 5 and _same(following, wanted):
            return str(count.lstrip("0"))
    return ""


def _same(found: list[str], wanted: list[str]) -> bool:
    """True when the parts are the same in order, but for one letter left out of a long one."""
    if len(found) != len(wanted):
        return False
    wrong = [pair for pair in zip(found, wanted, strict=True) if pair[0] != pair[1]]
    return not wrong or (len(wanted) > 1 and len(wrong) == 1 and _lacks_one(*wrong[0]))


def _lacks_one(found: str, wanted: str) -> bool:
    return any(found == wanted[:i] + wanted[i + 1 :] for i in range(len(wanted)))


def _folded(text: str) -> str:
    spread = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in spread if not unicodedata.combining(letter))
