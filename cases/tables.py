"""Tables as data, and the words of a case's columns; what writes them is cases.table_file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cases.cases import Channel, Progress

TableCell = str | int | float | datetime | None
PROGRESS_WORDS = {
    Progress.REGISTERED: "Mới đăng ký",
    Progress.PENDING: "Đang xử lý",
    Progress.WAITING: "Chờ bổ sung",
    Progress.DUTY: "Chờ thực hiện nghĩa vụ tài chính",
    Progress.STOPPED: "Dừng xử lý",
    Progress.WITHDRAWN: "Công dân yêu cầu rút",
    Progress.REJECTED: "Không được tiếp nhận",
    Progress.DONE: "Đã xử lý xong",
    Progress.RETURNED: "Đã trả kết quả",
}
CHANNEL_WORDS = {Channel.ONLINE: "Trực tuyến", Channel.DIRECT: "Trực tiếp", Channel.POST: "BCCI"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One sheet; its rows are written as they come."""

    title: str
    head: Sequence[str]
    rows: Iterable[Sequence[TableCell]]
