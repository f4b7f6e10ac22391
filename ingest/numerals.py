"""How lists count: 1, 01, i, IV, a, aa, một. Used for the lists of Word and of web pages."""

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_UNITS = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_LARGEST_ROMAN = 3999
_LARGEST_SPELLED = 99


def written(count: int, form: str) -> str:
    """A count in a form named as w:numFmt names it; decimal for a form that is not known.

    "custom:001, 002, …" pads to the width of its first example.
    """
    if form in ("upperRoman", "lowerRoman"):
        numeral = roman(count)
        return numeral if form == "upperRoman" else numeral.lower()
    if form in ("upperLetter", "lowerLetter"):
        letter = letters(count)
        return letter if form == "lowerLetter" else letter.upper()
    if form == "decimalZero":
        return f"{count:02d}"
    if form == "vietnameseCounting":
        return spelled(count)
    if form == "numberInDash":
        return f"- {count} -"
    if form == "decimalEnclosedCircle" and 0 < count <= len(_CIRCLED):
        return _CIRCLED[count - 1]
    if form.startswith("custom:0"):
        return str(count).zfill(len(form.removeprefix("custom:").split(",")[0].strip()))
    return str(count)


def roman(count: int) -> str:
    """A count from 1 to 3999 in Roman capitals; beyond that in digits."""
    if not 0 < count <= _LARGEST_ROMAN:
        return str(count)
    numeral = ""
    for value, sign in _ROMAN:
        while count >= value:
            numeral, count = numeral + sign, count - value
    return numeral


def letters(count: int) -> str:
    """A … z, then aa, bb … as Word goes on; digits for 0."""
    if not 0 < count <= 26 * 30:
        return str(count)
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def spelled(count: int) -> str:
    """A count from 1 to 99 in Vietnamese words: "mười lăm", "hai mươi mốt"."""
    if not 0 < count <= _LARGEST_SPELLED:
        return str(count)
    tens, unit = divmod(count, 10)
    if tens == 0:
        return _UNITS[unit]
    head = "mười" if tens == 1 else f"{_UNITS[tens]} mươi"
    if unit == 5:
        return f"{head} lăm"
    if unit == 1 and tens > 1:
        return f"{head} mốt"
    return f"{head} {_UNITS[unit]}".strip()
