"""The `dunghan` command: read arguments, call one function, print."""

import sys
from typing import Annotated

import typer

from cli import (
    ask,
    audience,
    audit,
    backup,
    benchmarks,
    cases,
    documents,
    index_commands,
    ingest_command,
    model,
    procedure,
    publishing,
    serve,
    staff,
    tasks,
    unanswered,
    units_command,
    validity_commands,
)
from cli.logs import set_up_log
from cli.settings import logs_as_json
from cli.usage_words import speak_vietnamese
from corpus.errors import DungHanError

app = typer.Typer(
    name="dunghan",
    help="Đúng Hạn: trợ lý tra cứu văn bản của cơ quan, trả lời bằng trích dẫn.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    suggest_commands=False,  # said in English only
)
app.command("ingest")(ingest_command.ingest)
app.command("read")(ingest_command.read)
app.command("pending")(publishing.pending)
app.command("publish")(publishing.publish)
app.command("discard")(publishing.discard)
app.command("ask")(ask.ask)
app.command("search")(ask.search)
app.command("show")(documents.show)
app.command("unanswered")(unanswered.unanswered)
app.command("validity")(validity_commands.validity)
app.command("impact")(validity_commands.impact)
app.command("units")(units_command.units)
app.command("withdraw")(documents.withdraw)
app.command("restore")(documents.restore)
app.command("forget")(publishing.forget)
app.command("procedure")(procedure.procedure)
app.command("serve")(serve.serve)
app.command("backup")(backup.backup)
app.command("restore-backup")(backup.restore)
app.add_typer(index_commands.app, name="index")
app.add_typer(model.app, name="model")
app.add_typer(cases.app, name="cases")
app.add_typer(tasks.app, name="tasks")
app.add_typer(staff.app, name="staff")
app.add_typer(audience.app, name="audience")
app.add_typer(audit.app, name="audit")
app.add_typer(benchmarks.app, name="bench")


@app.callback()
def _configure(
    verbose: Annotated[bool, typer.Option("--verbose", help="In nhật ký chi tiết.")] = False,  # noqa: FBT002 -- typer's way
) -> None:
    set_up_log(verbose=verbose, as_json=logs_as_json())


def main() -> None:
    """Run the command; an error of ours is one line on stderr and exit code 1."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    speak_vietnamese()
    try:
        app()
    except DungHanError as error:
        typer.echo(f"Lỗi: {error}", err=True)
        sys.exit(1)
