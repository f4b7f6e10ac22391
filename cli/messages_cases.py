"""What the commands on cases print, as lines."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from cases.cases import Case, Person
from cases.figures import Figures, decimal, rates_of
from cases.health import Finding
from cases.letter_book import BookLine
from cases.outbox import Delivery, Doubt, State
from cases.stated_targets import StatedTarget
from cases.statuses import WORDS, Nearness, Status, days_left, status_of
from cases.table_file import written
from cases.tables import CHANNEL_WORDS, PROGRESS_WORDS
from cases.targets import verdict
from cases.what_if import WhatIf
from cases.working_days import WorkingDays

STATES = {
    State.WAITING: "chờ gửi",
    State.SENDING: "đang gửi",
    State.SENT: "đã gửi",
    State.DEAD: "không gửi được",
}
_ANSWERS = {True: "có", False: "không", None: "sổ không ghi"}
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_SATURDAY = 5


def case_line(case: Case, today: date, days: WorkingDays, near: Nearness) -> str:
    """One case of a list: code, unit, field, status, appointed day, days."""
    status = status_of(case, today, days, near)
    due = case.appointed_at
    parts = (
        case.code,
        case.unit or "chưa rõ đơn vị",
        case.field or "chưa rõ lĩnh vực",
        WORDS[status],
        f"hẹn trả {due:%d/%m/%Y}" if due else "không có ngày hẹn trả",
        _days_said(case, status, today, days),
    )
    return "\t".join(part for part in parts if part)


def _days_said(case: Case, status: Status, today: date, days: WorkingDays) -> str:
    left = days_left(case, today, days)
    if left is None or status not in (
        Status.WITHIN,
        Status.NEAR_DUE,
        Status.OVERDUE,
        Status.LATE,
    ):
        return ""
    if left == 0:
        return "đến hạn hôm nay" if status is Status.NEAR_DUE else "0 ngày làm việc"
    words = {Status.OVERDUE: "quá", Status.LATE: "trễ"}.get(status, "còn")
    return f"{words} {abs(left)} ngày làm việc"


def case_lines(
    case: Case, today: date, days: WorkingDays, near: Nearness, person: Person | None
) -> Iterator[str]:
    """The office's own view of one case; the applicant only when one is handed in."""
    rows: list[tuple[str, object]] = [
        ("mã hồ sơ", case.code),
        ("thủ tục", case.procedure),
        ("lĩnh vực", case.field),
        ("đơn vị giải quyết", case.unit),
        ("nơi tiếp nhận", case.ward),
        ("người xử lý", case.officer),
        ("hình thức nộp", CHANNEL_WORDS[case.channel] if case.channel else ""),
        ("trạng thái trên phần mềm", PROGRESS_WORDS[case.progress]),
        ("tình trạng", _state(case, today, days, near)),
        ("tiếp nhận", written(case.received_at)),
        ("hẹn trả", written(case.due_at)),
        ("nhận giai đoạn 02", written(case.second_received_at)),
        ("hẹn trả giai đoạn 02", written(case.second_due_at)),
        ("hẹn lại", written(case.extended_to)),
        ("số lần hẹn lại", case.extensions or ""),
        ("có kết quả", written(case.finished_at)),
        ("đã trả", written(case.returned_at)),
        ("kết quả số hóa", _ANSWERS[case.is_digitised]),
        ("kết quả ký số", _ANSWERS[case.is_signed]),
        ("có phí, lệ phí", _ANSWERS[case.has_fee]),
        ("thanh toán trực tuyến", _ANSWERS[case.is_paid_online]),
        ("ghi chú", case.note),
    ]
    rows += [
        (
            "tạm dừng",
            f"{pause.reason or 'không ghi lý do'}, từ {written(pause.began_at)}"
            + (f" đến {written(pause.ended_at)}" if pause.ended_at else ", chưa kết thúc"),
        )
        for pause in case.pauses
    ]
    rows += [("chuyển", f"đến {each.to_unit}, {written(each.at)}") for each in case.transfers]
    if person is not None:
        rows += [
            ("người nộp", person.name or "sổ không ghi"),
            ("địa chỉ", person.address),
            ("điện thoại", person.phone),
            ("thư điện tử", person.email),
        ]
    for name, value in rows:
        if value:
            yield f"{name}: {value}"


def _state(case: Case, today: date, days: WorkingDays, near: Nearness) -> str:
    status = status_of(case, today, days, near)
    said = _days_said(case, status, today, days)
    return f"{WORDS[status]}, {said}" if said else WORDS[status]


def health_lines(found: Iterable[Finding], *, with_codes: bool) -> Iterator[str]:
    """Faults counted by unit, each with its codes when asked for."""
    by_unit: dict[str, dict[str, list[str]]] = {}
    for finding in found:
        faults = by_unit.setdefault(finding.unit or "chưa rõ đơn vị", {})
        faults.setdefault(finding.fault, []).append(finding.code)
    if not by_unit:
        yield "Sổ không thiếu gì trong những điều được kiểm tra."
    for unit in sorted(by_unit):
        yield f"{unit}: {sum(map(len, by_unit[unit].values()))} lỗi"
        for fault, codes in sorted(by_unit[unit].items(), key=lambda item: -len(item[1])):
            yield f"  {fault}: {len(codes)} hồ sơ"
            if with_codes:
                yield from (f"    {code}" for code in codes)


def figure_lines(groups: Mapping[str, Figures], targets: Mapping[str, float]) -> Iterator[str]:
    """Each group's counts and rates, and the total."""
    total = sum(groups.values(), Figures())
    for name, figures in [*groups.items(), ("TỔNG CỘNG", total)]:
        yield name or "chưa rõ"
        yield (
            f"  tiếp nhận {figures.received} (trực tuyến {figures.online}, trực tiếp "
            f"{figures.direct}, bưu chính {figures.post}, chưa rõ hình thức "
            f"{figures.unknown_channel}, kỳ trước {figures.carried})"
        )
        yield (
            f"  đã giải quyết {figures.finished} (trước hạn {figures.early}, đúng hạn "
            f"{figures.on_time}, trễ hạn {figures.late}, thiếu ngày {figures.undated})"
        )
        yield (
            f"  đang giải quyết {figures.open} (trong hạn {figures.within}, quá hạn "
            f"{figures.overdue}, tạm dừng {figures.paused}); rút {figures.closed}"
        )
        for rate in rates_of(figures):
            said = verdict(rate, targets)
            against = f"; chỉ tiêu {decimal(targets[rate.name])}%: {said}" if said else ""
            yield f"  {rate}{against}"


def target_lines(
    own: Mapping[str, float], stated: Mapping[str, Sequence[StatedTarget]]
) -> Iterator[str]:
    """Each rate with the target that is used, and what the papers state of it."""
    for rate in rates_of(Figures()):
        used = f"{decimal(own[rate.name])}%" if rate.name in own else "chưa đặt trong targets.json"
        yield f"{rate.name}: {used}"
        for each in stated.get(rate.name, ()):
            who = f"{each.unit}: " if each.unit else ""
            yield f"  {who}«{each.measure}» {each.text} [{each.source}]"


def what_if_lines(found: WhatIf, days: WorkingDays) -> Iterator[str]:
    """The moments that follow, and how far they can be relied on."""
    yield f"tính từ: {found.counted_from:%H:%M %d/%m/%Y}"
    yield f"hẹn trả: {_moment(found.due_at)}"
    if found.counted_again_at is not None and found.shifted_at is not None:
        yield (
            f"nếu tính lại từ đầu sau khi nhận đủ hồ sơ (NĐ 61/2018/NĐ-CP Điều 19): "
            f"{_moment(found.counted_again_at)}"
        )
        yield f"nếu dời theo thời gian chờ, như phần mềm một cửa: {_moment(found.shifted_at)}"
    if found.is_provisional:
        years = range(found.counted_from.year, found.due_at.year + 2)
        unknown = [str(year) for year in years if days.is_provisional(date(year, 1, 1))]
        yield (
            f"Lưu ý: lịch nghỉ chính thức của năm {unknown[0]} chưa có trong danh mục, ngày trên "
            "chỉ là dự tính."
        )
    yield (
        "Đây là phép tính để đối chiếu; ngày hẹn trả trên phần mềm một cửa mới là ngày chính thức."
    )


def _moment(moment: datetime) -> str:
    return f"{moment:%H:%M} {_WEEKDAYS[moment.weekday()]}, {moment:%d/%m/%Y}"


def calendar_lines(year: int, days: WorkingDays) -> Iterator[str]:
    """The weekdays off and the weekend days worked of a year, with the papers that moved days."""
    first = date(year, 1, 1)
    length = (date(year + 1, 1, 1) - first).days
    worked = 0
    for day in (first + timedelta(days=number) for number in range(length)):
        is_worked = days.is_worked(day)
        worked += is_worked
        if is_worked == (day.weekday() < _SATURDAY):
            continue
        moved = days.moved.get(day)
        basis = f" ({moved.basis})" if moved and moved.basis else ""
        said = "làm bù" if is_worked else "nghỉ"
        yield f"{day:%d/%m/%Y}\t{_WEEKDAYS[day.weekday()]}\t{said}{basis}"
    yield f"Năm {year} có {worked} ngày làm việc."
    if days.is_provisional(first):
        yield (
            f"Lịch nghỉ chính thức của năm {year} chưa có trong danh mục: các ngày trên tính theo "
            "Bộ luật Lao động, ngày hoán đổi và lịch nghỉ Tết có thể khác. Khi có thông báo, hãy "
            "ghi thêm vào tệp working_days.csv."
        )


def delivery_lines(found: Iterable[Delivery], doubts: Iterable[Doubt]) -> Iterator[str]:
    """What became of each list of a day, and which messages may have gone out twice."""
    deliveries = tuple(found)
    for delivery in deliveries:
        states = ", ".join(f"{STATES[state]} {number}" for state, number in delivery.states.items())
        again = f"; có thể gửi hai lần: {delivery.doubtful}" if delivery.doubtful else ""
        yield f"{delivery.batch}: {states}{again}"
    if not deliveries:
        yield "Không có tin nào được lập trong ngày."
    for doubt in doubts:
        yield (
            f"  {doubt.batch}, phần {doubt.part}: {doubt.times} lần không rõ đã đi hay chưa, "
            f"{STATES[doubt.state]}"
        )


def book_line(line: BookLine) -> str:
    """One letter of the book."""
    new = f"hẹn lại {line.new_appointment:%d/%m/%Y}" if line.new_appointment else "gửi kèm kết quả"
    return "\t".join(
        (
            line.number or "chưa có số",
            f"{line.written_on:%d/%m/%Y}",
            line.code,
            new,
            line.reason,
            line.made_by,
        )
    )
