"""Footnotes of web pages: a raised link in the text and, at the end, the note that it leads to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.html_site import words_of
from ingest.markup import Element

_TARGET = re.compile(
    r"^#_?(?:ftn|edn|fn|footnote|endnote|sdfootnote|sdendnote|cite_note)[-_:.]*\d+(?:sym)?$"
)
_BACK = re.compile(r"^#_?\w*?(?:ref|anc)[-_:.]*\d*(?:anc)?$")
_NOTE_BLOCK = re.compile(r"^_?(?:ftn|edn|fn|footnote|endnote|sdfootnote|sdendnote)[-_:.]*\d+$")
_HOLDERS = ("p", "li", "dd", "td", "div")


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledNote:
    """A note where it is called; `text` is empty when it was called before."""

    number: str
    text: str


@dataclass(slots=True, kw_only=True)
class Footnotes:
    """The notes of one page by the name that links lead to."""

    targets: dict[str, Element]
    bodies: frozenset[Element]  # not read where they stand
    numbers: dict[str, str] = field(default_factory=dict)

    def called_by(self, link: Element) -> str | None:
        """The name of the note that a link leads to; None for all other links."""
        name = (link.get("href") or "").lstrip("#")
        return name if name in self.targets else None

    def call(self, link: Element) -> CalledNote | None:
        """The note of a link, numbered in the order of the calls; None for all other links."""
        name = self.called_by(link)
        if name is None:
            return None
        if name in self.numbers:
            return CalledNote(number=self.numbers[name], text="")
        self.numbers[name] = str(len(self.numbers) + 1)
        return CalledNote(number=self.numbers[name], text=_text(self.targets[name]))

    def uncalled(self) -> Iterator[Element]:
        """The notes that no link led to."""
        return (body for name, body in self.targets.items() if name not in self.numbers)


def find_footnotes(root: Element) -> Footnotes:
    """The notes that links of a page lead to; each has a block of its own."""
    wanted = {
        href[1:]
        for link in root.iter("a")
        if _TARGET.match(href := (link.get("href") or "").strip())
    }
    targets: dict[str, Element] = {}
    taken: set[Element] = set()
    for element in root.iter() if wanted else ():
        for name in (element.get("id"), element.get("name")):
            if name in wanted and name not in targets:
                body = _body(element)
                if body is not None and body not in taken:
                    targets[name] = body
                    taken.add(body)
    return Footnotes(targets=targets, bodies=frozenset(taken))


def _body(element: Element) -> Element | None:
    """The block of a note: Word's <div id="ftn1">, else the paragraph or item with its anchor."""
    for outer in (element, *element.iterancestors()):
        if outer.tag == "div" and _NOTE_BLOCK.match(outer.get("id") or ""):
            return outer
    if element.tag in _HOLDERS:
        return element
    return next((outer for outer in element.iterancestors() if outer.tag in _HOLDERS), None)


def _text(body: Element) -> str:
    """The words of a note without the link back to its call."""
    for link in list(body.iter("a")):
        if _BACK.match((link.get("href") or "").strip()):
            for inner in list(link):
                link.remove(inner)
            link.text = None
    return words_of(body)
