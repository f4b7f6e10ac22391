"""`dunghan audience …`: who may see which document."""

from typing import Annotated

import typer

from cli.misuse import MisuseError
from cli.settings import read_settings
from corpus.audiences import EVERYBODY, audience_of, audiences, reader_of, set_audience
from corpus.staff import Role
from corpus.store import Store, open_store

app = typer.Typer(help="Ai được xem văn bản nào; văn bản không nêu ở đây thì mọi người được xem.")
_DocumentId = Annotated[str, typer.Argument(help="Mã văn bản, như «dunghan show» liệt kê.")]
Roles = Annotated[list[Role] | None, typer.Option("--role", help="Vai trò được xem; lặp lại được.")]
Units = Annotated[list[str] | None, typer.Option("--unit", help="Đơn vị được xem; lặp lại được.")]


@app.command("list")
def list_() -> None:
    """Liệt kê những văn bản không phải ai cũng được xem, và người được xem.

    Ví dụ:  dunghan audience list
    """
    with open_store(read_settings().database_url) as store:
        found = sorted(audiences(store).items())
    for document_id, audience in found:
        typer.echo(f"{document_id}\t{audience.words}")
    typer.echo(f"{len(found)} văn bản có người xem riêng.", err=True)


@app.command("set")
def set_(document_id: _DocumentId, role: Roles = None, unit: Units = None) -> None:
    """Chỉ cho người có một trong các vai trò, hoặc thuộc một trong các đơn vị, xem một văn bản.

    Ví dụ:  dunghan audience set 27-kh-ubnd --role lanh_dao --unit "Phòng Nội vụ"
    """
    audience = audience_of(unit or (), role or ())
    if audience.is_everybody:
        raise MisuseError("audience set", "ít nhất một --role hoặc --unit")
    with open_store(read_settings().database_url) as store:
        set_audience(store, document_id, audience, staff_id=None, channel="cli")
        count = _people(store, document_id)
    typer.echo(f"{document_id}: {audience.words}. Hiện có {count} người xem được, kể cả quản trị.")


@app.command()
def clear(document_id: _DocumentId) -> None:
    """Cho mọi người đã đăng nhập xem một văn bản.

    Ví dụ:  dunghan audience clear 27-kh-ubnd
    """
    with open_store(read_settings().database_url) as store:
        set_audience(store, document_id, EVERYBODY, staff_id=None, channel="cli")
    typer.echo(f"{document_id}: {EVERYBODY.words}.")


def _people(store: Store, document_id: str) -> int:
    # argon2 is no part of a start.
    from corpus.staff_store import list_staff  # noqa: PLC0415

    audience = audiences(store)[document_id]
    return sum(audience.admits(reader_of(each)) for each in list_staff(store) if each.is_active)
