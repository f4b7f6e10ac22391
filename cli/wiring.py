"""The rooms put together: settings become a library that can be filled and asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from answer.assistant import Assistant
from cli.settings import Settings
from corpus.office_abbreviations import FILE, read_office_abbreviations
from corpus.store import Store, open_store
from index.embedding import Embedder
from index.library_index import LibraryIndex
from index.ranker import load_ranker
from index.restoring import restorer_of
from index.static_model import CARD_FILE, load_static_model


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """An open store, its index, and the assistant over both."""

    store: Store
    index: LibraryIndex
    assistant: Assistant


@contextmanager
def open_library(settings: Settings) -> Iterator[Library]:
    """The library that the settings name; made when there is none. Closed at the end."""
    settings.home.mkdir(parents=True, exist_ok=True)
    with open_store(settings.database_url) as store:
        embedder = embedder_of(settings)
        index = LibraryIndex(
            settings.index_home,
            store,
            embedder,
            restorer_of(embedder),
            ranker=load_ranker(),
            short_forms=read_office_abbreviations(settings.home / FILE),
        )
        yield Library(store=store, index=index, assistant=Assistant(index, store))


def embedder_of(settings: Settings) -> Embedder:
    """The shipped static model, or the sentence-transformers model that the settings name."""
    if settings.model is None:
        return load_static_model()
    if (Path(settings.model) / CARD_FILE).exists():
        return load_static_model(Path(settings.model))
    # Only here: it takes torch, which the core does without.
    from index.sentence_model import SentenceModel  # noqa: PLC0415

    return SentenceModel(
        settings.model,
        question_prompt=settings.question_prompt,
        passage_prompt=settings.passage_prompt,
    )
