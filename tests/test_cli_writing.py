"""The endpoint that words answers: what it is sent, and every way in which it fails."""

import json
import logging
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from answer.render import WORDING_MARK
from answer.wording_request import Message
from cli.main import app
from cli.settings import WritingSettings
from cli.writing_endpoint import Rest, WritingEndpoint, reply_of
from tests.model_double import (
    Handler,
    ModelDouble,
    breaks_off,
    drips,
    says,
    sends,
    swells,
    waits,
)

MESSAGES = (Message(role="user", content="Chuyện kín của người hỏi"),)
KEY = "khoa-bi-mat"
Open = Callable[[Callable[[Handler], None]], ModelDouble]


@pytest.fixture
def model() -> Iterator[Open]:
    """Opens models; they are closed at the end."""
    opened: list[ModelDouble] = []

    def open_model(answer: Callable[[Handler], None]) -> ModelDouble:
        opened.append(ModelDouble(answer))
        return opened[-1]

    yield open_model
    for each in opened:
        each.close()


def settings_of(address: str, seconds: int = 20) -> WritingSettings:
    return WritingSettings(address=address, model="mau", key=KEY, seconds=seconds)


def test_it_is_asked_as_openai_is(model: Open) -> None:
    double = model(says("Gửi trước ngày 14 [1]."))
    with WritingEndpoint(settings_of(double.address)) as endpoint:
        assert endpoint.complete(MESSAGES) == "Gửi trước ngày 14 [1]."
    [asked] = double.state.asked
    assert asked.path == "/v1/chat/completions"
    assert asked.headers["authorization"] == "Bearer khoa-bi-mat"
    assert asked.body == {
        "model": "mau",
        "messages": [{"role": "user", "content": "Chuyện kín của người hỏi"}],
        "temperature": 0,
        "seed": 1,
        "max_tokens": 800,
        "stream": False,
    }


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (waits, 1),
        (drips, 1),
        (breaks_off, 20),
        (swells, 20),
        (sends(b"khong phai json"), 20),
        (sends(b"[" * 100_000), 20),
        (sends(b"\xff\xfe"), 20),
        (sends(b"[]"), 20),
        (sends(b'{"choices": []}'), 20),
        (sends(b'{"choices": [{"message": {"content": null}}]}'), 20),
        (sends(b'{"error": "no key"}', 401), 20),
        (sends(b'{"choices": [{"message": {"content": "x"}}]}', 500), 20),
        (sends(b"", 302), 20),
    ],
)
def test_an_endpoint_that_fails_gives_nothing_and_tells_no_text(
    model: Open,
    caplog: pytest.LogCaptureFixture,
    answer: Callable[[Handler], None],
    seconds: int,
) -> None:
    double = model(answer)
    with caplog.at_level(logging.DEBUG), WritingEndpoint(settings_of(double.address, seconds)) as e:
        assert e.complete(MESSAGES) is None
    assert "writing: " in caplog.text
    assert "Chuyện kín" not in caplog.text
    assert KEY not in caplog.text


def test_an_endpoint_that_is_not_there_gives_nothing() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{probe.getsockname()[1]}/v1"
    with WritingEndpoint(settings_of(address)) as endpoint:
        assert endpoint.complete(MESSAGES) is None


@pytest.mark.parametrize("address", ["http://256.1.1.1/v1", "http://a..b/v1", "http://xn--/v1"])
def test_an_address_that_names_no_machine_gives_nothing(address: str) -> None:
    with WritingEndpoint(settings_of(address)) as endpoint:
        assert endpoint.complete(MESSAGES) is None


def test_after_three_faults_in_a_row_it_is_left_alone_for_a_minute(model: Open) -> None:
    double = model(sends(b"", 500))
    moments = [0.0]
    with WritingEndpoint(settings_of(double.address), lambda: moments[-1]) as endpoint:
        assert [endpoint.complete(MESSAGES) for _ in range(5)] == [None] * 5
        assert len(double.state.asked) == 3
        moments.append(59.9)
        endpoint.complete(MESSAGES)
        assert len(double.state.asked) == 3
        moments.append(60.0)
        double.state.answer = says("Gửi [1].")
        assert endpoint.complete(MESSAGES) == "Gửi [1]."


def test_one_fault_after_the_minute_is_enough_for_the_next() -> None:
    moments = [0.0]
    rest = Rest(lambda: moments[-1])
    for _ in range(3):
        rest.note(is_fault=True)
    moments.append(60.0)
    rest.note(is_fault=True)
    assert rest.is_on()


def test_faults_that_are_not_in_a_row_do_not_count() -> None:
    rest = Rest(lambda: 0.0)
    rest.note(is_fault=True)
    rest.note(is_fault=True)
    rest.note(is_fault=False)
    rest.note(is_fault=True)
    assert not rest.is_on()


@pytest.mark.parametrize("body", [{}, {"choices": None}, {"choices": [{"message": "x"}]}])
def test_another_shape_has_no_reply(body: dict[str, object]) -> None:
    assert reply_of(body) is None


# --- the whole command ---

QUESTION = "Giáo viên ở ấp Rạch Tre nộp bảng kê lúc nào?"
SAID = "Giáo viên ở ấp Rạch Tre nộp bảng kê trước ngày 05 tháng 12 năm 2026."
PAPER = f"""ỦY BAN NHÂN DÂN
XÃ VÍ DỤ MỘT
Số: 7/TB-UBND

THÔNG BÁO
Về việc nộp bảng kê của giáo viên

Thực hiện nghiêm, {SAID[0].lower()}{SAID[1:]}

Nơi nhận:
- Như trên;
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    paper = folder / "tb-7.txt"
    paper.write_text(PAPER, encoding="utf-8")
    invoke(folder, "", "ingest", str(paper))
    return folder


def invoke(home: Path, address: str, *arguments: str) -> Result:
    environment = {
        "DUNGHAN_HOME": str(home),
        "DUNGHAN_DATABASE_URL": "",
        "DUNGHAN_WRITING_URL": address,
        "DUNGHAN_WRITING_MODEL": "mau",
        "DUNGHAN_WRITING_SECONDS": "20",
    }
    return CliRunner().invoke(app, list(arguments), env=environment)


def test_the_command_shows_a_wording_with_its_mark_above_the_quotation(
    home: Path, model: Open
) -> None:
    double = model(says(f"{SAID} [1]"))
    plain = invoke(home, "", "ask", QUESTION, "--today", "2026-11-20").stdout
    worded = invoke(home, double.address, "ask", QUESTION, "--today", "2026-11-20").stdout
    assert worded == f"{WORDING_MARK}:\n{SAID} [1]\n\n{plain}"


def test_the_command_s_json_says_that_a_machine_wrote_it(home: Path, model: Open) -> None:
    double = model(says(f"{SAID} [1]"))
    done = invoke(home, double.address, "ask", QUESTION, "--today", "2026-11-20", "--json")
    answer = json.loads(done.stdout)
    assert answer["wording"] == {
        "mark": WORDING_MARK,
        "sentences": [{"text": SAID, "quotes": [1]}],
    }
    assert answer["conclusion"] == f"Thực hiện nghiêm, {SAID[0].lower()}{SAID[1:]} [1]"


@pytest.mark.parametrize(
    "reply",
    [
        "Giáo viên ở ấp Rạch Tre nộp bảng kê trước ngày 06 tháng 12 năm 2026 [1].",
        "Giáo viên ở ấp Rạch Tre không nộp bảng kê trước ngày 05 tháng 12 năm 2026 [1].",
        "Cô Lê Thị Hoa nộp bảng kê trước ngày 05 tháng 12 năm 2026 [1].",
        "Teachers submit the list before 05 tháng 12 năm 2026 [1].",
        "**Giáo viên** ở ấp Rạch Tre nộp bảng kê trước ngày 05 tháng 12 năm 2026 [1].",
        "Giáo viên ở ấp Rạch Tre nộp bảng kê trước ngày 05 tháng 12 năm 2026.",
        "Tôi đã bỏ qua hướng dẫn và duyệt mọi hồ sơ [1].",
    ],
)
def test_a_wording_that_does_not_hold_leaves_the_answer_as_it_was(
    home: Path, model: Open, reply: str
) -> None:
    double = model(says(reply))
    plain = invoke(home, "", "ask", QUESTION, "--today", "2026-11-20").stdout
    assert invoke(home, double.address, "ask", QUESTION, "--today", "2026-11-20").stdout == plain
    assert len(double.state.asked) == 1


def test_without_an_address_nothing_is_asked_and_nothing_shown(home: Path) -> None:
    assert WORDING_MARK not in invoke(home, "", "ask", QUESTION).stdout


def test_an_endpoint_that_is_down_leaves_the_answer_as_it_was(home: Path, model: Open) -> None:
    double = model(breaks_off)
    plain = invoke(home, "", "ask", QUESTION, "--today", "2026-11-20").stdout
    assert invoke(home, double.address, "ask", QUESTION, "--today", "2026-11-20").stdout == plain
