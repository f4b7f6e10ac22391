"""A model's reply as sentences with the numbers of their quotes."""

import re

from answer.answers import WordedSentence
from corpus.text import nfc

_LONGEST = 4_000  # characters of a reply that is read
_MOST = 12  # sentences
_THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_CITED = re.compile(r"(?P<words>[^\[\]]+)(?P<marks>(?:\[[\d, ]{1,20}\][\s,]*)+)(?P<end>[.;!]?)")
_SEVERAL = re.compile(r"[.!…]\s|\?")  # sentences before one mark, or a question
_BULLET = re.compile(r"\A[-•]\s+")


def read_reply(reply: str) -> tuple[WordedSentence, ...]:
    """The sentences, each with its quotes; empty when any of it is of another form."""
    text = nfc(_THOUGHT.sub("", reply)).strip()
    if len(text) > _LONGEST:
        return ()
    found: list[WordedSentence] = []
    place = 0
    while place < len(text):
        match = _CITED.match(text, place)
        sentence = _sentence(match) if match else None
        if match is None or sentence is None or len(found) == _MOST:
            return ()
        found.append(sentence)
        place = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip())
    return tuple(found)


def _sentence(match: re.Match[str]) -> WordedSentence | None:
    """One sentence; None for several before one mark, a question, a mark without a number."""
    words = _BULLET.sub("", " ".join(match["words"].split())).rstrip(" .;,")
    numbers = tuple(dict.fromkeys(int(each) for each in re.findall(r"\d+", match["marks"])))
    if not words or not numbers or _SEVERAL.search(words):
        return None
    return WordedSentence(text=f"{words[0].upper()}{words[1:]}.", quotes=numbers)
