"""`dunghan audit …`: the log of who did what."""

from typing import Annotated

import typer

from cli.settings import read_settings
from corpus.errors import StoreError
from corpus.store import open_store

app = typer.Typer(help="Nhật ký: ai làm gì, lúc nào; mỗi dòng nối với dòng trước bằng mã băm.")


class BrokenAuditError(StoreError):
    """An entry is not as it was written, or the end was cut off."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Nhật ký không còn nguyên vẹn từ mục số {number}: mục này bị sửa, bị xóa, hoặc phần "
            "cuối bị cắt. Hãy đối chiếu với bản sao lưu và báo người phụ trách an toàn thông tin."
        )


@app.command()
def verify(
    noted: Annotated[
        str | None, typer.Option("--noted", help="Mã băm đã ghi lại từ lần kiểm tra trước.")
    ] = None,
) -> None:
    """Kiểm tra nhật ký còn nguyên vẹn; in mã băm cuối để ghi lại ở nơi khác.

    Ví dụ:  dunghan audit verify
    """
    from corpus.audit import verify as check  # noqa: PLC0415 -- no part of a start

    with open_store(read_settings().database_url) as store:
        found = check(store, noted)
    if found.broken_at is not None:
        raise BrokenAuditError(found.broken_at)
    typer.echo(found.last_hash)
    typer.echo(f"Nhật ký nguyên vẹn: {found.count} mục.", err=True)


@app.command("list")
def list_(
    most: Annotated[int, typer.Option("--most", min=1, max=100_000, help="Nhiều nhất.")] = 50,
) -> None:
    """Liệt kê các mục mới nhất: số, lúc, người, kênh, việc, đối tượng, kết quả.

    Ví dụ:  dunghan audit list --most 20
    """
    from corpus.audit import list_entries  # noqa: PLC0415 -- as in `verify`
    from corpus.staff_store import list_staff  # noqa: PLC0415 -- as in `verify`

    with open_store(read_settings().database_url) as store:
        entries = list_entries(store, most=most)
        accounts = {person.id: person.account for person in list_staff(store)}
    for entry in entries:
        who = accounts.get(entry.staff_id or 0, "-")
        cells = (entry.number, f"{entry.at:%Y-%m-%d %H:%M:%S}", who, entry.channel)
        told = (entry.action, entry.subject, entry.result)
        typer.echo("\t".join(map(str, (*cells, *told))))


@app.command()
def prune() -> None:
    """Xóa mục cũ hơn DUNGHAN_AUDIT_DAYS; câu hỏi, góp ý, trao đổi cũ hơn DUNGHAN_QUESTION_DAYS.

    Ví dụ:  dunghan audit prune
    """
    from corpus.audit import delete_older  # noqa: PLC0415 -- as in `verify`
    from corpus.feedback import forget_questions  # noqa: PLC0415 -- as in `verify`

    settings = read_settings()
    with open_store(settings.database_url) as store:
        entries = delete_older(store, settings.audit_days)
        questions = forget_questions(store, settings.question_days)
    typer.echo(f"Đã xóa {entries} mục nhật ký, {questions} câu hỏi, góp ý và lượt trao đổi.")
