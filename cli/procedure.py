"""`dunghan procedure`."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from cli.settings import read_settings
from cli.wiring import open_library
from corpus.errors import DungHanError


class NoProcedureError(DungHanError):
    """No procedure has this code or a name like this."""

    def __init__(self, asked: str) -> None:
        super().__init__(
            f"Không có thủ tục nào mang mã hoặc tên «{asked}». Hãy nói rõ tên hơn, hoặc nạp tệp "
            "thủ tục bằng «dunghan ingest thu-tuc.jsonl.gz»."
        )


def procedure(
    asked: Annotated[str, typer.Argument(help="Mã (1.000178) hoặc tên thủ tục.")],
    as_json: Annotated[bool, typer.Option("--json", help="In một đối tượng JSON.")] = False,  # noqa: FBT002 -- typer's way
) -> None:
    """In một thủ tục hành chính, hoặc các thủ tục gần với tên đã cho.

    Ví dụ:  dunghan procedure "cấp lại thẻ căn cước"
    """
    with open_library(read_settings()) as library:
        found = library.assistant.find_procedures(asked)
        if not found:
            raise NoProcedureError(asked)
        if len(found) > 1:
            rows = [asdict(each) for each in found]
            if as_json:
                typer.echo(json.dumps({"candidates": rows}, ensure_ascii=False))
                return
            typer.echo("Có nhiều thủ tục gần với tên này; hãy chọn theo mã:", err=True)
            for each in found:
                typer.echo(f"{each.code}\t{each.level}\t{each.name}")
            return
        if as_json:
            record = library.store.procedure(found[0].code)
            shown = asdict(record) if record else {}
            typer.echo(json.dumps({"procedure": shown}, ensure_ascii=False))
            return
        for passage in library.store.passages(found[0].code):
            typer.echo(passage.text.rstrip("\n"))
