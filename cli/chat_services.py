"""What the conversation calls, over an open library: questions, cases, lists."""

from dataclasses import dataclass
from datetime import date, timedelta

from answer.answers import Answer
from answer.dialogue import Dialogue
from bot.kept import Listing
from bot.people import Person
from bot.services import Services
from cases.answers import CaseAnswer, CaseDesk, Viewer
from cli.ask import parse_day
from cli.messages_tasks import task_lines
from cli.settings import Settings
from cli.wiring import Library
from corpus.audiences import Reader, hidden_from
from corpus.documents import Document
from corpus.obligation_store import Task, TaskFilter
from corpus.text import fold
from corpus.units import office_units, same_unit

_DAYS_AHEAD = 7
_MOST_LISTED = 100


def chat_services(settings: Settings, library: Library, cases: CaseDesk) -> Services:
    """The calls of a chat over this library and the register of cases."""
    lists = ChatLists(settings=settings, library=library)

    def ask(question: str, before: str | None, reader: Reader) -> Answer:
        return library.ask(question, parse_day(None), Dialogue(question=before), reader=reader)

    def sees(reader: Reader, documents: tuple[str, ...]) -> bool:
        return not hidden_from(library.store, reader).intersection(documents)

    def ask_cases(question: str, person: Person, in_group: bool) -> CaseAnswer | None:  # noqa: FBT001 -- as AskCases
        units = person.units if person.units is None else _as_written(settings, cases, person.units)
        viewer = Viewer(units=units, in_group=in_group)
        return cases.ask(question, viewer, parse_day(None))

    return Services(
        ask=ask,
        ask_cases=ask_cases,
        list_documents=lists.documents,
        list_tasks=lists.tasks,
        list_today=lists.today,
        sees=sees,
    )


def _as_written(settings: Settings, cases: CaseDesk, units: frozenset[str]) -> frozenset[str]:
    """The units of the register that are a person's, however they are written there."""
    own = office_units(settings.home / "units.json")
    names, _ = cases.register.names()
    return frozenset(name for name in names if any(same_unit(name, unit, own) for unit in units))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatLists:
    """Lists as lines of a chat."""

    settings: Settings
    library: Library

    def documents(self, words: str, reader: Reader) -> Listing:
        """The papers whose number or title holds all the words; without words the newest."""
        wanted = fold(words).lower().split()
        store = self.library.views.of(reader).store
        papers = store.documents(include_procedures=False)
        found = [paper for paper in papers if all(word in _searched(paper) for word in wanted)]
        found.sort(key=lambda paper: (paper.signed_on or date.min, paper.id), reverse=True)
        title = f"{len(found)} văn bản" + (f" có «{words}»" if words else " trong kho")
        lines = tuple(f"• {paper.title}{_day(paper)} (mã {paper.id})" for paper in found)
        return Listing(
            title=title,
            lines=lines[:_MOST_LISTED],
            path="/van-ban",
            documents=tuple(paper.id for paper in found[:_MOST_LISTED]),
        )

    def tasks(self, unit: str, person: Person, reader: Reader) -> Listing:
        """The open duties of a unit, or of all that the person sees, the earliest due first."""
        found = self._tasks(TaskFilter(unit=unit or None, only_open=True), reader)
        if person.units is not None:
            asked = (TaskFilter(unit=name, only_open=True) for name in person.units)
            own = {task.obligation.id for each in asked for task in self._tasks(each, reader)}
            found = tuple(task for task in found if task.obligation.id in own)
        title = f"{len(found)} nhiệm vụ chưa đánh dấu xong" + (f" của «{unit}»" if unit else "")
        return self._listing(title, found)

    def today(self, person: Person, reader: Reader) -> Listing:
        """The open duties that are due from today on for a week, of the person's units."""
        day = parse_day(None)
        last = day + timedelta(days=_DAYS_AHEAD)
        units = sorted(person.units) if person.units is not None else [None]
        found: dict[str, Task] = {}
        for unit in units:
            asked = TaskFilter(unit=unit, first_day=day, last_day=last, only_open=True)
            found |= {task.obligation.id: task for task in self._tasks(asked, reader)}
        title = f"{len(found)} nhiệm vụ đến hạn từ {day:%d/%m} đến {last:%d/%m/%Y}"
        return self._listing(title, tuple(found.values()))

    def _tasks(self, asked: TaskFilter, reader: Reader) -> tuple[Task, ...]:
        own_units = office_units(self.settings.home / "units.json")
        return self.library.views.of(reader).store.tasks(parse_day(None), asked, own_units)

    def _listing(self, title: str, tasks: tuple[Task, ...]) -> Listing:
        day = parse_day(None)
        lines = tuple(f"• {_one_line(task_lines(task, day))}" for task in tasks[:_MOST_LISTED])
        papers = (task.obligation.citation.document_id for task in tasks[:_MOST_LISTED])
        documents = tuple(dict.fromkeys(papers))
        return Listing(title=title, lines=lines, path="/nhiem-vu", documents=documents)


def _one_line(lines: str) -> str:
    """The duty without its id, which only commands take."""
    return "\n  ".join(
        line.strip() for line in lines.split("\n") if not line.strip().startswith("Mã:")
    )


def _searched(paper: Document) -> str:
    return fold(f"{paper.number or ''} {paper.title} {paper.id}").lower()


def _day(paper: Document) -> str:
    return f", {paper.signed_on:%d/%m/%Y}" if paper.signed_on else ""
