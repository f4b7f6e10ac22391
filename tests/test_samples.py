"""The sample papers and the questions on them."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypedDict

import pypdf
import pytest
from docx import Document
from docx.table import Table as WordTable

from samples.make import FONTS, make
from samples.papers import NOTICE, PAPERS, Paper, all_papers, read_blocks
from samples.pdf import load_fonts
from samples.plain import words_of

NAMES = [paper.file_name for paper in all_papers()]
BY_NAME = dict(zip(NAMES, all_papers(), strict=True))
QUESTIONS = PAPERS.parent / "questions.json"
needs_fonts = pytest.mark.skipif(
    not (FONTS / "LiberationSerif-Regular.ttf").exists(), reason="needs fonts-liberation2"
)


class Source(TypedDict):
    """Words that answer, and the file in `papers/` that holds them."""

    file: str
    quote: str


class Question(TypedDict):
    """One entry of questions.json."""

    id: str
    question: str
    category: str
    variant_of: str | None
    after: str | None
    gold_answer: str
    sources: list[Source]
    answerable: bool
    variant_kind: str | None
    context: list[str]
    note: str | None


def questions() -> list[Question]:
    found: list[Question] = json.loads(QUESTIONS.read_text(encoding="utf-8"))
    return found


def _docx_text(path: Path) -> str:
    texts: list[str] = []
    for item in Document(str(path)).iter_inner_content():
        if isinstance(item, WordTable):
            texts += [cell.text for row in item.rows for cell in row.cells]
        else:
            texts.append(item.text)
    return "\n".join(texts)


@cache
def file_text(path: Path) -> str:
    """The text of a paper's file, read as the program's users would copy it."""
    if path.suffix == ".docx":
        return _docx_text(path)
    if path.suffix == ".pdf":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    return path.read_text(encoding="utf-8")


def squeezed(text: str) -> str:
    return "".join(text.split())


def expected_pieces(paper: Paper) -> list[str]:
    blocks = [words_of(block) for block in (*paper.body, *paper.annex)]
    head = [*paper.issuer, paper.kind, paper.subject, paper.place_and_day, paper.about]
    if not paper.place_and_day:
        head = [paper.kind, paper.subject]
    return [*head, *blocks, *paper.recipients, *paper.signature, paper.signer, *paper.notes, NOTICE]


def test_folder_holds_the_papers_and_nothing_else() -> None:
    assert sorted(path.name for path in PAPERS.iterdir()) == sorted(NAMES)


def test_all_three_formats_are_there() -> None:
    assert {paper.format for paper in all_papers()} == {"docx", "pdf", "txt"}


@pytest.mark.parametrize("name", [name for name in NAMES if not name.endswith(".pdf")])
def test_script_still_makes_the_same_text(name: str, tmp_path: Path) -> None:
    made = tmp_path / name
    made.write_bytes(make(BY_NAME[name]))
    assert file_text(made) == file_text(PAPERS / name)


@needs_fonts
@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".pdf")])
def test_script_still_makes_the_same_pdf_text(name: str, tmp_path: Path) -> None:
    load_fonts(FONTS)
    made = tmp_path / name
    made.write_bytes(make(BY_NAME[name]))
    assert file_text(made) == file_text(PAPERS / name)


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".docx")])
def test_same_paper_gives_the_same_docx_bytes(name: str) -> None:
    assert make(BY_NAME[name]) == make(BY_NAME[name])


@pytest.mark.parametrize("name", NAMES)
def test_file_holds_every_word_of_its_source(name: str) -> None:
    # A page's number and notes stand between two halves of a paragraph: its ends are compared.
    text = squeezed(file_text(PAPERS / name))
    pieces = [squeezed(piece) for piece in expected_pieces(BY_NAME[name])]
    missing = [
        piece
        for piece in pieces
        if piece not in text and not (piece[:20] in text and piece[-20:] in text)
    ]
    assert missing == []


@pytest.mark.parametrize("name", NAMES)
def test_paper_says_that_it_is_a_sample(name: str) -> None:
    assert squeezed(NOTICE) in squeezed(file_text(PAPERS / name))


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".pdf")])
def test_pdf_has_two_to_four_pages(name: str) -> None:
    assert len(pypdf.PdfReader(PAPERS / name).pages) in {2, 3, 4}


def test_footnotes_stand_on_the_page_of_their_mark() -> None:
    reader = pypdf.PdfReader(PAPERS / "bc-214-cai-cach-hanh-chinh-quy-iii-2026.pdf")
    first = squeezed(reader.pages[0].extract_text())
    second = squeezed(reader.pages[1].extract_text())
    assert squeezed("2 Phòng Kinh tế, Trường Tiểu học Bình Minh Tây 2") in first
    assert squeezed("3 Phòng Kinh tế báo cáo giải trình") in second


def test_draft_letter_has_neither_number_nor_day() -> None:
    text = file_text(PAPERS / "cv-don-doc-ho-so-tre-han.txt")
    assert "Số:       /UBND-VP" in text
    assert "ngày      tháng 10 năm 2026" in text


def test_table_of_the_report_adds_up() -> None:
    rows = next(
        block.rows
        for block in BY_NAME["bc-214-cai-cach-hanh-chinh-quy-iii-2026.pdf"].body
        if not hasattr(block, "runs")
    )
    fields = [[int(cell.replace(".", "")) for cell in row[1:]] for row in rows[1:]]
    assert [sum(column) for column in zip(*fields[:-1], strict=True)] == fields[-1]
    assert [row[0] for row in fields] == [sum(row[1:]) for row in fields]


def test_footnotes_outside_a_pdf_are_refused() -> None:
    with pytest.raises(ValueError, match="footnotes in a docx; write it as pdf"):
        replace(all_papers()[0], format="docx", notes=("một",))


def test_marks_inside_a_line_become_runs() -> None:
    (line,) = read_blocks("**Điều 1.** Ban hành *hồ sơ* này[^2]")
    assert words_of(line) == "Điều 1. Ban hành hồ sơ này2"


def test_rows_that_follow_each_other_are_one_table() -> None:
    blocks = read_blocks("| a | b |\n| c | d |\nx\n| e | f |")
    assert [words_of(block) for block in blocks] == ["a b c d", "x", "e f"]


def test_questions_are_many_enough_of_each_kind() -> None:
    asked = questions()
    assert len(asked) >= 25
    assert sum(question["variant_kind"] is not None for question in asked) >= 10
    assert sum(not question["answerable"] for question in asked) >= 6


def test_question_ids_are_unique() -> None:
    ids = [question["id"] for question in questions()]
    assert len(set(ids)) == len(ids)


def test_variant_names_a_question_that_is_there() -> None:
    ids = {question["id"] for question in questions()}
    assert {question["variant_of"] for question in questions()} - {None} <= ids


def test_only_answerable_questions_have_sources() -> None:
    wrong = [q["id"] for q in questions() if bool(q["sources"]) != q["answerable"]]
    assert wrong == []


def test_every_quote_stands_in_its_file() -> None:
    sources = [(q["id"], source) for q in questions() for source in q["sources"]]
    assert sources
    missing = [
        (name, source["quote"])
        for name, source in sources
        if squeezed(source["quote"]) not in squeezed(file_text(PAPERS / source["file"]))
    ]
    assert missing == []
