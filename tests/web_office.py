"""A whole office for tests of the pages: a store, people of each role, papers, cases."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

import httpx

from answer.answers import Answer, Kind, Quote, Span
from bot.feedback import StoreFeedback
from bot.groups import ApprovedGroups
from bot.people import ListedPeople
from bot.registered import RegisteredPeople
from bot.services import AskCases, Services, leave_to_papers
from cases.columns import read_names
from cases.letter_book import LetterBook
from cases.letters import Office as Letterhead
from cases.outbox import Outbox
from cases.register import Register
from cases.statuses import Nearness
from cases.working_days import working_days
from corpus.backups import Place
from corpus.daily_backup import DailyBackup, Plan
from corpus.originals import Originals
from corpus.pending import Pending, add_pending
from corpus.schema import VIETNAM
from corpus.secret_key import read_key
from corpus.staff import Role
from corpus.staff_sessions import Kind as SessionKind
from corpus.staff_sessions import begin_session
from corpus.staff_store import add_staff
from corpus.store import Store, open_store
from index.library_index import LibraryIndex
from index.rebuilding import Rebuilding
from ingest.read import read_file
from tests.index_doubles import HashingEmbedder
from tests.web_talk import talk_over
from web.app import Application, create_app
from web.desk import CaseDeskTools, Desk, Setup, Upkeep, Uploaded
from web.limits import Limits, limits_of
from web.talk_desk import TalkDesk

PASSWORD = "nắng vàng trên sông"
TODAY = date(2026, 3, 16)
NOW = datetime(2026, 3, 16, 9, tzinfo=VIETNAM)
PLAN = Path(__file__).parents[1] / "samples" / "papers" / "kh-12-cai-cach-hanh-chinh-2026.docx"
HEAD = "Mã hồ sơ,Tên thủ tục,Lĩnh vực,Đơn vị,Người nộp,Ngày tiếp nhận,Ngày hẹn trả,Trạng thái\n"
ROWS = (
    "H-1,Cấp bản sao,Hộ tịch,Phòng Nội vụ,Trần Thị Bí Mật,02/03/2026,10/03/2026,Đang xử lý\n"
    "H-2,Cấp phép,Xây dựng,Phòng Kinh tế,Lê Văn Kín,02/03/2026,17/03/2026,Đang xử lý\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeOffice:
    """A running application, what it works on, and a cookie and an API token for each role."""

    app: Application
    desk: Desk
    talk: TalkDesk
    cookies: dict[Role, str]
    tokens: dict[Role, str]

    def client(self, role: Role | None = None, host: str = "may-chu") -> httpx.AsyncClient:
        """A browser on the application; signed in when a role is named."""
        cookies = {"dunghan": self.cookies[role]} if role else {}
        transport = httpx.ASGITransport(self.app)
        return httpx.AsyncClient(transport=transport, base_url=f"http://{host}", cookies=cookies)


@contextmanager
def whole_office(  # noqa: PLR0913 -- what a test may change, each by name
    home: Path,
    *,
    with_staff: bool = True,
    ask: Callable[[Store, str], Answer] | None = None,
    ask_cases: AskCases = leave_to_papers,
    change: Callable[[Desk], Desk] = lambda desk: desk,
    limits: Limits | None = None,
) -> Iterator[WholeOffice]:
    """The office in a folder; closed at the end."""
    with open_store(f"sqlite:///{home}/kho.db", now=lambda: NOW) as store:
        store.put(read_file(PLAN))
        desk = change(_desk(home, store))
        cookies, tokens = _people(store) if with_staff else ({}, {})
        register = home / "so.csv"
        register.write_text(HEAD + ROWS, encoding="utf-8")
        desk.cases.register.take_in(register, desk.cases.names(), NOW)
        answer = ask or cited
        talk = talk_over(
            store.database,
            Services(ask=lambda question, *_: answer(store, question), ask_cases=ask_cases),
            RegisteredPeople(
                store=store,
                key=desk.key,
                groups=ApprovedGroups(store.database, store.now),
                listed=ListedPeople(user_ids=frozenset(), group_ids=frozenset()),
            ),
            StoreFeedback(store),
        )
        app = create_app(
            ask=lambda question: answer(store, question),
            list_documents=store.documents,
            read_document=store.document,
            read_passages=store.passages,
            health=lambda: {"documents": store.counts().documents},
            hosts=("may-chu", "127.0.0.1", "localhost"),
            talk=talk,
            desk=desk,
            limits=limits or limits_of(questions_a_minute=1_000),
        )
        yield WholeOffice(app=app, desk=desk, talk=talk, cookies=cookies, tokens=tokens)


def cited(store: Store, question: str) -> Answer:
    """An answer from the first long passage of the first paper; a refusal for «không»."""
    document = store.documents()[0]
    passage = next(each for each in store.passages(document.id) if len(each.text) > 80)
    quote = Quote(
        document_id=document.id,
        document=document.number or document.title,
        title=document.title,
        source=document.source,
        citation=passage.citation,
        page=passage.first_page,
        text=passage.text,
        start=passage.start,
        end=passage.end,
    )
    is_answer = "không" not in question
    return Answer(
        question=question,
        kind=Kind.GENERAL,
        answered=is_answer,
        conclusion=(Span(text=passage.text[:60], quote=1),) if is_answer else (),
        quotes=(quote,),
        notes=(),
        confidence=0.9,
    )


def _people(store: Store) -> tuple[dict[Role, str], dict[Role, str]]:
    cookies, tokens = {}, {}
    for role in Role:
        person = add_staff(
            store,
            account=role.value,
            name=f"Người {role.value}",
            role=role,
            unit="Phòng Nội vụ",
            password=PASSWORD if role is Role.ADMINISTRATOR else None,
        )
        cookies[role] = begin_session(store, person.id, SessionKind.WEB, "thử")
        tokens[role] = begin_session(store, person.id, SessionKind.API, "thử")
    return cookies, tokens


def _desk(home: Path, store: Store) -> Desk:
    originals = Originals(home / "files")
    index = LibraryIndex(home / "index", store, HashingEmbedder())

    def preview(paths: Sequence[Path], who: str) -> Uploaded:
        pending: list[Pending] = []
        problems: list[str] = []
        for path in paths:
            read = read_file(path)
            originals.keep(path, read.document.sha256)
            waits = add_pending(store, read, who)
            if waits is None:
                problems.append(f"{path.name}: đã có trong kho, không đổi.")
            else:
                pending.append(waits)
        return Uploaded(pending=tuple(pending), problems=tuple(problems))

    return Desk(
        store=store,
        key=read_key(home),
        originals=originals,
        preview=preview,
        after_change=lambda: None,
        validity=lambda _reader, _id, _day: None,
        own_units=lambda: (),
        cases=CaseDeskTools(
            register=Register(store.database, lambda: NOW),
            letters=LetterBook(store.database, lambda: NOW),
            outbox=Outbox(store.database, lambda: NOW),
            days=working_days(),
            near=Nearness(),
            names=lambda: read_names(home / "case_columns.json"),
            groups=lambda: (),
            letterhead=lambda: Letterhead(
                name="UBND", parent="UBND tỉnh", place="Sa Đéc", signer_title="CT", signer="A"
            ),
        ),
        today=lambda: TODAY,
        setup=Setup(),
        upkeep=Upkeep(
            index=index,
            rebuilding=Rebuilding(index.rebuild),
            daily_backup=DailyBackup(
                Place(
                    home=home, files_home=home / "files", database_url=f"sqlite:///{home}/kho.db"
                ),
                Plan(folder=home / "sao-luu", at=time(2, 0), keep=7),
            ),
        ),
    )
