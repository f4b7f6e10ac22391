"""The page of the system: the index as it is, built again, and the one before used again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.audit import list_entries
from corpus.staff import Role
from tests.test_web_roles import form_token
from tests.web_office import NOW, WholeOffice, whole_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[WholeOffice]:
    with whole_office(tmp_path) as opened:
        opened.desk.upkeep.index.refresh()
        yield opened


async def test_the_page_tells_what_is_in_the_index(office: WholeOffice) -> None:
    async with office.client(Role.ADMINISTRATOR) as client:
        page = await client.get("/he-thong")
    assert "1 văn bản, " in page.text
    assert "mô hình nhúng hashing" in page.text
    assert "Dùng lại chỉ mục trước" not in page.text


async def test_the_index_is_built_beside_the_work_and_taken_back(office: WholeOffice) -> None:
    upkeep = office.desk.upkeep
    async with office.client(Role.ADMINISTRATOR) as client:
        form = {"ma_bao_ve": await form_token(client)}
        begun = await client.post("/he-thong/dung-lai", data=form)
        upkeep.rebuilding.wait()
        page = await client.get("/he-thong")
        back = await client.post("/he-thong/chi-muc-truoc", data=form)
    assert begun.headers["location"] == "/he-thong?xong=dung-lai"
    assert "đã xong: 1 văn bản" in page.text
    assert back.headers["location"] == "/he-thong?xong=chi-muc-truoc"
    assert [entry.action for entry in list_entries(office.desk.store, most=2)] == [
        "index.rollback",
        "index.rebuild",
    ]


async def test_going_back_without_an_index_before_is_refused_in_words(office: WholeOffice) -> None:
    async with office.client(Role.ADMINISTRATOR) as client:
        form = {"ma_bao_ve": await form_token(client)}
        page = await client.post("/he-thong/chi-muc-truoc", data=form)
    assert page.status_code == 409
    assert "không có chỉ mục nào trước chỉ mục đang dùng" in page.text
    [entry] = list_entries(office.desk.store, most=1)
    assert (entry.action, entry.result) == ("index.rollback", "refused")


async def test_a_damaged_index_is_told_and_can_be_built_again(
    office: WholeOffice, tmp_path: Path
) -> None:
    (tmp_path / "index" / "CURRENT").write_bytes(b"?")
    async with office.client(Role.ADMINISTRATOR) as client:
        page = await client.get("/he-thong")
    assert page.status_code == 200
    assert "tệp CURRENT là «?»" in page.text
    assert "Dựng lại chỉ mục" in page.text


async def test_page_and_metrics_tell_of_the_daily_backup(office: WholeOffice) -> None:
    daily = office.desk.upkeep.daily_backup
    assert daily is not None
    async with office.client(Role.ADMINISTRATOR) as client:
        before = await client.get("/he-thong")
        daily.look(NOW)
        page = await client.get("/he-thong")
        bearer = {"authorization": f"Bearer {office.tokens[Role.ADMINISTRATOR]}"}
        metrics = await client.get("/metrics", headers=bearer)
    assert "chưa có" in before.text
    assert "<dd>09:00 16/03/2026</dd>" in page.text
    assert "từ 02:00, giữ 7 bản mới nhất" in page.text
    assert "dunghan_backup_newest_timestamp_seconds 1.7736264e+09" in metrics.text
    assert "dunghan_backup_failed 0.0" in metrics.text


async def test_a_backup_that_failed_is_told(office: WholeOffice, tmp_path: Path) -> None:
    (tmp_path / "sao-luu").touch()  # a file where the folder should be
    daily = office.desk.upkeep.daily_backup
    assert daily is not None
    daily.look(NOW)
    async with office.client(Role.ADMINISTRATOR) as client:
        page = await client.get("/he-thong")
        bearer = {"authorization": f"Bearer {office.tokens[Role.ADMINISTRATOR]}"}
        metrics = await client.get("/metrics", headers=bearer)
    assert 'role="alert"' in page.text
    assert "dunghan_backup_failed 1.0" in metrics.text
