"""The files of a retrieval collection: articles, and questions with the articles that answer."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import DungHanError
from index.rows import Entry
from index.standing import level_of, year_of

_ARTICLE = "một đối tượng JSON có «id» và «text»"
_QUESTION = "một đối tượng JSON có «question» và «gold»"


class CollectionError(DungHanError):
    """A line of a collection's file is not of its shape."""

    def __init__(self, path: Path, line: int, expected: str) -> None:
        super().__init__(
            f"{path.name}, dòng {line}: không đúng dạng, cần {expected}. Hãy sửa tệp rồi chạy lại."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article of a law."""

    id: str
    text: str

    @property
    def number(self) -> str:
        """Of its law, where the id is one and the article: "61/2018/nđ-cp+5"."""
        return self.id.partition("+")[0]


def entry_of(article: Article, row: int) -> Entry:
    """What is indexed of an article; its heading is its first line."""
    return Entry(
        row=row,
        text=article.text,
        context="",
        year=year_of(article.number),
        level=level_of(article.number),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question and the ids of the articles that answer it."""

    text: str
    gold: tuple[str, ...]


def read_articles(path: Path) -> Iterator[Article]:
    """The articles of a .jsonl or .jsonl.gz file with "id" and "text" on each line."""
    for number, line in _lines(path):
        try:
            fields = json.loads(line)
            yield Article(id=fields["id"], text=fields["text"])
        except (ValueError, KeyError, TypeError) as error:
            raise CollectionError(path, number, _ARTICLE) from error


def read_asked(path: Path) -> Iterator[Asked]:
    """The questions of a .jsonl file with "question" and "gold" on each line."""
    for number, line in _lines(path):
        try:
            fields = json.loads(line)
            yield Asked(text=fields["question"], gold=tuple(fields["gold"]))
        except (ValueError, KeyError, TypeError) as error:
            raise CollectionError(path, number, _QUESTION) from error


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    number = 0
    with path.open("rb") as file:
        lines = gzip.GzipFile(fileobj=file) if path.suffix == ".gz" else file
        try:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield number, line
        except (EOFError, gzip.BadGzipFile) as error:
            raise CollectionError(path, number + 1, "dòng đọc được (tệp nén bị hỏng)") from error
