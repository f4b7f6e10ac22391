"""The desk of the signed-in pages, over an open library."""

import platform
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from cases.columns import read_names
from cases.office_file import change_office_file, read_office_file
from cli.ask import parse_day
from cli.case_office import CaseOffice
from cli.daily import open_daily_backup
from cli.intake import Taker, readers_of
from cli.office_files import file_states
from cli.settings import Settings
from cli.settings_shown import shown_settings
from cli.wiring import Library, find_missing_references
from corpus.originals import Originals
from corpus.schema import SCHEMA_VERSION
from corpus.secret_key import read_key
from corpus.units import office_units
from index.rebuilding import Rebuilding
from ingest.batch import find_files
from ingest.readers import Readers
from ingest.register import refresh_register
from web.desk import CaseDeskTools, Desk, Setup, Upkeep, Uploaded
from web.settings_desk import SettingsDesk


@contextmanager
def open_desk(settings: Settings, library: Library, office: CaseOffice) -> Iterator[Desk]:
    """The desk; the processes that read uploads end with it."""
    refresh_register(library.store)  # papers that an older program stored
    with readers_of(settings) as readers:
        desk = _desk(settings, library, office, readers)
        try:
            yield desk
        finally:
            desk.upkeep.rebuilding.close()


def _desk(settings: Settings, library: Library, office: CaseOffice, readers: Readers) -> Desk:
    store, originals = library.store, Originals(settings.files_home)

    def preview(paths: Sequence[Path], who: str) -> Uploaded:
        taker = Taker(store=store, originals=originals, readers=readers, who=who)
        intake = taker.preview(find_files(list(paths)), lambda _name: None)
        problems = [str(error) for error in intake.failed]
        problems += [f"{skip.path.name}: bỏ qua, {skip.reason}." for skip in intake.skipped]
        problems += [f"{done.source}: đã có trong kho, không đổi." for done in intake.done]
        return Uploaded(pending=tuple(intake.pending), problems=tuple(problems))

    def after_change() -> None:
        find_missing_references(store)
        refresh_register(store)
        library.index.refresh()

    return Desk(
        store=store,
        key=read_key(settings.home),
        originals=originals,
        preview=preview,
        after_change=after_change,
        validity=lambda reader, name, day: library.views.of(reader).book.of_paper(name, day),
        own_units=lambda: office_units(settings.home / "units.json"),
        cases=_cases(office),
        today=lambda: parse_day(None),
        setup=Setup(),
        upkeep=Upkeep(
            index=library.index,
            rebuilding=Rebuilding(library.index.rebuild),
            daily_backup=open_daily_backup(settings),
        ),
        listed_groups=frozenset(map(str, settings.telegram_groups)),
        settings=_settings(settings, library),
    )


def _settings(settings: Settings, library: Library) -> SettingsDesk:
    file = settings.home / "office.json"
    return SettingsDesk(
        settings=shown_settings(settings),
        files=lambda: file_states(settings.home),
        versions=lambda: (
            ("Chương trình", version("dunghan")),
            ("Lược đồ của kho", SCHEMA_VERSION),
            ("Cơ sở dữ liệu", library.store.database.version()),
            ("Python", platform.python_version()),
            ("Hệ điều hành", f"{platform.system()} {platform.release()}"),
        ),
        read_office=lambda: read_office_file(file),
        write_office=lambda changes: change_office_file(file, changes),
    )


def _cases(office: CaseOffice) -> CaseDeskTools:
    """The very register, days and office file that commands, lists and chats work with."""
    return CaseDeskTools(
        register=office.register,
        letters=office.book,
        outbox=office.outbox,
        days=office.days,
        near=office.file.near,
        names=lambda: read_names(office.home / "case_columns.json"),
        groups=office.groups,
        letterhead=lambda: read_office_file(office.home / "office.json").office,
    )
