"""The abbreviations that an office adds to those that come with the program."""

import json
from pathlib import Path

from corpus.abbreviations import Abbreviation
from corpus.errors import DungHanError

FILE = "abbreviations.json"
_SHAPE = (
    '{"entries": [{"short": "KSTT", "full": "kiểm soát thủ tục", "also": ["kstt"], '
    '"ambiguous": false}]}'
)


class OfficeAbbreviationsError(DungHanError):
    """The office's file of abbreviations can not be read as one."""

    def __init__(self, path: Path, found: str) -> None:
        super().__init__(
            f"Tệp chữ viết tắt «{path}»: {found}. Cần dạng {_SHAPE} "
            "(«also» và «ambiguous» có thể bỏ). Hãy sửa tệp rồi chạy lại."
        )
        self.path = path


def read_office_abbreviations(path: Path) -> tuple[Abbreviation, ...]:
    """The entries of an office's file, in its order; empty when there is no file.

    Raises:
        OfficeAbbreviationsError: the file is no JSON of the shape that the message shows.
    """
    try:
        written = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise OfficeAbbreviationsError(path, f"không đọc được ({error})") from error
    try:
        content = json.loads(written)
    except ValueError as error:
        raise OfficeAbbreviationsError(path, f"không phải JSON ({error})") from error
    entries = content.get("entries") if isinstance(content, dict) else None
    if not isinstance(entries, list):
        raise OfficeAbbreviationsError(path, "không có danh sách «entries»")
    return tuple(_entry(path, place, entry) for place, entry in enumerate(entries, start=1))


def _entry(path: Path, place: int, entry: object) -> Abbreviation:
    """One entry, its fields checked."""
    if not isinstance(entry, dict):
        raise OfficeAbbreviationsError(path, f"mục thứ {place} là «{entry}», không phải đối tượng")
    for name in ("short", "full"):
        if not isinstance(entry.get(name), str) or not entry[name].strip():
            raise OfficeAbbreviationsError(path, f"mục thứ {place} thiếu chữ ở «{name}»")
    also = entry.get("also", [])
    if not isinstance(also, list) or not all(isinstance(each, str) for each in also):
        raise OfficeAbbreviationsError(path, f"mục thứ {place} có «also» không phải danh sách chữ")
    is_ambiguous = entry.get("ambiguous", False)
    if not isinstance(is_ambiguous, bool):
        raise OfficeAbbreviationsError(path, f"mục thứ {place} có «ambiguous» không phải đúng/sai")
    return Abbreviation(
        short=entry["short"].strip(),
        full=" ".join(entry["full"].split()),
        also=tuple(each.strip() for each in also if each.strip()),
        group=str(entry.get("group", "của cơ quan")),
        is_ambiguous=is_ambiguous,
    )
