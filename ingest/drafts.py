"""A duty while it is read: what its sentence, its neighbours and its headings say of it."""

from dataclasses import dataclass, replace

from corpus.obligations import Deadline, NamedUnit, Target


@dataclass(slots=True, kw_only=True)
class Draft:
    """A duty to be; spans count within the text it was read from until `moved` is called."""

    leads: tuple[NamedUnit, ...] = ()
    cooperating: tuple[NamedUnit, ...] = ()
    deadline: Deadline | None = None
    targets: tuple[Target, ...] = ()
    start: int = 0
    end: int = 0

    def moved(self, offset: int) -> "Draft":
        """The same, with every span `offset` characters further on."""
        return Draft(
            leads=tuple(moved_unit(unit, offset) for unit in self.leads),
            cooperating=tuple(moved_unit(unit, offset) for unit in self.cooperating),
            deadline=moved_deadline(self.deadline, offset) if self.deadline else None,
            targets=tuple(moved_target(target, offset) for target in self.targets),
            start=self.start + offset,
            end=self.end + offset,
        )


def moved_unit(unit: NamedUnit, offset: int) -> NamedUnit:
    """The unit, its span `offset` further on."""
    return replace(unit, start=unit.start + offset, end=unit.end + offset)


def moved_deadline(deadline: Deadline, offset: int) -> Deadline:
    """The deadline, its span `offset` further on."""
    return replace(deadline, start=deadline.start + offset, end=deadline.end + offset)


def moved_target(target: Target, offset: int) -> Target:
    """The target, its spans `offset` further on."""
    by = moved_deadline(target.by, offset) if target.by else None
    return replace(target, start=target.start + offset, end=target.end + offset, by=by)
