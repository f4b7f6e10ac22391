"""The desk of the signed-in pages, over an open library."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from cases.columns import read_names
from cases.errors import CasesError
from cases.groups import read_groups
from cases.letter_book import LetterBook
from cases.letters import Office
from cases.outbox import Outbox
from cases.register import Register
from cases.statuses import Nearness
from cases.working_days import working_days
from cli.ask import parse_day
from cli.intake import Taker, readers_of
from cli.settings import Settings
from cli.wiring import Library, find_missing_references
from corpus.originals import Originals
from corpus.schema import VIETNAM
from corpus.secret_key import read_key
from corpus.units import office_units
from ingest.batch import find_files
from ingest.readers import Readers
from ingest.register import refresh_register
from web.desk import CaseDeskTools, Desk, Setup, Uploaded

_LETTERHEAD = "letterhead.json"


@contextmanager
def open_desk(settings: Settings, library: Library) -> Iterator[Desk]:
    """The desk; the processes that read uploads end with it."""
    refresh_register(library.store)  # papers that an older program stored
    with readers_of(settings) as readers:
        yield _desk(settings, library, readers)


def _desk(settings: Settings, library: Library, readers: Readers) -> Desk:
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
        validity=library.book.of_paper,
        own_units=lambda: office_units(settings.home / "units.json"),
        cases=_cases(settings, library),
        today=lambda: parse_day(None),
        setup=Setup(),
    )


def _cases(settings: Settings, library: Library) -> CaseDeskTools:
    database, home = library.store.database, settings.home

    def now() -> datetime:
        return datetime.now(VIETNAM)

    return CaseDeskTools(
        register=Register(database, now),
        letters=LetterBook(database, now),
        outbox=Outbox(database, now),
        days=working_days(home / "working_days.csv"),
        near=Nearness(),
        names=lambda: read_names(home / "case_columns.json"),
        groups=lambda: read_groups(home / "groups.json"),
        letterhead=lambda: read_letterhead(home / _LETTERHEAD),
    )


class LetterheadError(CasesError):
    """The office's letterhead can not be read."""


def read_letterhead(path: Path) -> Office:
    """Who writes letters, by the office's own file; empty words where there is none.

    Raises:
        LetterheadError: it is not of its shape.
    """
    names = ("name", "parent", "place", "signer_title", "signer")
    if not path.exists():
        return Office(**dict.fromkeys(names, ""))
    try:
        written = json.loads(path.read_text(encoding="utf-8-sig"))
        return Office(**{name: str(written.get(name, "")) for name in names})
    except (ValueError, AttributeError) as error:
        raise LetterheadError(
            f"{path.name}: cần một đối tượng JSON với «name», «parent», «place», "
            "«signer_title», «signer». Hãy sửa tệp rồi mở lại trang."
        ) from error
