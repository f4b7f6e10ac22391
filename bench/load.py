"""How many staff can ask at once: questions a second, waiting, errors and memory under load.

The laws of a retrieval collection are stored as a library; `dunghan serve` answers over it on
loopback, and signed-in staff ask it from this machine, so that server and load share its cores.
The same questions are first answered one after another without the web, by a process of their
own. Nothing keeps answers: a question that comes again costs what it cost the first time.
"""

import multiprocessing
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from answer.assistant import Assistant
from bench.collections import Article
from bench.crowd import Tally, ask_at_once, ask_in_turn, serving
from bench.law_library import store_articles
from bench.measures import percentile
from corpus.staff import Role
from corpus.staff_sessions import Kind, begin_session
from corpus.staff_store import add_staff
from corpus.store import Store, open_store
from index.library_index import LibraryIndex
from index.ranker import load_ranker
from index.restoring import restorer_of
from index.static_model import load_static_model

STAFF = 200
_AN_HOUR = 30  # questions of one person
_ALONE = 200  # questions asked by one person, and in process


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What one run measured; a question takes from sending it to having read the reply."""

    articles: int
    bare_per_second: float  # in process, one after another, without the web
    bare_ms_p50: float
    bare_ms_p95: float
    bare_cpu_ms: float  # of the processor, for one question: what a busy machine does not change
    alone_per_second: float  # one person over the web, one after another
    alone_ms_p50: float
    alone_ms_p95: float
    staff: int  # who then ask at the same time, without a pause
    questions: int
    errors: int
    per_second: float
    ms_p50: float
    ms_p95: float
    ms_longest: float
    cpu_ms: float  # of the server, for one question
    rss_first_mib: float  # of the server, after a twelfth of the questions
    rss_middle_mib: float
    rss_end_mib: float

    def measures(self) -> dict[str, float]:
        """The stable shape of the result's file."""
        return asdict(self)


def measure(  # noqa: PLR0913 -- the size of the load is for tests to make small
    articles: Iterable[Article],
    questions: Sequence[str],
    today: date,
    on_progress: Callable[[str], None],
    staff: int = STAFF,
    each: int = _AN_HOUR,
) -> Load:
    """One run: about ten minutes for 84,000 articles and 6,000 questions on two cores."""
    few = questions[:_ALONE]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        on_progress("Đang nạp các điều luật …")
        with open_store(_url(home)) as store:
            count = store_articles(store, articles)
            cookies = _people(store, staff)
        on_progress("Đang lập chỉ mục và hỏi không qua web …")
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            bare = pool.apply(_answer_all, (home, few, today))
        on_progress("Đang mở máy chủ …")
        with serving(home) as server:
            alone = ask_in_turn(server, cookies[0], few)
            on_progress(f"{staff} người cùng hỏi …")
            crowd = ask_at_once(server, cookies, questions, each)
    return _result(count, bare, alone, crowd, staff)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bare:
    """What answering without the web took."""

    times: list[float]  # seconds
    cpu_seconds: float


def _result(articles: int, bare: _Bare, alone: Tally, crowd: Tally, staff: int) -> Load:
    rss = crowd.rss_mib or [0.0]
    return Load(
        articles=articles,
        bare_per_second=round(len(bare.times) / sum(bare.times), 1),
        bare_ms_p50=round(1000 * percentile(bare.times, 50), 1),
        bare_ms_p95=round(1000 * percentile(bare.times, 95), 1),
        bare_cpu_ms=round(1000 * bare.cpu_seconds / len(bare.times), 1),
        alone_per_second=round(len(alone.times) / alone.seconds, 1),
        alone_ms_p50=round(1000 * percentile(alone.times, 50), 1),
        alone_ms_p95=round(1000 * percentile(alone.times, 95), 1),
        staff=staff,
        questions=len(crowd.times) + crowd.errors,
        errors=alone.errors + crowd.errors,
        per_second=round(len(crowd.times) / crowd.seconds, 1),
        ms_p50=round(1000 * percentile(crowd.times, 50)),
        ms_p95=round(1000 * percentile(crowd.times, 95)),
        ms_longest=round(1000 * max(crowd.times, default=0.0)),
        cpu_ms=round(1000 * crowd.cpu_seconds / max(1, len(crowd.times)), 1),
        rss_first_mib=round(rss[0], 1),
        rss_middle_mib=round(rss[len(rss) // 2], 1),
        rss_end_mib=round(rss[-1], 1),
    )


def _url(home: Path) -> str:
    return f"sqlite:///{home / 'kho.db'}"


def _people(store: Store, count: int) -> list[str]:
    """The session tokens of so many staff."""
    people = [
        add_staff(store, account=f"can-bo-{number}", name=f"Cán bộ {number}", role=Role.OFFICER)
        for number in range(count)
    ]
    return [begin_session(store, person.id, Kind.WEB, "đo") for person in people]


def _answer_all(home: Path, questions: Sequence[str], today: date) -> _Bare:
    """Each question answered, one after another; builds the index first."""
    embedder = load_static_model()
    with open_store(_url(home)) as store:
        restorer, ranker = restorer_of(embedder), load_ranker()
        index = LibraryIndex(home / "index", store, embedder, restorer, ranker=ranker)
        assistant = Assistant(index, store)
        for question in questions[:20]:
            assistant.answer(question, today)  # the first builds the index
        times, cpu = [], time.process_time()
        for question in questions:
            started = time.perf_counter()
            assistant.answer(question, today)
            times.append(time.perf_counter() - started)
        return _Bare(times=times, cpu_seconds=time.process_time() - cpu)
