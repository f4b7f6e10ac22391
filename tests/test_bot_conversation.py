"""Who may what in a conversation: linking, roles, groups, rates, and the administrator's papers."""

import asyncio
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import messages
from bot.actions import DISCARD, PUBLISH, REPLACE, read_action
from bot.commands import Command, read_command
from bot.conversation import Conversation
from bot.converse import Front
from bot.egress import Egress
from bot.groups import ApprovedGroups
from bot.inbound import ChatKind, Inbound, SentFile
from bot.journal import StoreJournal
from bot.memory import StoreMemory
from bot.outlet import Outlet
from bot.people import ListedPeople
from bot.rates import Rates
from bot.registered import RegisteredPeople
from bot.reply import Reply
from bot.services import Services
from bot.telegram_app import serve_bot, telegram_application
from cli.chat_filing import LibraryFiling
from cli.chat_services import ChatLists
from cli.settings import Settings, read_settings
from cli.wiring import Library, open_library
from corpus.audit import list_entries
from corpus.pairing import issue_code
from corpus.pending import list_pending
from corpus.secret_key import read_key
from corpus.staff import Role, Staff
from corpus.staff_store import add_staff, change_staff
from ingest.read import read_file
from ingest.register import refresh_register
from tests.doubles import BotApiDouble, text_of_html
from tests.emulator.people import LAN, Talk, private
from tests.test_bot_contract import Office

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
PAPERS = Path(__file__).parents[1] / "samples" / "papers"
PLAN = PAPERS / "kh-12-cai-cach-hanh-chinh-2026.docx"
NOTICE = PAPERS / "tb-58-ket-luan-giao-ban-thang-6.txt"
ADMINISTRATOR = "77"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings({"DUNGHAN_HOME": str(tmp_path), "DUNGHAN_READERS": "1"})


@pytest.fixture
def library(settings: Settings) -> Iterator[Library]:
    with open_library(settings) as opened:
        yield opened


@pytest.fixture
def office() -> Office:
    return Office()


@dataclass(slots=True)
class Desk:
    """A conversation, and one account that speaks in it."""

    conversation: Conversation
    said: int = 0
    working: list[int] = field(default_factory=list)

    def says(self, text: str, user: str = "1001", **changed: object) -> list[str]:
        self.said += 1
        inbound = Inbound(
            channel="telegram",
            bot_id="b",
            chat_id=user,
            chat_kind=ChatKind.PRIVATE,
            user_id=user,
            message_id=str(self.said),
            text=text,
        )
        replies = self.handle(replace(inbound, **changed))  # type: ignore[arg-type]
        return [words_of(reply) for reply in replies]

    def handle(self, inbound: Inbound) -> tuple[Reply, ...]:
        return self.conversation.handle(inbound, lambda: self.working.append(self.said))


def words_of(reply: Reply) -> str:
    paragraphs = ("".join(run.text for run in each) for each in reply.paragraphs)
    return "\n\n".join(paragraphs) or reply.notice


@pytest.fixture
def desk(settings: Settings, library: Library, office: Office) -> Desk:
    database = library.store.database
    lists = ChatLists(settings=settings, library=library)
    conversation = Conversation(
        services=Services(
            ask=office.ask,
            ask_cases=office.ask_cases,
            list_documents=lists.documents,
            list_tasks=lists.tasks,
            list_today=lists.today,
        ),
        people=RegisteredPeople(
            store=library.store,
            key=read_key(settings.home),
            groups=ApprovedGroups(database, lambda: NOW),
            listed=ListedPeople(
                user_ids=frozenset({"1001"}),
                group_ids=frozenset({"-5"}),
                administrator_ids=frozenset({ADMINISTRATOR}),
            ),
        ),
        memory=StoreMemory(database, lambda: NOW),
        filing=LibraryFiling(settings=settings, library=library),
        journal=StoreJournal(library.store),
    )
    return Desk(conversation)


def member(library: Library, role: Role) -> Staff:
    return add_staff(
        library.store,
        account="lan.tt",
        name="Trần Thị Lan",
        role=role,
        password="mat-khau-rat-dai-88",
    )


def linked(desk: Desk, settings: Settings, library: Library, role: Role) -> Staff:
    staff = member(library, role)
    code = issue_code(library.store, read_key(settings.home), staff.id).code
    assert desk.says(f"LIENKET {code}", "u5") == [messages.LINKED.format(name="Trần Thị Lan")]
    return staff


# --- linking ---


def test_without_staff_the_lists_of_ids_hold(desk: Desk) -> None:
    assert desk.says("hạn?", "1001")[0].startswith("Thời hạn < 3 ngày")
    assert desk.says("hạn?", "u5") == [messages.STRANGER.format(channel="Telegram", user_id="u5")]


def test_with_staff_the_lists_hold_no_more(desk: Desk, library: Library) -> None:
    member(library, Role.OFFICER)
    assert desk.says("hạn?", "1001") == [messages.STRANGER_PAIRS]


@pytest.mark.parametrize("words", ["LIENKET {}", "lienket {}", "Liên kết {}", "/lienket {}"])
def test_a_code_links_the_account(
    desk: Desk, settings: Settings, library: Library, words: str
) -> None:
    staff = member(library, Role.OFFICER)
    code = issue_code(library.store, read_key(settings.home), staff.id).code
    assert desk.says(words.format(code), "u5") == [messages.LINKED.format(name="Trần Thị Lan")]
    assert desk.says("hạn?", "u5")[0].startswith("Thời hạn < 3 ngày")


def test_the_deep_link_of_the_web_page_links_too(
    desk: Desk, settings: Settings, library: Library
) -> None:
    staff = member(library, Role.OFFICER)
    code = issue_code(library.store, read_key(settings.home), staff.id).code
    assert desk.says(f"/start lk_{code}", "u5") == [messages.LINKED.format(name="Trần Thị Lan")]


def test_five_wrong_codes_lock(desk: Desk, settings: Settings, library: Library) -> None:
    staff = member(library, Role.OFFICER)
    for _ in range(5):
        assert desk.says("LIENKET AAAAAAAA", "u5") == [messages.LINK_WRONG]
    code = issue_code(library.store, read_key(settings.home), staff.id).code
    assert desk.says(f"LIENKET {code}", "u5") == [messages.LINK_LOCKED]


def test_a_code_in_a_group_links_nobody(desk: Desk, settings: Settings, library: Library) -> None:
    staff = member(library, Role.OFFICER)
    code = issue_code(library.store, read_key(settings.home), staff.id).code
    in_group = {"chat_id": "-5", "chat_kind": ChatKind.GROUP}
    assert desk.says(f"/lienket {code}", "u5", **in_group) == []
    assert desk.says("hạn?", "u5") == [messages.STRANGER_PAIRS]


def test_an_account_is_unlinked(desk: Desk, settings: Settings, library: Library) -> None:
    linked(desk, settings, library, Role.OFFICER)
    assert desk.says("/huylienket", "u5") == [messages.UNLINKED]
    assert desk.says("hạn?", "u5") == [messages.STRANGER_PAIRS]


# --- roles, asked anew each time ---


def test_a_reader_sees_no_cases_and_an_officer_does(
    desk: Desk, settings: Settings, library: Library
) -> None:
    staff = linked(desk, settings, library, Role.VIEWER)
    assert desk.says("quahan", "u5") == [messages.NOT_ALLOWED]
    change_staff(library.store, staff.id, role=Role.OFFICER)
    assert desk.says("quahan", "u5")[0].startswith("2 hồ sơ quá hạn.")


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER, Role.LEADER, Role.CONTROLLER])
@pytest.mark.parametrize(
    "command", ["/rut a", "/choduyet", "/tinhtrang", "/reindex", "/chimuctruoc"]
)
def test_the_administrator_s_commands_are_theirs_alone(
    desk: Desk, settings: Settings, library: Library, role: Role, command: str
) -> None:
    linked(desk, settings, library, role)
    assert desk.says(command, "u5") == [messages.FOR_ADMINISTRATOR]


def test_a_button_under_a_preview_is_checked_again(
    desk: Desk, library: Library, tmp_path: Path
) -> None:
    [reply] = take(desk, tmp_path)
    publish = reply.choices[0].action
    listed = desk.conversation.people.listed  # type: ignore[attr-defined]
    lesser = replace(listed, administrator_ids=frozenset(), user_ids=frozenset({ADMINISTRATOR}))
    people = replace(desk.conversation.people, listed=lesser)  # type: ignore[type-var]
    desk.conversation = replace(desk.conversation, people=people)
    assert desk.says("", ADMINISTRATOR, callback=publish) == [messages.FOR_ADMINISTRATOR]
    assert library.store.documents() == ()


@pytest.mark.parametrize("verb", [PUBLISH, DISCARD, REPLACE])
@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER, Role.LEADER, Role.CONTROLLER])
def test_no_lesser_role_moves_a_paper_by_a_button_that_it_learnt(  # noqa: PLR0913
    desk: Desk, settings: Settings, library: Library, tmp_path: Path, role: Role, verb: str
) -> None:
    [reply] = take(desk, tmp_path)
    action = read_action(reply.choices[0].action)
    assert action is not None
    linked(desk, settings, library, role)
    learnt = replace(action, verb=verb).written
    assert desk.says("", "u5", callback=learnt) == [messages.ANSWER_EXPIRED]
    assert desk.says("", "u5", callback=learnt, chat_id=ADMINISTRATOR) == [
        messages.FOR_ADMINISTRATOR
    ]
    assert library.store.documents() == ()
    assert len(list_pending(library.store)) == 1


@pytest.mark.parametrize("verb", sorted("qudrwpcbs"))
def test_no_button_says_anything_to_a_stranger(desk: Desk, tmp_path: Path, verb: str) -> None:
    [reply] = take(desk, tmp_path)
    action = read_action(reply.choices[0].action)
    assert action is not None
    learnt = replace(action, verb=verb, number=1).written
    [said] = desk.says("", "la", callback=learnt)
    assert said.startswith(messages.STRANGER.format(channel="Telegram", user_id="la")[:40])


def test_a_button_of_another_chat_opens_nothing(desk: Desk) -> None:
    desk.says("hạn?", "1001")
    state = desk.conversation.memory.state(
        Inbound(
            channel="telegram",
            bot_id="b",
            chat_id="1001",
            chat_kind=ChatKind.PRIVATE,
            user_id="1001",
            message_id="x",
        ).chat,
        "1001",
    )
    action = next(word.action for word in state.words if word.typed == "1")
    assert desk.says("", ADMINISTRATOR, callback=action) == [messages.ANSWER_EXPIRED]


def test_a_group_is_approved_by_an_administrator_in_it(desk: Desk) -> None:
    there = {"chat_id": "-9", "chat_kind": ChatKind.GROUP}
    assert desk.says("/hoi hạn?", "1001", **there) == [messages.UNKNOWN_GROUP.format(chat_id="-9")]
    assert desk.says("/duyetnhom", "1001", **there) == [messages.FOR_ADMINISTRATOR]
    assert desk.says("/duyetnhom", ADMINISTRATOR, **there) == [messages.GROUP_APPROVED]
    assert desk.says("/hoi hạn?", "1001", **there)[0].startswith("Thời hạn < 3 ngày")
    assert desk.says("chào cả nhà", "1001", **there) == []


def test_a_person_who_sends_too_much_waits(desk: Desk, office: Office) -> None:
    now = [0.0]
    desk.conversation = replace(desk.conversation, rates=Rates(2, clock=lambda: now[0]))
    for _ in range(2):
        desk.says("hạn?")
    assert desk.says("hạn?") == [messages.TOO_MANY]
    now[0] = 61.0
    assert desk.says("hạn?")[0].startswith("Thời hạn")
    assert len(office.asked) == 3


def test_the_sign_of_work_is_for_look_ups_alone(desk: Desk) -> None:
    for text in ("/start", "/trogiup", "/khac"):
        desk.says(text)
    assert desk.working == []
    desk.says("hạn?")
    assert desk.working == [4]


def test_every_deed_is_in_the_audit_without_words(
    desk: Desk, settings: Settings, library: Library
) -> None:
    staff = linked(desk, settings, library, Role.OFFICER)
    desk.says("Câu hỏi riêng?", "u5")
    desk.says("1", "u5")
    desk.says("/rut 27-kh-ubnd", "u5")
    desk.says("hạn?", "u9")
    entries = [entry for entry in list_entries(library.store) if entry.channel == "telegram"]
    noted = sorted((entry.number, entry.action, entry.staff_id, entry.result) for entry in entries)
    assert [each[1:] for each in noted] == [
        ("chat.command.lienket", None, "stranger"),
        ("chat.ask", staff.id, "ok"),
        ("chat.ask", staff.id, "ok"),
        ("chat.command.rut", staff.id, "ok"),
        ("chat.ask", None, "stranger"),
    ]
    assert "riêng" not in repr(entries)


def test_an_officer_is_told_the_duties_of_their_units_alone(
    desk: Desk, settings: Settings, library: Library
) -> None:
    library.store.put(read_file(PLAN))
    refresh_register(library.store)
    staff = linked(desk, settings, library, Role.OFFICER)
    change_staff(library.store, staff.id, unit="Phòng Kinh tế")
    asked = ("/nhiemvu", "/nhiemvu Phòng Kinh tế", "/nhiemvu Phòng Văn hóa - Xã hội")
    own = [desk.says(text, "u5")[0].partition(" ")[0] for text in asked]
    change_staff(library.store, staff.id, role=Role.LEADER)
    everything = [desk.says(text, "u5")[0].partition(" ")[0] for text in asked]
    assert (own, everything) == (["8", "8", "3"], ["33", "8", "7"])


def test_today_tells_of_cases_and_of_duties(desk: Desk) -> None:
    near, duties = desk.says("/homnay")
    assert near.startswith("1 hồ sơ sắp đến hạn")
    assert duties.startswith("0 nhiệm vụ đến hạn từ ")


# --- commands ---


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/hoi hạn nộp?", Command(name="hoi", rest="hạn nộp?")),
        ("/HOI@TroLyBot hạn nộp?", Command(name="hoi", rest="hạn nộp?")),
        ("quahan", Command(name="quahan")),
        ("Quá hạn", Command(name="quahan")),
        ("hôm nay", Command(name="homnay")),
        ("trợ giúp", Command(name="trogiup")),
        ("vanban 61/2018", Command(name="vanban", rest="61/2018")),
        ("Văn bản: 61/2018", Command(name="vanban", rest="61/2018")),
        ("thutuc khai sinh", Command(name="thutuc", rest="khai sinh")),
        ("bắt đầu", Command(name="start")),
        ("rut 27-kh-ubnd", Command(name="rut", rest="27-kh-ubnd")),
    ],
)
def test_a_command_has_a_typed_twin(text: str, command: Command) -> None:
    assert read_command(text) == command


@pytest.mark.parametrize(
    "text",
    [
        "Văn bản 61/2018 còn hiệu lực không?",
        "Hôm nay có bao nhiêu hồ sơ quá hạn?",
        "rut ho so da nop duoc khong?",
        "Liên kết trang thông tin nào?",
        "Hồ sơ gồm những gì?",
        "Thủ tục khai sinh cần gì?",
    ],
)
def test_a_question_is_no_command(text: str) -> None:
    assert read_command(text) is None


# --- the administrator's papers ---


def take(desk: Desk, folder: Path, paper: Path = NOTICE) -> tuple[Reply, ...]:
    path = folder / paper.name
    shutil.copyfile(paper, path)
    desk.said += 1
    file = SentFile(id="f", name=paper.name, size=path.stat().st_size, path=path)
    inbound = Inbound(
        channel="telegram",
        bot_id="b",
        chat_id=ADMINISTRATOR,
        chat_kind=ChatKind.PRIVATE,
        user_id=ADMINISTRATOR,
        message_id=str(desk.said),
        files=(file,),
    )
    assert desk.conversation.wants_files(inbound)
    return desk.handle(inbound)


def test_a_file_is_previewed_published_withdrawn_and_restored(
    desk: Desk, library: Library, tmp_path: Path
) -> None:
    [reply] = take(desk, tmp_path)
    preview = words_of(reply)
    assert f"Xem trước, chưa công bố: {NOTICE.name}" in preview
    assert "Số: 58/TB-UBND" in preview
    assert "Loại: Thông báo" in preview
    assert "Khi công bố: là văn bản mới" in preview
    assert library.store.documents() == ()
    [published] = desk.says("công bố", ADMINISTRATOR)
    [document] = library.store.documents()
    assert published == messages.PUBLISHED.format(document=document.id)
    [listing] = desk.says("/vanban 58", ADMINISTRATOR)
    assert listing.startswith("1 văn bản có «58»")
    withdrawn = messages.WITHDRAWN.format(document=document.id)
    assert desk.says(f"/rut {document.id}", ADMINISTRATOR) == [withdrawn]
    assert library.store.documents() == ()
    restored = messages.RESTORED.format(document=document.id)
    assert desk.says(f"/phuchoi {document.id}", ADMINISTRATOR) == [restored]
    [status] = desk.says("/tinhtrang", ADMINISTRATOR)
    assert "Văn bản đang dùng: 1" in status
    assert "Chờ công bố: 0" in status


def test_the_index_is_built_again_and_taken_back(desk: Desk, library: Library) -> None:
    library.index.refresh()
    [refused] = desk.says("/chimuctruoc", ADMINISTRATOR)
    assert "không có chỉ mục nào trước chỉ mục đang dùng" in refused
    assert desk.says("/reindex", ADMINISTRATOR)[0].startswith("Đã dựng lại chỉ mục: 0 văn bản")
    [back] = desk.says("/chimuctruoc", ADMINISTRATOR)
    assert back.startswith("Đã dùng lại chỉ mục trước: 0 văn bản, 0 đoạn.")


def test_a_file_is_discarded(desk: Desk, library: Library, tmp_path: Path) -> None:
    take(desk, tmp_path)
    [discarded] = desk.says("bỏ", ADMINISTRATOR)
    assert discarded.startswith("Đã bỏ, không công bố")
    assert library.store.documents() == ()
    assert desk.says("công bố", ADMINISTRATOR) == [messages.NO_LONGER_WAITS]


def test_a_file_takes_the_place_of_a_document_that_is_named(
    desk: Desk, library: Library, tmp_path: Path
) -> None:
    take(desk, tmp_path)
    desk.says("công bố", ADMINISTRATOR)
    [document] = library.store.documents()
    take(desk, tmp_path, PAPERS / "cv-don-doc-ho-so-tre-han.txt")
    assert desk.says("thay", ADMINISTRATOR) == [messages.REPLACE_WHICH]
    replaced = messages.REPLACED.format(document=document.id)
    assert desk.says(document.id, ADMINISTRATOR) == [replaced]
    assert [each.id for each in library.store.documents()] == [document.id]
    assert len(library.store.history(document.id)) == 2


def test_a_file_that_can_not_be_read_is_named_with_the_reason(desk: Desk, tmp_path: Path) -> None:
    broken = tmp_path / "hong.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    (tmp_path / "in").mkdir()
    [reply] = take(desk, tmp_path / "in", broken)
    assert words_of(reply).startswith("Không nhận được tệp hong.pdf: ")
    assert "Traceback" not in words_of(reply)


def test_a_secret_file_is_refused(desk: Desk, library: Library, tmp_path: Path) -> None:
    secret = tmp_path / "mat.txt"
    secret.write_text("MẬT\nUBND XÃ\nSố: 1/KH-UBND\nKẾ HOẠCH\nNội dung.", encoding="utf-8")
    (tmp_path / "in").mkdir()
    [reply] = take(desk, tmp_path / "in", secret)
    assert words_of(reply).startswith("Không nhận được tệp mat.txt: ")
    assert library.store.documents() == ()


async def test_a_file_sent_through_telegram_is_published_with_a_button(
    desk: Desk, library: Library
) -> None:
    token = "1234567:AAbbCCddEEffGGhhIIjjKKllMMnnOOpp"
    double = BotApiDouble(token)
    paper = PAPERS / "qd-15-2026-quy-dinh-xin-loi-gia-han.pdf"
    double.state.files["F1"] = paper.read_bytes()
    listed = desk.conversation.people.listed  # type: ignore[attr-defined]
    lists = replace(listed, administrator_ids=frozenset({str(LAN["id"])}))
    people = replace(desk.conversation.people, listed=lists)  # type: ignore[type-var]
    front = Front(
        conversation=replace(desk.conversation, people=people), outlet=Outlet(egress=Egress())
    )
    application = telegram_application(token=token, front=front, base_url=double.root_url)
    stop = asyncio.Event()
    serving = asyncio.create_task(serve_bot(application, stop))
    talk = Talk(double)
    await talk.polling()
    document = {
        "file_id": "F1",
        "file_unique_id": "u",
        "file_name": paper.name,
        "file_size": len(double.state.files["F1"]),
    }
    await double.deliver({"date": 1, "chat": private(LAN), "from": LAN, "document": document})
    [preview] = await talk.messages(1)
    assert "Số: 15/2026/QĐ-UBND" in text_of_html(preview.text)
    [[publish, _], [_]] = preview.parsed("reply_markup")["inline_keyboard"]
    await double.press(LAN, private(LAN), publish["callback_data"])
    [_, published] = await talk.messages(2)
    stop.set()
    await serving
    await asyncio.to_thread(double.close)
    [kept] = library.store.documents()
    assert published.text == messages.PUBLISHED.format(document=kept.id)
    assert kept.source == paper.name
