"""Commands: with a slash, or typed as one word without slash and accents."""

import re
from dataclasses import dataclass

from bot.people import Person
from corpus.staff import Right
from corpus.text import fold

_SLASH = re.compile(
    r"/(?P<name>[a-z0-9_]+)(?:@\w+)?(?:\s+(?P<rest>.*))?", re.DOTALL | re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What was commanded, and the words after it."""

    name: str
    rest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A command as menus and the help show it."""

    name: str
    words: str  # shown in the menu
    typed: tuple[str, ...] = ()  # folded words that mean it when nothing else is said
    takes: str = ""  # an example with what it needs; "": it needs nothing
    in_groups: bool = True
    is_shown: bool = True
    for_administrator: bool = False
    right: Right = Right.ASK  # that it needs


LISTED = (
    Listed(name="hoi", words="Hỏi về các văn bản đã nạp", takes="/hoi hạn nộp báo cáo quý?"),
    Listed(
        name="thutuc",
        words="Thời hạn, hồ sơ, phí của một thủ tục",
        takes="/thutuc đăng ký khai sinh",
    ),
    Listed(name="vanban", words="Tìm văn bản theo số hoặc trích yếu", typed=("van ban",)),
    Listed(name="nhiemvu", words="Việc được giao và hạn", typed=("nhiem vu",), right=Right.TASKS),
    Listed(
        name="hoso",
        words="Tình trạng một hồ sơ",
        takes="/hoso H03.15-261104-0012",
        typed=("ho so",),
        right=Right.CASES,
    ),
    Listed(name="quahan", words="Các hồ sơ quá hạn", typed=("qua han",), right=Right.CASES),
    Listed(name="homnay", words="Việc và hồ sơ đến hạn", typed=("hom nay",), right=Right.TASKS),
    Listed(name="trogiup", words="Xem cách dùng", typed=("tro giup", "help", "huong dan")),
    Listed(name="help", words="", is_shown=False),
    Listed(name="start", words="", typed=("bat dau",), is_shown=False),
    Listed(name="lienket", words="", typed=("lien ket",), is_shown=False),
    Listed(name="huylienket", words="", typed=("huy lien ket",), is_shown=False, in_groups=False),
    Listed(name="choduyet", words="Văn bản chờ công bố", for_administrator=True, in_groups=False),
    Listed(
        name="rut",
        words="Rút một văn bản",
        takes="/rut 27-kh-ubnd",
        for_administrator=True,
        in_groups=False,
    ),
    Listed(
        name="phuchoi",
        words="Dùng lại văn bản đã rút",
        takes="/phuchoi 27-kh-ubnd",
        for_administrator=True,
        in_groups=False,
    ),
    Listed(name="tinhtrang", words="Kho và chỉ mục", for_administrator=True, in_groups=False),
    Listed(name="reindex", words="Dựng lại chỉ mục", for_administrator=True, in_groups=False),
    Listed(
        name="chimuctruoc",
        words="Dùng lại chỉ mục trước",
        for_administrator=True,
        in_groups=False,
    ),
    Listed(name="duyetnhom", words="Cho phép nhóm này", for_administrator=True),
)
_BY_NAME = {listed.name: listed for listed in LISTED}
_BY_WORDS = {words: listed.name for listed in LISTED for words in listed.typed}
# Words that begin plain questions too; "hoi" alone is written so by nobody who means a question.
_ONE_WORD = frozenset(_BY_NAME)
_NEEDS_ID = frozenset({"rut", "phuchoi"})
_SEVERAL = re.compile(r"(?P<name>[^:/]{2,14}):\s*(?P<rest>.+)", re.DOTALL)
_LINK = re.compile(r"lien ket\s+[a-z0-9-]{8,9}$")


def listed_command(name: str) -> Listed | None:
    """What the lists say about a command; None for one that there is not."""
    return _BY_NAME.get(name)


def menu(*, is_private: bool) -> tuple[tuple[str, str], ...]:
    """Names and words of the menu that all members see in a chat of this kind."""
    return tuple(
        (listed.name, listed.words)
        for listed in LISTED
        if listed.is_shown and not listed.for_administrator and (is_private or listed.in_groups)
    )


def menu_of(person: Person) -> tuple[Listed, ...]:
    """The commands that a person may use in private."""
    return tuple(
        listed
        for listed in LISTED
        if listed.is_shown
        and listed.name != "duyetnhom"
        and (person.is_administrator or not listed.for_administrator)
        and person.may(listed.right)
    )


def read_command(text: str) -> Command | None:
    """The command that a text is; None for a question.

    Without a slash a command is one unaccented word at the start ("quahan"), its words with
    nothing after them ("quá hạn"), or its words before a colon ("văn bản: 61/2018").
    """
    said = text.strip()
    slash = _SLASH.fullmatch(said)
    if slash is not None:
        return Command(name=slash["name"].lower(), rest=(slash["rest"] or "").strip())
    if said.startswith("/"):
        return Command(name="")
    first, _, rest = said.partition(" ")
    name = first.lower()
    # Without accents "rut ho so" is a question; an id is one word.
    if name in _ONE_WORD and (name not in _NEEDS_ID or len(rest.split()) == 1):
        return Command(name=name, rest=rest.strip())
    whole = _plain(said).strip(" .!?")
    if whole in _BY_WORDS:
        return Command(name=_BY_WORDS[whole])
    named = _SEVERAL.fullmatch(said)
    before = _plain(named["name"]).strip() if named else ""
    name = _BY_WORDS.get(before) or before.replace(" ", "")
    if named is not None and name in _ONE_WORD:
        return Command(name=name, rest=named["rest"].strip())
    if _LINK.match(_plain(said)):
        return Command(name="lienket", rest=said.split(maxsplit=2)[-1])
    return None


def read_code(written: str) -> str:
    """A one-time code as the register knows it: capitals, without blanks and dashes."""
    return "".join(character for character in written.upper() if character.isalnum())


def _plain(text: str) -> str:
    return " ".join(fold(text).lower().split())
