"""How often something may be done in a span of time, so that nobody keeps the others waiting."""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable

_MOST_KNOWN = 10_000  # whoever was let in longest ago is forgotten


class Rates:
    """At most `limit` times in `seconds` for each; counted in this process."""

    def __init__(
        self, limit: int, seconds: float = 60.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        if limit < 1:
            raise ValueError(f"limit {limit}: at least once must be let in")
        self._limit = limit
        self._seconds = seconds
        self._clock = clock
        self._times: OrderedDict[Hashable, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def admit(self, who: Hashable) -> bool:
        """True when this time is within the limit; it is counted then."""
        with self._lock:
            if self._wait(who) > 0:
                return False
            self._times.setdefault(who, deque(maxlen=self._limit)).append(self._clock())
            self._times.move_to_end(who)
            if len(self._times) > _MOST_KNOWN:
                self._times.popitem(last=False)
            return True

    def wait(self, who: Hashable) -> float:
        """In how many seconds `admit` would let in again; 0 for now."""
        with self._lock:
            return self._wait(who)

    def take_back(self, who: Hashable) -> None:
        """Let the last time not count."""
        with self._lock:
            times = self._times.get(who)
            if times:
                times.pop()

    def _wait(self, who: Hashable) -> float:
        times = self._times.get(who)
        if times is None or len(times) < self._limit:
            return 0.0
        return max(0.0, times[0] + self._seconds - self._clock())
