"""A command typed so that it is not clear what it should do."""

from corpus.errors import DungHanError


class MisuseError(DungHanError):
    """What was typed does not say what to do; the message says what is needed."""

    def __init__(self, command: str, needed: str) -> None:
        super().__init__(
            f"Lệnh «dunghan {command}» cần {needed}. «dunghan {command} --help» in cách dùng."
        )
