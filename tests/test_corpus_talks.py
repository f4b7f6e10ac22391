"""Talks on the page, as they are kept: in order, once, for so many days, for the person alone."""

import pytest

from corpus.database import Database
from corpus.talks import MOST_OF_ONE, Begun, Kind, Talks
from tests.clocks import Clock


@pytest.fixture
def talks(database: Database, clock: Clock) -> Talks:
    return Talks(database, clock, days=90)


def contents(talks: Talks, person: str = "1", talk: str = "a", after: int = 0) -> list[object]:
    """What is kept of a talk, in order."""
    return [entry.content for entry in talks.entries(person, talk, after)]


def test_what_is_said_and_told_is_read_in_order(talks: Talks) -> None:
    talks.say("1", "a", "m1", Kind.SAID, "Hạn nào?")
    talks.tell("1", "a", {"words": "ngày 14"})
    assert contents(talks) == ["Hạn nào?", {"words": "ngày 14"}]


def test_a_message_that_comes_again_is_not_kept(talks: Talks) -> None:
    first = talks.say("1", "a", "m1", Kind.SAID, "Hạn nào?")
    again = talks.say("1", "a", "m1", Kind.SAID, "Hạn nào?")
    assert (first, again) == (1, None)
    assert contents(talks) == ["Hạn nào?"]


def test_a_page_that_comes_back_reads_what_is_new_alone(talks: Talks) -> None:
    seen = talks.say("1", "a", "m1", Kind.SAID, "Hạn nào?")
    talks.tell("1", "a", "ngày 14")
    assert seen is not None
    assert contents(talks, after=seen) == ["ngày 14"]


def test_an_entry_that_takes_another_s_place_has_a_new_number(talks: Talks) -> None:
    first = talks.tell("1", "a", "trang 1")
    talks.say("1", "a", "m1", Kind.SAID, "Còn gì nữa?")
    second = talks.tell("1", "a", "trang 2", replaces=first)
    [said, page] = talks.entries("1", "a")
    assert (said.content, page.content) == ("Còn gì nữa?", "trang 2")
    assert (page.number, page.place) == (second, first)
    assert second > said.number


def test_nothing_takes_the_place_of_what_another_person_reads(talks: Talks) -> None:
    theirs = talks.tell("2", "a", "của người khác")
    own = talks.tell("1", "a", "của mình", replaces=theirs)
    [entry] = talks.entries("1", "a")
    assert entry.place == own
    assert contents(talks, person="2") == ["của người khác"]


def test_nothing_takes_the_place_of_what_the_person_said(talks: Talks) -> None:
    said = talks.say("1", "a", "m1", Kind.SAID, "Hạn nào?")
    assert said is not None
    talks.tell("1", "a", "ngày 14", replaces=said)
    assert contents(talks) == ["Hạn nào?", "ngày 14"]


def test_nobody_reads_another_s_talk(talks: Talks) -> None:
    talks.say("1", "a", "m1", Kind.SAID, "Hạn nào?")
    assert talks.entries("2", "a") == ()
    assert talks.begun("2") == ()


def test_the_talk_that_was_last_continued_stands_first(talks: Talks, clock: Clock) -> None:
    talks.say("1", "a", "m1", Kind.SAID, "Hạn nào?")
    talks.say("1", "b", "m2", Kind.SAID, "Ai chủ trì?")
    clock.pass_by(minutes=5)
    talks.say("1", "a", "m3", Kind.SAID, "Thế còn phường 3?")
    [last, before] = talks.begun("1")
    assert last == Begun(talk="a", first="Hạn nào?", at=clock.now)
    assert before.first == "Ai chủ trì?"


def test_what_is_too_old_is_not_shown_and_then_deleted(talks: Talks, clock: Clock) -> None:
    talks.say("1", "a", "m1", Kind.SAID, "Hạn nào?")
    clock.pass_by(days=91)
    assert talks.entries("1", "a") == ()
    assert talks.begun("1") == ()
    talks.say("2", "b", "m2", Kind.SAID, "Ai chủ trì?")
    clock.pass_by(days=-91)
    assert talks.entries("1", "a") == ()


def test_a_number_is_not_given_again_after_all_was_forgotten(talks: Talks) -> None:
    talks.say("1", "a", "m1", Kind.SAID, "Hạn nào?")
    last = talks.tell("1", "a", "ngày 14")
    talks.say("2", "c", "m2", Kind.SAID, "Của người khác")
    assert talks.forget("1") == ("a",)
    talks.forget("2")
    assert talks.entries("1", "a") == ()
    assert talks.say("1", "a", "m1", Kind.SAID, "Hỏi lại") == last + 2


def test_of_one_person_so_many_entries_are_kept_and_no_more(talks: Talks) -> None:
    first = talks.tell("1", "a", "câu đầu")
    theirs = talks.tell("2", "a", "của người khác")
    for _ in range(MOST_OF_ONE):
        last = talks.tell("1", "b", "câu sau")
    talks.say("1", "b", "m1", Kind.SAID, "Hạn nào?")
    assert talks.entries("1", "a") == ()
    assert contents(talks, person="2") == ["của người khác"]
    assert talks.entries("1", "b")[-2].number == last
    assert first < theirs
