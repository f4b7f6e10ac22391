"""`dunghan staff …`: who works here, with which role."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from cli.misuse import MisuseError
from cli.settings import Settings, read_settings
from corpus.staff import ROLE_WORDS, Role, Staff
from corpus.store import Store, open_store

app = typer.Typer(help="Cán bộ dùng hệ thống: tài khoản, vai trò, mã liên kết chat.")
_Account = Annotated[str, typer.Argument(help="Tên đăng nhập.")]
_Units = Annotated[
    list[str] | None,
    typer.Option("--sees", help="Đơn vị khác mà người này được xem; lặp lại được."),
]


@app.command()
def add(
    account: _Account,
    name: Annotated[str, typer.Option("--name", help="Họ và tên.")],
    role: Annotated[Role, typer.Option("--role", help="Vai trò.")] = Role.VIEWER,
    unit: Annotated[str, typer.Option("--unit", help="Đơn vị.")] = "",
    sees: _Units = None,
) -> None:
    """Thêm một người; mật khẩu hỏi ở màn hình, hoặc đọc từ đầu vào chuẩn.

    Ví dụ:  dunghan staff add lan --name "Nguyễn Thị Lan" --role quan_tri --unit "Văn phòng"
    """
    from corpus.staff_store import add_staff  # noqa: PLC0415 -- argon2 is no part of a start

    password = _password()
    with _store() as (store, _):
        added = add_staff(
            store,
            account=account,
            name=name,
            role=role,
            unit=unit,
            units=sees or (),
            password=password,
        )
        _record(store, "staff.add", added)
    typer.echo(f"Đã thêm {added.account} ({added.name}), vai trò {ROLE_WORDS[added.role]}.")


@app.command("list")
def list_() -> None:
    """Liệt kê mọi người: tên đăng nhập, vai trò, họ tên, đơn vị, trạng thái.

    Ví dụ:  dunghan staff list
    """
    from corpus.staff_store import list_staff  # noqa: PLC0415 -- as in `add`

    with _store() as (store, _):
        found = list_staff(store)
    for person in found:
        state = "đang hoạt động" if person.is_active else "đã ngừng"
        cells = (person.account, ROLE_WORDS[person.role], person.name, person.unit, state)
        typer.echo("\t".join(cells))
    typer.echo(f"{len(found)} người.", err=True)


@app.command()
def password(account: _Account) -> None:
    """Đặt mật khẩu mới; các phiên đang mở của người đó kết thúc.

    Ví dụ:  dunghan staff password lan
    """
    from corpus.staff_store import find_staff, set_password  # noqa: PLC0415 -- as in `add`

    with _store() as (store, _):
        person = find_staff(store, account)
        changed = set_password(store, person.id, _password())
        _record(store, "staff.password", changed)
    typer.echo(f"Đã đặt mật khẩu mới cho {account}.")


@app.command()
def role(
    account: _Account,
    new: Annotated[Role, typer.Argument(help="Vai trò mới.")],
    unit: Annotated[str | None, typer.Option("--unit", help="Đơn vị mới.")] = None,
    sees: _Units = None,
) -> None:
    """Đổi vai trò, và nếu nêu thì cả đơn vị; có hiệu lực ngay.

    Ví dụ:  dunghan staff role lan lanh_dao --unit "Phòng Nội vụ"
    """
    from corpus.staff_store import change_staff, find_staff  # noqa: PLC0415 -- as in `add`

    with _store() as (store, _):
        person = find_staff(store, account)
        changed = change_staff(store, person.id, role=new, unit=unit, units=sees)
        _record(store, "staff.role", changed)
    typer.echo(f"{changed.account}: vai trò {ROLE_WORDS[changed.role]}.")


@app.command()
def disable(
    account: _Account,
    undo: Annotated[bool, typer.Option("--undo", help="Cho hoạt động lại.")] = False,  # noqa: FBT002 -- typer's way
) -> None:
    """Ngừng một tài khoản: phiên, mã và liên kết chat của người đó hết hiệu lực ngay.

    Ví dụ:  dunghan staff disable lan
    """
    from corpus.staff_store import find_staff, set_active  # noqa: PLC0415 -- as in `add`

    with _store() as (store, _):
        changed = set_active(store, find_staff(store, account).id, is_active=undo)
        _record(store, "staff.enable" if undo else "staff.disable", changed)
    typer.echo(f"{account}: {'đang hoạt động' if undo else 'đã ngừng'}.")


@app.command()
def code(account: _Account) -> None:
    """Cấp mã liên kết tài khoản chat: dùng một lần, trong 15 phút, mã cấp trước bị bỏ.

    Ví dụ:  dunghan staff code lan
    """
    from corpus.pairing import issue_code  # noqa: PLC0415 -- as in `add`
    from corpus.secret_key import read_key  # noqa: PLC0415 -- as in `add`
    from corpus.staff_store import find_staff  # noqa: PLC0415 -- as in `add`

    with _store() as (store, settings):
        person = find_staff(store, account)
        issued = issue_code(store, read_key(settings.home), person.id)
        _record(store, "staff.code", person)
    typer.echo(issued.code)
    typer.echo(
        f"Nhắn riêng cho trợ lý: LIENKET {issued.code} (trước {issued.ends_at:%H:%M}).", err=True
    )


@contextmanager
def _store() -> Iterator[tuple[Store, Settings]]:
    settings = read_settings()
    settings.home.mkdir(parents=True, exist_ok=True)
    with open_store(settings.database_url) as store:
        yield store, settings


def _record(store: Store, action: str, person: Staff) -> None:
    from corpus.audit import record  # noqa: PLC0415 -- as in `add`

    record(store, action, staff_id=None, channel="cli", subject=str(person.id))


def _password() -> str:
    """A password from the terminal, typed twice; else the first line of stdin."""
    if sys.stdin.isatty():
        return str(typer.prompt("Mật khẩu", hide_input=True, confirmation_prompt="Nhập lại"))
    given = sys.stdin.readline().rstrip("\r\n")
    if not given:
        raise MisuseError("staff", "mật khẩu ở dòng đầu của đầu vào chuẩn")
    return given
