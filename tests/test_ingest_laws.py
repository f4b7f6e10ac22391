"""Laws that hold of every paper: nothing is lost, the passages are the text, ids are unique."""

import io
import re
import unicodedata
import zipfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from xml.etree import ElementTree

import pypdf
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from corpus.documents import ReadDocument
from corpus.text import nfc
from ingest.errors import EmptyFileError, SecretPaperError
from ingest.pdf import read_pdf
from ingest.read import build_document, read_file

SHARED = Path(__file__).parents[1].parent / "shared"
PAPERS = sorted((SHARED / "documents").glob("*.txt"))
PDFS = sorted((SHARED / "files").glob("pdf_text*/*.pdf"))
DOCX = sorted(
    path for path in (SHARED / "files" / "docx").glob("*.docx") if zipfile.is_zipfile(path)
)
MOST_PAGES = 40
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

PIECES = st.sampled_from(
    [
        "Điều 1.", "Điều 2a. Phạm vi", "Chương I", "1. ", "a) ", "đ) ", "- ", "+ ", "I. MỤC TIÊU",
        "3.1. ", "Căn cứ Luật số 5/2031/QH15;", "Nơi nhận:", "TM. ỦY BAN NHÂN DÂN", "Trần Thị Mai",
        "1 Kế hoạch", "kế hoạch1 ", "KẾ HOẠCH", "Số: 5/KH-UBND", "Phụ lục I", "“Điều 5. ", "”", "5",
        "người dân", "./.", ".", ";", ":", ",", " ", "\n", "\n\n", "\n \n", "\f", "    ", "02/CT-",
        "**", "<sup>1</sup>", "## ", "Kính gửi:", "V/v", "tháng", "năm 20311", "QUY CHẾ", "|", "¹",
    ]
)  # fmt: skip


def letters(text: str) -> Counter[str]:
    """The characters that are not blank, superscripts as digits."""
    return Counter("".join(unicodedata.normalize("NFKC", nfc(text)).split()))


def without_markdown(text: str) -> str:
    return re.sub(r"</?sup>|\*|^#+ |^---$", "", text, flags=re.MULTILINE)


def check_laws(paper: ReadDocument) -> None:
    document, passages = paper.document, paper.passages
    assert "".join(passage.text for passage in passages) == document.text
    assert [p.start for p in passages] == [0, *(p.end for p in passages[:-1])]
    assert passages[-1].end == len(document.text)
    assert all(document.text[p.start : p.end] == p.text for p in passages)
    ids = [passage.citation.id for passage in passages]
    assert len(set(ids)) == len(ids)
    assert len(document.page_starts) == document.page_count
    assert list(document.page_starts) == sorted(document.page_starts)
    assert document.page_starts[0] == 0
    assert all(1 <= p.first_page <= p.last_page <= document.page_count for p in passages)
    assert document.text == nfc(document.text)
    assert all("\n" not in line and len(line) <= 300 for p in passages for line in p.trail)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(PIECES, max_size=40).map("".join))
@example("1 A\n\nKế hoạch1 về\n\n1 Kế hoạch\n\n\n5\n\n\n")
@example("Nơi nhận:\n- A,\nTrần Thị Mai\n5\n")
def test_no_letter_is_lost_and_the_passages_are_the_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "van_ban.txt"
    path.write_text(text, encoding="utf-8")
    try:
        paper = read_file(path)
    except EmptyFileError:
        assert not without_markdown(text).strip()
        return
    except SecretPaperError:
        return
    check_laws(paper)
    markup = "*#<>/sup-"  # whether a text is Markdown is the reader's to say
    kept = {letter: n for letter, n in letters(text).items() if letter not in markup}
    found = {
        letter: n for letter, n in letters(paper.document.text).items() if letter not in markup
    }
    assert found == kept


def test_the_papers_are_there_to_be_scanned() -> None:
    if not SHARED.exists():
        pytest.skip("the real papers are not beside the project")
    assert (len(PAPERS), len(PDFS) > 8, len(DOCX)) == (5, True, 4)


@pytest.mark.papers
@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.name[:3])
def test_a_real_paper_keeps_every_letter(path: Path) -> None:
    paper = read_file(path)
    check_laws(paper)
    source = path.read_text(encoding="utf-8")
    if path.name.startswith("002"):
        source = without_markdown(source)
    assert letters(paper.document.text) == letters(source)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPdf:
    """A real PDF: what was read, and the letters that its lines had before."""

    paper: ReadDocument
    printed: Counter[str]


def _first_pages(path: Path) -> bytes:
    """The PDF without the pages after the fortieth: the laws are the same, the time is not."""
    writer = pypdf.PdfWriter()
    pages = len(pypdf.PdfReader(path).pages)
    if pages <= MOST_PAGES:
        return path.read_bytes()
    writer.append(path, pages=(0, MOST_PAGES), import_outline=False)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _read_pdf(path: Path) -> ReadPdf:
    content = _first_pages(path)
    pages = read_pdf(path, content)
    return ReadPdf(
        paper=build_document(path.name, content, pages),
        printed=letters("".join(line.text for line in pages.lines)),
    )


@pytest.fixture(scope="session")
def pdfs() -> dict[Path, ReadPdf]:
    """Each real PDF, read once for all tests, by two processes: the laws are long."""
    with ProcessPoolExecutor(max_workers=2, mp_context=get_context("spawn")) as pool:
        largest_first = sorted(PDFS, key=lambda path: path.stat().st_size, reverse=True)
        return dict(zip(largest_first, pool.map(_read_pdf, largest_first), strict=True))


@pytest.mark.papers
@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.name[:2])
def test_a_real_pdf_keeps_every_letter_that_is_printed(
    pdfs: dict[Path, ReadPdf], path: Path
) -> None:
    check_laws(pdfs[path].paper)
    assert letters(pdfs[path].paper.document.text) == pdfs[path].printed


@pytest.mark.papers
@pytest.mark.parametrize("path", DOCX, ids=lambda path: path.name[:2])
def test_a_real_docx_keeps_every_letter_of_its_body(path: Path) -> None:
    paper = read_file(path)
    check_laws(paper)
    with zipfile.ZipFile(path) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))  # noqa: S314 -- our copy
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
    fallback = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
    twice = letters("".join(t.text or "" for copy in root.iter(fallback) for t in copy.iter(name)))
    source = letters("".join(node.text or "" for node in root.iter(name)))
    assert source - twice - letters(paper.document.text) == Counter()


@pytest.mark.papers
@pytest.mark.parametrize(
    ("start", "articles"), [("00-Luật", 80), ("01-82_2020", 32), ("02-100_2001", 3)]
)
def test_a_real_law_has_all_its_articles(
    pdfs: dict[Path, ReadPdf], start: str, articles: int
) -> None:
    found = [path for path in PDFS if path.name.startswith(start)]
    if not found:
        pytest.skip("the real papers are not beside the project")
    ids = {
        step.label
        for passage in pdfs[found[0]].paper.passages
        for step in passage.citation.steps
        if step.level == "article"
    }
    assert ids == {str(number) for number in range(1, articles + 1)}


@pytest.mark.papers
@pytest.mark.parametrize(
    ("start", "number"),
    [
        ("02-30_2020", "30/2020/NĐ-CP"),
        ("00-thong-tu", "15/2022/TT-BLĐTBXH"),
        ("06-quyet", "333/QĐ-BTC"),
    ],
)
def test_a_real_paper_says_its_number(pdfs: dict[Path, ReadPdf], start: str, number: str) -> None:
    found = [path for path in (*PDFS, *DOCX) if path.name.startswith(start)]
    if not found:
        pytest.skip("the real papers are not beside the project")
    paper = pdfs[found[0]].paper if found[0] in pdfs else read_file(found[0])
    assert paper.document.number == number
