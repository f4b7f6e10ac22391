"""The page of chat groups."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cases.groups import read_groups
from corpus.audit import list_entries
from corpus.chat_groups import ChatGroups, GroupKey, GroupState
from corpus.staff import Role
from tests.test_web_roles import form_token
from tests.web_office import NOW, WholeOffice, whole_office

KEY = GroupKey(channel="telegram", bot_id="b", chat_id="-9")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[WholeOffice]:
    with whole_office(tmp_path) as opened:
        yield opened


@pytest.fixture
def groups(office: WholeOffice) -> ChatGroups:
    found = ChatGroups(office.desk.store.database, lambda: NOW)
    found.meet(KEY, "Tổ <Một> cửa", "Lan")
    return found


async def test_administrator_approves_and_takes_back(
    office: WholeOffice, groups: ChatGroups
) -> None:
    async with office.client(Role.ADMINISTRATOR) as client:
        waiting = (await client.get("/nhom")).text
        form = {
            "ma_bao_ve": await form_token(client),
            "kenh": "telegram",
            "bot": "b",
            "nhom": "-9",
        }
        approved = await client.post("/nhom", data={**form, "quyet_dinh": "cho-phep"})
        open_state = groups.state(KEY)
        page = (await client.get(approved.headers["location"])).text
        await client.post("/nhom", data={**form, "quyet_dinh": "tu-choi"})
    assert "Tổ &lt;Một&gt; cửa" in waiting
    assert "Lan thêm vào hoặc gọi trợ lý" in waiting
    assert "Đã cho phép nhóm. Có hiệu lực ngay." in page
    assert "Người quan_tri" in page
    assert (open_state, groups.state(KEY)) == (GroupState.APPROVED, GroupState.REFUSED)
    actions = [entry.action for entry in list_entries(office.desk.store)]
    assert actions[:2] == ["group.refused", "group.approved"]


async def test_group_that_was_not_met_can_not_be_approved(office: WholeOffice) -> None:
    async with office.client(Role.ADMINISTRATOR) as client:
        form = {
            "ma_bao_ve": await form_token(client),
            "kenh": "telegram",
            "bot": "b",
            "nhom": "-1",
            "quyet_dinh": "cho-phep",
        }
        reply = await client.post("/nhom", data=form)
    assert reply.status_code == 400


async def test_groups_of_the_file_and_of_the_settings_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "groups.json"
    entry = {"name": "kstthc", "kind": "daily", "channel": "telegram", "recipient": "-7"}
    path.write_text(json.dumps([entry]), encoding="utf-8")
    with whole_office(
        tmp_path,
        change=lambda desk: replace(
            desk,
            listed_groups=frozenset({"-77"}),
            cases=replace(desk.cases, groups=lambda: read_groups(path)),
        ),
    ) as office:
        async with office.client(Role.ADMINISTRATOR) as client:
            page = (await client.get("/nhom")).text
            path.write_text("[{}]", encoding="utf-8")
            broken = (await client.get("/nhom")).text
    assert "mã -77" in page
    assert "DUNGHAN_TELEGRAM_GROUPS" in page
    assert "kstthc" in page
    assert "đến giờ, sẽ lập trong ít phút" in page
    assert "groups.json, nhóm thứ 1" in broken
