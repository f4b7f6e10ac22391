"""The marks that a browser draws before the items of lists."""

import re

from ingest.markup import Element
from ingest.numerals import written

_TYPES = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
_STYLES = {
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "disc": "bullet",
    "circle": "bullet",
    "square": "bullet",
    "none": "none",
}
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)")
_WHOLE = re.compile(r"^\s*(-?\d{1,6})")


def item_labels(holder: Element) -> dict[Element, str]:
    """The mark before each item of a list: "3.", "b.", "-"; "" where the list shows none."""
    items = [child for child in holder if child.tag == "li"]
    usual = _form(holder) or ("decimal" if holder.tag == "ol" else "bullet")
    step = -1 if holder.get("reversed") is not None else 1
    start = _whole(holder.get("start"))
    count = start if start is not None else (len(items) if step < 0 else 1)
    labels: dict[Element, str] = {}
    for item in items:
        value = _whole(item.get("value"))
        count = count if value is None else value
        labels[item] = _label(count, _form(item) or usual)
        count += step
    return labels


def _label(count: int, form: str) -> str:
    if form == "none":
        return ""
    return "-" if form == "bullet" else f"{written(count, form)}."


def _form(element: Element) -> str | None:
    styled = _STYLE.search(element.get("style") or "")
    if styled and styled[1].lower() in _STYLES:
        return _STYLES[styled[1].lower()]
    kind = (element.get("type") or "").strip()
    return _TYPES.get(kind) or _STYLES.get(kind.lower())


def _whole(text: str | None) -> int | None:
    found = _WHOLE.match(text or "")
    return int(found[1]) if found else None
