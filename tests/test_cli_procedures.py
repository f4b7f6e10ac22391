"""`dunghan ingest` of a file of procedures, and `dunghan procedure`."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import app

SAMPLES = Path(__file__).parents[1] / "samples" / "procedures" / "thu-tuc-mau.jsonl"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DUNGHAN_HOME", str(tmp_path / "nha"))
    return tmp_path


def test_file_of_procedures_is_taken_in_and_shown(home: Path) -> None:
    assert home.exists()
    taken = CliRunner().invoke(app, ["ingest", str(SAMPLES)])
    assert taken.exit_code == 0
    assert "4 thủ tục — 4 mới, 0 sửa, 0 không đổi" in taken.output
    shown = CliRunner().invoke(app, ["procedure", "9.000104"])
    assert "Phí, lệ phí: 20,000 VNĐ" in shown.output
    record = CliRunner().invoke(app, ["procedure", "9.000104", "--json"])
    assert json.loads(record.output)["procedure"]["level"] == "Cấp xã"
    several = CliRunner().invoke(app, ["procedure", "tưới tiết kiệm nước", "--json"])
    codes = [each["code"] for each in json.loads(several.output)["candidates"]]
    assert codes == ["9.000101", "9.000102"]


def test_bad_line_fails_the_command_and_the_others_go_in(home: Path) -> None:
    file = home / "thu-tuc.jsonl"
    file.write_text("{\n" + SAMPLES.read_text(encoding="utf-8"), encoding="utf-8")
    taken = CliRunner().invoke(app, ["ingest", str(file)])
    assert taken.exit_code == 1
    assert "thu-tuc.jsonl: dòng 1: thấy một dòng không phải JSON" in taken.output
    assert "4 mới" in taken.output
