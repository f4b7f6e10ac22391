"""The lexical index (tantivy): BM25 over syllables and neighbouring pairs, changed in place.

Pairs beside syllables lift nDCG@10 from 0.634 to 0.694 (exam) and from 0.380 to 0.456 (staff)
over 84,082 articles; underthesea's words in place of the pairs did less.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray

from corpus.text import fold
from index.analyzer import folded, pairs, syllables
from index.errors import IndexWriteError, StaleIndexError
from index.rows import Entry, revision_rows, split_row
from index.scope import EVERYTHING, Scope
from index.token_codes import Packed, pack
from index.word_counts import WordCounts

_NONE: frozenset[int] = frozenset()
_TEXT_FIELDS = ("body", "context", "body_folded", "context_folded")
# Of a writer, used as it fills. With less, a library of 84,000 articles is in seven segments that
# the first paper added after it sets to merging: 14 s instead of 0.2 on a busy machine.
_HEAP_BYTES = 256_000_000
_COUNTED = 500  # passages: up to here a frequency is counted exactly
_TERMS = 200  # tokens and pairs that begin alike: "61/2018/"
_SPELLINGS = 20  # of one word without accents


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldWeights:
    """How much a token counts in each field: the passage, its headings, and their shadows."""

    body: float = 1.0
    context: float = 0.4
    folded: float = 0.0  # of the two, for the accent-folded shadow


class LexicalIndex:
    """One folder of a tantivy index. One process writes at a time; readers see whole commits."""

    def __init__(self, folder: Path) -> None:
        """Open the index of a folder; an empty one when there is none.

        Raises:
            StaleIndexError: the folder holds something that can not be read.
        """
        self._folder = folder
        self._schema = _schema()
        folder.mkdir(parents=True, exist_ok=True)
        with self._readable():
            self._index = tantivy.Index(self._schema, path=str(folder))
            by_space = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
            self._index.register_tokenizer("tokens", by_space)
            self._searcher = self._index.searcher()

    def write(self, added: Iterable[Entry], removed_revisions: Iterable[int] = ()) -> None:
        """Remove whole revisions, then add entries, in one commit.

        An entry's row has to be free: to replace it, name its revision among the removed.

        Raises:
            IndexWriteError: the disk is full or can not be written; nothing was committed.
        """
        doomed = [self._of_revision(revision) for revision in removed_revisions]
        documents = map(_document, added)
        with self._writable():
            writer = self._index.writer(_HEAP_BYTES, 1)
        try:
            for query in doomed:
                writer.delete_documents_by_query(query)
            for document in documents:
                with self._writable():
                    writer.add_document(document)
            with self._writable():
                writer.commit()
                writer.wait_merging_threads()
        finally:
            del writer  # it holds the folder's lock, and an error may hold this frame
        self.reload()

    def reload(self) -> None:
        """See what other processes have committed.

        Raises:
            StaleIndexError: the files are gone or can not be read.
        """
        with self._readable():
            self._index.reload()
            self._searcher = self._index.searcher()

    @contextmanager
    def _readable(self) -> Iterator[None]:
        """What tantivy says of its files, said as ours: it raises ValueError for all of it."""
        try:
            yield
        except ValueError as error:
            raise StaleIndexError(
                what=f"thư mục {self._folder.name}", found="hỏng hoặc thiếu", expected="chỉ mục từ"
            ) from error

    @contextmanager
    def _writable(self) -> Iterator[None]:
        try:
            yield
        except ValueError as error:
            raise IndexWriteError(self._folder, error) from error

    def __len__(self) -> int:
        return self._searcher.num_docs

    def rows(self) -> NDArray[np.int64]:
        """The row of every passage, in no order. About 0.1 s for 84,000."""
        if not len(self):
            return np.zeros(0, dtype=np.int64)
        everything = tantivy.Query.all_query()
        hits = self._searcher.search(everything, limit=len(self), count=False).hits
        places = [place for _, place in hits]
        return np.asarray(self._searcher.fast_field_values("row", places), dtype=np.int64)

    def search(
        self, question: str, limit: int, weights: FieldWeights, scope: Scope = EVERYTHING
    ) -> tuple[list[int], list[float]]:
        """The best rows in a scope and their BM25 scores, best first; ties by position.

        Both are empty when no token of the question is in the index.
        """
        query = self._query(question, weights)
        if query is None or not len(self):
            return [], []
        if not scope.is_everything:
            query = self._within(query, scope)
        hits = self._searcher.search(query, limit=limit, count=False).hits
        places = [place for _, place in hits]
        rows = [int(row or 0) for row in self._searcher.fast_field_values("row", places)]
        return rows, [float(score) for score, _ in hits]

    def packed(self, rows: Sequence[int]) -> Packed:
        """The tokens of some rows, in the order of `rows`; a row that is not there is empty."""
        if not rows:
            return Packed([])
        wanted = tantivy.Query.term_set_query(self._schema, "row", list(rows))
        hits = self._searcher.search(wanted, limit=len(rows), count=False).hits
        places = [place for _, place in hits]
        found = self._searcher.fast_field_values("row", places)
        blobs = {
            int(row or 0): bytes(self._searcher.doc(place).get_first("packed") or b"")
            for row, place in zip(found, places, strict=True)
        }
        return Packed([blobs.get(row, b"") for row in rows])

    def counts(self, hidden: frozenset[int] = _NONE) -> WordCounts:
        """In how many passages tokens stand, those of hidden revisions left out."""
        return WordCounts(searcher=self._searcher, schema=self._schema, hidden=hidden)

    def frequency(self, bare_token: str, hidden: frozenset[int] = _NONE) -> int:
        """How many passages have a token in their own text, whatever accents it is written with.

        Args:
            bare_token: a token or a pair, without accents.
            hidden: revisions that are not counted.
        """
        counts = self.counts(hidden)
        about = counts.of("body_folded", bare_token)
        # What was removed is counted, too, until its segment is merged: of a rare token that
        # would matter, of a frequent one the exact count would take milliseconds.
        return about if about > _COUNTED else counts.exactly("body_folded", bare_token)

    def spellings(self, hidden: frozenset[int] = _NONE) -> "LexicalSpellings":
        """How the papers of this index are written, hidden revisions left out."""
        return LexicalSpellings(self.counts(hidden))

    def _query(self, question: str, weights: FieldWeights) -> tantivy.Query | None:
        tokens = syllables(question)
        shadow = folded(tokens)
        of_fields = (
            ("body", tokens, weights.body),
            ("context", tokens, weights.context),
            ("body_folded", shadow, weights.body * weights.folded),
            ("context_folded", shadow, weights.context * weights.folded),
        )
        parts = [
            (tantivy.Occur.Should, self._term(field, token, weight * count))
            for field, asked, weight in of_fields
            if weight > 0
            for token, count in Counter([*asked, *pairs(asked)]).items()
        ]
        return tantivy.Query.boolean_query(parts) if parts else None

    def _within(self, query: tantivy.Query, scope: Scope) -> tantivy.Query:
        """A query that finds in a scope alone, with the same scores."""
        parts = [(tantivy.Occur.Must, query)]
        if scope.only is not None:
            allowed = tantivy.Query.term_set_query(self._schema, "revision", sorted(scope.only))
            parts.append((tantivy.Occur.Must, tantivy.Query.const_score_query(allowed, 0.0)))
        if scope.skip:
            left_out = tantivy.Query.term_set_query(self._schema, "revision", sorted(scope.skip))
            parts.append((tantivy.Occur.MustNot, left_out))
        return tantivy.Query.boolean_query(parts)

    def _of_revision(self, revision: int) -> tantivy.Query:
        rows = revision_rows(revision)
        return tantivy.Query.range_query(
            self._schema, "row", tantivy.FieldType.Unsigned, rows.start, rows.stop - 1
        )

    def _term(self, field: str, token: str, weight: float) -> tantivy.Query:
        term = tantivy.Query.term_query(self._schema, field, token, "freq")
        return term if weight == 1.0 else tantivy.Query.boost_query(term, weight)


@dataclass(frozen=True, slots=True)
class LexicalSpellings:
    """The words and frequencies of an index, as it was when this was made."""

    counts: WordCounts

    def word(self, bare_word: str) -> str | None:
        """How most papers write a word of several syllables; None when none has it.

        Args:
            bare_word: syllables without accents, joined by "_": "tan_quy_dong".
        """
        found = self._beginning("words", f"{bare_word}=", _SPELLINGS)
        if not found:
            return None
        term, _ = max(found, key=lambda spelled: (spelled[1], spelled[0]))
        return term.partition("=")[2]

    def frequency(self, token: str) -> int:
        """In how many passages a syllable or pair stands, removed ones counted until merged."""
        return self.counts.of("body", token)

    def is_met(self, bare_token: str) -> bool:
        """Whether any passage has a syllable, or a pair joined by "_", given without accents."""
        return self.counts.of("body_folded", bare_token) > 0

    def terms(self, beginning: str) -> list[tuple[str, int]]:
        """The tokens that begin so, each with its number of passages."""
        found = self._beginning("body", beginning, _TERMS)
        return [(term, count) for term, count in found if "_" not in term]

    def _beginning(self, field: str, beginning: str, most: int) -> list[tuple[str, int]]:
        found = self.counts.searcher.terms_with_prefix(field, beginning, limit=most)
        if not self.counts.hidden:
            return [(term, int(count)) for term, count in found]
        seen = ((term, self.counts.of(field, term)) for term, _ in found)
        return [(term, count) for term, count in seen if count]


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("row", indexed=True, fast=True)
    for name in _TEXT_FIELDS:
        builder.add_text_field(name, tokenizer_name="tokens", index_option="freq")
    builder.add_text_field("words", tokenizer_name="tokens", index_option="basic")
    builder.add_unsigned_field("revision", indexed=True, fast=False)
    builder.add_bytes_field("packed", stored=True, indexed=False)  # what the ranking stage reads
    return builder.build()


def _document(entry: Entry) -> tantivy.Document:
    document = tantivy.Document()
    document.add_unsigned("row", entry.row)
    document.add_unsigned("revision", split_row(entry.row)[0])
    document.add_bytes("packed", pack(entry))
    for name, text in (("body", entry.text), ("context", entry.context)):
        tokens = syllables(text)
        document.add_text(name, " ".join([*tokens, *pairs(tokens)]))
        shadow = folded(tokens)
        document.add_text(f"{name}_folded", " ".join([*shadow, *pairs(shadow)]))
    document.add_text("words", " ".join(f"{fold(word)}={word}" for word in entry.words))
    return document
