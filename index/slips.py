"""What a syllable that no paper has may have been meant as.

Leftovers of Telex, VNI and VIQR typing ("hanj", "thoi72", "dde^`"), two syllables written as
one ("hoso"), and slips of one letter: one too many, one missing, another, two swapped.
"""

import re
import unicodedata
from collections.abc import Container, Iterator

from corpus.text import fold

_ALPHABET = "abcdeghiklmnopqrstuvxyfjwz"
_TONES = {"f": "\u0300", "s": "\u0301", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = {"2": "\u0300", "1": "\u0301", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_VNI_LETTERS = {"6": "\u0302", "7": "\u031b", "8": "\u0306"}
_VIQR_TONES = {"`": "\u0300", "'": "\u0301", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
_VIQR_LETTERS = {"^": "\u0302", "+": "\u031b", "(": "\u0306", "*": "\u031b"}
_TELEX_LETTERS = (
    ("aa", "â"), ("ee", "ê"), ("oo", "ô"), ("dd", "đ"), ("uow", "ươ"), ("aw", "ă"),
    ("ow", "ơ"), ("uw", "ư"),
)  # fmt: skip
_VOWELS = frozenset("aăâeêioôơuưy")
VNI = re.compile(r"(?<![\w/.,-])(?=[a-zA-ZđĐ]*\d)[a-zA-ZđĐ]{2,}[1-9][a-zA-Z]*\d?(?![\w/.,-]*\w)")
VIQR = re.compile(r"(?<!\w)[a-zA-ZđĐ]+(?:[\^`'+(~*]+[a-zA-Z]*)+(?=\s|$|[,;:!)])")
_LONGEST = 8  # letters; no Vietnamese syllable is longer than "nghiêng"
_TONED = {"ừ": "ườ", "ứ": "ướ", "ử": "ưở", "ữ": "ưỡ", "ự": "ượ"}
_HORNED = {
    **{f"{u}{o}": whole for u, whole in _TONED.items() for o in "oơ"},
    **{f"u{whole[1]}": whole for whole in _TONED.values()},
}
_HORNS = re.compile(rf"(?<![qQ])(?:{'|'.join(_HORNED)})(?=[a-z])")


def horned(text: str) -> str:
    """Text with "ươ" whose mark was typed on its first letter, or a horn left out, as it is meant.

    "phừong", "đựoc", "nuớc" and "trừơng" are phường, được, nước, trường; "thuở" is a word.
    """
    return _HORNS.sub(lambda match: _HORNED[match[0].lower()], text)


def telex(token: str) -> str | None:
    """The syllable that Telex keys would have given; None when there is no such key in it."""
    tones = [letter for letter in token[1:] if letter in _TONES]
    plain = token[0] + "".join(letter for letter in token[1:] if letter not in _TONES)
    if len(tones) > 1:
        return None
    typed = plain.replace("uwow", "ươ")
    # "w" may come after the last consonant: "thoiw", "dduowngf", "duongw".
    if "w" in typed and not typed.startswith("w"):
        typed = _moved(typed)
    for keys, letter in _TELEX_LETTERS:
        typed = typed.replace(keys, letter)
    if "w" in typed or (typed == token and not tones):
        return None
    return _with_tone(typed, _TONES[tones[0]]) if tones else typed


def vni(token: str) -> str | None:
    """The syllable that VNI keys would have given: "thoi72" is "thời"; None for no such."""
    return _with_keys(token.lower(), _VNI_TONES, _VNI_LETTERS, stroke="9")


def viqr(token: str) -> str | None:
    """The syllable of a VIQR writing: "dde^`" is "đề"; None for no such."""
    return _with_keys(token.lower().replace("dd", "đ"), _VIQR_TONES, _VIQR_LETTERS, stroke="")


def halves(token: str) -> Iterator[tuple[str, str]]:
    """Each way to cut a token in two syllables of at least one letter."""
    for place in range(1, len(token)):
        yield token[:place], token[place:]


def near(token: str, known: Container[str]) -> list[str]:
    """The known syllables without accents that are one slip away from a token without any."""
    if len(token) > _LONGEST:
        return []
    cuts = [(token[:place], token[place:]) for place in range(len(token) + 1)]
    tried = [left + right[1:] for left, right in cuts if right]
    tried += [left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1]
    tried += [left + c + right[1:] for left, right in cuts if right for c in _ALPHABET]
    tried += [left + c + right for left, right in cuts for c in _ALPHABET]
    return [each for each in dict.fromkeys(tried) if each != token and each in known]


def distance(typed: str, meant: str) -> int:
    """How many keys differ, marks counted as keys of their own; a swap counts once."""
    left, right = unicodedata.normalize("NFD", typed), unicodedata.normalize("NFD", meant)
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, letter in enumerate(left, start=1):
        last, row = row, [i]
        for j, other in enumerate(right, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == right[j - 2] and left[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before = last
    return row[-1]


def _moved(typed: str) -> str:
    """Telex's w put behind the vowel that it changes."""
    place = typed.index("w")
    rest = typed[:place] + typed[place + 1 :]
    for keys in ("uo", "o", "u", "a"):
        at = rest.rfind(keys)
        if at >= 0:
            end = at + len(keys)
            return f"{rest[:end]}w{rest[end:]}"
    return typed


def _with_keys(
    token: str, tones: dict[str, str], letters: dict[str, str], *, stroke: str
) -> str | None:
    """A syllable whose marks were typed as keys behind its letters."""
    plain, tone = "", ""
    for key in token:
        if key in tones:
            tone = tones[key]
        elif key in letters and plain:
            plain = _marked(plain, letters[key])
        elif stroke and key == stroke and plain.startswith("d"):
            plain = "đ" + plain[1:]
        elif key.isalpha():
            plain += key
        else:
            return None
    return _with_tone(plain, tone) if tone else plain


def _marked(plain: str, mark: str) -> str:
    """The last vowel that can bear a mark with it; "uo" takes the horn on both."""
    if mark == "\u031b" and "uo" in plain:
        return plain.replace("uo", "ươ")
    for place in range(len(plain) - 1, -1, -1):
        marked = unicodedata.normalize("NFC", plain[place] + mark)
        if len(marked) == 1:
            return plain[:place] + marked + plain[place + 1 :]
    return plain


def _with_tone(plain: str, tone: str) -> str | None:
    """The syllable with its tone on the vowel that carries it; None without a vowel."""
    start = 2 if plain.startswith(("qu", "gi")) and len(plain) > 2 else 0
    places = [k for k in range(start, len(plain)) if fold(plain[k]) in _VOWELS]
    if not places:
        return None
    marked = [k for k in places if plain[k] in "ăâêôơư"]
    is_open = places[-1] == len(plain) - 1
    place = marked[-1] if marked else places[0]
    if not marked and len(places) > 1:
        pair = plain[places[0] : places[0] + 2]
        # The writing that the analyzer keeps: hoà, thuỷ; and toán, but của, mía.
        place = places[1] if not is_open or pair in {"oa", "oe", "uy"} else places[0]
        if len(places) > 2:
            place = places[1]
    return plain[:place] + unicodedata.normalize("NFC", plain[place] + tone) + plain[place + 1 :]
