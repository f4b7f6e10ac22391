"""An export written into the register: what is new, what changed, what could not be read."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from itertools import islice
from pathlib import Path

import sqlalchemy as sa

from cases.cases import Case, Person
from cases.columns import Names
from cases.register_file import Problem, ReadCase, read_register
from cases.rows import case_of, case_row, digest
from cases.schema import applicants, cases, imports
from corpus.database import Database
from corpus.schema import VIETNAM

_CHUNK = 2_000  # rows of one transaction: the write lock is held for a moment only
_IN_ONE_QUERY = 500  # codes that one statement names: within SQLite's bound on parameters
_KEPT_PROBLEMS = 1_000
_NO_PERSON = Person()
_FIELDS = {field.name for field in fields(Case)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What became of an export's rows."""

    source: str
    as_of: datetime
    new: int
    changed: int
    same: int
    problems: tuple[Problem, ...]

    @property
    def refused(self) -> int:
        """How many rows did not go in."""
        return sum(problem.refused for problem in self.problems)


@dataclass(slots=True)
class _Counts:
    new: int = 0
    changed: int = 0
    same: int = 0


def import_register(
    database: Database,
    path: Path,
    names: Names,
    now: Callable[[], datetime],
    as_of: datetime | None = None,
) -> ImportReport:
    """Import an export. The same file twice changes nothing.

    Rows go in by short transactions; the import itself is noted at the end, so one that was
    interrupted leaves the moment of the data as it was, and running it again completes it.

    Args:
        database: where the register is kept.
        path: XLSX, XLS, ODS or CSV.
        names: cases.columns.read_names.
        now: the clock.
        as_of: the moment that the export shows; None: when the file was last changed.

    Raises:
        RegisterError: the file can not be read, or has no table of cases.
    """
    when = as_of or datetime.fromtimestamp(path.stat().st_mtime, VIETNAM)
    counts = _Counts()
    problems: list[Problem] = []
    merged = _merged(read_register(path, names), problems)
    while chunk := list(islice(merged, _CHUNK)):
        with database.writing() as connection:
            _write(connection, chunk, counts, now())
    report = ImportReport(
        source=path.name,
        as_of=when,
        new=counts.new,
        changed=counts.changed,
        same=counts.same,
        problems=tuple(problems),
    )
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    with database.writing() as connection:
        connection.execute(sa.insert(imports), _import_row(report, sha256, now()))
    return report


def _import_row(report: ImportReport, sha256: str, at: datetime) -> dict[str, object]:
    return {
        "source": report.source,
        "sha256": sha256,
        "imported_at": at,
        "as_of": report.as_of,
        "new": report.new,
        "changed": report.changed,
        "same": report.same,
        "problems": [str(problem) for problem in report.problems[:_KEPT_PROBLEMS]],
    }


def _merged(found: Iterator[ReadCase | Problem], problems: list[Problem]) -> Iterator[ReadCase]:
    """The cases of a file, each code once; a second row of a code is reported.

    A row for stage two of a case adds its days to the first row's; any other second row wins
    over the first, and is said to have done so.
    """
    seen: dict[str, ReadCase] = {}
    for each in found:
        if isinstance(each, Problem):
            problems.append(each)
            continue
        earlier = seen.get(each.case.code)
        if earlier is None:
            seen[each.case.code] = each
            continue
        seen[each.case.code] = _second_row(earlier, each, problems)
    yield from seen.values()


def _second_row(earlier: ReadCase, later: ReadCase, problems: list[Problem]) -> ReadCase:
    if earlier.case == later.case:
        return earlier
    if earlier.is_hidden != later.is_hidden:
        return later if earlier.is_hidden else earlier
    if later.case.is_two_stage and not earlier.case.is_two_stage:
        first = earlier.case
        merged = replace(
            later.case,
            received_at=first.received_at or later.case.received_at,
            due_at=first.due_at,
            second_received_at=later.case.second_received_at or later.case.received_at,
            second_due_at=later.case.second_due_at or later.case.due_at,
        )
        return replace(later, case=merged)
    problems.append(
        Problem(
            sheet=later.sheet,
            row=later.row,
            column="",
            found=f"mã {later.case.code} đã có ở dòng {earlier.row} với nội dung khác",
            expected="mỗi hồ sơ một dòng; lấy dòng sau",
            refused=False,
        )
    )
    return later


def _write(
    connection: sa.Connection, chunk: Sequence[ReadCase], counts: _Counts, at: datetime
) -> None:
    known = _known(connection, [each.case.code for each in chunk])
    changed: list[Case] = []
    for each in chunk:
        row = known.get(each.case.code)
        if row is None:
            counts.new += 1
        elif row["digest"] == digest(each.case):
            counts.same += 1
            continue
        else:
            counts.changed += 1
        changed.append(each.case if row is None else _with_kept(each, case_of(row)))
    if not changed:
        return
    fingerprints = {each.case.code: digest(each.case) for each in chunk}
    for codes in _batches([case.code for case in changed if case.code in known]):
        connection.execute(sa.delete(applicants).where(applicants.c.code.in_(codes)))
        connection.execute(sa.delete(cases).where(cases.c.code.in_(codes)))
    extra = {"imported_at": at}
    connection.execute(
        sa.insert(cases),
        [case_row(case) | extra | {"digest": fingerprints[case.code]} for case in changed],
    )
    people = [
        {
            "code": case.code,
            "name": case.applicant.name,
            "address": case.applicant.address,
            "phone": case.applicant.phone,
            "email": case.applicant.email,
        }
        for case in changed
        if case.applicant != _NO_PERSON
    ]
    if people:
        connection.execute(sa.insert(applicants), people)


def _with_kept(read: ReadCase, before: Case) -> Case:
    """The case, with what the store knew where the row's cell could not be read."""
    kept = {name: getattr(before, name) for name in read.unread & _FIELDS}
    return replace(read.case, **kept)


def _known(connection: sa.Connection, codes: list[str]) -> dict[str, sa.RowMapping]:
    rows: dict[str, sa.RowMapping] = {}
    for some in _batches(codes):
        query = sa.select(cases).where(cases.c.code.in_(some))
        rows |= {row["code"]: row for row in connection.execute(query).mappings()}
    return rows


def _batches(codes: list[str]) -> Iterator[list[str]]:
    remaining = iter(codes)
    while some := list(islice(remaining, _IN_ONE_QUERY)):
        yield some
