"""The dense half of the index: passage vectors in FAISS, by inner product.

Up to EXACT_UNTIL vectors they are kept whole in half precision and every one is compared:
about 2 ms for 84,000 of 256 numbers on one core. Above, they are sorted into lists and
rounded to eight bits (IVF-SQ8), and the file is mapped into memory, not read: bench/README.md
has what that costs in recall and saves in time.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from index.embedding import Vectors
from index.errors import IndexWriteError, StaleIndexError
from index.rows import revision_rows, split_rows
from index.scope import EVERYTHING, Scope

_FAISS: Any = faiss  # its own type hints lack half of what it has
EXACT_UNTIL = 200_000  # vectors
_LISTS_FOR = 4  # lists for each square root of the number of vectors
_SAMPLES_A_LIST = 40
_PROBED = 0.04  # share of the lists that one search reads
_LEAST_PROBED = 32
_ROUNDS = 10  # of k-means
_ADDED_AT_ONCE = 20_000
_KINDS = (faiss.IndexIDMap2, faiss.IndexIVFScalarQuantizer)


def search_alone() -> None:
    """Let FAISS use no other thread than the one that calls this.

    One question at a time has nothing to share out: more threads only wait for each other.
    """
    faiss.omp_set_num_threads(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Selected:
    """What FAISS asks of one scope."""

    scope: Scope
    selector: object
    kept: object  # what the selector points into
    held: int  # vectors in the scope


class VectorIndex:
    """Vectors by row, searched by inner product."""

    def __init__(
        self,
        index: Any,  # noqa: ANN401 -- faiss.IndexIDMap2 or faiss.IndexIVFScalarQuantizer
        *,
        exact_until: int = EXACT_UNTIL,
        mapped_from: Path | None = None,
    ) -> None:
        self._index = index
        self._exact_until = exact_until
        self._mapped_from = mapped_from  # the file, while it is only mapped: it can not be changed
        self._selected: _Selected | None = None

    @classmethod
    def empty(cls, dimension: int, *, exact_until: int = EXACT_UNTIL) -> "VectorIndex":
        """An index without vectors."""
        flat = faiss.IndexScalarQuantizer(
            dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
        return cls(faiss.IndexIDMap2(flat), exact_until=exact_until)

    @classmethod
    def read(cls, path: Path) -> "VectorIndex":
        """The index of a file.

        Raises:
            StaleIndexError: the file is missing or is not one of ours.
        """
        try:
            # The flag concerns lists alone; an exact index is read whole.
            index = _FAISS.read_index(str(path), faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY)
        except RuntimeError as error:
            raise StaleIndexError(
                what=f"tệp véc-tơ {path.name}", found="hỏng hoặc thiếu", expected="tệp FAISS"
            ) from error
        if not isinstance(index, _KINDS):
            raise StaleIndexError(
                what=f"tệp véc-tơ {path.name}",
                found=type(index).__name__,
                expected="IndexIDMap2 hoặc IndexIVFScalarQuantizer",
            )
        is_mapped = isinstance(index, faiss.IndexIVFScalarQuantizer)
        return cls(index, mapped_from=path if is_mapped else None)

    def write(self, path: Path) -> None:
        """Write beside and rename, so that a reader never sees half a file.

        Raises:
            IndexWriteError: the disk is full or can not be written; the file stays as it was.
        """
        if self._mapped_from == path:
            return  # nothing was changed
        beside = path.with_suffix(".new")
        try:
            with beside.open("wb") as file:
                # By way of Python: FAISS's own writer does not notice a disk that fills up.
                writer = _FAISS.PyCallbackIOWriter(file.write)
                faiss.write_index(self._index, writer)
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, path)  # noqa: PTH105 -- replaces on Windows too
        except OSError as error:
            raise IndexWriteError(path.parent, error) from error

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return int(self._index.d)

    @property
    def kind(self) -> str:
        """How it is searched: "exact" or in "lists"."""
        return "lists" if self._is_lists else "exact"

    @property
    def _is_lists(self) -> bool:
        return isinstance(self._index, faiss.IndexIVFScalarQuantizer)

    def rows(self) -> NDArray[np.int64]:
        """The row of every vector, in the order of the file."""
        if not self._is_lists:
            return np.asarray(_FAISS.vector_to_array(self._index.id_map), dtype=np.int64)
        lists = self._index.invlists
        sizes = [(number, lists.list_size(number)) for number in range(self._index.nlist)]
        parts = [
            _FAISS.rev_swig_ptr(lists.get_ids(number), size).copy()
            for number, size in sizes
            if size
        ]
        return np.concatenate([np.zeros(0, dtype=np.int64), *parts])

    def add(self, rows: Sequence[int], vectors: Vectors) -> None:
        """Add vectors, shape (len(rows), dimension), float32, under rows that are free.

        The first above EXACT_UNTIL sorts all into lists: about a minute for 200,000.
        """
        if not len(rows):
            return
        self._make_writable()
        self._index.add_with_ids(vectors, np.asarray(rows, dtype=np.int64))
        if not self._is_lists and len(self) > self._exact_until:
            self._index = _in_lists(self._index)

    def remove(self, revisions: Iterable[int]) -> None:
        """Remove every vector of these revisions, in one pass over the index."""
        wanted = tuple(revisions)
        if not wanted:
            return
        known = np.sort(self.rows())
        doomed = [np.zeros(0, dtype=np.int64)]
        for rows in map(revision_rows, wanted):
            first, end = np.searchsorted(known, (rows.start, rows.stop))
            doomed.append(known[first:end])
        gone = np.unique(np.concatenate(doomed))
        if len(gone):
            self._make_writable()
            self._index.remove_ids(_FAISS.IDSelectorBatch(gone))

    def search(
        self,
        question: Vectors,
        limit: int,
        scope: Scope = EVERYTHING,
        *,
        reads_all: bool = False,
    ) -> tuple[list[int], list[float]]:
        """The nearest rows in a scope and their cosines, best first; both empty for zeros.

        With `reads_all` every list is read, which is slower and misses nothing.
        """
        limit = min(limit, len(self))
        if limit == 0 or not question.any():
            return [], []
        selector = None if scope.is_everything else self._selector(scope)
        if self._is_lists:
            lists = self._index.nlist if reads_all else self._probed(scope)
            wanted = _FAISS.SearchParametersIVF(sel=selector, nprobe=lists)
            scores, found = self._index.search(question[None, :], limit, params=wanted)
        elif selector is None:
            scores, found = self._index.search(question[None, :], limit)
        else:
            # Its places are asked, not its rows: a bit for each, instead of a set of rows.
            inner = _FAISS.downcast_index(self._index.index)
            wanted = _FAISS.SearchParameters(sel=selector)
            scores, places = inner.search(question[None, :], limit, params=wanted)
            found = np.where(places >= 0, self.rows()[places], -1)
        is_found = found[0] >= 0
        return found[0][is_found].tolist(), scores[0][is_found].tolist()

    def cosines(self, question: Vectors, rows: Sequence[int]) -> list[float]:
        """The cosine of the question with each row's vector, in the order of `rows`."""
        if not rows:
            return []
        if self._is_lists and self._index.direct_map.no():
            self._index.set_direct_map_type(_FAISS.DirectMap.Hashtable)
        found = self._index.reconstruct_batch(np.asarray(rows, dtype=np.int64))
        return [float(value) for value in found @ question]

    def _probed(self, scope: Scope) -> int:
        """How many lists are read: the narrower the scope, the more, so that none of it is lost."""
        lists = int(self._index.nlist)
        probed = max(_LEAST_PROBED, round(_PROBED * lists))
        if not scope.is_everything and self._selected is not None:
            held = max(self._selected.held, 1)
            probed = round(probed * len(self) / held)
        return min(lists, probed)

    def _selector(self, scope: Scope) -> object:
        """What FAISS asks whether it may find a vector; the last one is kept."""
        if self._selected is None or self._selected.scope != scope:
            rows = self.rows()
            held = scope.holds(split_rows(rows))
            # A set of rows where they are stored, else a bit for each place.
            kept = rows[held] if self._is_lists else np.packbits(held, bitorder="little")
            of_kept = _FAISS.IDSelectorBatch if self._is_lists else _FAISS.IDSelectorBitmap
            self._selected = _Selected(
                scope=scope, selector=of_kept(kept), kept=kept, held=int(held.sum())
            )
        return self._selected.selector

    def _make_writable(self) -> None:
        self._selected = None
        if self._mapped_from is not None:
            self._index = _FAISS.read_index(str(self._mapped_from))
            self._mapped_from = None
        if self._is_lists:
            self._index.set_direct_map_type(_FAISS.DirectMap.NoMap)


def _in_lists(exact: Any) -> Any:  # noqa: ANN401 -- IndexIDMap2 to IndexIVFScalarQuantizer
    """The vectors of an exact index sorted into lists and rounded to eight bits."""
    count = int(exact.ntotal)
    lists = max(1, round(_LISTS_FOR * count**0.5))
    quantizer = _FAISS.IndexFlatIP(exact.d)
    index = _FAISS.IndexIVFScalarQuantizer(
        quantizer, exact.d, lists, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
    )
    index.cp.niter = _ROUNDS
    index.own_fields = True
    quantizer.this.disown()
    rows = np.asarray(_FAISS.vector_to_array(exact.id_map), dtype=np.int64)
    inner = _FAISS.downcast_index(exact.index)
    chosen = np.linspace(0, count - 1, min(count, _SAMPLES_A_LIST * lists)).astype(np.int64)
    index.train(inner.reconstruct_batch(chosen))
    for first in range(0, count, _ADDED_AT_ONCE):
        size = min(_ADDED_AT_ONCE, count - first)
        index.add_with_ids(inner.reconstruct_n(first, size), rows[first : first + size])
    return index
