"""The rooms put together: settings become a library that can be filled and asked."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date

from answer.answers import Answer, Kind
from answer.assistant import Assistant
from answer.dialogue import Dialogue
from answer.views import Views
from answer.wording import Writer
from cli.models import cache_of, embedder_of, reranking_of
from cli.settings import Settings
from corpus.audiences import AT_THE_MACHINE, Reader
from corpus.office_abbreviations import FILE, read_office_abbreviations
from corpus.reference_store import ReferenceStore
from corpus.store import Store, open_store
from corpus.unanswered import UnansweredQuestions
from corpus.units import office_units
from corpus.validity_book import ValidityBook
from corpus.validity_list import ListFile
from index.library_index import LibraryIndex
from index.ranker import load_ranker
from index.restoring import restorer_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """An open store, its index, and what readers see of both.

    `assistant` and `book` are of the whole library, for commands; faces go by `views`.
    """

    store: Store
    index: LibraryIndex
    views: Views
    assistant: Assistant
    book: ValidityBook
    unanswered: UnansweredQuestions
    writer: Writer | None = None  # None: answers are quotations alone

    def ask(
        self, question: str, today: date, dialogue: Dialogue | None = None, *, reader: Reader
    ) -> Answer:
        """The answer from what the reader may see.

        What could not be answered is kept for the administrator's report.
        """
        answer = self.views.of(reader).assistant.answer(question, today, dialogue)
        if not answer.answered and answer.kind not in (Kind.SMALL_TALK, Kind.CASE):
            self.unanswered.keep(
                answer.whole_question,
                kind=answer.kind.value,
                confidence=answer.confidence,
                nearest=answer.quotes[0].citation.id if answer.quotes else None,
            )
        return answer if self.writer is None else self.writer.worded(answer, today)


@contextmanager
def open_library(settings: Settings) -> Iterator[Library]:
    """The library that the settings name; made when there is none. Closed at the end."""
    settings.home.mkdir(parents=True, exist_ok=True)
    listed = ListFile(settings.home)
    with open_store(settings.database_url) as store, ExitStack() as opened:
        find_missing_references(store)
        embedder = embedder_of(settings.models)
        index = LibraryIndex(
            settings.index_home,
            store,
            embedder,
            restorer_of(embedder),
            ranker=load_ranker(),
            short_forms=read_office_abbreviations(settings.home / FILE),
            reranking=reranking_of(settings.models),
            cache=cache_of(settings),
        )

        def assistant_over(seen: LibraryIndex, held: Store) -> Assistant:
            return Assistant(
                seen,
                held,
                listed.current,
                own_units=lambda: office_units(settings.home / "units.json"),
                working_days_left=lambda first, last: _working_days_left(settings, first, last),
            )

        views = Views(store, index, listed.current, assistant_over)
        everything = views.of(AT_THE_MACHINE)
        yield Library(
            store=store,
            index=index,
            views=views,
            assistant=everything.assistant,
            book=everything.book,
            unanswered=UnansweredQuestions(store),
            writer=_open_writer(settings, opened),
        )


def _open_writer(settings: Settings, opened: ExitStack) -> Writer | None:
    """What words the answers, closed with the library; None where no endpoint is set."""
    if settings.writing is None:
        return None
    # Only here: most offices have no endpoint, and no answer waits for loading this.
    from cli.writing_endpoint import WritingEndpoint  # noqa: PLC0415

    return Writer(opened.enter_context(WritingEndpoint(settings.writing)).complete)


def _working_days_left(settings: Settings, first: date, last: date) -> int:
    # The calendar of holidays is for answers with a day ahead only.
    from cases.working_days import working_days  # noqa: PLC0415

    return working_days(settings.home / "working_days.csv").between(first, last)


def find_missing_references(store: Store) -> None:
    """Find what the papers cite that an older program stored; nothing to do in most cases."""
    kept = ReferenceStore(store)
    unsearched = kept.unsearched()
    if not unsearched:
        return
    from ingest.references import find_references  # noqa: PLC0415 -- for an older store only

    for document_id, revision in unsearched:
        document = store.document(document_id, revision=revision)
        passages = store.passages(document_id, revision=revision)
        kept.write(find_references(document, passages), document_id, revision)
