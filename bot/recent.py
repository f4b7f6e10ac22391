"""What the buttons of the latest messages open."""

import secrets
from collections import OrderedDict
from collections.abc import Hashable

from bot.kept import Kept

CAPACITY = 512  # answers; a day of an office, a few megabytes


def new_token() -> str:
    """A name that can not be guessed: 11 characters of A-Z a-z 0-9 _ -."""
    return secrets.token_urlsafe(8)


class RecentAnswers:
    """The latest answers and lists by their tokens; the least used one is forgotten.

    They live in memory only: after a restart a button says that the answer is old.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        if capacity < 1:
            raise ValueError(f"capacity {capacity}: at least one answer must be kept")
        self._capacity = capacity
        self._kept: OrderedDict[tuple[Hashable, str], Kept] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def keep(self, chat: Hashable, kept: Kept) -> str:
        """Keep what was given in a chat; its token."""
        token = new_token()
        self._kept[chat, token] = kept
        if len(self._kept) > self._capacity:
            self._kept.popitem(last=False)
        return token

    def find(self, chat: Hashable, token: str) -> Kept | None:
        """What was given in this chat under this token; None once forgotten."""
        kept = self._kept.get((chat, token))
        if kept is not None:
            self._kept.move_to_end((chat, token))
        return kept

    def forget(self, chat: Hashable) -> None:
        """Forget everything that was given in a chat."""
        for key in [key for key in self._kept if key[0] == chat]:
            del self._kept[key]
