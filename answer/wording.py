"""A fluent wording of an answer's conclusion, by a language model, beside it and never instead.

The answer is there before the model is asked. Every sentence is checked against the quotes
(`answer/backing.py`); when one of them does not hold, or nothing comes, the answer stays as it was.
"""

import logging
from collections import OrderedDict
from dataclasses import replace
from datetime import date
from itertools import pairwise
from threading import Lock
from typing import TypeAlias

from answer.answers import Answer, Kind, Quote, WordedSentence
from answer.backing import taken_words
from answer.wording_reply import read_reply
from answer.wording_request import Complete, request_messages
from answer.wording_source import Word, source_of
from corpus.masking import masked

logger = logging.getLogger(__name__)

_NEVER = frozenset({Kind.TASKS, Kind.CASE, Kind.SMALL_TALK})
_MOST_CHARACTERS = 6_000  # of quotes that are sent
_KEPT = 512  # wordings
_ADJOINING = 2  # characters between two passages that follow one another

_Numbered: TypeAlias = tuple[int, Quote]
_Key: TypeAlias = tuple[date, str, object]


class Writer:
    """Asks a model for wordings and keeps those of the day. Safe to share between threads.

    A wording that was checked once, or that did not hold, is not asked for again on that day: the
    same question has the same words.
    """

    def __init__(self, complete: Complete) -> None:
        self._complete = complete
        self._kept: OrderedDict[_Key, tuple[WordedSentence, ...]] = OrderedDict()
        self._lock = Lock()

    def worded(self, answer: Answer, today: date) -> Answer:
        """The answer with a wording, where one was made and holds; else the answer."""
        quotes = _told(answer)
        if not quotes:
            return answer
        question = masked(answer.whole_question)
        key: _Key = (today, question, (answer.conclusion, tuple(quotes)))
        with self._lock:
            known = self._kept.get(key)
        if known is None:
            reply = self._complete(request_messages(question, quotes))
            if reply is None:
                return answer  # not kept: it may come the next time
            known = self._keep(key, backed_wording(reply, answer))
        return replace(answer, wording=known) if known else answer

    def _keep(self, key: _Key, wording: tuple[WordedSentence, ...]) -> tuple[WordedSentence, ...]:
        """Keep a wording; of two that were made at once, the first stays."""
        if not wording:
            logger.info("a wording did not hold against its quotes")
        with self._lock:
            kept = self._kept.setdefault(key, wording)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return kept


def backed_wording(reply: str, answer: Answer) -> tuple[WordedSentence, ...]:
    """The sentences of a reply, when each is backed and all that the answer concludes is told.

    Of two days that a conclusion says, a wording that tells one would choose between them.
    """
    quotes = dict(_told(answer))
    sentences: list[WordedSentence] = []
    taken: list[Word] = []
    for sentence in read_reply(reply):
        backed = _backed(sentence, quotes)
        if not backed:
            return ()
        sentences.append(replace(sentence, quotes=tuple(sorted({word.quote for word in backed}))))
        taken += backed
    return tuple(sentences) if sentences and _tells_all(answer, taken) else ()


def _told(answer: Answer) -> list[_Numbered]:
    """The quotes that the conclusion is made of; none where no wording is to be made."""
    if not answer.answered or answer.kind in _NEVER:
        return []
    numbers = sorted({span.quote for span in answer.conclusion})
    quotes = [(number, answer.quotes[number - 1]) for number in numbers]
    return quotes if sum(len(quote.text) for _, quote in quotes) <= _MOST_CHARACTERS else []


def _backed(sentence: WordedSentence, quotes: dict[int, Quote]) -> tuple[Word, ...]:
    """The words that back a sentence, of one quote or of several that adjoin."""
    if not set(sentence.quotes) <= quotes.keys():
        return ()
    cited = [(number, quotes[number]) for number in sorted(sentence.quotes)]
    adjoin = all(_adjoin(one, after) for (_, one), (_, after) in pairwise(cited))
    groups = [cited] if adjoin else [[each] for each in cited]
    return next(filter(None, (taken_words(sentence.text, source_of(each)) for each in groups)), ())


def _adjoin(one: Quote, after: Quote) -> bool:
    return one.document_id == after.document_id and 0 <= after.start - one.end <= _ADJOINING


def _tells_all(answer: Answer, taken: list[Word]) -> bool:
    """Whether something was taken of each span of the conclusion."""
    for span in answer.conclusion:
        start = answer.quotes[span.quote - 1].text.find(span.text)
        end = start + len(span.text)
        if not any(word.quote == span.quote and start <= word.start < end for word in taken):
            return False
    return True
