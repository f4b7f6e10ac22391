"""`PYTHON bench/haystack_baseline.py ARTICLES QUESTIONS…`: the BM25 retriever of haystack-ai.

As its package installs it, with nothing set: InMemoryBM25Retriever over an
InMemoryDocumentStore. Run by the Python of an environment of its own (`pip install haystack-ai`);
the program does not depend on it. Prints one line of JSON for each file of questions.
"""

import argparse
import gzip
import json
import math
import statistics
import sys
import time
from pathlib import Path

from haystack import Document
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever
from haystack.document_stores.in_memory import InMemoryDocumentStore

_DEPTH = 100


def main() -> None:
    """Read, index, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument(
        "--sample", type=int, default=0, help="chỉ hỏi chừng này câu đầu; 0: tất cả"
    )
    arguments = parser.parse_args()
    store = InMemoryDocumentStore()
    with gzip.open(arguments.articles, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    started = time.perf_counter()
    store.write_documents([Document(id=each["id"], content=each["text"]) for each in articles])
    seconds = time.perf_counter() - started
    held = {each["id"] for each in articles}
    retriever = InMemoryBM25Retriever(document_store=store, top_k=_DEPTH)
    for path in arguments.questions:
        asked = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        asked = [each for each in asked if held & set(each["gold"])]
        chosen = asked[: arguments.sample] if arguments.sample else asked
        gains, found10, found100, times = [], [], [], []
        for each in chosen:
            started = time.perf_counter()
            found = [hit.id for hit in retriever.run(query=each["question"])["documents"]]
            times.append(1000 * (time.perf_counter() - started))
            gold = held & set(each["gold"])
            gain = sum(1 / math.log2(k + 2) for k, one in enumerate(found[:10]) if one in gold)
            gains.append(gain / sum(1 / math.log2(k + 2) for k in range(min(10, len(gold)))))
            found10.append(len(gold & set(found[:10])) / len(gold))
            found100.append(len(gold & set(found)) / len(gold))
        measures = {
            "questions": len(chosen),
            "articles": len(articles),
            "haystack_ndcg10": round(statistics.mean(gains), 4),
            "haystack_recall10": round(statistics.mean(found10), 4),
            "haystack_recall100": round(statistics.mean(found100), 4),
            "index_s": round(seconds, 1),
            "ms_p50": round(statistics.median(times), 1),
            "ms_p95": round(sorted(times)[int(0.95 * len(times))], 1),
        }
        sys.stdout.write(json.dumps({"name": path.stem, **measures}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
