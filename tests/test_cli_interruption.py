"""An ingest that is ended anywhere and run again comes to the state of one that was not."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.store import open_store

ROOT = Path(__file__).parents[1]
FILES = 60
KILLS = 20
# The intake as the command runs it, over a reader that takes a while and reads words as they are.
READER = """
import time, hashlib
import ingest.read
from corpus.documents import Document, ReadDocument
def read_file(path):
    time.sleep(0.01)
    content = path.read_bytes()
    number, text = content.decode("utf-8").split(None, 1)
    document = Document(
        id="thong-bao", number=number if number != "-" else None, issuer="UBND xã Ví Dụ",
        source=path.name, sha256=hashlib.sha256(content).hexdigest(),
        page_count=1, page_starts=(0,), text=text,
    )
    return ReadDocument(document=document, passages=())
ingest.read.read_file = read_file
from ingest.worker_process import main
main()
"""
PROGRAM = """
import sys
from pathlib import Path
from corpus.originals import Originals
from corpus.store import open_store
from cli.intake import Taker
from ingest import worker
from ingest.batch import find_files
from ingest.readers import Readers, Source
home = Path(sys.argv[1])
worker._PROGRAM = Path(sys.argv[3]).read_text(encoding="utf-8")
with Readers(workers=2) as readers, open_store(f"sqlite:///{home}/kho.db") as store:
    taker = Taker(store=store, originals=Originals(home / "files"), readers=readers)
    found = find_files([Path(sys.argv[2])])
    readers.read(Source(path=found.files[0], name="a.txt"))  # the process has started
    print("ready", flush=True)
    intake = taker.take_in(found, lambda name: None)
    print(len(intake.done), len(intake.failed), intake.is_interrupted, flush=True)
"""


def papers(folder: Path) -> Path:
    """Papers some of which are versions of one another, copies, or namesakes without a number."""
    folder.mkdir()
    for number in range(FILES):
        inside = folder / f"{number % 3}"
        inside.mkdir(exist_ok=True)
        symbol = "-" if number % 5 == 0 else f"{number % 25}/TB-UBND"
        name = "thong-bao.txt" if number % 20 == 0 else f"tb-{number:02d}.txt"
        text = f"{symbol} Nội dung của thông báo {number % 40}"
        (inside / name).write_text(text, encoding="utf-8")
    return folder


def start(tmp_path: Path, home: Path, folder: Path) -> "subprocess.Popen[str]":
    home.mkdir(exist_ok=True)
    reader = tmp_path / "reader.py"
    reader.write_text(READER, encoding="utf-8")
    process = subprocess.Popen(  # noqa: S603 -- our own program
        [sys.executable, "-c", PROGRAM, str(home), str(folder), str(reader)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def state(home: Path) -> dict[str, object]:
    """All that an ingest leaves: every version of every document, and the files kept."""
    with open_store(f"sqlite:///{home}/kho.db") as store:
        ids = [document.id for document in store.documents(include_withdrawn=True)]
        return {
            "digest": store.content_digest(),
            "texts": {each: store.document(each).text for each in ids},
            "versions": {each: [v.sha256 for v in store.history(each)] for each in ids},
            "changes": store.latest_change(),
            "files": sorted(
                str(path.relative_to(home))
                for path in (home / "files").rglob("*")
                if path.is_file()
            ),
        }


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system has no such signal")
def test_ingest_killed_twenty_times_ends_as_one_that_was_not(tmp_path: Path) -> None:
    folder = papers(tmp_path / "papers")
    whole = start(tmp_path, tmp_path / "whole", folder)
    started = time.monotonic()
    said, _ = whole.communicate(timeout=120)
    seconds = time.monotonic() - started
    chance = random.Random(20)  # noqa: S311 -- to be repeated, not secret
    progress = set()
    for _ in range(KILLS):
        process = start(tmp_path, tmp_path / "killed", folder)
        time.sleep(chance.uniform(0, seconds / 6))
        os.kill(process.pid, signal.SIGKILL)
        process.communicate(timeout=60)
        with open_store(f"sqlite:///{tmp_path}/killed/kho.db") as store:
            progress.add(store.latest_change())
    last, _ = start(tmp_path, tmp_path / "killed", folder).communicate(timeout=120)
    assert said == f"{FILES} 0 False\n"
    assert last == said
    assert len(progress) > 3
    assert state(tmp_path / "killed") == state(tmp_path / "whole")


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="Windows sends Ctrl+C otherwise")
def test_ctrl_c_ends_between_two_files_and_what_is_stored_is_told(tmp_path: Path) -> None:
    folder = papers(tmp_path / "papers")
    home = tmp_path / "home"
    process = start(tmp_path, home, folder)
    database = home / "kho.db"
    while process.poll() is None:
        with open_store(f"sqlite:///{database}") as store:
            if store.latest_change() > 2:
                break
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    said, errors = process.communicate(timeout=60)
    assert errors == ""
    done, failed, interrupted = said.split()
    assert (failed, interrupted) == ("0", "True")
    with open_store(f"sqlite:///{database}") as store:
        kept = {
            version.sha256
            for document in store.documents()
            for version in store.history(document.id)
        }
    assert 0 < len(kept) <= int(done) < FILES
