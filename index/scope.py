"""Which revisions a search may find: the filter that both halves apply before they rank."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

_NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Revisions left out, and those allowed; `only` None allows all others."""

    skip: frozenset[int] = field(default=_NONE)
    only: frozenset[int] | None = None

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return not self.skip and self.only is None

    def holds(self, revisions: NDArray[np.int64]) -> NDArray[np.bool_]:
        """For each revision whether it may be found."""
        held = np.ones(len(revisions), dtype=bool)
        if self.only is not None:
            held &= np.isin(revisions, _sorted(self.only))
        if self.skip:
            held &= ~np.isin(revisions, _sorted(self.skip))
        return held


EVERYTHING = Scope()


def _sorted(revisions: frozenset[int]) -> NDArray[np.int64]:
    return np.fromiter(sorted(revisions), dtype=np.int64, count=len(revisions))
