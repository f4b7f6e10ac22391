"""Papers with a mark of state secrecy are refused; papers that speak of secrets are not."""

import pytest

from ingest.lines import Kind, Line
from ingest.secrecy import is_secret

HEAD = ("ỦY BAN NHÂN DÂN        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 5/BC-UBND")


def lines(*texts: str) -> tuple[Line, ...]:
    return tuple(Line(text=text, page=1) for text in texts)


@pytest.mark.parametrize(
    "mark",
    [
        "MẬT", "TỐI MẬT", "TUYỆT MẬT", "Mật", "Tối mật", "M Ậ T", "T Ố I M Ậ T", "│ MẬT │", "[MẬT]",
        "( TUYỆT MẬT )", "Độ mật: Mật", "ĐỘ MẬT: TỐI MẬT", "Mức độ mật: Tuyệt mật", "*** MẬT ***",
        "Số: 5/BC-UBND      MẬT", "TÓI MẬT", "TUYỆT MÂT", "Độ mật : Tối mật.",
    ],
)  # fmt: skip
def test_a_mark_of_secrecy_at_the_head_is_seen(mark: str) -> None:
    assert is_secret(lines(*HEAD, mark, "BÁO CÁO", "Tình hình trực ban"))


def test_a_mark_in_a_cell_of_the_letterhead_is_seen() -> None:
    row = Line(text="MẬT | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", page=1, kind=Kind.ROW, row=1)
    assert is_secret((row, *lines("BÁO CÁO")))


@pytest.mark.parametrize(
    "texts",
    [
        ("KẾ HOẠCH", "Bảo vệ bí mật nhà nước năm 2031"),
        ("V/v tăng cường công tác bảo vệ bí", "mật nhà nước",),
        ("KẾ HOẠCH", "TUYÊN TRUYỀN BẢO VỆ BÍ", "MẬT", "NHÀ NƯỚC NĂM 2031"),
        ("Điều 3. Độ mật của văn bản gồm: Tuyệt mật, Tối mật, Mật.",),
        ("- Xác định độ mật: do người soạn thảo đề xuất.",),
        ("Phòng Kinh tế hỗ trợ người nuôi ong lấy mật.",),
        ("MẶT TRẬN TỔ QUỐC VIỆT NAM",),
        ("Danh mục bí mật nhà nước độ Mật",),
    ],
)  # fmt: skip
def test_a_paper_that_speaks_of_secrets_is_no_secret(texts: tuple[str, ...]) -> None:
    assert not is_secret(lines(*HEAD, *texts))


def test_a_word_deep_in_the_body_is_no_mark() -> None:
    assert not is_secret(lines(*HEAD, *["Các phòng trực hằng ngày."] * 45, "MẬT"))


def test_a_cell_of_a_running_table_is_no_mark() -> None:
    rows = tuple(
        Line(
            text=f"{number} | Sổ công văn đi | Mật", page=1, kind=Kind.ROW, table=1, row=number + 1
        )
        for number in (1, 2)
    )
    assert not is_secret((*lines(*HEAD), *rows))
