"""A talk as a stream of events: what is new, whether an answer is being looked up, a heartbeat."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from jinja2 import Template
from starlette.concurrency import run_in_threadpool

from web.talk import Place
from web.talk_desk import TalkDesk
from web.talk_view import EntryView

HEARTBEAT_SECONDS = 15.0  # less than what relays wait on a silent connection
_RETRY_MILLISECONDS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkStream:
    """The events of one talk for one page, from the entry after `after` on.

    An event's id is the number of its entry: a page that connects again says the last one that
    it has (Last-Event-ID), and is sent all that came since, once.
    """

    desk: TalkDesk
    place: Place
    after: int
    template: Template  # of one entry
    may_read: Callable[[], bool]  # asked anew; blocks

    async def events(self) -> AsyncIterator[str]:
        """Until the page leaves, the person may no longer, or the server stops."""
        last, said_working = self.after, None
        woken = self.desk.open_page(self.place)
        try:
            yield f"retry: {_RETRY_MILLISECONDS}\n\n"
            while True:
                # Cleared before anything is looked at: what comes meanwhile sets it again.
                woken.clear()
                if self.desk.is_over or not await run_in_threadpool(self.may_read):
                    return
                is_working = self.desk.is_working(self.place)
                for entry in await run_in_threadpool(self._new, last):
                    last = max(last, entry.number)
                    yield self._event(entry)
                if is_working != said_working:
                    said_working = is_working
                    yield f"event: working\ndata: {json.dumps(is_working)}\n\n"
                if not await _set_in_time(woken):
                    yield ": \n\n"
        finally:
            self.desk.close_page(self.place, woken)

    def _new(self, last: int) -> tuple[EntryView, ...]:
        return self.desk.entries(self.place, last)

    def _event(self, entry: EntryView) -> str:
        html = self.template.render(entry=entry)
        content = json.dumps({"place": entry.place, "html": html}, ensure_ascii=False)
        return f"id: {entry.number}\nevent: entry\ndata: {content}\n\n"


async def _set_in_time(woken: asyncio.Event) -> bool:
    """True when something is new; False after the time of a heartbeat."""
    try:
        await asyncio.wait_for(woken.wait(), HEARTBEAT_SECONDS)
    except TimeoutError:
        return False
    return True
