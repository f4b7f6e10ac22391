"""The numbers that Word draws before paragraphs and does not write in them."""

from dataclasses import dataclass, field
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAX_STYLES = 20  # a style may be based on another; a ring of them must end
_ROMAN = (
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    form: str  # "decimal", "upperRoman", "lowerLetter", "bullet" …
    text: str  # "%1.", "%1.%2."
    start: int


@dataclass(slots=True, kw_only=True)
class Numbering:
    """The lists of one file and how far each has counted."""

    levels: dict[tuple[str, int], _Level] = field(default_factory=dict)
    styles: dict[str, Any] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Any) -> "Numbering":  # noqa: ANN401 -- python-docx publishes no types
        """The numbering of a python-docx document; empty when it has none."""
        styles = {
            style.get(f"{_W}styleId"): style for style in document.styles.element.iter(f"{_W}style")
        }
        root = next(
            (
                part.element
                for part in document.part.package.iter_parts()
                if str(part.partname) == "/word/numbering.xml"
            ),
            None,
        )
        return cls(levels={} if root is None else _levels(root), styles=styles)

    def label(self, paragraph: Any) -> str:  # noqa: ANN401
        """The number that stands before this paragraph; "" when none. Counts on."""
        found = self._list(paragraph)
        if found is None:
            return ""
        key, depth = found
        level = self.levels.get((key, depth))
        if level is None or level.form == "none":
            return ""
        if level.form == "bullet":
            return "+" if level.text.strip().startswith("+") else "-"
        self.counts[key, depth] = self.counts.get((key, depth), level.start - 1) + 1
        for deeper in range(depth + 1, 9):
            self.counts.pop((key, deeper), None)
        text = level.text
        for number in range(depth + 1):
            outer = self.levels.get((key, number), level)
            count = self.counts.get((key, number), outer.start)
            text = text.replace(f"%{number + 1}", _written(count, outer.form))
        return text

    def is_heading(self, paragraph: Any) -> bool:  # noqa: ANN401
        """True when the paragraph's style is one of Word's headings."""
        style = self._style(paragraph)
        name = style.find(f"{_W}name") if style is not None else None
        return name is not None and str(name.get(f"{_W}val")).lower().startswith("heading")

    def _style(self, paragraph: Any) -> Any:  # noqa: ANN401
        found = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return None if found is None else self.styles.get(found.get(f"{_W}val"))

    def _list(self, paragraph: Any) -> tuple[str, int] | None:  # noqa: ANN401
        properties = paragraph.find(f"{_W}pPr/{_W}numPr")
        style = self._style(paragraph)
        for _ in range(_MAX_STYLES):
            if properties is not None or style is None:
                break
            properties = style.find(f"{_W}pPr/{_W}numPr")
            based = style.find(f"{_W}basedOn")
            style = None if based is None else self.styles.get(based.get(f"{_W}val"))
        if properties is None:
            return None
        number, depth = properties.find(f"{_W}numId"), properties.find(f"{_W}ilvl")
        if number is None or number.get(f"{_W}val") == "0":
            return None
        written = "0" if depth is None else str(depth.get(f"{_W}val"))
        return str(number.get(f"{_W}val")), int(written) if written.isdigit() else 0


def _levels(root: Any) -> dict[tuple[str, int], _Level]:  # noqa: ANN401
    abstract = {
        element.get(f"{_W}abstractNumId"): element for element in root.iter(f"{_W}abstractNum")
    }
    levels: dict[tuple[str, int], _Level] = {}
    for number in root.iter(f"{_W}num"):
        link = number.find(f"{_W}abstractNumId")
        source = None if link is None else abstract.get(link.get(f"{_W}val"))
        if source is None:
            continue
        for level in source.iter(f"{_W}lvl"):
            depth = str(level.get(f"{_W}ilvl"))
            if depth.isdigit():
                levels[str(number.get(f"{_W}numId")), int(depth)] = _Level(
                    form=_value(level, "numFmt", "decimal"),
                    text=_value(level, "lvlText", ""),
                    start=int(_value(level, "start", "1"))
                    if _value(level, "start", "1").isdigit()
                    else 1,
                )
    return levels


def _value(element: Any, name: str, default: str) -> str:  # noqa: ANN401
    found = element.find(f"{_W}{name}")
    return default if found is None else str(found.get(f"{_W}val") or default)


def _written(count: int, form: str) -> str:
    if form in ("upperRoman", "lowerRoman"):
        roman, rest = "", min(count, 399)
        for value, letters in _ROMAN:
            while rest >= value:
                roman, rest = roman + letters, rest - value
        return roman if form == "upperRoman" else roman.lower()
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (count - 1) % 26)
        return letter if form == "lowerLetter" else letter.upper()
    return f"{count:02d}" if form == "decimalZero" else str(count)
