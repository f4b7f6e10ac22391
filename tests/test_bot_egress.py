"""What may leave a chat: what must pass, what is found however it is written, and the policies."""

import dataclasses
import json
from pathlib import Path

import pytest

from answer.answers import WordedSentence
from bot import messages
from bot.egress import Egress, Policy
from bot.inbound import Capabilities, ChatKey, ChatKind, Inbound
from bot.outlet import Outlet
from bot.parts import Look, Run
from bot.private_names import Names
from bot.private_words import Found, find_private
from bot.render import answer_paragraphs
from bot.reply import Reply, tell
from ingest.read import read_file
from tests.test_bot_render import ANSWER

SAMPLES = Path(__file__).parents[1] / "samples"
CHAT = ChatKey(channel="telegram", bot_id="b", chat_id="1")
MASK = Egress(policies={"telegram": Policy.MASK})

MUST_PASS = [
    "Nghị định số 118/2025/NĐ-CP ngày 09/6/2025",
    "Kế hoạch số 2149/KH-UBND ngày 15/4/2024; Quyết định 12/QĐ-UBND",
    "Luật số 117/2025/QH15, Thông tư 03/2025/TT-VPCP",
    "Hồ sơ H03.15-261104-0012 và 000.00.15.H03-240105-0001 quá 4 ngày",
    "Thủ tục 1.004194, mã 1.004194.000.00.00.H03",
    "Lệ phí 150.000 đồng, tổng 1.234.567.890 đồng, vốn 150000000 đồng",
    "đạt tối thiểu 95,5 % và 100%",
    "từ 01/02/2026 đến 03/04/2026, hạn 07/04/2026 15/04/2026",
    "trước ngày 14/03, 14/06, 14/09 và 14/12 năm 2026",
    "quý I, II, III năm 2025 2026 2027 2028 2029",
    "| 01 | 02 | 03 | 04 | 05 | 06 | 07 | 08 |",
    "07 08 09 10 11 12",
    "0 3 12 45 33 21 10 9",
    "Mục 1.1 1.2 1.3 1.4 1.5 1.6 1.7 1.8",
    "07 giờ 30 phút đến 11 giờ 30, 13 giờ 30 đến 17 giờ 00",
    "Tổng đài 1022, 19001234",
    "bảo vệ bí mật nhà nước, BẢO VỆ BÍ MẬT NHÀ NƯỚC, tài liệu mật, độ mật",
    "Ủy ban nhân dân các xã; Nguyễn Văn Thanh ký",
    "diện tích 1.234,5 m2, 84.082 điều, 3.000 tin",
]


@pytest.mark.parametrize("text", MUST_PASS)
def test_numbers_of_the_office_pass(text: str) -> None:
    assert find_private(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "091-234-5678",
        "09 12 34 56 78",
        "+84 912 345 678",
        "+84(0)912345678",
        "84912345678",
        "0084912345678",
        "(0296) 3852 345",
        "0296 3 852 345",
        "02963852345",
        "01234567890",
        "ĐT: 912345678",
        "0 9 1 2 3 4 5 6 7 8",
        "0.9.1.2.3.4.5.6.7.8",
        "0912/345/678",
        "0912_345_678",
        "0912·345·678",
        "0912 – 345 – 678",
        "0912\u00a0345\u2009678",
        "09\u200b12\u200c34\u206056\ufeff78",
        "０９１２３４５６７８",
        "٠٩١٢٣٤٥٦٧٨",
        "⓪⑨①②③④⑤⑥⑦⑧",
        "𝟘𝟡𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠",
        "0️⃣9️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣",
        "O912345678",
        "О912З45678".replace("З", "3"),  # a Cyrillic O
        "09l2345678",
        "0912\n345\n678",
        "0912🙂345🙂678",
        "không chín một hai ba bốn năm sáu bảy tám",
        "khong chin mot hai ba bon nam sau bay tam",
    ],
)
def test_a_phone_is_found_however_it_is_written(text: str) -> None:
    assert [finding.found for finding in find_private(f"Gọi {text} nhé")] == [Found.PHONE]


@pytest.mark.parametrize(
    "text",
    [
        "079203004567",
        "079 203 004 567",
        "0792 0300 4567",
        "0-7-9-2-0-3-0-0-4-5-6-7",
        "CCCD: 079.203.004.567",
        "CMND số 351 234 567",
        "CMND 351234567",
        "351234567",
    ],
)
def test_a_paper_of_identity_is_found(text: str) -> None:
    assert [finding.found for finding in find_private(f"là {text}.")] == [Found.IDENTITY]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nguyenvan.a@gmail.com", Found.EMAIL),
        ("nguyenvana (at) gmail (dot) com", Found.EMAIL),
        ("nguyenvana [a còng] gmail [chấm] com", Found.EMAIL),
        ("nguyenvana ＠ gmail．com", Found.EMAIL),
        ("ngu\u200byen@gm\u200bail.com", Found.EMAIL),
        ("67A-123.45", Found.PLATE),
        ("67A1-234.56", Found.PLATE),
        ("51F 12345", Found.PLATE),
        ("67А-123.45", Found.PLATE),  # a Cyrillic A
        ("29-A1 12345", Found.PLATE),
        ("MẬT", Found.SECRECY),
        ("TỐI MẬT", Found.SECRECY),
        ("TUYỆT MẬT", Found.SECRECY),
        ("M Ậ T", Found.SECRECY),
        ("T.Ố.I M.Ậ.T", Found.SECRECY),
        ("TOI MAT", Found.SECRECY),
        ("Độ mật: Tối mật", Found.SECRECY),
    ],
)
def test_the_rest_is_found(text: str, found: Found) -> None:
    assert [finding.found for finding in find_private(text)] == [found]


@pytest.mark.parametrize(
    "text",
    [
        "Nguyễn Thị Lan Anh",
        "NGUYỄN THỊ LAN ANH",
        "Nguyen Thi Lan Anh",
        "nguyễn  thị\nlan anh",
        "Nguyễn.Thị.Lan.Anh",
        "NguyễnThịLanAnh",
        "Ngu\u200byễn Thị Lan Anh",
        "N g u y ễ n T h ị L a n A n h",
        "Nguyễn Тhị Lan Anh",  # a Cyrillic T
    ],
)
def test_an_applicant_of_the_register_is_found(text: str) -> None:
    names = Names(lambda: NAMES)
    assert [each.found for each in names.find(f"Hồ sơ của {text} đã quá hạn")] == [Found.NAME]


NAMES = frozenset({"Nguyễn Thị Lan Anh", "Trần Văn Án", "Hoa"})


@pytest.mark.parametrize("text", ["Trần Văn Ấn", "hoa quả", "Nguyễn Thị Lan", "Lan Anh"])
def test_other_names_pass(text: str) -> None:
    assert Names(lambda: NAMES).find(text) == ()


def check(egress: Egress, text: str, kind: ChatKind = ChatKind.PRIVATE) -> tuple[str, ...]:
    """The words that leave; the kinds where all is withheld."""
    checked = egress.check(CHAT, kind, [(Run(text),)])
    if checked.withheld:
        return checked.withheld
    return tuple("".join(run.text for run in each) for each in checked.paragraphs)


def test_a_mask_covers_the_private_words_alone() -> None:
    assert check(MASK, "Gọi 0912 345 678, hạn 15/04/2026.") == (
        "Gọi xxxx xxx xxx, hạn 15/04/2026.",
    )


def test_a_mask_covers_words_over_runs_and_keeps_their_look() -> None:
    checked = MASK.check(CHAT, ChatKind.PRIVATE, [(Run("Gọi 0912"), Run(" 345 678", Look.BOLD))])
    assert checked.paragraphs == ((Run("Gọi xxxx"), Run(" xxx xxx", Look.BOLD)),)


def test_a_group_gets_nothing_of_it() -> None:
    assert check(MASK, "Gọi 0912345678", ChatKind.GROUP) == (Found.PHONE,)


def test_a_stamp_of_secrecy_is_never_only_masked() -> None:
    assert check(MASK, "TỐI MẬT\n\nKế hoạch tác chiến") == (Found.SECRECY,)


@pytest.mark.parametrize(
    ("first", "second"),
    [("Số là 0912", "345678 đó"), ("Số là 0912 345", "678"), ("CCCD 079203", "004567")],
)
def test_a_number_over_two_messages_is_stopped_with_the_second(first: str, second: str) -> None:
    egress = Egress(policies={"telegram": Policy.BLOCK})
    assert check(egress, first) == (first,)
    assert check(egress, second) in ((Found.PHONE,), (Found.IDENTITY,))


def test_messages_of_another_chat_are_not_read_together() -> None:
    egress = Egress(policies={"telegram": Policy.BLOCK})
    check(egress, "Số là 0912")
    other = dataclasses.replace(CHAT, chat_id="2")
    assert not egress.check(other, ChatKind.PRIVATE, [(Run("345678"),)]).withheld


ASKED = Inbound(
    channel="telegram",
    bot_id="b",
    chat_id="1",
    chat_kind=ChatKind.GROUP,
    user_id="1",
    message_id="1",
)
PLAIN = Capabilities(
    buttons=True,
    edit=False,
    files=False,
    html=False,
    max_length=1000,
    typing=False,
    proactive=False,
)


def test_what_is_withheld_is_replaced_by_a_sentence_with_the_page() -> None:
    outlet = Outlet(egress=Egress(), public_address="https://xa.example/")
    reply = dataclasses.replace(tell("Gọi 0912345678"), path="/van-ban/a")
    [message] = outlet.messages(ASKED, reply, PLAIN)
    assert message.part.plain == messages.WITHHELD_LINK.format(
        kinds="số điện thoại", address="https://xa.example/van-ban/a"
    )


def test_a_very_long_answer_goes_behind_the_login() -> None:
    outlet = Outlet(egress=Egress(), public_address="https://xa.example")
    long = Reply(paragraphs=((Run("Một câu dài. " * 400),),), path="/van-ban/a")
    parts = [message.part.plain for message in outlet.messages(ASKED, long, PLAIN)]
    assert [part.partition("\n")[0] for part in parts] == ["(1/3)", "(2/3)", "(3/3)"]
    assert parts[-1].endswith("(cần đăng nhập): https://xa.example/van-ban/a")


def test_no_passage_of_the_sample_papers_is_stopped() -> None:
    papers = [path for path in (SAMPLES / "papers").iterdir() if path.suffix != ".md"]
    texts = [passage.text for path in sorted(papers) for passage in read_file(path).passages]
    assert len(texts) > 100
    assert [text for text in texts if find_private(text)] == []


def test_no_sample_question_is_stopped() -> None:
    written = (SAMPLES / "questions.json").read_text(encoding="utf-8")
    assert len(json.loads(written)) > 0
    assert find_private(written) == ()


@pytest.mark.papers
def test_no_passage_of_the_real_papers_is_stopped() -> None:
    folder = Path(__file__).parents[2] / "shared" / "documents"
    if not folder.exists():
        pytest.skip("the real papers are not here")
    texts = [
        passage.text for path in sorted(folder.iterdir()) for passage in read_file(path).passages
    ]
    assert len(texts) > 100
    assert [text for text in texts if find_private(text)] == []


def test_a_wording_is_read_as_every_other_word() -> None:
    sentence = WordedSentence(text="Gọi số 0912345678.", quotes=(1,))
    answer = dataclasses.replace(ANSWER, wording=(sentence,))
    checked = MASK.check(CHAT, ChatKind.PRIVATE, answer_paragraphs(answer))
    assert "Gọi số xxxxxxxxxx. [1]" in "".join(run.text for run in checked.paragraphs[0])


def test_a_wording_with_something_private_is_blocked_in_a_group() -> None:
    sentence = WordedSentence(text="Gọi số 0912345678.", quotes=(1,))
    answer = dataclasses.replace(ANSWER, wording=(sentence,))
    checked = MASK.check(CHAT, ChatKind.GROUP, answer_paragraphs(answer))
    assert (checked.paragraphs, checked.withheld) == ((), (Found.PHONE,))
