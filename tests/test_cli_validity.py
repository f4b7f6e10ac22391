"""`dunghan validity`, `impact`, `units`, and what `show` says of citations."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import app
from cli.units_command import UnknownUnitError
from cli.validity_commands import AmbiguousNumberError, UnknownNumberError
from cli.wiring import find_missing_references
from corpus.reference_store import ReferenceStore
from corpus.store import open_store
from corpus.validity_list import ValidityListError
from ingest.read import read_file

Run = Callable[..., str]
PLAN = """KẾ HOẠCH
Triển khai công tác một cửa
Thực hiện điểm e khoản 1 Điều 5 Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ.
Theo Quyết định số 02/QĐ-UBND ngày 10/01/2023 và Quyết định số 02/QĐ-TTg.
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command over a library of one plan."""
    monkeypatch.setenv("DUNGHAN_HOME", str(tmp_path))
    (tmp_path / "ke-hoach.txt").write_text(PLAN, encoding="utf-8")
    with open_store(f"sqlite:///{tmp_path}/kho.db") as store:
        store.put(read_file(tmp_path / "ke-hoach.txt"))

    def run(*arguments: str) -> str:
        return CliRunner().invoke(app, arguments, catch_exceptions=False).stdout

    return run


def test_validity_says_status_change_and_source(run: Run) -> None:
    said = run("validity", "ND61-2018", "--on", "2026-01-31")
    assert said.splitlines()[0] == (
        "Ngày 31/01/2026: Nghị định 61/2018/NĐ-CP hết hiệu lực toàn bộ từ ngày 01/7/2025, đã được "
        "thay bằng Nghị định 118/2025/NĐ-CP (theo nguồn thứ cấp, cần kiểm tra lại)."
    )
    assert "thay đổi: được sửa đổi, bổ sung bởi Nghị định 107/2021/NĐ-CP" in said


def test_validity_as_json(run: Run) -> None:
    said = json.loads(run("validity", "61/2018/NĐ-CP", "--on", "2024-01-31", "--json"))
    assert said["status"] == "còn hiệu lực"
    assert [change["by"] for change in said["changes"]] == ["107/2021/NĐ-CP", "118/2025/NĐ-CP"]


def test_number_that_nobody_knows_is_said_to_be_so(run: Run) -> None:
    with pytest.raises(UnknownNumberError, match="không biết văn bản «999/2020/NĐ-CP»"):
        run("validity", "999/2020/NĐ-CP")


def test_number_of_several_texts_lists_them(run: Run) -> None:
    expected = r"«QĐ 02» có thể là: Quyết định 02/QĐ-TTg; Quyết định 02/QĐ-UBND\."
    with pytest.raises(AmbiguousNumberError, match=expected):
        run("validity", "QĐ 02")


def test_impact_names_the_passages_with_the_place_that_they_cite(run: Run) -> None:
    said = run("impact", "nghị định 61")
    assert "1 văn bản, 1 đoạn trong kho dẫn Nghị định 61/2018/NĐ-CP." in said
    assert "dẫn điểm e khoản 1 Điều 5, ghi ngày 23/4/2018" in said


def test_impact_as_json(run: Run) -> None:
    said = json.loads(run("impact", "61/2018/NĐ-CP", "--json"))
    assert (said["documents"], len(said["passages"])) == (1, 1)
    assert said["passages"][0]["place"] == "điểm e khoản 1 Điều 5"


def test_show_lists_what_a_paper_cites(run: Run) -> None:
    (line,) = run("show").splitlines()
    said = run("show", line.split("\t")[0])
    assert "dẫn 3 văn bản: 61/2018/NĐ-CP; 02/QĐ-UBND; 02/QĐ-TTg" in said
    assert "được dẫn bởi 0 văn bản: không có" in said


def test_units_are_found_without_accents(run: Run) -> None:
    said = run("units", "thanh pho sa dec")
    assert "nay thuộc: phường Sa Đéc, xã Tân Dương" in said
    assert "từ ngày 01/7/2025" in said


def test_units_as_json(run: Run) -> None:
    (unit,) = json.loads(run("units", "huyện Lấp Vò", "--json"))["units"]
    assert unit["successors"][0]["name"] == "Lấp Vò"


def test_unknown_unit_is_said_to_be_so(run: Run) -> None:
    with pytest.raises(UnknownUnitError, match="Không có đơn vị hành chính «xã Không Đâu»"):
        run("units", "xã Không Đâu")


def test_bad_list_of_the_office_stops_the_command_with_its_place(run: Run, tmp_path: Path) -> None:
    (tmp_path / "validity.json").write_text("{", encoding="utf-8")
    with pytest.raises(ValidityListError, match=r"validity\.json», dòng 1"):
        run("validity", "61/2018/NĐ-CP")


def test_papers_of_an_older_program_get_their_references(tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(PLAN, encoding="utf-8")
    read = read_file(path)
    with open_store(f"sqlite:///{tmp_path}/kho.db") as store:
        kept = ReferenceStore(store)
        document_id = store.put(read).document_id
        wanted = kept.of_document(document_id)
        kept.write((), document_id, 1)
        find_missing_references(store)
        assert kept.of_document(document_id) == ()  # searched already
        forget(store.database.place)
        find_missing_references(store)
        assert kept.of_document(document_id) == wanted
        assert len(wanted) == 3


def forget(place: str) -> None:
    """Take away that the versions were searched, as in a store of an older program."""
    with closing(sqlite3.connect(place)) as other:
        other.execute("DELETE FROM reference_runs")
        other.commit()
