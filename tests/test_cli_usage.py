"""What the command line says of its own usage is Vietnamese."""

import subprocess
import sys

import pytest

# Words of click's and typer's own.
ENGLISH = (
    "Usage",
    "Try ",
    "Error",
    "Invalid",
    "Missing",
    "No such",
    "does not",
    "Options:",
    "exit.",
)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["read", "/khong-co"], "Lỗi: 'FILE' không dùng được: không có '/khong-co'."),
        (["ask"], "Lỗi: Thiếu tham số 'QUESTION'."),
        (["hoi"], "Lỗi: Không có lệnh 'hoi'."),
        (["show", "--khong"], "Lỗi: Không có tùy chọn --khong."),
        (["ask", "--help"], "QUESTION  Câu hỏi, có dấu hoặc không dấu.  [bắt buộc]"),
    ],
)
def test_usage_and_its_errors_are_said_in_vietnamese(arguments: list[str], said: str) -> None:
    done = subprocess.run(  # noqa: S603 -- our own program
        [sys.executable, "-c", "from cli.main import main; main()", *arguments],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    told = done.stdout + done.stderr
    assert said in told
    assert "Cách dùng:" in told
    assert not [word for word in ENGLISH if word in told]
