"""Accents put back into a question typed without them: "han bao cao" becomes "hạn báo cáo".

A Viterbi walk over the model's own vocabulary: how frequent a syllable is, and how frequent a
pair of neighbours. Syllables that the vocabulary does not know stay as they were typed.
"""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache, cached_property, partial
from typing import Protocol

from corpus.text import fold, nfc, normalize
from index.analyzer import token_spans
from index.slips import distance, near

_PAIR_SHARE = 0.9  # of a step's weight; the rest is how frequent the syllable is by itself
_LONGEST_WORD = 5  # syllables
# How people ask; papers and laws hold few questions.
_ASKING = {
    fold(phrase): phrase
    for phrase in (
        *("bao_giờ", "bao_lâu", "bao_nhiêu", "khi_nào", "lúc_nào", "thế_nào", "như_thế_nào"),
        *("ở_đâu", "là_gì", "làm_gì", "là_ai", "ai_làm", "ai_ký", "mấy_ngày", "ngày_nào"),
        *("ngày_mấy", "tháng_nào", "đơn_vị_nào", "phòng_nào", "cơ_quan_nào", "số_mấy"),
        *("quyết_định_nào", "văn_bản_nào", "hạn_đến", "hạn_nộp", "hạn_báo_cáo", "hạn_chót"),
        *("gồm_những_gì", "đạt_bao_nhiêu", "được_bao_nhiêu", "được_mấy", "có_mấy", "còn_mấy"),
        *("đạt_mấy", "là_mấy", "trong_mấy", "thứ_mấy", "hạng_mấy", "mấy_giờ", "mấy_điểm"),
        *("mấy_hồ_sơ", "mấy_phần_trăm", "mấy_cái", "mấy_người", "mấy_đơn_vị", "mấy_thủ_tục"),
        *("vì_sao", "tại_sao", "làm_sao", "thì_sao", "thế_thì", "vậy_thì", "thế_còn", "như_vậy"),
        *("cho_hỏi", "xin_hỏi", "cần_gì", "vậy_ạ", "nào_ạ", "gì_ạ", "nhiêu_ạ", "không_ạ"),
        *("nào_vậy", "gì_vậy", "nhiêu_vậy", "nào_thế", "gì_thế"),
    )
}
_LIBRARY = 20  # what a passage of the library counts, against 1 for a text of the law
_UNSURE = 5  # passages more without a pair: few passages prove little
_WITH_DIGITS = re.compile(r"\S*\d\S*")
_READINGS = 3
_SHORTEST_SLIP = 3  # letters
_KEY = 3.0  # what a wrong key costs
_MOST_KEYS = 2  # a letter and its mark
_COMMON = 200  # texts: a bare syllable in more is a word ("cho", "theo")
_LACKING = 20  # times as often it is written with accents
_MIXED = 2  # words that lack accents: then others may lack them too
_CHANGED = 4.0  # what it costs to change a word that may be right as it is
_CANDIDATES = 12  # spellings tried for one syllable, the most frequent first


class AccentRestorer:
    """Puts accents back, by the frequencies of a vocabulary of syllables and pairs."""

    def __init__(self, load_counts: Callable[[], Mapping[str, int]]) -> None:
        """`load_counts` gives token to frequency, the most frequent first; called when needed."""
        self._load_counts = load_counts

    @cached_property
    def _counts(self) -> Mapping[str, int]:
        return self._load_counts()

    @cached_property
    def _total(self) -> int:
        """What the counts of single syllables are shares of."""
        return 1 + sum(count for token, count in self._counts.items() if "_" not in token)

    @cached_property
    def _spellings(self) -> Mapping[str, list[str]]:
        """Each bare syllable with the ways to write it, the most frequent first."""
        spellings: dict[str, list[str]] = defaultdict(list)
        for token in self._counts:
            if "_" not in token and token[0].isalpha():
                spellings[fold(token)].append(token)
        return {bare: found[:_CANDIDATES] for bare, found in spellings.items()}

    def restore(self, question: str, library: "Spellings | None" = None) -> str:
        """The question with accents where it has none, and with slips of one key mended.

        A question without any accent gets them on every word; in one that has some, only words
        that are no words without them are changed. Numbers, codes and names stay.

        Args:
            question: as it was typed.
            library: how the office's own papers are written. Its words stand before all
                frequencies (the names of its own wards are in no other text), and its
                syllables and pairs count more than those of the law.
        """
        for _ in range(_READINGS):
            read = self._restored(question, library)
            if read == question:
                break
            question = read
        return question

    def _restored(self, question: str, library: "Spellings | None") -> str:
        """One reading; where a slip was mended the next may see more."""
        text = nfc(question)
        spans = token_spans(text)
        tokens = [token for _, _, found in spans for token in found]
        if not tokens:
            return question
        bare = is_bare(question)
        is_typed = [
            len(found) == 1 and text[start:end][1:] == text[start:end][1:].lower()
            for start, end, found in spans
            for _ in found
        ]
        is_name = [
            k > 0 and text[start].isupper() and not bare
            for k, (start, _, found) in enumerate(spans)
            for _ in found
        ]
        may_slip = [typed and not name for typed, name in zip(is_typed, is_name, strict=True)]
        options = self._options(tokens, may_slip, library, bare=bare)
        if options is None:
            return question
        best = self._best_path(options, library)
        return _put_back(text, spans, best, writes_out=bare)

    def is_known(self, token: str, library: "Spellings") -> bool:
        """Whether a token is a word of the law or of the library, with its accents or bare."""
        if token in self._counts or library.frequency(token):
            return True
        return token == fold(token) and (token in self._spellings or library.is_met(token))

    def pair(self, left: str, right: str, library: "Spellings") -> str:
        """Two syllables given without accents, as they are most often written together."""
        spelled = library.word(f"{left}_{right}")
        if spelled is not None:
            return spelled.replace("_", " ")
        options = [[(each, 0.0) for each in self._spelled(part)] for part in (left, right)]
        return " ".join(self._best_path(options, library))

    def _spelled(self, bare: str) -> list[str]:
        return self._spellings.get(bare, [bare])

    def _options(
        self,
        tokens: list[str],
        may_slip: list[bool],
        library: "Spellings | None",
        *,
        bare: bool,
    ) -> list[list[tuple[str, float]]] | None:
        """What each token may be read as, with what that costs; None when all is plain."""
        library = library or _NO_LIBRARY
        known = _known_words(tokens, library.word) if bare else {}
        lacking = [self._lacks_accents(token) for token in tokens]
        options: list[list[tuple[str, float]]] = []
        for place, token in enumerate(tokens):
            if place in known:
                options.append([(known[place], 0.0)])
            elif may_slip[place] and self._is_slip(token, library):
                before = tokens[place - 1] if place else ""
                after = tokens[place + 1] if place + 1 < len(tokens) else ""
                options.append(self._mended(token, before, after, library))
            elif bare or (lacking[place] and may_slip[place]):
                options.append([(each, 0.0) for each in self._spelled(token)])
            elif sum(lacking) >= _MIXED and may_slip[place] and token == fold(token):
                spelled = [(each, _CHANGED) for each in self._spelled(token) if each != token]
                options.append([(token, 0.0), *spelled])
            else:
                options.append([(token, 0.0)])
        is_plain = not bare and all(
            [each for each, _ in found] == [token]
            for token, found in zip(tokens, options, strict=True)
        )
        return None if is_plain else options

    def _lacks_accents(self, token: str) -> bool:
        """Whether a syllable without accents is hardly ever written so: "duoc", "nguoi"."""
        if not token.isalpha() or token != fold(token) or len(token) < _SHORTEST_SLIP:
            return False
        count = self._counts.get(token, 0)
        if count > _COMMON:
            return False
        spelled = self._spellings.get(token, [])
        return bool(spelled) and self._counts[spelled[0]] > _LACKING * max(count, 1)

    def _is_slip(self, token: str, library: "Spellings") -> bool:
        """Whether no paper and no law has this syllable, and it may be a slip of another."""
        if not token.isalpha() or len(token) < _SHORTEST_SLIP:
            return False
        if self._counts.get(token, 0) or library.frequency(token):
            return False
        is_plain = token == fold(token)
        return not (is_plain and (token in self._spellings or library.is_met(token)))

    def _mended(
        self, token: str, before: str, after: str, library: "Spellings"
    ) -> list[tuple[str, float]]:
        """The words that are one slip away and stand beside a neighbour in some paper."""
        bare = fold(token)
        found = [(token, 0.0)]
        if not bare.isalpha():
            return found
        close = near(bare, self._spellings)
        if token != bare and bare in self._spellings:
            close = [bare, *close]
        for each in close:
            if not _stands(each, fold(before), fold(after), library):
                continue
            for spelled in self._spellings[each]:
                keys = distance(
                    token if token != bare else bare, spelled if token != bare else each
                )
                if keys <= _MOST_KEYS:
                    found.append((spelled, _KEY * keys))
        return sorted(found, key=lambda option: (option[1], option[0] != token))[:_CANDIDATES]

    def _best_path(
        self, options: list[list[tuple[str, float]]], library: "Spellings | None"
    ) -> tuple[str, ...]:
        """The likeliest reading of each place."""
        of_library = cache(library.frequency if library else _no_count)
        count = cache(partial(self._count, of_library))
        best: dict[str, tuple[float, tuple[str, ...]]] = {"": (0.0, ())}
        for found in options:
            best = {
                spelled: max(
                    (
                        score + self._step(previous, spelled, count, of_library) - cost,
                        (*path, spelled),
                    )
                    for previous, (score, path) in best.items()
                )
                for spelled, cost in found
            }
        return max(best.values())[1]

    def _count(self, of_library: Callable[[str], int], token: str) -> int:
        """How often a syllable or pair is met, the library's own papers weighed up."""
        return self._counts.get(token, 0) + _LIBRARY * of_library(token)

    def _step(
        self,
        previous: str,
        spelling: str,
        count: Callable[[str], int],
        of_library: Callable[[str], int],
    ) -> float:
        """The log weight of a spelling after the one before it: pair and single, interpolated.

        A pair is as likely as all texts say or as the library alone does, whichever is more: a
        ward's name is in few papers, but there it follows "phường" each time.
        """
        before = count(previous) if previous else 0
        together = f"{previous}_{spelling}"
        pair = min(1.0, count(together) / before) if before else 0.0
        if before and (here := of_library(together)):
            pair = max(pair, min(1.0, here / (of_library(previous) + _UNSURE)))
        single = (count(spelling) + 1) / self._total
        return math.log(_PAIR_SHARE * pair + (1 - _PAIR_SHARE) * single)


class Spellings(Protocol):
    """How the papers of a library are written."""

    def word(self, bare_word: str) -> str | None:
        """A word of several syllables, given without accents and joined by "_"; None if none."""
        ...

    def frequency(self, token: str) -> int:
        """In how many passages a syllable, or a pair joined by "_", stands with these accents."""
        ...

    def is_met(self, bare_token: str) -> bool:
        """Whether any passage has a syllable, or a pair joined by "_", given without accents."""
        ...


class _NoLibrary:
    """No paper at all: nothing is spelled by it, and no slip is mended."""

    def word(self, bare_word: str) -> str | None:  # noqa: ARG002 -- the shape of Spellings
        return None

    def frequency(self, token: str) -> int:  # noqa: ARG002 -- as above
        return 0

    def is_met(self, bare_token: str) -> bool:  # noqa: ARG002 -- as above
        return False


_NO_LIBRARY = _NoLibrary()


def _no_count(_: str) -> int:
    return 0


def _stands(bare: str, before: str, after: str, library: Spellings) -> bool:
    """Whether some paper has a syllable beside the neighbour before or behind it."""
    beside = [f"{before}_{bare}"] * bool(before) + [f"{bare}_{after}"] * bool(after)
    return not beside or any(map(library.is_met, beside))


def _put_back(
    text: str,
    spans: list[tuple[int, int, tuple[str, ...]]],
    read: tuple[str, ...],
    *,
    writes_out: bool,
) -> str:
    """The text with what was read otherwise in its place, everything else as it was typed."""
    pieces: list[str] = []
    end = first = 0
    for start, stop, tokens in spans:
        meant = read[first : first + len(tokens)]
        first += len(tokens)
        is_same = meant == tokens and (len(tokens) == 1 or not writes_out)
        pieces += [text[end:start], text[start:stop] if is_same else " ".join(meant)]
        end = stop
    return "".join([*pieces, text[end:]])


def _known_words(tokens: list[str], spelling: Callable[[str], str | None]) -> dict[int, str]:
    """The spelling of each place that lies in a known word, longer words first.

    Where two words of a length share a syllable neither is taken for known: "phuong an hoa" is
    "phường An Hòa" or "phương án hóa", which the neighbours tell better.
    """
    known: dict[int, str] = {}
    for length in range(_LONGEST_WORD, 1, -1):
        found: dict[int, str] = {}
        for first in range(len(tokens) - length + 1):
            if any(place in known for place in range(first, first + length)):
                continue
            word = "_".join(tokens[first : first + length])
            spelled = _ASKING.get(word) or spelling(word)
            if spelled is not None:
                found[first] = spelled
        for first, spelled in found.items():
            if not any(0 < abs(other - first) < length for other in found):
                known.update(zip(range(first, first + length), spelled.split("_"), strict=True))
    return known


def is_bare(question: str) -> bool:
    """Whether a text of some length has no accent at all, as people type on a phone."""
    plain = _WITH_DIGITS.sub("", normalize(question))  # "61/2018/NĐ-CP" is the papers' writing
    return plain == fold(plain) and any(letter.isalpha() for letter in plain)
