"""Questions are answered a few at a time, in the order in which they came."""

import asyncio
import threading

import pytest

from web.turns import Turns


async def test_no_more_are_answered_at_once_than_there_are_turns() -> None:
    turns, running, most = Turns(2), threading.Semaphore(2), []

    def answer(number: int) -> None:
        most.append(running.acquire(blocking=False))
        threading.Event().wait(0.01)
        running.release()

    await asyncio.gather(*(turns.take(answer, number) for number in range(8)))
    assert most == [True] * 8


async def test_who_came_first_is_answered_first() -> None:
    turns = Turns(1)
    answered: list[int] = []
    await asyncio.gather(*(turns.take(answered.append, number) for number in range(20)))
    assert answered == list(range(20))


async def test_a_question_that_fails_gives_its_turn_on() -> None:
    turns = Turns(1)
    with pytest.raises(ZeroDivisionError):
        await turns.take(divmod, 1, 0)
    assert await turns.take(divmod, 7, 2) == (3, 1)
