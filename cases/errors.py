"""What can be wrong in the room of the cases, as a tree.

DungHanError
└── CasesError              what was asked of the cases can not be done; the message says why
    ├── RegisterError       a register's file can not be read, or has no table of cases
    ├── CalendarError       the office's own list of days has a line that can not be read
    ├── MappingError        the office's own list of column names can not be read
    ├── UnknownCaseError    no case has this code
    ├── LetterError         a letter can not be made: no reason, or a second new appointment
    └── OutputError         a file can not be written where it was asked for
"""

from pathlib import Path

from corpus.errors import DungHanError


class CasesError(DungHanError):
    """What was asked of the cases can not be done."""


class RegisterError(CasesError):
    """A register's file can not be read, or no sheet of it has a table of cases."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name}: {reason}")
        self.path = path


class CalendarError(CasesError):
    """A line of a list of days can not be read."""

    def __init__(self, source: str, line: int, found: str) -> None:
        super().__init__(
            f"{source}, dòng {line}: không đọc được «{found}»; mỗi dòng có dạng "
            "«ngày,loại,căn cứ», ví dụ «29/04/2024,nghỉ,2450/VPCP-KGVX»; loại là «nghỉ», "
            "«làm bù», hoặc với một năm: «2027,đã công bố,số thông báo»."
        )
        self.source = source
        self.line = line


class MappingError(CasesError):
    """The office's own list of column names can not be read."""


class UnknownCaseError(CasesError):
    """No case has this code."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"Không có hồ sơ «{code}» trong sổ đã nạp; "
            "hãy kiểm tra lại mã, hoặc nạp bản kết xuất mới."
        )
        self.code = code


class OutputError(CasesError):
    """A file can not be written where it was asked for."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"Không ghi được «{path}»: {reason}. Hãy chọn thư mục có sẵn và được phép ghi."
        )
        self.path = path


class LetterError(CasesError):
    """A letter can not be made."""
