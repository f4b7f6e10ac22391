"""Answers as people read them."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from answer.answers import Answer, Kind, Quote, Span, WordedSentence
from bot.parts import MESSAGE_UNITS, units
from bot.render import answer_parts, excerpt, quote_parts
from corpus.citations import Citation, Level, Step
from tests.doubles import text_of_html

QUOTE = Quote(
    document_id="61-2018-nd-cp",
    document="61/2018/NĐ-CP",
    title="Nghị định 61/2018/NĐ-CP về một cửa",
    source="nd61.pdf",
    citation=Citation(
        document_id="61-2018-nd-cp",
        steps=(Step(Level.ARTICLE, "5"), Step(Level.CLAUSE, "1"), Step(Level.POINT, "e")),
    ),
    page=4,
    text="Thời hạn < 3 ngày & không quá 24 giờ, kể từ khi nhận đủ hồ sơ.",
    start=0,
    end=62,
)
ANSWER = Answer(
    question="hạn?",
    kind=Kind.DEADLINE,
    answered=True,
    conclusion=(Span(text="Thời hạn < 3 ngày", quote=1),),
    quotes=(QUOTE,),
    notes=("Còn 5 ngày.",),
    confidence=0.9,
)
REFUSAL = replace(ANSWER, answered=False, conclusion=(), notes=())

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=300)


def test_an_answer_is_conclusion_sources_notes_and_caution() -> None:
    assert [part.html for part in answer_parts(ANSWER)] == [
        "<b>Thời hạn &lt; 3 ngày</b> [1]\n\n"
        "Căn cứ:\n\n"
        "[1] <b>Nghị định 61/2018/NĐ-CP về một cửa</b>, điểm e khoản 1 Điều 5, trang 4\n"
        "<blockquote>Thời hạn &lt; 3 ngày &amp; không quá 24 giờ, kể từ khi nhận đủ hồ sơ."
        "</blockquote>\n\n"
        "Lưu ý:\n• Còn 5 ngày.\n\n"
        "<i>Nội dung trên được trích tự động; xin đối chiếu với văn bản gốc trước khi sử dụng."
        "</i>"
    ]


def test_a_refusal_names_what_was_nearest_as_nearest() -> None:
    [part] = answer_parts(REFUSAL)
    assert part.plain == (
        "Tôi không tìm thấy nội dung này trong các văn bản đã nạp.\n\n"
        "Các đoạn gần nhất, chỉ để tham khảo, không phải là câu trả lời:\n\n"
        "[1] Nghị định 61/2018/NĐ-CP về một cửa, điểm e khoản 1 Điều 5, trang 4\n"
        "Thời hạn < 3 ngày & không quá 24 giờ, kể từ khi nhận đủ hồ sơ.\n\n"
        "Nội dung trên được trích tự động; xin đối chiếu với văn bản gốc trước khi sử dụng."
    )


def test_a_refusal_with_nothing_near_is_one_sentence() -> None:
    [part] = answer_parts(replace(REFUSAL, quotes=()))
    assert part.plain == "Tôi không tìm thấy nội dung này trong các văn bản đã nạp."


def test_an_answer_without_quotes_reads_as_a_refusal() -> None:
    [part] = answer_parts(replace(ANSWER, conclusion=(), quotes=(), notes=()))
    assert part.plain == "Tôi không tìm thấy nội dung này trong các văn bản đã nạp."


def test_a_wording_stands_under_its_mark_above_the_quotation() -> None:
    sentence = WordedSentence(text="Thời hạn < 3 ngày.", quotes=(1,))
    [part] = answer_parts(replace(ANSWER, wording=(sentence,)))
    assert part.html.startswith(
        "<i>Lời diễn đạt do máy viết từ các trích dẫn bên dưới; xin đối chiếu với trích dẫn trước "
        "khi dùng:</i>\nThời hạn &lt; 3 ngày. [1]\n\n"
        "Nguyên văn:\n\n"
        "<b>Thời hạn &lt; 3 ngày</b> [1]\n\nCăn cứ:"
    )


def test_several_conclusions_are_a_list_with_their_sources() -> None:
    spans = (Span(text="không quá 24 giờ", quote=1), Span(text="kể từ khi nhận", quote=1))
    [part] = answer_parts(replace(ANSWER, conclusion=spans))
    assert part.plain.startswith("• không quá 24 giờ [1]\n\n• kể từ khi nhận [1]\n\nCăn cứ:")


def test_an_excerpt_does_not_repeat_a_conclusion_that_is_the_whole_quote() -> None:
    [part] = answer_parts(replace(ANSWER, conclusion=(Span(text=QUOTE.text, quote=1),)))
    assert part.plain.count(QUOTE.text) == 1


def test_a_paper_without_a_title_is_named_by_its_number() -> None:
    [part] = answer_parts(replace(REFUSAL, quotes=(replace(QUOTE, title=""),)))
    assert "[1] 61/2018/NĐ-CP, điểm e" in part.plain


def test_a_title_without_the_number_gets_it_in_front() -> None:
    [part] = answer_parts(replace(REFUSAL, quotes=(replace(QUOTE, title="Về một cửa"),)))
    assert "[1] 61/2018/NĐ-CP, Về một cửa, điểm e" in part.plain


def test_a_quote_in_full_is_verbatim_under_its_place_and_file() -> None:
    [part] = quote_parts(replace(QUOTE, text="Dòng một\n  dòng  hai"), 2)
    assert part.html == (
        "[2] <b>Nghị định 61/2018/NĐ-CP về một cửa</b>, điểm e khoản 1 Điều 5, trang 4\n"
        "Tệp gốc: nd61.pdf\n\n<blockquote>Dòng một\n  dòng  hai</blockquote>"
    )


def test_an_excerpt_shows_the_words_that_answer() -> None:
    text = "đầu " * 100 + "hạn cuối là ngày 30 tháng 6 " + "sau " * 100
    shown = excerpt(text, "hạn cuối là ngày 30 tháng 6")
    assert "hạn cuối là ngày 30 tháng 6" in shown
    assert shown.startswith("… đầu")
    assert shown.endswith("sau …")


def test_an_excerpt_of_a_short_quote_is_the_quote_on_one_line() -> None:
    assert excerpt("một\n  hai", "") == "một hai"


@given(TEXTS, TEXTS, st.integers(min_value=1, max_value=50))
def test_an_excerpt_is_short_and_holds_only_words_of_the_text(
    text: str, focus: str, limit: int
) -> None:
    shown = excerpt(text, focus, limit).removeprefix("… ").removesuffix(" …")
    assert len(shown) <= limit
    assert shown in " ".join(text.split())


@given(title=TEXTS, text=TEXTS, span=TEXTS, note=TEXTS, copies=st.integers(1, 40))
def test_any_answer_fits_and_parses(
    title: str, text: str, span: str, note: str, copies: int
) -> None:
    quote = replace(QUOTE, title=title, text=text)
    answer = replace(
        ANSWER,
        conclusion=(Span(text=span, quote=1),) * copies,
        quotes=(quote,) * copies,
        notes=(note,) * copies,
    )
    parts = answer_parts(answer)
    assert parts
    assert all(units(text_of_html(part.html)) <= MESSAGE_UNITS for part in parts)


@given(st.text("aấ. \n<&😀", min_size=1, max_size=40), st.integers(100, 400))
def test_a_quote_in_full_loses_nothing_over_its_messages(words: str, times: int) -> None:
    text = words * times
    shown = "".join(part.plain for part in quote_parts(replace(QUOTE, text=text), 1))
    assert "".join(shown.split()).endswith("".join(text.split()))
