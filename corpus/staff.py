"""Who works here, and what a role lets a person do."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from corpus.units import unit_key


class Role(StrEnum):
    """What a person is in the office; as written in the register."""

    VIEWER = "xem"
    OFFICER = "can_bo"
    LEADER = "lanh_dao"
    CONTROLLER = "kstthc"  # administrative procedures control
    ADMINISTRATOR = "quan_tri"


ROLE_WORDS = {
    Role.VIEWER: "Xem",
    Role.OFFICER: "Cán bộ",
    Role.LEADER: "Lãnh đạo",
    Role.CONTROLLER: "Kiểm soát thủ tục hành chính",
    Role.ADMINISTRATOR: "Quản trị",
}


class Right(StrEnum):
    """One thing that a role allows."""

    ASK = "ask"  # ask, read papers, say what one thinks of an answer
    TASKS = "tasks"  # see the duties of one's units
    MARK_TASKS = "mark_tasks"
    CASES = "cases"  # see the cases of one's units
    LETTERS = "letters"  # write to applicants: the only place with their names
    IMPORT_CASES = "import_cases"
    DIGESTS = "digests"
    OPINIONS = "opinions"  # read feedback and the questions without an answer
    EDIT_DOCUMENTS = "edit_documents"
    STAFF = "staff"
    AUDIT = "audit"
    UPKEEP = "upkeep"  # the index, backups


_VIEWER = frozenset({Right.ASK, Right.TASKS})
_OFFICER = _VIEWER | {Right.MARK_TASKS, Right.CASES, Right.LETTERS}
_LEADER = _VIEWER | {Right.MARK_TASKS, Right.CASES, Right.DIGESTS, Right.OPINIONS}
RIGHTS = {
    Role.VIEWER: _VIEWER,
    Role.OFFICER: _OFFICER,
    Role.LEADER: _LEADER,
    Role.CONTROLLER: _OFFICER | _LEADER | {Right.IMPORT_CASES},
    Role.ADMINISTRATOR: frozenset(Right),
}
_WHOLE_OFFICE = frozenset({Role.LEADER, Role.CONTROLLER, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """A person of the register. `units` are the units besides `unit` that this person may see."""

    id: int
    account: str
    name: str
    unit: str
    role: Role
    units: tuple[str, ...]
    is_active: bool
    has_password: bool
    locked_until: datetime | None

    def may(self, right: Right) -> bool:
        """True when the person's role allows it; never for one who left."""
        return self.is_active and right in RIGHTS[self.role]

    @property
    def scope(self) -> frozenset[str] | None:
        """The units whose duties and cases this person sees; None: of the whole office.

        A leader, the controller and the administrator see the office unless units are named.
        """
        if self.role in _WHOLE_OFFICE and not self.units:
            return None
        return frozenset(name for name in (self.unit, *self.units) if name)

    def sees_unit(self, name: str) -> bool:
        """True when the unit of this name is in the person's scope, however it is written."""
        scope = self.scope
        return scope is None or unit_key(name) in {unit_key(unit) for unit in scope}
