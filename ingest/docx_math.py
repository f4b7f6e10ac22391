"""Formulas on one line: a fraction keeps its stroke and a power its height."""

from collections.abc import Callable

from corpus.text import nfc
from ingest.docx_package import M
from ingest.markdown import SUPERSCRIPTS
from ingest.markup import Element

_Walk = Callable[[Element], None]
_Put = Callable[[str], None]


def _fraction(element: Element, walk: _Walk, put: _Put) -> None:
    """One twelfth is "1/12", never "112"."""
    _part(element, "num", walk, put)
    put("/")
    _part(element, "den", walk, put)


def _power(element: Element, walk: _Walk, put: _Put) -> None:
    _base(element, walk)
    raised = _words(element.find(f"{M}sup"))
    put(raised.translate(SUPERSCRIPTS) if raised.isdigit() else f"^{_bracketed(raised)}")


def _index(element: Element, walk: _Walk, put: _Put) -> None:
    _base(element, walk)
    put(f"_{_bracketed(_words(element.find(f'{M}sub')))}")


def _root(element: Element, walk: _Walk, put: _Put) -> None:
    put("√")
    _part(element, "e", walk, put)


def _delimited(element: Element, walk: _Walk, put: _Put) -> None:
    opening, closing = (element.find(f"{M}dPr/{M}{name}") for name in ("begChr", "endChr"))
    put("(" if opening is None else str(opening.get(f"{M}val") or ""))
    walk(element)
    put(")" if closing is None else str(closing.get(f"{M}val") or ""))


def _sum(element: Element, walk: _Walk, put: _Put) -> None:
    sign = element.find(f"{M}naryPr/{M}chr")
    put("∫" if sign is None else str(sign.get(f"{M}val") or "∑"))
    walk(element)


def _base(element: Element, walk: _Walk) -> None:
    base = element.find(f"{M}e")
    if base is not None:
        walk(base)


def _part(element: Element, name: str, walk: _Walk, put: _Put) -> None:
    part = element.find(f"{M}{name}")
    if part is None:
        return
    is_long = len(_words(part)) > 1 and not _words(part).isalnum()
    put("(" if is_long else "")
    walk(part)
    put(")" if is_long else "")


def _words(element: Element | None) -> str:
    return "" if element is None else nfc("".join(t.text or "" for t in element.iter(f"{M}t")))


def _bracketed(words: str) -> str:
    return words if len(words) <= 1 or words.isalnum() else f"({words})"


MATH: dict[str, Callable[[Element, _Walk, _Put], None]] = {
    "f": _fraction,
    "sSup": _power,
    "sSub": _index,
    "rad": _root,
    "d": _delimited,
    "nary": _sum,
}
