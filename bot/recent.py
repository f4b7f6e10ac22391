"""The answers whose buttons still work."""

import secrets
from collections import OrderedDict

from answer.answers import Answer

CAPACITY = 512  # answers; a day of an office, a few megabytes


class RecentAnswers:
    """The latest answers by a token that can not be guessed; the least used one is forgotten.

    They live in memory only: after a restart a button says that the answer is old.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        if capacity < 1:
            raise ValueError(f"capacity {capacity}: at least one answer must be kept")
        self._capacity = capacity
        self._answers: OrderedDict[tuple[int, str], Answer] = OrderedDict()
        self._last: OrderedDict[tuple[int, int], str] = OrderedDict()

    def __len__(self) -> int:
        return len(self._answers)

    def keep(self, chat_id: int, answer: Answer) -> str:
        """Keep an answer given in a chat; its token, 11 characters of A-Z a-z 0-9 _ -."""
        token = secrets.token_urlsafe(8)
        self._answers[chat_id, token] = answer
        if len(self._answers) > self._capacity:
            self._answers.popitem(last=False)
        return token

    def keep_question(self, chat_id: int, user_id: int, question: str) -> None:
        """Keep a person's last question in a chat, whole; what is asked next may lean on it."""
        self._last[chat_id, user_id] = question
        self._last.move_to_end((chat_id, user_id))
        if len(self._last) > self._capacity:
            self._last.popitem(last=False)

    def last_question(self, chat_id: int, user_id: int) -> str | None:
        """The last question of this person in this chat; None when none is kept."""
        return self._last.get((chat_id, user_id))

    def find(self, chat_id: int, token: str) -> Answer | None:
        """The answer that was given in this chat under this token; None once forgotten."""
        answer = self._answers.get((chat_id, token))
        if answer is not None:
            self._answers.move_to_end((chat_id, token))
        return answer
