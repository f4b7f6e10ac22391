"""The numbers that Word draws before paragraphs and does not write in them."""

from dataclasses import dataclass, field, replace

from ingest.docx_package import W
from ingest.docx_styles import Styles, is_on
from ingest.markup import Element
from ingest.numerals import written

_LEVELS = 9
_MAX_LINKS = 10  # a list may be defined by a style that points to another list


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    form: str  # "decimal", "upperRoman", "lowerLetter", "bullet" …
    text: str  # "%1.", "%1.%2."
    start: int
    restarts_after: int | None = None  # 0: never; n: after a paragraph of level n; None: any outer
    is_legal: bool = False  # outer numbers are shown as decimals
    is_hidden: bool = False
    style: str = ""  # paragraphs of this style stand at this level


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    """One w:num: its counters are shared by all lists of the same definition."""

    counter: str
    levels: dict[int, _Level]
    starts: dict[int, int]  # the levels that begin anew when this list is first used


@dataclass(slots=True, kw_only=True)
class Numbering:
    """The lists of one file and how far each has counted."""

    styles: Styles
    lists: dict[str, _List] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, root: Element | None, styles: Styles) -> "Numbering":
        """The numbering of the part word/numbering.xml; empty when there is none."""
        return cls(styles=styles, lists={} if root is None else _lists(root, styles))

    def label(self, paragraph: Element) -> str:
        """The number that stands before this paragraph; "" when none. Counts on."""
        found = self._place(paragraph)
        if found is None:
            return ""
        number, depth = found
        in_list = self.lists[number]
        level = in_list.levels[depth]
        self._count(number, in_list, depth)
        if level.is_hidden or level.form == "none":
            return ""
        if level.form == "bullet":
            return "+" if level.text.strip().startswith("+") else "-"
        text = level.text
        for outer in range(depth + 1):
            shown = in_list.levels.get(outer, level)
            count = self.counts.get((in_list.counter, outer), shown.start)
            form = "decimal" if level.is_legal and shown.form != "decimalZero" else shown.form
            text = text.replace(f"%{outer + 1}", written(count, form))
        return text.strip()

    def _count(self, number: str, in_list: _List, depth: int) -> None:
        key = in_list.counter
        if number not in self.used:
            self.used.add(number)
            for anew, start in in_list.starts.items():
                self.counts[key, anew] = start - 1
        start = in_list.levels[depth].start
        self.counts[key, depth] = self.counts.get((key, depth), start - 1) + 1
        for deeper in range(depth + 1, _LEVELS):
            level = in_list.levels.get(deeper)
            after = None if level is None else level.restarts_after
            if after is None or (after and depth < after):
                self.counts.pop((key, deeper), None)

    def _place(self, paragraph: Element) -> tuple[str, int] | None:
        """The list and the level of a paragraph: its own, else its style's."""
        number, depth = _properties(paragraph)
        for style in self.styles.chain(paragraph):
            if number is not None:
                break
            number, of_style = _properties(style)
            depth = of_style if depth is None else depth
            if number is not None and depth is None:
                depth = self._level_of_style(number, str(style.get(f"{W}styleId")))
        if number is None or number not in self.lists:
            return None
        depth = depth or 0
        return (number, depth) if depth in self.lists[number].levels else None

    def _level_of_style(self, number: str, style: str) -> int | None:
        in_list = self.lists.get(number)
        levels = {} if in_list is None else in_list.levels
        return next((depth for depth, level in levels.items() if level.style == style), None)


def _properties(element: Element) -> tuple[str | None, int | None]:
    """The list's number and the level that a paragraph or a style names itself."""
    found = element.find(f"{W}pPr/{W}numPr")
    if found is None:
        return None, None
    number, depth = found.find(f"{W}numId"), found.find(f"{W}ilvl")
    written_depth = "" if depth is None else str(depth.get(f"{W}val"))
    return (
        None if number is None else str(number.get(f"{W}val")),
        int(written_depth) if written_depth.isdigit() else None,
    )


def _lists(root: Element, styles: Styles) -> dict[str, _List]:
    definitions = {str(e.get(f"{W}abstractNumId")): e for e in root.iter(f"{W}abstractNum")}
    numbers = {str(e.get(f"{W}numId")): e for e in root.iter(f"{W}num")}
    found: dict[str, _List] = {}
    for number, element in numbers.items():
        link = element.find(f"{W}abstractNumId")
        key = "" if link is None else str(link.get(f"{W}val"))
        definition = _linked(key, definitions, numbers, styles)
        if definition is None or number == "0":  # 0 takes a paragraph out of its style's list
            continue
        levels = _levels(definition)
        starts: dict[int, int] = {}
        for override in element.iter(f"{W}lvlOverride"):
            depth = _whole(override.get(f"{W}ilvl"), 0)
            levels |= _levels(override)
            begin = override.find(f"{W}startOverride")
            if begin is not None:
                starts[depth] = _whole(begin.get(f"{W}val"), 1)
                if depth in levels:
                    levels[depth] = replace(levels[depth], start=starts[depth])
        found[number] = _List(
            counter=str(definition.get(f"{W}abstractNumId")), levels=levels, starts=starts
        )
    return found


def _linked(
    key: str, definitions: dict[str, Element], numbers: dict[str, Element], styles: Styles
) -> Element | None:
    """The definition of a list, found through the list style that it may point to."""
    for _ in range(_MAX_LINKS):
        definition = definitions.get(key)
        link = None if definition is None else definition.find(f"{W}numStyleLink")
        if link is None:
            return definition
        style = styles.by_id.get(str(link.get(f"{W}val")))
        number = None if style is None else _properties(style)[0]
        element = numbers.get(number or "")
        target = None if element is None else element.find(f"{W}abstractNumId")
        if target is None:
            return definition
        key = str(target.get(f"{W}val"))
    return None


def _levels(definition: Element) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for level in definition.iter(f"{W}lvl"):
        depth = _whole(level.get(f"{W}ilvl"), -1)
        if not 0 <= depth < _LEVELS:
            continue
        restart = level.find(f"{W}lvlRestart")
        levels[depth] = _Level(
            form=_form(level),
            text=_value(level, "lvlText", ""),
            start=_whole(_value(level, "start", "1"), 1),
            restarts_after=None if restart is None else _whole(restart.get(f"{W}val"), 0),
            is_legal=is_on(level.find(f"{W}isLgl")),
            is_hidden=is_on(level.find(f"{W}rPr/{W}vanish")),
            style=_value(level, "pStyle", ""),
        )
    return levels


def _form(level: Element) -> str:
    """How the level counts; a form of a newer Word ("001, 002") stands in an alternative."""
    for form in level.iter(f"{W}numFmt"):
        value = str(form.get(f"{W}val") or "decimal")
        return f"custom:{form.get(f'{W}format')}" if value == "custom" else value
    return "decimal"


def _whole(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isdigit() and len(text) < 7 else default


def _value(element: Element, name: str, default: str) -> str:
    found = element.find(f"{W}{name}")
    return default if found is None else str(found.get(f"{W}val") or default)
