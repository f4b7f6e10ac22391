"""`dunghan serve`."""

from typing import Annotated

import typer

from cli.settings import read_settings


def serve(
    port: Annotated[
        int | None, typer.Option(help="Cổng của trang hỏi đáp; mặc định theo DUNGHAN_WEB_PORT.")
    ] = None,
    open_page: Annotated[bool, typer.Option("--open", help="Mở trình duyệt.")] = False,  # noqa: FBT002 -- typer's way
) -> None:
    """Mở trang hỏi đáp trên máy này, và trợ lý trên Telegram, Zalo nếu đã cài đặt.

    Ví dụ:  dunghan serve --port 8080
    """
    settings = read_settings()
    # Only here: the web server and Telegram are no part of any other command's start.
    from cli.serving import run  # noqa: PLC0415

    run(settings, port or settings.web_port, open_page=open_page)
