"""Vietnamese text as programs show it when it was typed in an old encoding: the inverse, for tests.

Written from the fonts' layouts, not from the tables that are tested.
"""

import unicodedata

# TCVN 5712, VN3: the letters in the order of their bytes.
_TCVN3 = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
TCVN3 = {
    letter: chr(first + place)
    for first, letters in _TCVN3.items()
    for place, letter in enumerate(letters)
}
_SHAPE = {"\u0302": "aâ", "\u0306": "aê"}
_TONE = {"": "", "\u0300": "ø", "\u0301": "ù", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_ROUND = {"": "â", "\u0300": "à", "\u0301": "á", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
_SHORT = {"": "ê", "\u0300": "è", "\u0301": "é", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
_I = {"\u0300": "ì", "\u0301": "í", "\u0309": "æ", "\u0303": "ó", "\u0323": "ò"}


def to_tcvn3(text: str) -> str:
    """As TCVN3 shows: accented capitals are small letters, for the font draws the difference."""
    return "".join(TCVN3.get(letter) or TCVN3.get(letter.lower(), letter) for letter in text)


def to_vni(text: str) -> str:
    """As VNI shows: a letter, then its marks as one Western letter."""
    return "".join(_vni(letter) for letter in unicodedata.normalize("NFC", text))


def _vni(letter: str) -> str:
    if letter.isascii() or not letter.isalpha():
        return letter
    if letter.isupper():
        return _vni(letter.lower()).upper()
    if letter == "đ":
        return "ñ"
    spread = unicodedata.normalize("NFD", letter)
    base, marks = spread[0], spread[1:]
    tone = next((mark for mark in marks if mark in _TONE), "")
    if "\u031b" in marks:
        return {"o": "ô", "u": "ö"}[base] + _TONE[tone]
    if "\u0302" in marks:
        return base + _ROUND[tone]
    if "\u0306" in marks:
        return base + _SHORT[tone]
    if base == "i":
        return _I[tone]
    return "î" if (base, tone) == ("y", "\u0323") else base + _TONE[tone]


_VISCII = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡư"
    "àáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VISCII_CONTROLS = {"Ẳ": 2, "Ẵ": 5, "Ẫ": 6, "Ỷ": 0x14, "Ỹ": 0x19, "Ỵ": 0x1E}
VISCII = {letter: 0x80 + place for place, letter in enumerate(_VISCII)} | _VISCII_CONTROLS


def to_viscii(text: str) -> bytes:
    """The bytes of VISCII (RFC 1456)."""
    return bytes(VISCII.get(letter, ord(letter) if letter.isascii() else 0x3F) for letter in text)
