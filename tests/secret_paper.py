"""A paper for few eyes, and an office's library that holds it, for tests of audiences."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cli.settings import Settings, read_settings
from cli.wiring import Library, find_missing_references, open_library
from corpus.audiences import Audience, set_audience
from corpus.staff import Role
from ingest.procedures import read_procedures
from ingest.read import read_file
from ingest.register import refresh_register

SAMPLES = Path(__file__).parents[1] / "samples"
SECRET = "99-kh-ubnd"
PROCEDURE = "9.000102"  # for few eyes, too
LEADERS = Audience(roles=frozenset({Role.LEADER}))
WORDS = "Rạch Tre Gừa"  # that no other paper holds
PAPER = """ỦY BAN NHÂN DÂN
XÃ BÌNH MINH TÂY
Số: 99/KH-UBND
Bình Minh Tây, ngày 05 tháng 02 năm 2026

KẾ HOẠCH
Sắp xếp nhân sự các phòng chuyên môn năm 2026

Căn cứ Quyết định số 771/QĐ-UBND ngày 12 tháng 01 năm 2026;

I. MỤC TIÊU
1. Giảm 07 biên chế trước ngày 30 tháng 6 năm 2026.

II. NHIỆM VỤ
1. Phòng Nội vụ chủ trì lập danh sách điều chuyển, gửi ông Tạ Quỳnh Vĩ trước ngày 25 tháng 4 năm 2026.
2. Văn phòng phối hợp bàn giao trụ sở Rạch Tre Gừa trước ngày 10 tháng 5 năm 2026.

III. HIỆU LỰC
Kế hoạch này thay thế Kế hoạch số 12/KH-UBND ngày 15 tháng 01 năm 2026 của Ủy ban nhân dân xã Bình Minh Tây.

Nơi nhận:
- Như trên;

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn Mẫu
"""  # noqa: E501 -- lines as a paper has them


def office_settings(home: Path) -> Settings:
    return read_settings(
        {"DUNGHAN_HOME": str(home), "DUNGHAN_READERS": "1", "DUNGHAN_CHAT_RATE": "100000"}
    )


@contextmanager
def library_of(home: Path, *, with_secrets: bool) -> Iterator[Library]:
    """The sample papers and procedures, with two for leaders only or without these two."""
    secret = home / "mat.txt"
    secret.write_text(PAPER, encoding="utf-8")
    procedures = read_procedures(SAMPLES / "procedures" / "thu-tuc-mau.jsonl").found
    with open_library(office_settings(home)) as library:
        store = library.store
        for path in sorted((SAMPLES / "papers").iterdir()):
            store.put(read_file(path))
        if with_secrets:
            store.put(read_file(secret))
        kept = [each for each in procedures if with_secrets or each.procedure.code != PROCEDURE]
        store.put_procedures(kept)
        find_missing_references(store)
        refresh_register(store)
        if with_secrets:
            for name in (SECRET, PROCEDURE):
                set_audience(store, name, LEADERS, staff_id=None, channel="cli")
        yield library
