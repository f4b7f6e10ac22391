"""The Vietnamese capitals and small letters, to stand inside the brackets of a pattern.

A range such as À-Ỹ does not do: capitals and small letters alternate in it.
"""

_ACCENTED = [chr(code) for code in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))]

CAPITALS = "A-Z" + "".join(letter for letter in _ACCENTED if letter.isupper())
SMALL = "a-z" + "".join(letter for letter in _ACCENTED if letter.islower())
