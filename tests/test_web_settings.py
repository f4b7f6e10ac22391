"""The page of the settings: what is in force, without secrets; files and their faults; changes."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cases.office_file import OfficeFileError, change_office_file, read_office_file
from cli.office_files import file_states
from cli.settings import read_settings
from cli.settings_shown import shown_settings
from corpus.audit import list_entries
from corpus.staff import Role
from tests.test_web_roles import form_token
from tests.web_office import WholeOffice, whole_office
from web.settings_desk import SettingsDesk

ROOT = Path(__file__).parents[1]
SECRETS = {
    "DUNGHAN_TELEGRAM_TOKEN": "123:bi-mat-mot",
    "DUNGHAN_TELEGRAM_PROXY": "http://u:bi-mat-hai@proxy:1",
    "DUNGHAN_ZALO_TOKEN": "bi-mat-ba",
    "DUNGHAN_ZALO_SECRET": "bi-mat-bon",
    "DUNGHAN_ZALO_OA_APP_SECRET": "bi-mat-nam",
    "DUNGHAN_ZALO_OA_SECRET_KEY": "bi-mat-sau",
    "DUNGHAN_ZALO_OA_REFRESH_TOKEN": "bi-mat-bay",
    "DUNGHAN_WRITING_URL": "http://127.0.0.1:9/v1",
    "DUNGHAN_WRITING_MODEL": "qwen3:8b",
    "DUNGHAN_WRITING_KEY": "bi-mat-tam",
    "DUNGHAN_DATABASE_URL": "postgresql://nguoi:bi-mat-chin@may/kho",
}
OFFICE = {"name": "Trung tâm", "hours": {"shifts": [["07:00", "11:30"]]}, "near_days": 3}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[WholeOffice]:
    file = tmp_path / "office.json"
    file.write_text(json.dumps(OFFICE), encoding="utf-8")
    desk = SettingsDesk(
        settings=shown_settings(read_settings({"DUNGHAN_HOME": str(tmp_path), **SECRETS})),
        files=lambda: file_states(tmp_path),
        versions=lambda: (("Chương trình", "0.1.0"),),
        read_office=lambda: read_office_file(file),
        write_office=lambda changes: change_office_file(file, changes),
    )
    with whole_office(tmp_path, change=lambda each: replace(each, settings=desk)) as opened:
        yield opened


def test_every_setting_is_shown_once() -> None:
    written = (ROOT / "cli" / "settings.py").read_text(encoding="utf-8")
    names = set(re.findall(r'"(DUNGHAN_[A-Z_]+)"', written))
    shown = [each.name for each in shown_settings(read_settings({}))]
    assert len(names) > 40
    assert set(shown) == names
    assert len(shown) == len(names)


def test_nothing_set_is_all_usual_but_the_home(tmp_path: Path) -> None:
    shown = shown_settings(read_settings({"DUNGHAN_HOME": str(tmp_path)}))
    assert [each.name for each in shown if not each.is_usual] == ["DUNGHAN_HOME"]


async def test_page_tells_no_secret(office: WholeOffice) -> None:
    async with office.client(Role.ADMINISTRATOR) as client:
        page = (await client.get("/cai-dat")).text
    assert "bi-mat" not in page
    assert page.count("đã đặt") == 8
    assert "postgresql://…@may/kho" in page
    assert "qwen3:8b" in page


async def test_office_is_changed_and_what_else_the_file_holds_stays(
    office: WholeOffice, tmp_path: Path
) -> None:
    sent = {"name": "Trung tâm Mới", "signer": "Lê Mẫu", "near_days": "5"}
    async with office.client(Role.ADMINISTRATOR) as client:
        form = {"ma_bao_ve": await form_token(client), **sent}
        saved = await client.post("/cai-dat/co-quan", data=form)
        page = (await client.get(saved.headers["location"])).text
        await client.post("/cai-dat/co-quan", data=form)  # nothing changes: nothing is noted
    written = json.loads((tmp_path / "office.json").read_text(encoding="utf-8"))
    assert written == {
        "name": "Trung tâm Mới",
        "hours": {"shifts": [["07:00", "11:30"]]},
        "near_days": 5,
        "signer": "Lê Mẫu",
    }
    assert "Đã lưu vào office.json." in page
    assert 'value="Trung tâm Mới"' in page
    noted = [each for each in list_entries(office.desk.store) if each.action == "office.change"]
    assert [each.subject for each in noted] == ["name signer near_days"]


@pytest.mark.parametrize("days", ["61", "-1", "hai", ""])
async def test_days_that_are_none_change_nothing(
    office: WholeOffice, tmp_path: Path, days: str
) -> None:
    async with office.client(Role.ADMINISTRATOR) as client:
        form = {"ma_bao_ve": await form_token(client), "name": "Khác", "near_days": days}
        reply = await client.post("/cai-dat/co-quan", data=form)
    assert reply.status_code == 400
    assert 'value="Khác"' in reply.text
    assert json.loads((tmp_path / "office.json").read_text(encoding="utf-8")) == OFFICE
    assert not (tmp_path / "office.json.moi").exists()


async def test_broken_file_is_named_with_its_fault_and_not_written_over(
    office: WholeOffice, tmp_path: Path
) -> None:
    (tmp_path / "office.json").write_text("{", encoding="utf-8")
    (tmp_path / "targets.json").write_text("[]", encoding="utf-8")
    async with office.client(Role.ADMINISTRATOR) as client:
        page = await client.get("/cai-dat")
        form = {"ma_bao_ve": await form_token(client), "near_days": "2"}
        reply = await client.post("/cai-dat/co-quan", data=form)
    assert page.status_code == 200
    assert "Tệp office.json đang sai" in page.text
    assert "targets.json" in page.text
    assert page.text.count("sai:") == 2
    assert reply.status_code == 400
    assert (tmp_path / "office.json").read_text(encoding="utf-8") == "{"


def test_file_that_is_no_text_is_a_fault_and_no_crash(tmp_path: Path) -> None:
    (tmp_path / "working_days.csv").write_bytes(b"\xff\xfe\x00")
    states = {each.name: each for each in file_states(tmp_path)}
    assert "working_days.csv" in states["working_days.csv"].problem
    assert states["units.json"].changed is None


def test_first_change_makes_the_file(tmp_path: Path) -> None:
    file = tmp_path / "office.json"
    assert change_office_file(file, {"name": "", "near_days": 2}) == ()
    assert not file.exists()
    assert change_office_file(file, {"name": "Trung tâm", "near_days": 2}) == ("name",)
    assert read_office_file(file).office.name == "Trung tâm"
    with pytest.raises(OfficeFileError, match="không phải số ngày từ 0 đến 60"):
        change_office_file(file, {"near_days": 99})
