"""The II.06 table and the rates as rows, for XLSX and for pages."""

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter

from cases.cases import Case
from cases.digest import Digest
from cases.figures import Figures, Rate, rates_of
from cases.tables import CHANNEL_WORDS, Table, TableCell
from cases.targets import verdict

# Biểu II.06a/VPCP/KSTT, TT 01/2020/TT-VPCP: columns (1) to (13), then what it has no column for.
II06_HEAD = (
    "(1) TT",
    "(2) Lĩnh vực, công việc",
    "(3) Tiếp nhận: tổng số",
    "(4) Trong kỳ: trực tuyến",
    "(5) Trong kỳ: trực tiếp, bưu chính",
    "(6) Từ kỳ trước",
    "(7) Đã giải quyết: tổng số",
    "(8) Trước hạn",
    "(9) Đúng hạn",
    "(10) Quá hạn (trễ hạn)",
    "(11) Đang giải quyết: tổng số",
    "(12) Trong hạn",
    "(13) Quá hạn",
    "Ghi chú",
)
_TOTAL = "Tổng cộng"


def ii06_rows(groups: Mapping[str, Figures]) -> list[list[TableCell]]:
    """The rows of the table, the totals last.

    Paused cases stand in columns 11 and 12 and are named in the note; what the form has no
    column for (withdrawn, without a day, channel not known) is in the note, too, so that
    3 = 7 + 11 holds, or the note says by how many it does not.
    """
    rows = [
        _row(number, name or "chưa rõ", figures)
        for number, (name, figures) in enumerate(groups.items(), start=1)
    ]
    return [*rows, _row(None, _TOTAL, sum(groups.values(), Figures()))]


def _row(number: int | None, name: str, figures: Figures) -> list[TableCell]:
    return [
        number,
        name,
        figures.received,
        figures.online,
        figures.direct + figures.post + figures.unknown_channel,
        figures.carried,
        figures.finished,
        figures.early,
        figures.on_time,
        figures.late,
        figures.open,
        figures.within + figures.paused,
        figures.overdue,
        _note(figures),
    ]


def _note(figures: Figures) -> str | None:
    parts = (
        (figures.paused, "tạm dừng, tính trong cột 12"),
        (figures.closed, "rút hồ sơ, không tính trong cột 7 và 11"),
        (figures.undated, "đã giải quyết nhưng thiếu ngày, chỉ tính trong cột 7"),
        (figures.unknown_channel, "chưa rõ hình thức nộp, tính trong cột 5"),
    )
    return "; ".join(f"{count} {words}" for count, words in parts if count) or None


RATES_HEAD = (
    "Đơn vị",
    "Chỉ số",
    "Tử số",
    "Mẫu số",
    "Mẫu số là",
    "Tỷ lệ (%)",
    "Chỉ tiêu (%)",
    "Đạt chỉ tiêu",
)


def rate_rows(groups: Mapping[str, Figures], targets: Mapping[str, float]) -> list[list[TableCell]]:
    """Each group's rates against the targets set for them (by the rate's name)."""
    return [
        [name or "chưa rõ", *_rate(rate, targets)]
        for name, figures in groups.items()
        for rate in rates_of(figures)
    ]


def _rate(rate: Rate, targets: Mapping[str, float]) -> Sequence[TableCell]:
    target = targets.get(rate.name)
    said = verdict(rate, targets)
    return [rate.name, rate.part, rate.whole, rate.whole_name, rate.percent, target, said]


def report_tables(
    groups: Mapping[str, Figures], total: Figures, targets: Mapping[str, float]
) -> tuple[Table, ...]:
    """The sheets of a period's report: the II.06 table, and the rates, the whole first."""
    rates = {_TOTAL: total, **groups}
    return (
        Table(title="Biểu II.06", head=II06_HEAD, rows=ii06_rows(groups)),
        Table(title="Tỷ lệ", head=RATES_HEAD, rows=rate_rows(rates, targets)),
    )


def group_key(by: str) -> Callable[[Case], str]:
    """What figures are counted by: "unit", "ward", "field" or "channel"."""
    if by == "channel":
        return lambda case: CHANNEL_WORDS[case.channel] if case.channel else ""
    return attrgetter(by)


DIGEST_HEAD = (
    "Danh sách",
    "Mã hồ sơ",
    "Đơn vị giải quyết",
    "Lĩnh vực",
    "Ngày hẹn trả",
    "Số ngày làm việc",
    "Ghi chú",
)


def digest_rows(digest: Digest) -> list[list[TableCell]]:
    """The table of a digest: overdue, near due, late, each with its days; codes only."""
    return [
        [
            name,
            line.code,
            line.unit,
            line.field,
            f"{line.due_on:%d/%m/%Y}",
            line.working_days,
            "đã hẹn lại một lần" if line.may_not_be_moved else None,
        ]
        for name, lines in (
            ("Quá hạn", digest.overdue),
            ("Sắp đến hạn", digest.near_due),
            ("Trễ hạn", digest.late),
        )
        for line in lines
    ]
