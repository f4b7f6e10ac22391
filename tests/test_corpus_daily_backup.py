"""The backup of the day: once, at its hour, the newest kept, a failure told."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from corpus.backups import Place, verify_backup
from corpus.daily_backup import DailyBackup, Plan
from corpus.schema import VIETNAM
from corpus.store import open_store

NIGHT = datetime(2026, 11, 25, 2, 0, tzinfo=VIETNAM)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    home = tmp_path / "nha"
    url = f"sqlite:///{home / 'kho.db'}"
    with open_store(url):
        yield Place(home=home, files_home=home / "files", database_url=url)


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return Plan(folder=tmp_path / "sao-luu", at=time(2, 0), keep=2)


@pytest.fixture
def daily(place: Place, plan: Plan) -> DailyBackup:
    return DailyBackup(place, plan)


def folders(plan: Plan) -> list[str]:
    return sorted(path.name for path in plan.folder.glob("dunghan-2*"))


def test_before_its_hour_nothing_is_made(daily: DailyBackup, plan: Plan) -> None:
    assert daily.look(NIGHT - timedelta(minutes=1)) is None
    assert not plan.folder.exists()


def test_at_its_hour_it_is_made_once(daily: DailyBackup, plan: Plan) -> None:
    made = daily.look(NIGHT)
    assert made == plan.folder / "dunghan-20261125"
    assert verify_backup(made).made_at == NIGHT
    assert daily.look(NIGHT + timedelta(minutes=1)) is None


def test_a_program_that_starts_late_makes_it_then(daily: DailyBackup) -> None:
    assert daily.look(NIGHT + timedelta(hours=7)) is not None


def test_another_program_does_not_make_it_again(
    daily: DailyBackup, place: Place, plan: Plan
) -> None:
    daily.look(NIGHT)
    assert DailyBackup(place, plan).look(NIGHT) is None
    assert folders(plan) == ["dunghan-20261125"]


def test_while_another_program_makes_it_nothing_is_done(daily: DailyBackup, plan: Plan) -> None:
    plan.folder.mkdir()
    with FileLock(plan.folder / "dunghan-sao-luu.lock"):
        assert daily.look(NIGHT) is None
    assert daily.state().problem == ""
    assert daily.look(NIGHT) is not None


def test_the_newest_are_kept_and_other_files_stay(daily: DailyBackup, plan: Plan) -> None:
    (plan.folder / "ghi-chu").mkdir(parents=True)
    (plan.folder / ".dunghan-20261120.part").mkdir()
    for days in range(4):
        daily.look(NIGHT + timedelta(days=days))
    assert folders(plan) == ["dunghan-20261127", "dunghan-20261128"]
    assert (plan.folder / "ghi-chu").exists()
    assert not (plan.folder / ".dunghan-20261120.part").exists()


def test_how_it_stands_is_told(daily: DailyBackup) -> None:
    assert daily.state().newest is None
    assert daily.state().is_late(NIGHT)
    daily.look(NIGHT)
    assert daily.state().newest == NIGHT
    assert not daily.state().is_late(NIGHT + timedelta(hours=25))
    assert daily.state().is_late(NIGHT + timedelta(hours=27))


def test_a_failure_is_told_and_tried_again_after_a_while(daily: DailyBackup, plan: Plan) -> None:
    plan.folder.touch()  # a file where the folder should be
    assert daily.look(NIGHT) is None
    assert "sao-luu" in daily.state().problem
    plan.folder.unlink()
    assert daily.look(NIGHT + timedelta(minutes=29)) is None
    assert daily.look(NIGHT + timedelta(minutes=30)) is not None
    assert daily.state().problem == ""
