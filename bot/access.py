"""Who is served, and where. Pairing with staff records is not built yet: lists of ids decide.

- In private: people on the list. Anyone else reads one sentence with the id to hand in.
- In a group: people on the list, in groups on the list. A stranger there is ignored quietly, so
  nobody can make the bot write into a group that it was added to. A person on the list who
  addresses the bot in a group that is not on the list reads that group's id to hand in.
- An empty list serves nobody. What an admitted person asks in a group, the whole group reads:
  admitting a group is the administrator's word that it may.
"""

from dataclasses import dataclass
from enum import Enum, auto


class Verdict(Enum):
    """What the bot owes to one update."""

    SERVED = auto()
    STRANGER = auto()  # say one sentence with the person's id
    UNKNOWN_GROUP = auto()  # when addressed, say one sentence with the group's id
    IGNORED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """The people and the groups that the administrator admitted, by Telegram id."""

    user_ids: frozenset[int]
    group_ids: frozenset[int]

    def judge(self, *, user_id: int, chat_id: int, is_private: bool) -> Verdict:
        """The verdict on a person in a chat."""
        is_admitted = user_id in self.user_ids
        if is_private:
            return Verdict.SERVED if is_admitted else Verdict.STRANGER
        if not is_admitted:
            return Verdict.IGNORED
        return Verdict.SERVED if chat_id in self.group_ids else Verdict.UNKNOWN_GROUP
