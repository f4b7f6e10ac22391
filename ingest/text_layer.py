"""Whether the text layer of a page can be used, or the page has to be read from its picture.

Papers in TCVN3 or VNI letters look broken here too, although they are not: their letters stand
for others. `ingest.pdf` turns such letters into Unicode before `is_garbage` is asked.
"""

import re

from ingest.syllables import count_words, mend_words, share_of_syllables

_FEW_LETTERS = 20  # fewer letters than this on a page: a page number, a stamp on a picture
_LETTERS_OF_A_SEAL = 600  # of the box that a digital signature prints on a scanned page
_SOME_PICTURE = 0.1  # a title page of few words has none
_WHOLE_PAGE = 0.55  # a picture that covers so much of the page is the page
_MEASURABLE = 60  # letters that a page needs before its words can be judged
_GARBAGE = 0.85  # share of Vietnamese syllables; clean pages lie at 0.9 and above
_STRANGE = 0.15  # share of characters that no text has
_LETTERS = re.compile(r"[^\W\d_]")
# Private use, replacement and control characters: glyphs that the file gives no letters for.
_NO_TEXT = re.compile(r"[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]|\(cid:\d+\)")
_ENGLISH = re.compile(r"\b(?:the|of|and|to|in|is|for|that|with)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH_SHARE = 0.08


def is_missing(text: str, share_of_pictures: float) -> bool:
    """True when a page's text is not the page: nothing, or a seal's box on a scanned sheet."""
    letters = len(_LETTERS.findall(text))
    if letters < _FEW_LETTERS:
        return letters == 0 or share_of_pictures > _SOME_PICTURE
    return share_of_pictures > _WHOLE_PAGE and letters < _LETTERS_OF_A_SEAL


def is_garbage(text: str) -> bool:
    """True when a text, decoded as far as anyone can, is still none that could be read.

    A foreign language is text: English is known by its small words.
    """
    solid = "".join(text.split())
    if len(solid) < _MEASURABLE:
        return False
    if len(_NO_TEXT.findall(solid)) > _STRANGE * len(solid):
        return True
    words = _WORD.findall(text)
    if sum(map(len, words)) < _MEASURABLE:
        return False
    if len(_ENGLISH.findall(text)) > _ENGLISH_SHARE * len(words):
        return False
    # Words broken by blanks ("n ăm") are mended elsewhere; a layer of them is no garbage.
    return share_of_syllables(text) < _GARBAGE and _mended_share(text) < _GARBAGE


def is_better(recognised: str, layer: str) -> bool:
    """True when what OCR read is more likely the page's text than its garbage layer."""
    gain = share_of_syllables(recognised) - _mended_share(layer)
    return len(_LETTERS.findall(recognised)) >= _MEASURABLE and gain > 0.1


def _mended_share(text: str) -> float:
    return share_of_syllables(mend_words(text, count_words([text])))
