"""`dunghan backup` and `restore-backup`, and the daily one beside the running program."""

import asyncio
from datetime import time
from pathlib import Path

from click.testing import Result
from typer.testing import CliRunner

from cli.daily import keep_backups
from cli.main import app
from corpus.audit import list_entries
from corpus.backups import Place, read_backup
from corpus.daily_backup import DailyBackup, Plan
from corpus.store import open_store

PLAN = Path(__file__).parents[1] / "samples" / "papers" / "kh-12-cai-cach-hanh-chinh-2026.docx"
QUESTION = "Báo cáo quý về cải cách hành chính gửi trước ngày nào?"


def invoke(home: Path, *arguments: str) -> Result:
    environment = {"DUNGHAN_HOME": str(home), "DUNGHAN_DATABASE_URL": ""}
    return CliRunner().invoke(app, list(arguments), env=environment)


def asked(home: Path) -> str:
    return invoke(home, "ask", QUESTION, "--today", "2026-03-01").stdout


def test_a_restored_office_answers_the_same(tmp_path: Path) -> None:
    home, folder, other = tmp_path / "nha", tmp_path / "sao-luu", tmp_path / "may-khac"
    assert invoke(home, "ingest", str(PLAN)).exit_code == 0
    made = invoke(home, "backup", str(folder))
    assert made.exit_code == 0
    assert "Chưa kèm secret.key" in made.stderr
    verified = invoke(home, "backup", str(folder), "--verify")
    assert verified.stdout.startswith("Bản sao lưu trọn vẹn: 2 tệp, ")
    assert invoke(other, "restore-backup", str(folder)).exit_code == 0
    assert "trước ngày 14 của tháng cuối quý" in asked(home)
    assert asked(other) == asked(home)
    with open_store(f"sqlite:///{other / 'kho.db'}") as store:
        assert [entry.action for entry in list_entries(store)] == ["backup.restored"]


async def test_the_running_program_makes_the_backup_and_stops_when_told(tmp_path: Path) -> None:
    home, url = tmp_path / "nha", f"sqlite:///{tmp_path / 'nha' / 'kho.db'}"
    with open_store(url):
        place = Place(home=home, files_home=home / "files", database_url=url)
        daily = DailyBackup(place, Plan(folder=tmp_path / "sao-luu", at=time(0, 0), keep=1))
        stop = asyncio.Event()
        running = asyncio.create_task(keep_backups(daily, stop, seconds=0.01))
        while daily.state().newest is None:  # noqa: ASYNC110 -- it is made in a thread
            await asyncio.sleep(0.01)
        stop.set()
        await running
    [folder] = (tmp_path / "sao-luu").glob("dunghan-2*")
    assert read_backup(folder).made_at == daily.state().newest
