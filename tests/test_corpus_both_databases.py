"""SQLite and PostgreSQL keep the same promises: tables, one state for a reader, one writer.

Most of what the store promises is told by its other tests, which run on both kinds, too.
"""

import threading
from datetime import date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from click.testing import Result
from typer.testing import CliRunner

import bot.schema
from cases.digest import Totals
from cases.outbox import MadeList, Outbox
from cases.schema import cases
from cli.main import app
from corpus.audit import record, verify
from corpus.backup_errors import BackupError
from corpus.backups import Place, restore_backup, write_backup
from corpus.database import Database, open_database
from corpus.documents import Document
from corpus.schema import VIETNAM, documents, metadata
from corpus.store import open_store
from tests.clocks import Clock
from tests.index_doubles import MORNING, paper
from tests.postgres import Server

PAPERS = Path(__file__).parents[1] / "samples" / "papers"
QUESTION = "Báo cáo quý về cải cách hành chính gửi trước ngày nào?"
NIGHT = datetime(2026, 11, 25, 2, 0, tzinfo=VIETNAM)


def invoke(home: Path, url: str, *arguments: str) -> Result:
    environment = {"DUNGHAN_HOME": str(home), "DUNGHAN_DATABASE_URL": url}
    return CliRunner().invoke(app, list(arguments), env=environment)


def test_a_reader_sees_one_state_whatever_is_written_meanwhile(url: str) -> None:
    with open_store(url, now=lambda: MORNING) as store, open_store(url) as other:
        count = sa.select(sa.func.count()).select_from(documents)
        with store.database.reading() as connection:
            before = connection.execute(count).scalar()
            other.put(paper("luat", "Giải quyết khiếu nại."))
            assert connection.execute(count).scalar() == before == 0
        assert len(store.documents()) == 1


def test_many_writers_at_once_lose_nothing(url: str) -> None:
    def write(name: str) -> None:
        with open_store(url, now=lambda: MORNING) as store:
            for number in range(5):
                store.put(paper(f"{name}-{number}", f"Nội dung {name} {number}."))
                record(store, "document.publish", staff_id=None, channel="cli", subject=name)

    threads = [threading.Thread(target=write, args=(name,)) for name in ("a", "b", "c")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with open_store(url) as store:
        assert len(store.documents()) == 15
        assert [change.number for change in store.changes_since(0)] == list(range(1, 16))
        assert (verify(store).count, verify(store).broken_at) == (15, None)


def test_two_workers_never_claim_one_message(database: Database, url: str, clock: Clock) -> None:
    queue(Outbox(database, clock), 20)
    claimed: list[int] = []

    def work(name: str) -> None:
        own = open_database(url)
        box = Outbox(own, clock)
        while (message := box.claim(name, ["telegram"])) is not None:
            claimed.append(message.number)
        own.close()

    workers = [threading.Thread(target=work, args=(name,)) for name in ("máy 1", "máy 2")]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(claimed) == list(range(1, 21))


def queue(outbox: Outbox, count: int) -> None:
    """So many lists of one message."""
    for number in range(count):
        outbox.put(
            MadeList(
                key=f"daily/2026-11-25/{number}",
                kind="daily",
                day=date(2026, 11, 25),
                group=str(number),
                channel="telegram",
                recipient=str(-number),
                texts=("một tin",),
                totals=Totals(),
                as_of=None,
                is_stale=False,
            )
        )


def test_an_office_works_from_papers_to_answers_tasks_and_cases(url: str, tmp_path: Path) -> None:
    home, export = tmp_path / "nha", tmp_path / "so.xlsx"
    plan = PAPERS / "kh-12-cai-cach-hanh-chinh-2026.docx"
    assert invoke(home, url, "ingest", str(plan)).exit_code == 0
    asked = invoke(home, url, "ask", QUESTION, "--today", "2026-03-01")
    assert "trước ngày 14 của tháng cuối quý" in asked.stdout
    tasks = invoke(home, url, "tasks", "--unit", "Phòng Nội vụ", "--today", "2026-03-01")
    assert "12-kh-ubnd/" in tasks.stdout
    invoke(home, url, "cases", "sample", "--rows", "60", "--seed", "1", "--out", str(export))
    assert invoke(home, url, "cases", "import", str(export)).exit_code == 0
    database = open_database(url)
    with database.reading() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(cases)).scalar() == 60
    database.close()
    staff = CliRunner().invoke(
        app,
        ["staff", "add", "lan", "--name", "Nguyễn Thị Lan", "--role", "quan_tri"],
        env={"DUNGHAN_HOME": str(home), "DUNGHAN_DATABASE_URL": url},
        input="nắng vàng trên sông\n",
    )
    assert staff.exit_code == 0
    assert invoke(home, url, "audit", "verify").exit_code == 0
    assert invoke(home, url, "index", "verify").stdout == "Chỉ mục khớp với kho.\n"


@pytest.mark.postgres
def test_the_migrations_make_the_tables_of_the_program(postgres_store: str) -> None:
    engine = sa.create_engine(sa.make_url(postgres_store).set(drivername="postgresql+psycopg"))
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()
    assert bot.schema.chat_kept.metadata is metadata  # the tables of every room are in it
    assert differences == []


@pytest.mark.postgres
def test_a_postgres_store_is_put_back_from_its_backup(
    postgres: Server, postgres_url: str, tmp_path: Path
) -> None:
    home = tmp_path / "nha"
    home.mkdir()
    kept = fill(postgres_url)
    write_backup(place_in(home, postgres_url), tmp_path / "sao-luu", NIGHT)
    with postgres.database() as empty:
        restore_backup(tmp_path / "sao-luu", place_in(tmp_path / "may-khac", empty))
        with open_store(empty) as restored:
            assert restored.documents() == kept


@pytest.mark.postgres
def test_a_postgres_store_is_never_put_over_another(postgres_url: str, tmp_path: Path) -> None:
    home = tmp_path / "nha"
    home.mkdir()
    kept = fill(postgres_url)
    write_backup(place_in(home, postgres_url), tmp_path / "sao-luu", NIGHT)
    with pytest.raises(BackupError, match="«pg_restore» không làm được"):
        restore_backup(tmp_path / "sao-luu", place_in(tmp_path / "may-khac", postgres_url))
    with open_store(postgres_url) as store:
        assert store.documents() == kept


def place_in(home: Path, url: str) -> Place:
    return Place(home=home, files_home=home / "files", database_url=url)


def fill(url: str) -> tuple[Document, ...]:
    """One paper in the store."""
    with open_store(url, now=lambda: MORNING) as store:
        store.put(paper("luat", "Giải quyết khiếu nại."))
        return store.documents()
