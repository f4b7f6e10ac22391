"""How many messages a person may send, so that nobody keeps the others waiting."""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable

_MOST_PEOPLE = 10_000


class Rates:
    """At most `limit` messages of one person in `seconds`; counted in this process."""

    def __init__(
        self, limit: int, seconds: float = 60.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        if limit < 1:
            raise ValueError(f"limit {limit}: at least one message must be let in")
        self._limit = limit
        self._seconds = seconds
        self._clock = clock
        self._times: OrderedDict[Hashable, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def admit(self, person: Hashable) -> bool:
        """True when this message is within the limit; it is counted then."""
        with self._lock:
            now = self._clock()
            times = self._times.setdefault(person, deque(maxlen=self._limit))
            self._times.move_to_end(person)
            if len(self._times) > _MOST_PEOPLE:
                self._times.popitem(last=False)
            if len(times) == self._limit and now - times[0] < self._seconds:
                return False
            times.append(now)
            return True
