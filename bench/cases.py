"""How fast a register of many rows is imported, listed and counted; and the memory that it takes.

The register is made up (cases.sample), written as XLSX, and imported by a process of its own, so
that the memory is the import's alone.
"""

import multiprocessing
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from cases.answers import EVERYONE, CaseDesk
from cases.columns import read_names
from cases.figures import Period, figures_by
from cases.groups import Group, Kind
from cases.outbox import Outbox
from cases.register import Register
from cases.sample import sample_cases
from cases.schedule import Schedule
from cases.statuses import Nearness
from cases.table_file import REGISTER_HEAD, register_row, write_table
from cases.working_days import working_days
from corpus.database import Database, open_database
from corpus.schema import VIETNAM

_DAY = date(2026, 11, 25)
_MORNING = datetime(2026, 11, 25, 7, 30, tzinfo=VIETNAM)
_ASKED = "hiện có bao nhiêu hồ sơ quá hạn"
_RUNS = 5
_KIB = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Register100k:
    """What one run measured. Times are medians of five, the import's is of one."""

    rows: int
    import_s: float
    import_rows_per_second: float
    import_cpu_s: float  # of the processor: what a machine with nothing else to do takes
    import_mib: float  # the most that the importing process held
    again_s: float  # the same file once more: nothing changes
    listed: int  # cases in the day's digest
    digest_ms: float
    digest_cpu_ms: float
    month_ms: float  # the monthly page over two months
    figures_ms: float  # a quarter by unit
    ask_ms: float

    def measures(self) -> dict[str, float]:
        """The stable shape of the command's last line."""
        return asdict(self)


def measure(rows: int, seed: int = 1) -> Register100k:
    """Make a register of `rows` cases, import it, list, count and ask."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "so.xlsx"
        made = sample_cases(rows, seed, _DAY, working_days())
        numbered = (register_row(number, case) for number, case in enumerate(made, start=1))
        write_table(path, "Sổ theo dõi", REGISTER_HEAD, numbered)
        url = f"sqlite:///{Path(folder) / 'kho.db'}"
        first = _in_own_process(url, path)
        again = _in_own_process(url, path)
        database = open_database(url)
        try:
            return _of_store(database, rows, first, again)
        finally:
            database.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Import:
    seconds: float
    cpu_seconds: float
    mib: float


def _in_own_process(url: str, path: Path) -> _Import:
    """What an import takes."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_import, (url, path))


def _import(url: str, path: Path) -> _Import:
    started, cpu_started = time.perf_counter(), time.process_time()
    database = open_database(url)
    Register(database, lambda: _MORNING).take_in(path, read_names(), _MORNING)
    database.close()
    return _Import(
        seconds=time.perf_counter() - started,
        cpu_seconds=time.process_time() - cpu_started,
        mib=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIB,
    )


def _of_store(database: Database, rows: int, first: _Import, again: _Import) -> Register100k:
    register = Register(database, lambda: _MORNING)
    schedule = Schedule(
        register=register,
        outbox=Outbox(database, lambda: _MORNING),
        days=working_days(),
        near=Nearness(),
    )
    group = Group(name="kstthc", kind=Kind.DAILY, channel="telegram", recipient="-1")
    desk = CaseDesk(register=register, days=schedule.days, near=schedule.near)
    quarter = Period(start=_DAY - timedelta(days=91), end=_DAY)
    month = Period(start=date(2026, 10, 1), end=date(2026, 10, 31))
    digest = schedule.digest(group, _DAY)
    return Register100k(
        rows=rows,
        import_s=round(first.seconds, 1),
        import_rows_per_second=round(rows / first.seconds),
        import_cpu_s=round(first.cpu_seconds, 1),
        import_mib=round(first.mib, 1),
        again_s=round(again.seconds, 1),
        listed=len(digest.near_due) + len(digest.overdue) + len(digest.late),
        digest_ms=_median_ms(lambda: schedule.list_of(group, _DAY)),
        digest_cpu_ms=_median_ms(lambda: schedule.list_of(group, _DAY), time.process_time),
        month_ms=_median_ms(lambda: schedule.month(month)),
        figures_ms=_median_ms(
            lambda: figures_by(register.of_period(quarter), quarter, lambda case: case.unit)
        ),
        ask_ms=_median_ms(lambda: desk.ask(_ASKED, EVERYONE, _DAY)),
    )


def _median_ms(call: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    times = []
    for _ in range(_RUNS):
        started = clock()
        call()
        times.append(1000 * (clock() - started))
    return round(statistics.median(times), 1)
