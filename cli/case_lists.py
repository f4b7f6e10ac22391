"""`dunghan cases list`, `show`, `health` and `ask`: codes on the screen, persons on demand only."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from cli.ask import parse_day
from cli.case_options import Day, Fields, Out, Units, read_scope, writing
from cli.settings import SettingError, read_settings
from corpus.schema import VIETNAM
from corpus.text import fold

if TYPE_CHECKING:
    from cases.cases import Case
    from cases.register import Scope
    from cases.statuses import Status
    from cli.case_office import CaseOffice

_Status = Annotated[
    str | None,
    typer.Option(
        "--status",
        help="Tình trạng: sắp đến hạn, quá hạn, trễ hạn, trong hạn, tạm dừng, trước hạn, "
        "đúng hạn; mặc định mọi hồ sơ đang giải quyết.",
    ),
]


def list_(
    unit: Units = None,
    field: Fields = None,
    status: _Status = None,
    days: Annotated[
        int | None,
        typer.Option(
            min=0,
            help="Còn tối đa, hoặc với hồ sơ quá hạn, trễ hạn là quá ít nhất, bấy nhiêu ngày "
            "làm việc.",
        ),
    ] = None,
    today: Day = None,
) -> None:
    """Liệt kê hồ sơ: mã, đơn vị, lĩnh vực, tình trạng, ngày hẹn trả; không có tên người nộp.

    Ví dụ:  dunghan cases list --status "quá hạn" --field "Đất đai"
    """
    from cli.case_office import open_case_office  # noqa: PLC0415 -- not for --help
    from cli.messages_cases import case_line  # noqa: PLC0415

    day = parse_day(today)
    wanted = _status(status)
    with open_case_office(read_settings()) as office:
        found = [
            case
            for case in _candidates(office, wanted, read_scope(unit, field), day)
            if _fits(case, office, wanted, days, day)
        ]
        found.sort(key=lambda case: (case.appointed_at is None, case.appointed_at, case.code))
        for case in found:
            typer.echo(case_line(case, day, office.days, office.file.near))
        as_of = office.register.data_moment()
    typer.echo(f"{len(found)} hồ sơ. {_moment(as_of)}", err=True)


def show(
    code: Annotated[str, typer.Argument(help="Mã hồ sơ.")],
    with_applicant: Annotated[  # noqa: FBT002 -- typer's way
        bool, typer.Option("--with-applicant", help="In cả người nộp: chỉ dùng khi cần việc.")
    ] = False,
    today: Day = None,
) -> None:
    """In một hồ sơ như cơ quan theo dõi; người nộp chỉ in khi có --with-applicant.

    Ví dụ:  dunghan cases show H20.26-261102-0001
    """
    from cli.case_office import open_case_office  # noqa: PLC0415
    from cli.messages_cases import case_lines  # noqa: PLC0415

    with open_case_office(read_settings()) as office:
        case = office.register.case(code)
        person = office.register.applicant(case.code) if with_applicant else None
        lines = case_lines(case, parse_day(today), office.days, office.file.near, person)
        for line in lines:
            typer.echo(line)
        for letter in office.book.of_case(case.code):
            number = letter.number or "chưa có số"
            typer.echo(f"văn bản xin lỗi: {number}, ngày {letter.written_on:%d/%m/%Y}")


def health(
    unit: Units = None,
    codes: Annotated[bool, typer.Option("--codes", help="In cả mã hồ sơ.")] = False,  # noqa: FBT002 -- typer's way
    out: Out = None,
    today: Day = None,
) -> None:
    """Kiểm tra sổ: thiếu ngày, chưa số hóa, chưa ký số, chưa kết thúc … theo từng đơn vị.

    Ví dụ:  dunghan cases health --out so-thieu.xlsx
    """
    from cases.health import findings  # noqa: PLC0415
    from cases.table_file import write_table  # noqa: PLC0415
    from cli.case_office import open_case_office  # noqa: PLC0415
    from cli.messages_cases import health_lines  # noqa: PLC0415

    with open_case_office(read_settings()) as office:
        scope = read_scope(unit, None)
        found = list(findings(office.register.all_cases(scope), parse_day(today)))
    for line in health_lines(found, with_codes=codes):
        typer.echo(line)
    if out is not None:
        found.sort(key=lambda each: (each.unit, each.fault, each.code))
        rows = ([each.unit, each.fault.value, each.code, each.field, each.ward] for each in found)
        head = ("Đơn vị", "Thiếu, sai", "Mã hồ sơ", "Lĩnh vực", "Nơi tiếp nhận")
        with writing(out):
            write_table(out, "Sổ cần bổ sung", head, rows)
        typer.echo(f"Đã ghi {len(found)} dòng vào {out}.", err=True)


def ask(
    question: Annotated[str, typer.Argument(help="Câu hỏi, có dấu hoặc không dấu.")],
    today: Day = None,
) -> None:
    """Trả lời một câu hỏi từ sổ hồ sơ: bao nhiêu, những hồ sơ nào, một hồ sơ còn mấy ngày.

    Ví dụ:  dunghan cases ask "phòng Kinh tế còn bao nhiêu hồ sơ sắp đến hạn"
    """
    from cli.case_office import ask_cases  # noqa: PLC0415

    answer = ask_cases(read_settings(), question, parse_day(today))
    if answer is None:
        typer.echo(
            "Đây không phải câu hỏi mà sổ hồ sơ trả lời được, hoặc chưa nạp sổ. Hãy nêu mã hồ sơ, "
            "hoặc hỏi số hồ sơ sắp đến hạn, quá hạn, trễ hạn của đơn vị, lĩnh vực, tuần này, "
            "tháng này.",
            err=True,
        )
        raise typer.Exit(code=1)
    typer.echo(answer.text)


def _status(written: str | None) -> "Status | None":
    from cases.statuses import WORDS  # noqa: PLC0415

    if written is None:
        return None
    asked = fold(written).lower().replace("-", " ").strip()
    for status, words in WORDS.items():
        if asked in (fold(words), status.value.replace("_", " ")):
            return status
    raise SettingError("--status", written, f"một trong: {', '.join(WORDS.values())}")


def _candidates(
    office: "CaseOffice", status: "Status | None", scope: "Scope", day: date
) -> "Iterable[Case]":
    from cases.statuses import OPEN_STATUSES, Status  # noqa: PLC0415

    if status is None or status in OPEN_STATUSES:
        return office.register.open_cases(scope)
    if status in (Status.CLOSED, Status.UNDATED):
        return office.register.all_cases(scope)
    # Of finished cases those of this year.
    start = datetime.combine(day.replace(month=1, day=1), time(), VIETNAM)
    end = datetime.combine(day + timedelta(days=1), time(), VIETNAM)
    return office.register.ended_between(start, end, scope)


def _fits(
    case: "Case", office: "CaseOffice", status: "Status | None", days: int | None, day: date
) -> bool:
    from cases.statuses import OPEN_STATUSES, Status, days_left, status_of  # noqa: PLC0415

    found = status_of(case, day, office.days, office.file.near)
    if found is not status and not (status is None and found in OPEN_STATUSES):
        return False
    if days is None:
        return True
    left = days_left(case, day, office.days)
    if left is None or found is Status.PAUSED:
        return False
    return -left >= days if status in (Status.OVERDUE, Status.LATE) else 0 <= left <= days


def _moment(as_of: datetime | None) -> str:
    return f"Số liệu lúc {as_of:%H:%M %d/%m/%Y}." if as_of else "Chưa nạp sổ hồ sơ nào."
