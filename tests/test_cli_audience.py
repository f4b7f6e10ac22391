"""`dunghan audience`: who may see which document, from the machine itself."""

from pathlib import Path

import pytest

from tests.test_cli_commands import PAPERS, PLAN, invoke


@pytest.fixture
def home(tmp_path: Path) -> Path:
    assert invoke(tmp_path, "ingest", str(PAPERS / PLAN)).exit_code == 0
    return tmp_path


def test_audience_is_set_listed_shown_and_cleared(home: Path) -> None:
    said = invoke(
        home, "audience", "set", "12-kh-ubnd", "--role", "lanh_dao", "--unit", "Phòng Nội vụ"
    )
    assert said.stdout == (
        "12-kh-ubnd: Lãnh đạo; Phòng Nội vụ. Hiện có 0 người xem được, kể cả quản trị.\n"
    )
    listed = invoke(home, "audience", "list")
    assert listed.stdout == "12-kh-ubnd\tLãnh đạo; Phòng Nội vụ\n"
    shown = invoke(home, "show", "12-kh-ubnd")
    assert "người được xem: Lãnh đạo; Phòng Nội vụ\n" in shown.stdout
    assert "quý" in invoke(home, "ask", "Hạn gửi báo cáo quý là ngày nào?").stdout
    assert invoke(home, "audience", "clear", "12-kh-ubnd").exit_code == 0
    assert invoke(home, "audience", "list").stdout == ""


def test_audience_of_nobody_is_refused(home: Path) -> None:
    said = invoke(home, "audience", "set", "12-kh-ubnd")
    assert said.exit_code == 1
    assert "cần ít nhất một --role hoặc --unit" in str(said.exception)
