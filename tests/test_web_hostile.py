"""What others wrote into the office runs nowhere: every page in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, expect

from corpus.citations import Citation, Level, Step
from corpus.documents import Document, Passage, ReadDocument
from corpus.documents import Role as PassageRole
from corpus.feedback import Reason, Vote, add_opinion
from corpus.pending import add_pending, list_pending
from corpus.staff import Role
from corpus.staff_store import add_staff
from corpus.unanswered import UnansweredQuestions
from tests.test_web_accessibility import SEEN, STATES
from tests.test_web_roles import filled
from tests.web_office import HEAD, NOW, WholeOffice, whole_office
from tests.web_served import CHROMIUM, open_browser, page_of, served

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")

PICTURE = '<img src=x onerror="alert(1)">'
BROKEN = "\"'></textarea></title></script><svg onload=alert(2)>"
LINK = "javascript:alert(3)"


def hostile_paper(name: str) -> ReadDocument:
    """A paper whose every word is an attack."""
    text = f"{PICTURE}{BROKEN} " * 3
    passage = Passage(
        citation=Citation(document_id=name, steps=(Step(Level.ARTICLE, BROKEN),)),
        role=PassageRole.BODY,
        trail=(PICTURE,),
        text=text,
        start=0,
        end=len(text),
        first_page=1,
        last_page=1,
    )
    document = Document(
        id=name,
        number=f"1/{BROKEN}",
        kind=PICTURE,
        subject=f"Trích yếu {PICTURE}{BROKEN}",
        issuer=f"{LINK}{PICTURE}",
        signer=BROKEN,
        source=f"{BROKEN}.pdf",
        sha256=name.ljust(64, "0"),
        page_count=1,
        page_starts=(0,),
        text=text,
    )
    return ReadDocument(document=document, passages=(passage,))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WholeOffice]:
    home = tmp_path_factory.mktemp("office")
    with whole_office(home) as opened:
        store = opened.desk.store
        store.put(hostile_paper("0-hai"))
        add_pending(store, hostile_paper("1-cho"), PICTURE)
        staff = add_staff(
            store, account="xau", name=PICTURE, role=Role.OFFICER, unit=BROKEN, units=[PICTURE]
        )
        add_opinion(
            store,
            staff_id=staff.id,
            channel="web",
            question=PICTURE,
            documents=[BROKEN],
            vote=Vote.DOWN,
            reason=Reason.OTHER,
            words=BROKEN,
        )
        UnansweredQuestions(store).keep(BROKEN, kind="general", confidence=0.1, nearest=PICTURE)
        rows = home / "hai.csv"
        words = BROKEN.replace('"', '""')
        rows.write_text(
            f'{HEAD}H-1,"{words}",{PICTURE[:4]},"{words}",X,02/03/2026,10/03/2026,Đang xử lý\n',
            encoding="utf-8",
        )
        opened.desk.cases.register.take_in(rows, opened.desk.cases.names(), NOW)
        yield opened


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


def listen(page: Page, said: list[str]) -> None:
    """Note what a script that runs would show, and what the browser refused to run."""

    def opened(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    def told(line: ConsoleMessage) -> None:
        if "Content Security Policy" in line.text:
            said.append(line.text)

    page.on("dialog", opened)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", told)


def test_no_page_runs_what_others_wrote(browser: Browser, office: WholeOffice) -> None:
    said: list[str] = []
    waiting = [f"/nap/{each.id}" for each in list_pending(office.desk.store)]
    people = [f"/can-bo/{number}" for number in range(1, 7)]
    papers = ["/van-ban/0-hai", "/van-ban/0-hai?tu=0&den=30", "/van-ban/0-hai/trang/1?tu=0&den=30"]
    looked_up = [f"/van-ban?tim={BROKEN}", f"/nhiem-vu?don_vi={PICTURE}", f"/dang-nhap?tiep={LINK}"]
    with served(office) as address:
        page = page_of(browser, address, office, Role.ADMINISTRATOR)
        listen(page, said)
        paths = [filled(each.path) for each in SEEN]
        for path in [*paths, *STATES, *waiting, *people, *papers, *looked_up]:
            page.goto(path)
            page.wait_for_load_state()
            assert page.locator("[onerror], [onload], a[href^=javascript]").count() == 0, path
    assert len(waiting) == 1
    assert said == []


def test_an_answer_of_hostile_words_runs_nothing(browser: Browser, office: WholeOffice) -> None:
    said: list[str] = []
    with served(office) as address:
        page = page_of(browser, address, office, Role.VIEWER)
        listen(page, said)
        page.goto("/")
        page.get_by_label("Câu hỏi").fill(f"{PICTURE}{BROKEN}")
        page.keyboard.press("Enter")
        expect(page.locator(".answer")).to_contain_text("<img src=x onerror=")
        assert page.locator("[onerror], [onload]").count() == 0
        page.get_by_role("link", name="Mở văn bản tại trang").first.click()
        expect(page.locator("mark").first).to_be_visible()
        assert page.locator("[onerror], [onload]").count() == 0
    assert said == []
