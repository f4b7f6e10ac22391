"""A rebuild beside the work: one at a time, its progress, and what it came to."""

import threading
from collections.abc import Callable, Iterator

import pytest

from index.errors import IndexRoomError
from index.generation import Manifest
from index.rebuilding import Progress, Rebuilding

MADE = Manifest(
    model="hashing",
    dimension=64,
    applied=1,
    applied_as="1",
    documents=1,
    passages=2,
    corpus_digest="ab",
)


class SlowIndex:
    """Says its first document, then waits until it may go on."""

    def __init__(self) -> None:
        self.may_go_on = threading.Event()
        self.has_begun = threading.Event()

    def rebuild(self, on_progress: Callable[[str], None]) -> Manifest:
        on_progress("1/2 ke-hoach.pdf")
        self.has_begun.set()
        self.may_go_on.wait(30)
        on_progress("2/2 le-phi.pdf")
        return MADE


@pytest.fixture
def slow() -> Iterator[SlowIndex]:
    index = SlowIndex()
    yield index
    index.may_go_on.set()


def test_nothing_was_built_at_first(slow: SlowIndex) -> None:
    assert Rebuilding(slow.rebuild).progress() == Progress()


def test_it_tells_how_far_it_is_and_what_was_made(slow: SlowIndex) -> None:
    rebuilding = Rebuilding(slow.rebuild)
    assert rebuilding.begin()
    slow.has_begun.wait(30)
    assert rebuilding.progress() == Progress(is_running=True, line="1/2 ke-hoach.pdf")
    slow.may_go_on.set()
    assert rebuilding.wait() == Progress(made=MADE)


def test_a_second_one_does_not_begin_while_one_runs(slow: SlowIndex) -> None:
    rebuilding = Rebuilding(slow.rebuild)
    assert rebuilding.begin()
    assert not rebuilding.begin()
    slow.may_go_on.set()
    rebuilding.wait()
    assert rebuilding.begin()
    rebuilding.wait()


def test_the_end_of_the_program_gives_it_up(slow: SlowIndex) -> None:
    rebuilding = Rebuilding(slow.rebuild)
    rebuilding.begin()
    slow.has_begun.wait(30)
    threading.Timer(0.05, slow.may_go_on.set).start()
    rebuilding.close()
    assert rebuilding.progress() == Progress()
    assert not rebuilding.begin()


def test_why_it_failed_is_told(slow: SlowIndex) -> None:
    def fails(_on_progress: Callable[[str], None]) -> Manifest:
        raise IndexRoomError("Đĩa đầy.")

    rebuilding = Rebuilding(fails)
    rebuilding.begin()
    assert rebuilding.wait() == Progress(problem="Đĩa đầy.")


def test_what_nobody_foresaw_is_told_as_such() -> None:
    def fails(_on_progress: Callable[[str], None]) -> Manifest:
        raise MemoryError

    rebuilding = Rebuilding(fails)
    rebuilding.begin()
    assert "lỗi chưa rõ" in rebuilding.wait().problem
