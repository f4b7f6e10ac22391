"""A digest as messages: plain text, all of it, in as many messages as it takes."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from cases.digest import Digest, Line, Totals

_UNKNOWN_UNIT = "chưa rõ đơn vị"
_ROOM_FOR_NUMBER = 16  # "(12/34)" and a line's end


def digest_messages(digest: Digest, longest: int, link: str | None = None) -> tuple[str, ...]:
    """The messages of a digest in order, each at most `longest` characters, numbered when several.

    `longest` is 4,096 for Telegram and 2,000 for Zalo; `link` is where those who sign in find the
    table, None when there is no such page.
    """
    return split_messages([*digest_lines(digest), *link_lines(link)], longest)


def link_lines(link: str | None) -> Iterator[str]:
    """The line that says where the table is."""
    if link is not None:
        yield f"Bảng đầy đủ (cần đăng nhập): {link}"


def digest_lines(digest: Digest, title: str = "HỒ SƠ THỦ TỤC HÀNH CHÍNH") -> Iterator[str]:
    """The lines of a digest under a title that says whose it is."""
    yield f"{title} NGÀY {digest.day:%d/%m/%Y}"
    if digest.is_stale:
        yield from stale_lines(digest.as_of)
        return
    if digest.as_of is not None:
        yield f"Số liệu lúc {digest.as_of:%H:%M ngày %d/%m/%Y}."
    totals, before = digest.totals, digest.previous
    yield _total("Sắp đến hạn", totals.near_due, before.near_due if before else None)
    yield _total("Quá hạn (chưa giải quyết xong)", totals.overdue, _of(before, "overdue"))
    since = f" từ {digest.since:%d/%m/%Y}" if digest.since else ""
    yield _total(f"Trễ hạn (đã giải quyết xong{since})", totals.late, _of(before, "late"))
    if totals == Totals():
        yield "Không có hồ sơ nào sắp đến hạn, quá hạn hoặc trễ hạn."
        return
    yield from case_lines("QUÁ HẠN", digest.overdue, "quá {} ngày làm việc")
    yield from case_lines("SẮP ĐẾN HẠN", digest.near_due, "còn {} ngày làm việc")
    yield from case_lines("TRỄ HẠN", digest.late, "trễ {} ngày làm việc")
    yield from _letters(digest.letters)


def _of(totals: Totals | None, name: str) -> int | None:
    return None if totals is None else int(getattr(totals, name))


def stale_lines(as_of: datetime | None) -> Iterator[str]:
    """What a group is told in place of a list that would be wrong."""
    if as_of is None:
        yield "Chưa có sổ theo dõi hồ sơ nào được nạp, nên hôm nay không có danh sách."
    else:
        yield (
            f"Sổ theo dõi hồ sơ mới nhất là lúc {as_of:%H:%M ngày %d/%m/%Y}, đã cũ; "
            "danh sách lập từ sổ này có thể sai nên không gửi."
        )
    yield "Đề nghị bộ phận phụ trách kết xuất và nạp sổ mới."


def _total(name: str, count: int, before: int | None) -> str:
    if before is None:
        return f"{name}: {count}"
    change = count - before
    words = "không đổi" if change == 0 else f"{'tăng' if change > 0 else 'giảm'} {abs(change)}"
    return f"{name}: {count} ({words} so với lần trước)"


def case_lines(title: str, lines: Sequence[Line], words: str) -> Iterator[str]:
    """A section of a list: cases by unit and field; `words` take the number of working days."""
    if not lines:
        return
    yield ""
    yield f"{title} ({len(lines)})"
    for (unit, field), group in groupby(lines, key=lambda line: (line.unit, line.field)):
        of_group = list(group)
        yield f"{unit or _UNKNOWN_UNIT} · {field or 'chưa rõ lĩnh vực'} ({len(of_group)})"
        for line in of_group:
            said = "đến hạn hôm nay" if _is_today(title, line) else words.format(line.working_days)
            yield f"• {line.code}: {said}"


def _is_today(title: str, line: Line) -> bool:
    return title == "SẮP ĐẾN HẠN" and line.working_days == 0


def _letters(lines: Sequence[Line]) -> Iterator[str]:
    """What has to be done today or tomorrow for a case that will not be finished in time."""
    if not lines:
        return
    yield ""
    yield (
        f"Nếu không kịp trả đúng hẹn, {len(lines)} hồ sơ còn 1-2 ngày làm việc nêu trên phải có "
        "văn bản xin lỗi và hẹn lại, gửi chậm nhất 01 ngày trước ngày hẹn trả."
    )
    fixed = [line.code for line in lines if line.may_not_be_moved]
    if fixed:
        yield f"Đã hẹn lại một lần, không được hẹn lại nữa: {', '.join(fixed)}."


def split_messages(lines: Sequence[str], longest: int) -> tuple[str, ...]:
    """Lines put together to messages; a message never ends within a line that fits one."""
    room = longest - _ROOM_FOR_NUMBER
    messages: list[str] = []
    current = ""
    for line in (piece for whole in lines for piece in _pieces(whole, room)):
        if current and len(current) + 1 + len(line) > room:
            messages.append(current.strip("\n"))
            current = ""
        current = f"{current}\n{line}" if current else line
    messages.append(current.strip("\n"))
    if len(messages) == 1:
        return tuple(messages)
    return tuple(
        f"({number}/{len(messages)})\n{text}" for number, text in enumerate(messages, start=1)
    )


def _pieces(line: str, room: int) -> Iterator[str]:
    """The line, cut where it is longer than a message."""
    while len(line) > room:
        yield line[:room]
        line = line[room:]
    yield line
