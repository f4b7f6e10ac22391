"""What the styles of a Word file say of its paragraphs and runs, inheritance followed."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.docx_package import W
from ingest.markup import Element

_MAX_STYLES = 20  # a style may be based on another; a ring of them must end
_OFF = ("0", "false", "off", "none")


@dataclass(slots=True, kw_only=True)
class Styles:
    """The styles of one file by id."""

    by_id: dict[str, Element] = field(default_factory=dict)
    default: str = ""  # of paragraphs that name none

    @classmethod
    def of(cls, root: Element | None) -> "Styles":
        """The styles of the part word/styles.xml; none when the file has no such part."""
        if root is None:
            return cls()
        found = {str(style.get(f"{W}styleId")): style for style in root.iter(f"{W}style")}
        default = next(
            (
                name
                for name, style in found.items()
                if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") == "1"
            ),
            "",
        )
        return cls(by_id=found, default=default)

    def chain(self, paragraph: Element) -> Iterator[Element]:
        """The style of a paragraph and those it is based on, nearest first."""
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        yield from self._chain(self.default if named is None else str(named.get(f"{W}val")))

    def _chain(self, name: str) -> Iterator[Element]:
        for _ in range(_MAX_STYLES):
            style = self.by_id.get(name)
            if style is None:
                return
            yield style
            based = style.find(f"{W}basedOn")
            name = "" if based is None else str(based.get(f"{W}val"))

    def is_heading(self, paragraph: Element) -> bool:
        """True for a style of Word's headings, or a level in the outline."""
        level = paragraph.find(f"{W}pPr/{W}outlineLvl")
        if level is not None:
            return str(level.get(f"{W}val")) != "9"  # 9 is body text
        for style in self.chain(paragraph):
            name = style.find(f"{W}name")
            if name is not None and str(name.get(f"{W}val")).lower().startswith("heading"):
                return True
            level = style.find(f"{W}pPr/{W}outlineLvl")
            if level is not None:
                return str(level.get(f"{W}val")) != "9"
        return False

    def is_hidden(self, run: Element, paragraph: Element) -> bool:
        """True when the run is not shown: by itself, by its style, or by its paragraph's."""
        return self._says(run, paragraph, "vanish")

    def is_bold(self, run: Element, paragraph: Element) -> bool:
        """True when the run is set in bold: by itself, by its style, or by its paragraph's."""
        return self._says(run, paragraph, "b")

    def _says(self, run: Element, paragraph: Element, name: str) -> bool:
        own = run.find(f"{W}rPr/{W}{name}")
        if own is not None:
            return is_on(own)
        styled = run.find(f"{W}rPr/{W}rStyle")
        if styled is not None:
            for style in self._chain(str(styled.get(f"{W}val"))):
                found = style.find(f"{W}rPr/{W}{name}")
                if found is not None:
                    return is_on(found)
        for style in self.chain(paragraph):
            found = style.find(f"{W}rPr/{W}{name}")
            if found is not None:
                return is_on(found)
        return False


def is_on(switch: Element | None) -> bool:
    """True for a property that stands there and is not switched off."""
    return switch is not None and str(switch.get(f"{W}val") or "1").lower() not in _OFF
