"""The office's cases put together for the commands: register, outbox, book, calendar, settings."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from cases.answers import EVERYONE, CaseAnswer, CaseDesk, Viewer
from cases.groups import Group, read_groups
from cases.letter_book import LetterBook
from cases.office_file import OfficeFile, read_office_file
from cases.outbox import Outbox
from cases.register import Register
from cases.schedule import Schedule
from cases.targets import read_targets
from cases.working_days import WorkingDays, working_days
from cli.case_duties import duty_source
from cli.settings import Settings
from corpus.database import Database, open_database
from corpus.schema import VIETNAM

IN_GROUP = Viewer(units=None, in_group=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOffice:
    """What the commands and the running program work with."""

    register: Register
    outbox: Outbox
    book: LetterBook
    days: WorkingDays
    file: OfficeFile
    desk: CaseDesk
    schedule: Schedule
    home: Path

    def groups(self) -> tuple[Group, ...]:
        """The groups of the office's file, read anew each time.

        Raises:
            GroupsError: an entry of the file can not be used.
        """
        return read_groups(self.home / "groups.json")


@contextmanager
def open_case_office(settings: Settings) -> Iterator[CaseOffice]:
    """The office's cases in the store that the settings name; closed at the end."""
    settings.home.mkdir(parents=True, exist_ok=True)
    database = open_database(settings.database_url)
    try:
        yield _case_office(settings, database)
    finally:
        database.close()


def _case_office(settings: Settings, database: Database) -> CaseOffice:
    home = settings.home
    days = working_days(home / "working_days.csv")
    file = read_office_file(home / "office.json")
    register, outbox = Register(database, now), Outbox(database, now)
    return CaseOffice(
        register=register,
        outbox=outbox,
        book=LetterBook(database, now),
        days=days,
        file=file,
        desk=CaseDesk(register=register, days=days, near=file.near),
        schedule=Schedule(
            register=register,
            outbox=outbox,
            days=days,
            near=file.near,
            targets=read_targets(home / "targets.json"),
            duties=duty_source(settings),
        ),
        home=home,
    )


def ask_cases(settings: Settings, question: str, today: date) -> CaseAnswer | None:
    """The register's answer to a question; None when it is one for the papers."""
    with open_case_office(settings) as office:
        return office.desk.ask(question, EVERYONE, today)


def now() -> datetime:
    """This moment in Vietnam."""
    return datetime.now(VIETNAM)
