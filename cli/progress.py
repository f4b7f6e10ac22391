"""How far a batch is: a bar on a terminal, one line for each file elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer


@contextmanager
def progress(count: int) -> Iterator[Callable[[str], None]]:
    """Gives what is called with the name of each file that is done; `count` of them make it whole.

    All of it goes to stderr.
    """
    if not sys.stderr.isatty():
        yield lambda name: typer.echo(f"Đã đọc {name}", err=True)
        return
    from tqdm import tqdm  # noqa: PLC0415 -- only a terminal shows it

    with tqdm(total=count, unit="tệp", dynamic_ncols=True, file=sys.stderr) as bar:

        def step(name: str) -> None:
            bar.set_postfix_str(name[:40], refresh=False)
            bar.update()

        yield step
