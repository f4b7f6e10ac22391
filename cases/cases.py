"""A case file as the one-stop register gives it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Channel(StrEnum):
    """How a case came in: the three ways of the II.06 tables."""

    ONLINE = "online"  # trực tuyến
    DIRECT = "direct"  # trực tiếp tại Bộ phận Một cửa
    POST = "post"  # bưu chính công ích


class Progress(StrEnum):
    """Where the one-stop software says that a case stands."""

    REGISTERED = "registered"  # mới đăng ký, chưa tiếp nhận
    PENDING = "pending"  # đã tiếp nhận, đang xử lý
    WAITING = "waiting"  # chờ bổ sung giấy tờ
    DUTY = "duty"  # chờ thực hiện nghĩa vụ tài chính
    STOPPED = "stopped"  # dừng xử lý
    WITHDRAWN = "withdrawn"  # người nộp rút
    REJECTED = "rejected"  # không tiếp nhận
    DONE = "done"  # đã xử lý xong, chưa trả
    RETURNED = "returned"  # đã trả kết quả


PAUSED = frozenset({Progress.WAITING, Progress.DUTY, Progress.STOPPED})
FINISHED = frozenset({Progress.DONE, Progress.RETURNED})
NEVER_TAKEN = frozenset({Progress.REGISTERED, Progress.REJECTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A time in which the clock stood: a supplement asked for, a financial duty to be paid."""

    reason: str
    began_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """A hand-over from one agency to another."""

    to_unit: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who filed the case. Stays on the office's own pages: never in a digest, a chat, a log."""

    name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case. What the register does not say is None or empty; nothing is worked out.

    `due_at` is the register's own appointed moment. A moment whose hour is not given has the
    hour 00:00; every rule about days compares days only (DOMAIN rule: date comparison).
    """

    code: str
    procedure: str = ""
    procedure_code: str = ""
    field: str = ""  # lĩnh vực
    unit: str = ""  # cơ quan, phòng đang giải quyết
    ward: str = ""  # xã, phường nơi nhận
    officer: str = ""
    received_at: datetime | None = None
    due_at: datetime | None = None
    finished_at: datetime | None = None
    returned_at: datetime | None = None
    progress: Progress = Progress.PENDING
    channel: Channel | None = None
    second_received_at: datetime | None = None  # hồ sơ 02 giai đoạn
    second_due_at: datetime | None = None
    is_two_stage: bool = False
    extended_to: datetime | None = None  # ngày hẹn lại
    extensions: int = 0
    is_digitised: bool | None = None
    is_signed: bool | None = None
    is_paid_online: bool | None = None
    has_fee: bool | None = None
    pauses: tuple[Pause, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    note: str = ""
    applicant: Person = Person()

    @property
    def appointed_at(self) -> datetime | None:
        """The appointment that counts: the new one, else the second stage's, else the first."""
        return self.extended_to or self.second_due_at or self.due_at

    @property
    def ended_at(self) -> datetime | None:
        """When the work on it ended: the result's moment, else the moment it was handed out."""
        return self.finished_at or self.returned_at
