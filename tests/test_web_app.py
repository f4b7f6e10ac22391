"""The web chat: asking, refusing, opening a quotation, and what happens when something breaks."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import httpx
import pytest

from answer.answers import Answer, Kind, Quote, Span, WordedSentence
from answer.render import conclusion_text
from corpus.citations import Citation, Level, Step
from corpus.documents import Document, Passage, Role
from corpus.errors import StoreError, UnknownDocumentError
from tests.web_talk import talk_alone
from web.app import create_app

TEXT = "Điều 1. Thời hạn\n1. Gửi báo cáo <trước> ngày 20/9.\n2. Văn phòng & KSTTHC chủ trì."
PLACE = Citation(document_id="ke-hoach", steps=(Step(Level.ARTICLE, "1"), Step(Level.CLAUSE, "1")))
PAPER = Document(
    id="ke-hoach",
    number="85/KH-UBND",
    kind="Kế hoạch",
    subject="Khắc phục <tồn tại>",
    issuer="UBND phường Sa Đéc",
    signed_as_written="ngày   tháng 9 năm 2024",
    source="ke_hoach.pdf",
    sha256="a",
    page_count=2,
    page_starts=(0, 51),
    text=TEXT,
)
QUOTE = Quote(
    document_id="ke-hoach",
    document="85/KH-UBND",
    title="Kế hoạch 85/KH-UBND",
    source="ke_hoach.pdf",
    citation=PLACE,
    page=1,
    text="1. Gửi báo cáo <trước> ngày 20/9.\n",
    start=17,
    end=51,
)
FOUND = Answer(
    question="Hạn <b>nào</b>?",
    kind=Kind.DEADLINE,
    answered=True,
    conclusion=(Span(text="<trước> ngày 20/9", quote=1),),
    quotes=(QUOTE,),
    notes=("Còn 3 ngày.",),
    confidence=0.9,
)
REFUSED = replace(FOUND, answered=False, conclusion=())


def passage(start: int, end: int, *steps: Step) -> Passage:
    """A passage of PAPER."""
    return Passage(
        citation=Citation(document_id="ke-hoach", steps=steps),
        role=Role.BODY,
        trail=(),
        text=TEXT[start:end],
        start=start,
        end=end,
        first_page=1,
        last_page=1,
    )


PASSAGES = (
    passage(0, 17, Step(Level.ARTICLE, "1")),
    passage(17, 51, Step(Level.ARTICLE, "1"), Step(Level.CLAUSE, "1")),
    passage(51, len(TEXT), Step(Level.ARTICLE, "1"), Step(Level.CLAUSE, "2")),
)


def read_document(document_id: str) -> Document:
    """The one paper of this library."""
    if document_id != "ke-hoach":
        raise UnknownDocumentError(document_id)
    return PAPER


@asynccontextmanager
async def client_of(
    ask: Callable[[str], Answer],
    documents: tuple[Document, ...] = (PAPER,),
    host: str = "may-chu",
) -> AsyncIterator[httpx.AsyncClient]:
    """A browser on an application that answers with `ask`; no socket is opened."""
    with talk_alone(ask) as talk:
        app = create_app(
            ask=ask,
            list_documents=lambda: documents,
            read_document=read_document,
            read_passages=lambda _document_id: PASSAGES,
            health=lambda: {"ok": True, "documents": 1},
            hosts=("may-chu",),
            talk=talk,
        )
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app),
            base_url=f"http://{host}:8080",
            follow_redirects=True,
        ) as opened:
            yield opened


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(lambda question: replace(FOUND, question=question)) as opened:
        yield opened


@pytest.fixture
async def refusing() -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(lambda question: replace(REFUSED, question=question)) as opened:
        yield opened


async def test_first_page_has_a_labelled_form_that_needs_no_script(
    client: httpx.AsyncClient,
) -> None:
    page = await client.get("/")
    assert page.status_code == 200
    assert '<form id="hoi" class="ask" method="post" action="/"' in page.text
    assert '<label for="cau-hoi">Câu hỏi</label>' in page.text
    assert 'aria-live="polite"' in page.text
    assert "đối chiếu với bản gốc" in page.text


async def test_plain_form_gets_a_page_with_the_cited_answer(client: httpx.AsyncClient) -> None:
    page = await client.post("/", data={"cau_hoi": "Hạn nào?"})
    assert page.status_code == 200
    assert "<strong>Kế hoạch 85/KH-UBND</strong>, khoản 1 Điều 1, trang 1" in page.text
    assert 'href="/van-ban/ke-hoach?tu=17&amp;den=51#trich"' in page.text
    assert "Còn 3 ngày." in page.text


async def test_everything_from_outside_is_escaped(client: httpx.AsyncClient) -> None:
    page = await client.post("/", data={"cau_hoi": "<script>alert(1)</script>"})
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert "<strong>&lt;trước&gt; ngày 20/9</strong>" in page.text


async def test_refusal_shows_the_nearest_as_no_answer(refusing: httpx.AsyncClient) -> None:
    page = await refusing.post("/", data={"cau_hoi": "Lương bao nhiêu?"})
    assert "Không tìm thấy trong các văn bản đã nạp" in page.text
    assert "Các đoạn gần nhất, không phải câu trả lời" in page.text
    assert "Nội dung trả lời" not in page.text


async def test_api_answers_in_the_shape_of_the_command(client: httpx.AsyncClient) -> None:
    reply = await client.post("/api/hoi", json={"question": " Hạn nào? "})
    found = reply.json()
    assert found.pop("elapsed_ms") >= 0
    assert found == {
        "question": "Hạn nào?",
        "kind": "deadline",
        "answered": True,
        "conclusion": "<trước> ngày 20/9 [1]",
        "quotes": [
            {
                "document": "85/KH-UBND",
                "title": "Kế hoạch 85/KH-UBND",
                "source": "ke_hoach.pdf",
                "citation": "khoản 1 Điều 1",
                "page": 1,
                "text": "1. Gửi báo cáo <trước> ngày 20/9.\n",
            }
        ],
        "notes": ["Còn 3 ngày."],
    }


WORDED = replace(FOUND, wording=(WordedSentence(text="Gửi <trước> ngày 20/9.", quotes=(1,)),))
MARK = (
    "Lời diễn đạt do máy viết từ các trích dẫn bên dưới; xin đối chiếu với trích dẫn trước khi dùng"
)


@pytest.fixture
async def wording() -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(lambda question: replace(WORDED, question=question)) as opened:
        yield opened


async def test_a_wording_is_marked_and_the_quotation_stands_below(
    wording: httpx.AsyncClient,
) -> None:
    page = (await wording.post("/", data={"cau_hoi": "Hạn nào?"})).text
    mark, worded = page.index(MARK), page.index("Gửi &lt;trước&gt; ngày 20/9. <a")
    assert mark < worded < page.index("Nội dung trả lời") < page.index("<blockquote>")


async def test_an_answer_without_a_wording_shows_no_mark(client: httpx.AsyncClient) -> None:
    assert "do máy viết" not in (await client.post("/", data={"cau_hoi": "Hạn?"})).text


@pytest.mark.parametrize("path", ["/api/hoi", "/api/ask"])
async def test_api_tells_a_wording_with_its_mark(wording: httpx.AsyncClient, path: str) -> None:
    reply = (await wording.post(path, json={"question": "Hạn nào?"})).json()
    assert reply["wording"] == {
        "mark": MARK,
        "sentences": [{"text": "Gửi <trước> ngày 20/9.", "quotes": [1]}],
    }
    assert reply["conclusion"] == "<trước> ngày 20/9 [1]"


async def test_api_of_an_answer_without_a_wording_has_none(client: httpx.AsyncClient) -> None:
    assert "wording" not in (await client.post("/api/ask", json={"question": "Hạn?"})).json()


async def test_chat_api_tells_the_mark_before_a_wording(wording: httpx.AsyncClient) -> None:
    asked = {"messages": [{"role": "user", "content": "Hạn nào?"}]}
    reply = (await wording.post("/v1/chat/completions", json=asked)).json()
    said = reply["choices"][0]["message"]["content"]
    assert said.startswith(f"{MARK}:\nGửi <trước> ngày 20/9. [1]\n\n<trước> ngày 20/9 [1]\n\n[1]")


async def test_api_refusal_has_an_empty_conclusion(refusing: httpx.AsyncClient) -> None:
    reply = await refusing.post("/api/hoi", json={"question": "Lương?"})
    assert (reply.json()["answered"], reply.json()["conclusion"]) == (False, "")


def test_spans_of_a_conclusion_are_joined_with_their_numbers() -> None:
    spans = (Span(text="trước ngày 20/9", quote=1), Span(text="Văn phòng chủ trì", quote=2))
    answer = replace(FOUND, conclusion=spans)
    assert conclusion_text(answer) == "trước ngày 20/9 [1] … Văn phòng chủ trì [2]"


@pytest.mark.parametrize(
    "body",
    [b"", b"khong phai json", b"[]", b'{"cau": "x"}', b'{"question": 5}', b"[" * 30_000, b"\xff"],
)
async def test_api_refuses_a_body_of_another_form(client: httpx.AsyncClient, body: bytes) -> None:
    reply = await client.post("/api/hoi", content=body)
    assert reply.status_code == 400
    assert "phải là JSON" in reply.json()["error"]


async def test_half_a_letter_in_json_does_no_harm(client: httpx.AsyncClient) -> None:
    reply = await client.post("/api/hoi", content=rb'{"question": "a\ud800\u0000b"}')
    assert reply.json()["question"] == "a?b"


async def test_question_of_1000_letters_is_answered(client: httpx.AsyncClient) -> None:
    assert (await client.post("/api/hoi", json={"question": "ữ" * 1000})).status_code == 200
    assert (await client.post("/", data={"cau_hoi": "ữ" * 1000})).status_code == 200


async def test_longer_question_is_refused(client: httpx.AsyncClient) -> None:
    reply = await client.post("/api/hoi", json={"question": "ữ" * 1001})
    page = await client.post("/", data={"cau_hoi": "ữ" * 1001})
    assert (reply.status_code, page.status_code) == (400, 400)
    assert reply.json() == {"error": "Câu hỏi dài quá 1.000 ký tự. Hãy viết ngắn lại."}
    assert "Câu hỏi dài quá 1.000 ký tự" in page.text


async def test_body_that_grows_too_large_is_refused(client: httpx.AsyncClient) -> None:
    reply = await client.post("/api/hoi", content=b"x" * 40_000)
    assert reply.status_code == 413


async def test_empty_question_is_refused(client: httpx.AsyncClient) -> None:
    page = await client.post("/", data={"cau_hoi": "  "})
    problem = await client.post("/tin", data={"cau_hoi": "  "})
    assert (page.status_code, problem.status_code) == (400, 400)
    assert "<html" not in problem.text
    assert "Hãy viết câu hỏi" in page.text


async def test_list_shows_each_document_and_what_it_does_not_say(
    client: httpx.AsyncClient,
) -> None:
    page = await client.get("/van-ban")
    assert '<a href="/van-ban/ke-hoach">Khắc phục &lt;tồn tại&gt;</a>' in page.text
    assert "ngày tháng 9 năm 2024" in page.text


async def test_list_of_many_is_cut_into_pages() -> None:
    many = tuple(replace(PAPER, id=f"v{i}", subject=f"Văn bản thứ {i}.") for i in range(201))
    async with client_of(lambda _question: FOUND, documents=many) as client:
        page = await client.get("/van-ban?trang=2")
    assert "Văn bản thứ 200." in page.text
    assert "Văn bản thứ 199." not in page.text
    assert "Trang 2 trên 2" in page.text


async def test_link_of_a_quote_marks_its_words_in_the_document(client: httpx.AsyncClient) -> None:
    page = await client.get("/van-ban/ke-hoach?tu=17&den=51")
    marked = '<mark id="trich">1. Gửi báo cáo &lt;trước&gt; ngày 20/9.\n</mark>'
    assert f'<span class="r-body" id="ke-hoach/d1/k1">{marked}</span>' in page.text
    assert 'id="trang-2"' in page.text


async def test_document_without_a_link_marks_nothing(client: httpx.AsyncClient) -> None:
    page = await client.get("/van-ban/ke-hoach?tu=x&den=99999999999999999999")
    assert page.status_code == 200
    assert "<mark" not in page.text


async def test_unknown_document_is_a_page_that_says_so(client: httpx.AsyncClient) -> None:
    page = await client.get("/van-ban/khong-co")
    assert page.status_code == 404
    assert "Không có văn bản này trong kho." in page.text


async def test_unknown_address_is_a_page_that_says_so(client: httpx.AsyncClient) -> None:
    page = await client.get("/khong-co")
    assert page.status_code == 404
    assert "Không có trang này." in page.text


async def test_known_error_is_told_in_its_own_words() -> None:
    def ask(_question: str) -> Answer:
        raise StoreError("Kho đang bận. Hãy thử lại sau.")

    async with client_of(ask) as client:
        reply = await client.post("/api/hoi", json={"question": "x"})
    assert reply.status_code == 503
    assert reply.json() == {"error": "Kho đang bận. Hãy thử lại sau."}


async def test_unexpected_error_is_one_sentence_with_a_code(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def ask(_question: str) -> Answer:
        raise RuntimeError("bí mật")

    async with client_of(ask) as client:
        reply = await client.post("/api/hoi", json={"question": "x"})
    (record,) = [found for found in caplog.records if found.name == "web.safety"]
    code = record.getMessage().split()[2]
    assert reply.status_code == 500
    assert f"Có lỗi ngoài dự kiến, mã {code}." in reply.text
    assert "bí mật" not in reply.text
    assert "Traceback" not in reply.text
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert record.levelno == logging.ERROR


@pytest.mark.parametrize("path", ["/", "/van-ban", "/khong-co", "/tinh/trang.css", "/healthz"])
async def test_every_reply_has_the_safe_headers(client: httpx.AsyncClient, path: str) -> None:
    headers = (await client.get(path)).headers
    assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/", "/van-ban", "/van-ban/ke-hoach"])
async def test_pages_load_nothing_from_elsewhere(client: httpx.AsyncClient, path: str) -> None:
    page = (await client.get(path)).text
    assert "http:" not in page
    assert "https:" not in page
    assert " style=" not in page
    assert "<script>" not in page


@pytest.mark.parametrize("name", ["trang.css", "hoi-dap.js", "dau.svg"])
async def test_static_file_is_served(client: httpx.AsyncClient, name: str) -> None:
    assert (await client.get(f"/tinh/{name}")).status_code == 200


async def test_name_that_is_not_ours_is_refused() -> None:
    async with client_of(lambda _question: FOUND, host="ke-gian.example") as client:
        page = await client.get("/")
    assert page.status_code == 400
    assert "không phục vụ tên miền đó" in page.text


async def test_health_tells_what_it_is_given(client: httpx.AsyncClient) -> None:
    reply = await client.get("/healthz")
    assert reply.json() == {"ok": True, "documents": 1}
