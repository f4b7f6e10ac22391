"""Whose paper it is, and the names that its units have in it."""

import re
from dataclasses import dataclass

from corpus.obligations import NamedUnit
from ingest.unit_lexicon import TITLE

_ISSUER = re.compile(
    r"(?P<level>xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh)\s+(?P<name>.+)$",
    re.IGNORECASE,
)
_NEAR = 80  # characters before a name in which what belongs to it is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Whose paper it is: "Ủy ban nhân dân huyện Lấp Vò"."""

    name: str | None
    center: str | None = None  # the one "Trung tâm …" that its paper names, which "Trung tâm" is

    @property
    def level(self) -> str | None:
        """Of its place: "huyện"; None where the issuer is unknown or no committee."""
        match = _ISSUER.search(self.name or "")
        return match["level"].lower() if match else None

    @property
    def place(self) -> str | None:
        """The place's own name: "Lấp Vò"."""
        match = _ISSUER.search(self.name or "")
        return match["name"] if match else None


def named(  # noqa: PLR0913 - a mention has that many sides
    name: str, plain: str, start: int, end: int, office: str | None, *, is_group: bool = False
) -> NamedUnit:
    """The unit at a place of a text, a post before it ("Trưởng phòng …") counted in."""
    title = TITLE.search(plain, max(0, start - _NEAR), start)
    return NamedUnit(
        name=name,
        office=office,
        is_group=is_group,
        start=title.start() if title else start,
        end=end,
    )
