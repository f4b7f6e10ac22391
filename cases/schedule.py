"""Lists made when they are due: once for each group and day, however many programs run."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cases.digest import Digest, make_digest
from cases.digest_text import digest_messages
from cases.groups import Group
from cases.outbox import MadeList, Outbox
from cases.register import Register
from cases.statuses import Nearness
from cases.working_days import WorkingDays
from corpus.schema import VIETNAM

_LONGEST = {"telegram": 4096, "zalo": 2000, "zalo_oa": 2000}
_USUAL_LONGEST = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Makes the lists of groups. `link` is where people sign in to see the table; None: nowhere."""

    register: Register
    outbox: Outbox
    days: WorkingDays
    near: Nearness
    link: str | None = None

    def make_due(self, groups: Iterable[Group], now: datetime) -> tuple[str, ...]:
        """Make and queue every list that is due and was not made; the keys of those made."""
        due = [group for group in groups if group.is_due(now, self.days)]
        return tuple(key for group in due if (key := self._make(group, now.date())))

    def digest(self, group: Group, day: date) -> Digest:
        """The list of a group for a day, as it would be made now; nothing is noted or sent."""
        before = self.outbox.last_totals(group.kind, group.name, day)
        since = before[0] if before else self.days.before(day, 1)
        first, end = (datetime.combine(each, time(), VIETNAM) for each in (since, day))
        return make_digest(
            self.register.open_cases(),
            self.register.ended_between(first, end),
            day=day,
            as_of=self.register.data_moment(),
            scope=group.scope,
            days=self.days,
            near=self.near,
            since=since,
            previous=before[1] if before else None,
        )

    def _make(self, group: Group, day: date) -> str | None:
        key = group.key(day)
        if self.outbox.was_made(key):
            return None
        digest = self.digest(group, day)
        longest = _LONGEST.get(group.channel, _USUAL_LONGEST)
        made = MadeList(
            key=key,
            kind=group.kind,
            group=group.name,
            digest=digest,
            channel=group.channel,
            recipient=group.recipient,
            texts=digest_messages(digest, longest, self.link),
        )
        # Another program may have made it in the meantime: then nothing is queued.
        return key if self.outbox.put(made) else None


MINUTE = timedelta(minutes=1)  # how often a running program looks whether a list is due
