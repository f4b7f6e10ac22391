"""haystack-ai's BM25 retriever, by any Python that has it: `PYTHON -P haystack_peer.py ARTICLES`.

As its package installs it, with nothing set: InMemoryBM25Retriever over an InMemoryDocumentStore.
Questions come on standard input, one JSON string on a line; for each a line of JSON goes out with
the ids that were found, best first, and the milliseconds. The first line is of the indexing.
"""

import gzip
import json
import sys
import time
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

_DEPTH = 100


def ask(articles: Path, questions: Iterable[str]) -> Iterator[dict[str, object]]:
    """What came of the indexing, then of each question, in order.

    Raises:
        ImportError: haystack is not installed here.
    """
    document = import_module("haystack").Document
    part = "haystack.components.retrievers.in_memory"
    stores = import_module("haystack.document_stores.in_memory")
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        read = [json.loads(line) for line in lines if line.strip()]
    store = stores.InMemoryDocumentStore()
    started = time.perf_counter()
    store.write_documents([document(id=each["id"], content=each["text"]) for each in read])
    retriever = import_module(part).InMemoryBM25Retriever(document_store=store, top_k=_DEPTH)
    yield {"articles": len(read), "seconds": time.perf_counter() - started}
    for question in questions:
        started = time.perf_counter()
        found = [hit.id for hit in retriever.run(query=question)["documents"]]
        yield {"ids": found, "ms": 1000 * (time.perf_counter() - started)}


if __name__ == "__main__":
    for came in ask(Path(sys.argv[1]), (json.loads(line) for line in sys.stdin)):
        sys.stdout.write(json.dumps(came) + "\n")
        sys.stdout.flush()
