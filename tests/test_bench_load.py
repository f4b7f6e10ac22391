"""A small crowd over a few articles: the whole measurement, with the real command."""

import os
from datetime import date

from bench.collections import Article
from bench.law_library import laws_of
from bench.load import measure
from bench.measures import cpu_seconds, resident_mib

ARTICLES = [
    Article(id="1/2020/qh14+1", text="Điều 1. Phạm vi\nLuật này quy định về thanh niên."),
    Article(id="2/2021/nđ-cp+1", text="Điều 1. Báo cáo\nBáo cáo gửi trước ngày 14 hằng quý."),
    Article(id="1/2020/qh14+2", text="Điều 2. Tuổi\nThanh niên từ đủ 16 tuổi đến 30 tuổi."),
]


def test_each_law_is_a_document_and_each_article_a_passage_of_it() -> None:
    first, second = laws_of(ARTICLES)
    assert (first.document.id, second.document.id) == ("1-2020-qh14", "2-2021-nd-cp")
    assert [passage.citation.words for passage in first.passages] == ["Điều 1", "Điều 2"]
    assert first.document.text == "".join(passage.text for passage in first.passages)


def test_a_small_crowd_is_answered_without_an_error() -> None:
    asked = ["Thanh niên bao nhiêu tuổi?", "Báo cáo gửi trước ngày nào?"]
    found = measure(ARTICLES, asked, date(2026, 3, 16), lambda _: None, staff=3, each=4)
    assert (found.articles, found.staff, found.questions, found.errors) == (3, 3, 12, 0)
    assert found.ms_p50 <= found.ms_p95 <= found.ms_longest
    assert found.per_second > 0


def test_memory_and_processor_are_those_of_the_process_named() -> None:
    assert resident_mib(os.getpid()) > 1
    assert cpu_seconds(os.getpid()) > 0
    assert resident_mib(2**22 + 1) == cpu_seconds(2**22 + 1) == 0.0
