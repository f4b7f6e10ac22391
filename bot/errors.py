"""What can go wrong in the chat channels, as a tree.

DungHanError
└── BotError
    ├── TokenRejectedError    the channel does not know the token; the administrator must act
    ├── ConsentNeededError    an Official Account must be given leave again; likewise
    └── ChannelError          the channel did not take a message
        └── UnclearSendError  nobody knows whether it did; it is not sent again

Faults of the network are not here: the bot waits and tries again by itself.
"""

from corpus.errors import DungHanError


class BotError(DungHanError):
    """A chat channel can not work as it was set up."""


class TokenRejectedError(BotError):
    """The channel does not know this token. The message does not hold the token."""

    def __init__(self, channel: str = "Telegram", giver: str = "@BotFather") -> None:
        super().__init__(
            f"{channel} không nhận mã bí mật (token) của trợ lý. "
            f"Xin kiểm tra lại mã do {giver} cấp rồi khởi động lại."
        )


class ConsentNeededError(BotError):
    """The tokens of an Official Account are lost or too old."""

    def __init__(self, account: str) -> None:
        super().__init__(
            f"Zalo Official Account {account} chưa có hoặc đã hết quyền gửi tin. "
            "Quản trị viên xin cấp quyền lại ở trang của Zalo rồi nhập cặp mã mới."
        )
        self.account = account


class ChannelError(BotError):
    """The channel refused a call. `code` is the channel's own, 0 when it gave none."""

    def __init__(self, method: str, code: int) -> None:
        super().__init__(f"{method}: mã lỗi {code}")
        self.method = method
        self.code = code


class UnclearSendError(ChannelError):
    """The channel did not answer in time: the message may have gone out."""
