"""The words of quotes as a wording may take them: where one may begin, be cut, leave words out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from answer.answers import Quote
from answer.sentences import sentences
from corpus.text import normalize

# A figure with its percent sign, a number of a paper ("61/2018/NĐ-CP"), a word; signs that compare.
TOKEN = re.compile(
    r"[<>≤≥=±~≈]|(?<!\w)[-+−]?\d\w*(?:[./,:-]\w+)*(?:\s?%(?:/\w+)?)?|\w+(?:[./&-]\w+)*"
)
_LABEL = re.compile(r"\s*(?:[-+•*–—]+|\(?[a-zđA-ZĐ]\)|\(?\d{1,2}[.)](?=\s))\s*")
_UNFINISHED = re.compile(r"[^.;:?!…]\s*\Z")  # a line that goes on in the next
_DATE_STEP = 2  # words from a figure of a date to the next: "20 tháng 9"
_WIDEST_BOUND = 5  # words between a bound and its figure: "chậm nhất đến hết ngày 23"

# What turns a statement round, or makes it one of some cases only, or of a wish.
_GUARD = re.compile(
    normalize(
        r"\b(?:không|chưa|chẳng|chả|đừng|chớ|cấm|trừ|miễn|nếu|hoặc|hay|khi|bỏ|hủy|ngừng|dừng|hoãn"
        r"|tránh|hết hiệu lực|riêng|ngoại|trường hợp|thu hồi|đình chỉ|từ chối|dự kiến|đề nghị"
        r"|kiến nghị|đề xuất|xem xét|phấn đấu|dự thảo|có thể)\b"
    )
)
_ONLY = re.compile(r"(?<!địa )(?<!chứng )(?<!tín )\bchỉ\b(?! (?:đạo|tiêu|thị|định|số|dẫn|huy)\b)")
# Who does something, or for whom: left out, the deed would be another's.
_AGENTS = frozenset(
    normalize(
        "phòng ban sở bộ cục vụ ủy hội văn trung tâm công an đơn cơ quan người dân tổ chức cá nhân"
        " hộ chủ tịch phó trưởng giám đốc thủ cán viên tỉnh huyện xã phường ấp thôn khóm thành phố"
        " giao phân ủy quyền phối hợp cho của bởi do với thay mặt"
    ).split()
)
_COUNTS = frozenset(
    normalize("một hai ba bốn sáu bảy tám chín mười trăm nghìn ngàn triệu tỷ tỉ nửa").split()
)
_BOUNDS = frozenset(
    normalize(
        "trước sau quá tối đa thiểu nhất chậm muộn ít nhiều trên dưới từ đến tới hơn kém khoảng gần"
        " hết trong ngoài mỗi cách tròn đủ bằng"
    ).split()
)
_WHOLE = re.compile(r"/(?:\D|(?:19|20)\d\d\b)")  # a paper's number, a day: it counts nothing
_NUMBERED = frozenset(normalize("năm tháng quý số điều khoản điểm mục").split())
_TO = frozenset({"đến", "tới", "sang"})
_JOINING = frozenset({"và", "cùng"})
_RANGE = frozenset({"", "-", "–", "—"})  # between the two ends of one
_INSEPARABLE = re.compile(
    normalize(
        r"(?:ủy ban|hội đồng) nhân dân|(?:ngày |giờ )?làm việc|trở (?:lên|xuống)|(?:kể|tính) từ"
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of a source and what may be done with it."""

    key: str  # as words are compared
    quote: int
    start: int  # offsets in the quote's text
    end: int
    sentence: int
    stop: str  # the marks after it in its sentence
    is_guard: bool  # its sentence can not be told without it
    is_kept: bool  # can not be left out between two others
    is_glued: bool  # can not be parted from the next


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bare:
    text: str
    quote: int
    start: int
    end: int
    stop: str

    @property
    def is_figure(self) -> bool:
        return any(character.isdigit() for character in self.text)

    @property
    def is_said(self) -> bool:
        """A name, a figure, a sign that compares."""
        return self.text[0].isupper() or self.is_figure or not self.text[0].isalnum()


def source_of(quotes: list[tuple[int, Quote]]) -> tuple[Word, ...]:
    """The words of quotes that adjoin, in their order; each quote with its number."""
    told = [bare for number, quote in quotes for bare in _sentences_of(number, quote.text)]
    return tuple(word for count, bare in enumerate(told) for word in _words(bare, count))


def _sentences_of(number: int, text: str) -> Iterator[tuple[_Bare, ...]]:
    for first, end in _whole_sentences(text):
        label = _LABEL.match(text, first, end)
        start = label.end() if label else first
        found = list(TOKEN.finditer(text, start, end))
        if not found:
            continue
        nexts = [*(match.start() for match in found[1:]), end]
        yield tuple(
            _Bare(
                text=match[0],
                quote=number,
                start=match.start(),
                end=match.end(),
                stop=text[match.end() : later].strip(),
            )
            for match, later in zip(found, nexts, strict=True)
        )


def _whole_sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences; a line that ends without a mark goes on in one that begins small."""
    kept: tuple[int, int] | None = None
    for start, end in sentences(text):
        if kept and _UNFINISHED.search(text[: kept[1]]) and text[start].islower():
            kept = (kept[0], end)
            continue
        if kept:
            yield kept
        kept = (start, end)
    if kept:
        yield kept


def _words(bare: tuple[_Bare, ...], sentence: int) -> Iterator[Word]:
    keys = [key_of(each.text) for each in bare]
    guards, glued = _guards(keys), _glued(bare, keys)
    for place, (each, key) in enumerate(zip(bare, keys, strict=True)):
        is_said = each.is_said or key in _AGENTS or key in _COUNTS
        yield Word(
            key=key,
            quote=each.quote,
            start=each.start,
            end=each.end,
            sentence=sentence,
            stop=each.stop,
            is_guard=guards[place],
            is_kept=is_said or guards[place],
            is_glued=glued[place],
        )


def key_of(word: str) -> str:
    """A word as it is compared: "95 %" is "95%"."""
    return normalize(word).replace(" ", "")


def _guards(keys: list[str]) -> list[bool]:
    marked = [False] * len(keys)
    for pattern in (_GUARD, _ONLY):
        for place in _places(pattern, keys):
            marked[place] = True
    return marked


def _glued(bare: tuple[_Bare, ...], keys: list[str]) -> list[bool]:
    """Which words can not be parted from the next: of a name, of a date, a bound of its figure."""
    glued = [_goes_on(place, bare, keys) for place in range(len(bare))]
    for place in _places(_INSEPARABLE, keys, but_last=True):
        glued[place] = True
    for place in range(1, len(bare) - 1):
        # "Văn phòng HĐND và UBND xã" is one office.
        if keys[place] in _JOINING and bare[place + 1].text[0].isupper():
            glued[place - 1] = glued[place] = True
    for place, each in enumerate(bare):
        if each.is_figure:
            for k in range(_first_of(place, bare, keys), place):
                glued[k] = True
    return glued


def _goes_on(place: int, bare: tuple[_Bare, ...], keys: list[str]) -> bool:
    """Whether a name, or a figure with its unit, goes on in the next word."""
    if place + 1 == len(bare):
        return False
    each = bare[place]
    if each.is_figure and bare[place + 1].is_figure:
        return each.stop in _RANGE
    is_numbered = place > 0 and keys[place - 1] in _NUMBERED
    if each.is_figure and (is_numbered or _WHOLE.search(each.text)):
        return False
    return not each.stop and each.is_said


def _first_of(place: int, bare: tuple[_Bare, ...], keys: list[str]) -> int:
    """Where the words begin that the figure at `place` can not be told without."""
    first = place
    for k in range(place - 1, max(-1, place - 1 - _WIDEST_BOUND), -1):
        if bare[k].stop and bare[k].stop not in _RANGE:
            break
        is_to = not _TO.isdisjoint(keys[k + 1 : min(k + 1 + _DATE_STEP, place)])
        is_first_part = bare[k].is_figure and (is_to or place - k <= _DATE_STEP)
        if k == place - 1 or keys[k] in _BOUNDS or is_first_part:
            first = k
    return first


def _places(pattern: re.Pattern[str], keys: list[str], *, but_last: bool = False) -> Iterator[int]:
    """The places of the words that a pattern finds."""
    line = " ".join(keys)
    for match in pattern.finditer(line):
        first = line.count(" ", 0, match.start())
        yield from range(first, first + match[0].count(" ") + (not but_last))
