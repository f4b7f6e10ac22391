"""`dunghan unanswered`: what was asked and not answered, for the administrator's report."""

import json
from typing import Annotated

import typer

from cli.ask import parse_day
from cli.settings import read_settings
from corpus.store import open_store
from corpus.unanswered import Unanswered, UnansweredQuestions


def unanswered(
    since: Annotated[
        str | None, typer.Option("--since", help="Từ ngày, dạng 2026-01-31; mặc định tất cả.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="In một đối tượng JSON.")] = False,  # noqa: FBT002 -- typer's way
) -> None:
    """Liệt kê các câu hỏi chưa trả lời được, đã che thông tin cá nhân.

    Ví dụ:  dunghan unanswered --since 2026-11-16
    """
    settings = read_settings()
    day = parse_day(since, "--since") if since else None
    settings.home.mkdir(parents=True, exist_ok=True)
    with open_store(settings.database_url) as store:
        found = UnansweredQuestions(store).since(day)
    if as_json:
        typer.echo(json.dumps({"questions": [_fields(each) for each in found]}, ensure_ascii=False))
        return
    for each in found:
        typer.echo(f"{each.at:%d/%m/%Y %H:%M}  {each.question}")
    typer.echo(f"{len(found)} câu hỏi chưa trả lời được.", err=True)


def _fields(each: Unanswered) -> dict[str, object]:
    return {
        "at": each.at.isoformat(),
        "question": each.question,
        "kind": each.kind,
        "confidence": round(each.confidence, 3),
        "nearest": each.nearest,
    }
