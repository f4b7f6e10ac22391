"""Takes messages of the page, keeps what is said, and wakes the pages that show it.

Everything that is said is kept first and shown from what is kept, so a page that was closed, or
a connection that broke, misses nothing.
"""

import asyncio
import logging
import secrets
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool

from corpus.documents import Document
from corpus.json_shape import to_json
from corpus.talks import Kind, Talks
from web.talk import Assistant, Message, Place, Told
from web.talk_view import EntryView, entry_views

logger = logging.getLogger(__name__)

MOST_WAITING = 8  # messages of one person that are not answered yet
MOST_PAGES = 4  # of one person that are open at a time


class TooManyWaitError(Exception):
    """A person has so many messages that wait for an answer that one more is not taken."""


@dataclass(slots=True)
class TalkDesk:
    """Takes messages, and wakes the pages that show a talk. Lives in the event loop.

    `hidden_from` gives the papers that a person may not see at this moment; it blocks.
    """

    assistant: Assistant
    talks: Talks
    on_told: Callable[[Place, Told], None] = lambda _place, _told: None
    hidden_from: Callable[[str], tuple[Document, ...]] = lambda _person: ()
    is_over: bool = False
    _waiting: Counter[Place] = field(default_factory=Counter)
    _pages: dict[Place, set[asyncio.Event]] = field(default_factory=dict)
    _tasks: set["asyncio.Task[None]"] = field(default_factory=set)

    async def take(self, message: Message) -> "asyncio.Task[None] | None":
        """Begin to answer; the work. None for a message that came before.

        Raises:
            TooManyWaitError: nothing was kept of the message.
        """
        place = message.place
        waiting = (count for at, count in self._waiting.items() if at.person == place.person)
        if sum(waiting) >= MOST_WAITING:
            raise TooManyWaitError
        kind = Kind.SAID if message.action is None else Kind.PRESSED
        content = message.text if message.action is None else message.action
        self._waiting[place] += 1
        try:
            number = await run_in_threadpool(
                self.talks.say, place.person, place.talk, message.id, kind, content
            )
        except BaseException:
            self._done(place)
            raise
        if number is None:
            self._done(place)
            return None
        task = asyncio.create_task(self._answer(message))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        self._wake(place)
        return task

    def entries(self, place: Place, after: int = 0) -> tuple[EntryView, ...]:
        """What the person may still see of a talk, after an entry. Blocks."""
        found = self.talks.entries(place.person, place.talk, after)
        return entry_views(found, self.hidden_from(place.person))

    def is_working(self, place: Place) -> bool:
        """True while a message of this talk waits for its answer."""
        return self._waiting[place] > 0

    async def finish(self) -> None:
        """Wait until everything that was begun is answered and kept."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    def end_pages(self) -> None:
        """End every open stream, now and from now on."""
        self.is_over = True
        for place in tuple(self._pages):
            self._wake(place)

    def has_room(self, person: str) -> bool:
        """True where the person has less than MOST_PAGES open."""
        mine = (pages for place, pages in self._pages.items() if place.person == person)
        return sum(map(len, mine)) < MOST_PAGES

    def open_page(self, place: Place) -> asyncio.Event:
        """What is set whenever the talk goes on."""
        woken = asyncio.Event()
        self._pages.setdefault(place, set()).add(woken)
        return woken

    def close_page(self, place: Place, woken: asyncio.Event) -> None:
        """The page is gone."""
        pages = self._pages.get(place, set())
        pages.discard(woken)
        if not pages:
            self._pages.pop(place, None)

    async def forget(self, person: str) -> None:
        """Delete a person's talks, and what the assistant knows of them."""
        gone = await run_in_threadpool(self.talks.forget, person)
        places = [Place(person=person, talk=talk) for talk in gone]
        await run_in_threadpool(self.assistant.forget, places)

    async def _answer(self, message: Message) -> None:
        place = message.place

        async def tell(told: Told) -> None:
            await run_in_threadpool(self._keep, message, told)
            self._wake(place)

        try:
            await self.assistant.answer(message, tell)
        except Exception as error:  # noqa: BLE001 -- the outermost line; words may be a person's
            code = secrets.token_hex(3).upper()
            logger.error("web talk: %s, %s", type(error).__name__, code)  # noqa: TRY400
        finally:
            self._done(place)
            self._wake(place)

    def _keep(self, message: Message, told: Told) -> None:
        place, replaces = message.place, message.under if told.edits else 0
        self.talks.tell(place.person, place.talk, to_json(told), replaces=replaces)
        self.on_told(place, told)

    def _done(self, place: Place) -> None:
        self._waiting[place] -= 1
        if not self._waiting[place]:
            del self._waiting[place]

    def _wake(self, place: Place) -> None:
        for woken in self._pages.get(place, ()):
            woken.set()
