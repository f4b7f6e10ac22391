"""`dunghan ask` and `dunghan search`."""

import json
import time
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from answer.answers import Answer, Kind
from answer.dialogue import Dialogue
from answer.render import WORDING_MARK, answer_json, wording_lines
from cli.settings import SettingError, Settings, read_settings
from cli.wiring import open_library
from corpus.audiences import AT_THE_MACHINE

if TYPE_CHECKING:
    from cases.answers import CaseAnswer

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_NOT_FOUND = "Không tìm thấy nội dung này trong các văn bản đã nạp."


def ask(
    question: Annotated[str, typer.Argument(help="Câu hỏi, có dấu hoặc không dấu.")],
    today: Annotated[
        str | None, typer.Option("--today", help="Ngày xét, dạng 2026-01-31; mặc định hôm nay.")
    ] = None,
    after: Annotated[
        str | None, typer.Option("--after", help="Câu đã hỏi trước, khi hỏi nối tiếp.")
    ] = None,
    unit: Annotated[
        str | None, typer.Option("--unit", help="Đơn vị của người hỏi, cho «phòng tôi».")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="In một đối tượng JSON.")] = False,  # noqa: FBT002 -- typer's way
) -> None:
    """Trả lời một câu hỏi bằng trích dẫn, hoặc nói rõ là không tìm thấy; hỏi về hồ sơ thì từ sổ.

    Ví dụ:  dunghan ask "Hạn báo cáo kết quả khắc phục là ngày nào?"
            dunghan ask --after "Phòng Nội vụ phải làm gì trong quý II/2026?" "Thế còn quý III?"
    """
    day, settings = parse_day(today), read_settings()
    started = time.perf_counter()
    case_answer = _case_answer(settings, question, day)
    if case_answer is not None:
        elapsed = 1000 * (time.perf_counter() - started)
        shown = case_answer.text
        if as_json:
            from cases.render import case_json  # noqa: PLC0415 -- as below

            shown = json.dumps(case_json(case_answer, question, elapsed), ensure_ascii=False)
        typer.echo(shown)
        return
    with open_library(settings) as library:
        started = time.perf_counter()
        answer = library.ask(
            question, day, Dialogue(question=after, own_unit=unit), reader=AT_THE_MACHINE
        )
        elapsed = 1000 * (time.perf_counter() - started)
    if as_json:
        typer.echo(json.dumps(answer_json(answer, elapsed), ensure_ascii=False))
    else:
        typer.echo(_answer_text(answer))


def _case_answer(settings: Settings, question: str, day: date) -> "CaseAnswer | None":
    """The register's answer; None leaves the question to the papers."""
    # Only here: a question about papers waits for nothing of the cases.
    from cases.questions import may_concern_cases  # noqa: PLC0415

    if not may_concern_cases(question):
        return None
    from cli.case_office import ask_cases  # noqa: PLC0415

    return ask_cases(settings, question, day)


def search(
    text: Annotated[str, typer.Argument(help="Từ ngữ cần tìm.")],
    count: Annotated[int, typer.Option("--k", min=1, max=1000, help="Số đoạn.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="In một đối tượng JSON.")] = False,  # noqa: FBT002 -- typer's way
) -> None:
    """Tìm các đoạn văn bản gần nhất với từ ngữ đã cho.

    Ví dụ:  dunghan search "thư xin lỗi hồ sơ quá hạn" --k 5
    """
    with open_library(read_settings()) as library:
        hits = library.index.search(text, count)
    rows = [
        {
            "id": hit.passage.citation.id,
            "document": hit.document.number or hit.document.title,
            "source": hit.document.source,
            "citation": hit.passage.citation.words,
            "page": hit.passage.first_page,
            "score": round(hit.score, 4),
            "text": hit.passage.text.strip(),
        }
        for hit in hits
    ]
    if as_json:
        typer.echo(json.dumps({"hits": rows}, ensure_ascii=False))
        return
    for row in rows:
        place = f"{row['document']}, {row['citation']}, trang {row['page']}"
        typer.echo(f"{row['score']:.3f}  {place}\n       {_shortened(str(row['text']))}")


def parse_day(written: str | None, name: str = "--today") -> date:
    """The day that was given, else today in Vietnam.

    Raises:
        SettingError: it is not a day of the form 2026-01-31.
    """
    if written is None:
        return datetime.now(VIETNAM).date()
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise SettingError(name, written, "ngày dạng 2026-01-31") from error


def _answer_text(answer: Answer) -> str:
    if answer.kind in (Kind.SMALL_TALK, Kind.CASE):
        return "\n".join(answer.notes)
    lines = [f"{WORDING_MARK}:", *wording_lines(answer), ""] if answer.wording else []
    said = [f"{' '.join(span.text.split())} [{span.quote}]" for span in answer.conclusion]
    lines += [*(said or [_NOT_FOUND]), ""]
    if not answer.answered and answer.quotes:
        lines.append("Gần nhất trong kho (không phải câu trả lời):")
    for number, quote in enumerate(answer.quotes, start=1):
        lines.append(f"[{number}] {quote.title}, {quote.citation.words}, trang {quote.page}")
        lines.append(f"    {_shortened(quote.text, 400)}")
    lines += [f"Lưu ý: {note}" for note in answer.notes]
    return "\n".join(lines)


def _shortened(text: str, longest: int = 160) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else flat[: longest - 1].rstrip() + "…"
