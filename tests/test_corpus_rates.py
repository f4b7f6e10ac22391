"""So many times in a span, for each, with bounded memory."""

import pytest

from corpus.rates import Rates


class Watch:
    """Seconds that a test turns on."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


def test_within_the_limit_all_are_let_in_and_then_none(watch: Watch) -> None:
    rates = Rates(2, 60, watch)
    assert [rates.admit("a"), rates.admit("a"), rates.admit("a")] == [True, True, False]
    assert rates.admit("b")


def test_how_long_to_wait_is_told_and_then_it_is_let_in(watch: Watch) -> None:
    rates = Rates(1, 60, watch)
    rates.admit("a")
    watch.now = 15.0
    assert rates.wait("a") == 45.0
    watch.now = 60.0
    assert rates.wait("a") == 0.0
    assert rates.admit("a")


def test_one_that_was_taken_back_does_not_count(watch: Watch) -> None:
    rates = Rates(1, 60, watch)
    rates.admit("a")
    rates.take_back("a")
    assert rates.admit("a")


def test_taking_back_of_who_never_came_changes_nothing(watch: Watch) -> None:
    rates = Rates(1, 60, watch)
    rates.take_back("a")
    assert rates.admit("a")
    assert not rates.admit("a")


def test_of_very_many_the_first_is_forgotten(watch: Watch) -> None:
    rates = Rates(1, 60, watch)
    for number in range(10_001):
        rates.admit(number)
    assert rates.wait(10_000) == 60.0
    assert rates.wait(1) == 60.0
    assert rates.wait(0) == 0.0


def test_a_limit_of_nothing_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="limit 0: at least once"):
        Rates(0)
