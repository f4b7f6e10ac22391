"""In how many passages a token stands; for whoever may not see all of them, in how many of theirs.

What a question is read as, and how it is weighed, must not tell of a word that stands only in
papers that are hidden from who asks.
"""

from dataclasses import dataclass

import tantivy


@dataclass(frozen=True, slots=True, kw_only=True)
class WordCounts:
    """Counts over an index as it was when this was made, `hidden` revisions left out."""

    searcher: tantivy.Searcher
    schema: tantivy.Schema
    hidden: frozenset[int]

    def of(self, field: str, token: str) -> int:
        """The passages whose field holds a token.

        With nothing hidden removed passages are counted until their segment is merged: that takes
        some microseconds. Else it is exact, and takes some more.
        """
        about = self.searcher.doc_freq(field, token)
        return self.exactly(field, token) if about and self.hidden else about

    def exactly(self, field: str, token: str) -> int:
        """The same without those that were removed; milliseconds for a frequent token."""
        term = tantivy.Query.term_query(self.schema, field, token, "basic")
        return self._count(term)

    def passages(self) -> int:
        """All of them."""
        if not self.hidden:
            return self.searcher.num_docs
        return self._count(tantivy.Query.all_query())

    def _count(self, query: tantivy.Query) -> int:
        if self.hidden:
            out = tantivy.Query.term_set_query(self.schema, "revision", sorted(self.hidden))
            parts = [(tantivy.Occur.Must, query), (tantivy.Occur.MustNot, out)]
            query = tantivy.Query.boolean_query(parts)
        return int(self.searcher.search(query, limit=1).count)  # type: ignore[attr-defined]
