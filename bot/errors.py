"""What can go wrong in the chat channels, as a tree.

DungHanError
└── BotError
    └── TokenRejectedError    Telegram does not know the token; the administrator must act

Faults of the network are not here: the bot waits and tries again by itself.
"""

from corpus.errors import DungHanError


class BotError(DungHanError):
    """A chat channel can not work as it was set up."""


class TokenRejectedError(BotError):
    """Telegram does not know this token. The message does not hold the token."""

    def __init__(self) -> None:
        super().__init__(
            "Telegram không nhận mã bí mật (token) của trợ lý. "
            "Xin kiểm tra lại mã do @BotFather cấp rồi khởi động lại."
        )
