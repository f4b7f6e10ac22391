"""The articles of a collection as a library: each law a document, each article a passage."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator

from bench.collections import Article
from corpus.citations import Citation, Level, Step
from corpus.documents import Document, Passage, ReadDocument, Role
from corpus.store import Store
from corpus.text import fold, nfc
from ingest.obligations import RULES


def store_articles(store: Store, articles: Iterable[Article]) -> int:
    """Store every law; how many articles there are. About a minute for 84,000."""
    count = 0
    for read in laws_of(articles):
        store.put(read)
        count += len(read.passages)
    return count


def laws_of(articles: Iterable[Article]) -> Iterator[ReadDocument]:
    """One document for each law, in the order of its articles in the collection.

    Their duties count as read: laws are not what a register of tasks is made of here.
    """
    by_law: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        by_law[article.number].append(article)
    for number, found in by_law.items():
        name = "-".join(fold(number).replace("/", " ").split())
        passages = tuple(_passages(name, found))
        text = "".join(passage.text for passage in passages)
        document = Document(
            id=name,
            number=number.upper(),
            source=f"{name}.txt",
            sha256=hashlib.sha256(f"{number}\n{text}".encode()).hexdigest(),
            page_count=1,
            page_starts=(0,),
            text=text,
        )
        yield ReadDocument(document=document, passages=passages, obligation_rules=RULES)


def _passages(name: str, articles: Iterable[Article]) -> Iterator[Passage]:
    start = 0
    for article in articles:
        text = f"{nfc(article.text)}\n"
        yield Passage(
            citation=Citation(
                document_id=name, steps=(Step(Level.ARTICLE, article.id.partition("+")[2]),)
            ),
            role=Role.BODY,
            trail=(),
            text=text,
            start=start,
            end=start + len(text),
            first_page=1,
            last_page=1,
        )
        start += len(text)
