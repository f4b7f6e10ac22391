"""What the page of the settings works on; the wiring fills it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cases.office_file import OfficeFile


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSetting:
    """One setting with its meaning and what is in force; a secret's value is never here."""

    name: str
    words: str
    value: str
    is_usual: bool  # as it is without the environment


@dataclass(frozen=True, slots=True, kw_only=True)
class FileState:
    """One of the office's files. `changed` None: there is none; `problem` "": it is fine."""

    name: str
    words: str
    changed: datetime | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsDesk:
    """What the page works on; the calls look at files and may block.

    Attributes:
        settings: those in force since the program began.
        files: the state of the office's files.
        versions: of the program and what it stands on, name and version.
        read_office: the office file as it is now; raises CasesError.
        write_office: changes entries of it and gives their names; raises CasesError.
    """

    settings: tuple[ShownSetting, ...] = ()
    files: Callable[[], tuple[FileState, ...]] = tuple
    versions: Callable[[], tuple[tuple[str, str], ...]] = tuple
    read_office: Callable[[], OfficeFile] = OfficeFile
    write_office: Callable[[dict[str, str | int]], tuple[str, ...]] = lambda _changes: ()
