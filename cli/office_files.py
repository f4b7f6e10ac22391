"""The office's own files, each read as the program reads it: there, fine, or what is wrong."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from cases.columns import read_names
from cases.groups import read_groups
from cases.office_file import read_office_file
from cases.targets import read_targets
from cases.working_days import working_days
from corpus.errors import DungHanError
from corpus.office_abbreviations import read_office_abbreviations
from corpus.schema import VIETNAM
from corpus.units import office_units
from corpus.validity_list import read_validity_list
from web.settings_desk import FileState

_FILES: tuple[tuple[str, str, Callable[[Path], object]], ...] = (
    ("office.json", "tên cơ quan, người ký, số ngày sắp đến hạn, giờ làm việc", read_office_file),
    ("groups.json", "các nhóm nhận danh sách", read_groups),
    ("units.json", "đơn vị của cơ quan và thành viên các nhóm đơn vị", office_units),
    (
        "validity.json",
        "hiệu lực của các văn bản thường dẫn",
        lambda path: read_validity_list(path.parent),
    ),
    ("working_days.csv", "ngày nghỉ hoán đổi, ngày làm bù", working_days),
    ("abbreviations.json", "chữ viết tắt của cơ quan", read_office_abbreviations),
    ("targets.json", "chỉ tiêu theo tỷ lệ", read_targets),
    ("case_columns.json", "tên cột của bản kết xuất hồ sơ", read_names),
)


def file_states(home: Path) -> tuple[FileState, ...]:
    """The state of each file that an office may put into its home."""
    return tuple(_state(home / name, words, read) for name, words, read in _FILES)


def _state(path: Path, words: str, read: Callable[[Path], object]) -> FileState:
    if not path.exists():
        return FileState(name=path.name, words=words)
    changed = datetime.fromtimestamp(path.stat().st_mtime, VIETNAM)
    problem = ""
    try:
        read(path)
    except DungHanError as error:
        problem = str(error)
    except (OSError, ValueError) as error:  # a file that is no text, or that may not be read
        problem = f"{path.name}: không đọc được ({type(error).__name__})."
    return FileState(name=path.name, words=words, changed=changed, problem=problem)
