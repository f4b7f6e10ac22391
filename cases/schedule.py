"""Lists made when they are due: once for each group and day, however many programs run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from cases.digest import Digest, Totals, is_stale, make_digest
from cases.digest_text import digest_lines, link_lines, split_messages, stale_lines
from cases.duties import DutySource, due_duties, duty_lines, no_duties
from cases.escalation import escalate, escalation_item, escalation_lines
from cases.figures import Period
from cases.groups import ONCE, Group, Kind
from cases.month import MonthPage, month_before, month_lines, month_page
from cases.outbox import MadeList, Outbox
from cases.register import Register
from cases.statuses import Nearness
from cases.working_days import WorkingDays
from corpus.schema import VIETNAM

_LONGEST = {"telegram": 4096, "zalo": 2000, "zalo_oa": 2000}
_USUAL_LONGEST = 2000
_WEEK = timedelta(days=7)
_OWN = "HỒ SƠ ANH/CHỊ ĐANG XỬ LÝ,"
MINUTE = timedelta(minutes=1)  # how often a running program looks whether a list is due


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Makes the lists of groups. `link` is where people sign in to see the table; None: nowhere."""

    register: Register
    outbox: Outbox
    days: WorkingDays
    near: Nearness
    targets: Mapping[str, float] = field(default_factory=dict)
    duties: DutySource = no_duties
    link: str | None = None

    def make_due(self, groups: Iterable[Group], now: datetime) -> tuple[str, ...]:
        """Make and queue every list that is due and was not made; the keys of those made.

        When the export is missing or old, the group is told so, and its list is made on the same
        day if a fresh export comes.
        """
        keys = []
        for group in groups:
            day = now.date()
            if not group.is_due(now, self.days) or self.outbox.was_made(group.key(day)):
                continue
            made = self.list_of(group, day)
            if made.is_stale and (group.kind in ONCE or self.outbox.was_made(made.key)):
                continue
            # Another program may have made it in the meantime: then nothing is queued.
            if self.outbox.put(made):
                keys.append(made.key)
        return tuple(keys)

    def list_of(self, group: Group, day: date) -> MadeList:
        """The list of a group for a day, as it would be made now; nothing is noted or sent."""
        as_of = self.register.data_moment()
        totals, fresh = Totals(), True
        told: tuple[str, ...] = ()
        if group.kind is Kind.DUTIES:
            lines, told = self._duties(group, day)
        elif group.kind is Kind.MONTHLY:
            month = month_before(day)
            fresh = as_of is not None and as_of.date() > month.end
            lines = list(month_lines(self.month(month))) if fresh else _stale(as_of, day)
        elif group.kind is Kind.ESCALATION:
            fresh = not is_stale(as_of, day, self.days)
            lines, told = self._escalation(group, day, as_of) if fresh else (_stale(as_of, day), ())
        else:
            digest = self.digest(group, day)
            fresh, totals = not digest.is_stale, digest.totals
            title = (_OWN,) if group.kind is Kind.PERSONAL else ()
            lines = [*digest_lines(digest, *title), *self._duties_ahead(group, day)]
        if lines and fresh:
            lines += link_lines(self.link)
        longest = _LONGEST.get(group.channel, _USUAL_LONGEST)
        return MadeList(
            key=group.key(day) if fresh else f"{group.key(day)}/so-cu",
            kind=group.kind,
            group=group.name,
            day=day,
            as_of=as_of,
            is_stale=not fresh,
            totals=totals,
            channel=group.channel,
            recipient=group.recipient,
            texts=split_messages(lines, longest) if lines else (),
            told=told,
        )

    def digest(self, group: Group, day: date) -> Digest:
        """The digest of a daily, weekly or personal group."""
        before = self.outbox.last_totals(group.kind, group.name, day)
        if before is not None:
            since = before[0]
        else:
            since = day - _WEEK if group.kind is Kind.WEEKLY else self.days.before(day, 1)
        first, end = (datetime.combine(each, time(), VIETNAM) for each in (since, day))
        nearest = max((self.near.usual, *self.near.by_field.values()))
        return make_digest(
            self.register.open_cases(group.scope, self.days.after(day, nearest)),
            self.register.ended_between(first, end, group.scope),
            day=day,
            as_of=self.register.data_moment(),
            scope=group.scope,
            days=self.days,
            near=self.near,
            since=since,
            previous=before[1] if before else None,
        )

    def month(self, month: Period) -> MonthPage:
        """The page of a month for the committee's meeting."""
        both = Period(start=month_before(month.start).start, end=month.end)
        cases = self.register.of_period(both)
        return month_page(cases, month, self.targets, self.register.data_moment())

    def _escalation(
        self, group: Group, day: date, as_of: datetime | None
    ) -> tuple[list[str], tuple[str, ...]]:
        found = escalate(
            self.register.open_cases(group.scope, day),
            self.outbox.was_told(group.name),
            day=day,
            bound=max(group.days, 1),
            as_of=as_of,
            days=self.days,
        )
        return list(escalation_lines(found)), tuple(map(escalation_item, found.crossed))

    def _duties(self, group: Group, day: date) -> tuple[list[str], tuple[str, ...]]:
        """Reminders of duties whose day has come near, each once."""
        last = day + timedelta(days=group.days)
        due = due_duties(self.duties, day, last, group.scope.units)
        told = self.outbox.was_told(group.name)
        items = {f"{duty.id}|{duty.due_on.isoformat()}": duty for duty in due}
        new = {item: duty for item, duty in items.items() if item not in told}
        if not new:
            return [], ()
        title = f"NHIỆM VỤ ĐẾN HẠN TRONG {group.days} NGÀY TỚI, NGÀY {day:%d/%m/%Y}"
        return [title, *duty_lines(new.values(), day)], tuple(new)

    def _duties_ahead(self, group: Group, day: date) -> list[str]:
        """The section of a digest on duties that are due in the next days."""
        if not group.duty_days:
            return []
        last = day + timedelta(days=group.duty_days)
        listed = due_duties(self.duties, day, last, group.scope.units)
        title = f"NHIỆM VỤ THEO VĂN BẢN, ĐẾN HẠN TRONG {group.duty_days} NGÀY TỚI ({len(listed)})"
        return ["", title, *duty_lines(listed, day)] if listed else []


def _stale(as_of: datetime | None, day: date) -> list[str]:
    return [f"HỒ SƠ THỦ TỤC HÀNH CHÍNH NGÀY {day:%d/%m/%Y}", *stale_lines(as_of)]
