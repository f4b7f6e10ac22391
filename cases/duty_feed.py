"""Duties as an iCalendar feed (icalendar): one all-day event each, with reminders."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from cases.duties import Duty

_REMINDERS = (timedelta(days=-3, hours=8), timedelta(hours=7, minutes=30))


def duty_feed(duties: Iterable[Duty], name: str, now: datetime) -> bytes:
    """The feed of a unit. The same duty keeps its UID, so a calendar updates and never doubles.

    Args:
        duties: what is in it.
        name: what calendars show as its name: the unit.
        now: when it is made; the same moment and duties give the same bytes.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Dung Han//dunghan//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Nhiệm vụ: {name}")
    calendar.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    for duty in duties:
        calendar.add_component(_event(duty, now))
    return bytes(calendar.to_ical())


def _event(duty: Duty, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{duty.id.replace(' ', '-')}@dunghan")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", duty.due_on)
    event.add("dtend", duty.due_on + timedelta(days=1))
    event.add("summary", " ".join(duty.action.split()))
    event.add("description", f"{duty.title}, {duty.citation}\n{duty.unit}")
    event.add("transp", "TRANSPARENT")  # a deadline takes no time of the day
    for before in _REMINDERS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", f"Đến hạn {duty.due_on:%d/%m/%Y}")
        alarm.add("trigger", before)
        event.add_component(alarm)
    return event


def feed_moment(now: datetime) -> datetime:
    """The day's first moment: a feed that is fetched often changes once a day at most."""
    return datetime.combine(now.date(), time(), now.tzinfo)
