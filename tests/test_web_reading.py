"""A document cut into pages and pieces for reading."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.citations import Citation, Level, Step
from corpus.documents import Document, Passage, Role
from web.reading import Piece, pages_of, quoted_range


def paper(text: str, page_starts: tuple[int, ...]) -> Document:
    """A document with this text."""
    return Document(
        id="vb",
        source="vb.pdf",
        sha256="a",
        page_count=len(page_starts),
        page_starts=page_starts,
        text=text,
    )


def passage(document: Document, start: int, end: int) -> Passage:
    """A paragraph of a document, named by its start."""
    return Passage(
        citation=Citation(document_id="vb", steps=(Step(Level.PARAGRAPH, str(start)),)),
        role=Role.BODY,
        trail=(),
        text=document.text[start:end],
        start=start,
        end=end,
        first_page=1,
        last_page=1,
    )


@given(
    text=st.text(max_size=40),
    starts=st.lists(st.integers(1, 60), max_size=4, unique=True).map(sorted),
    bounds=st.tuples(st.integers(0, 60), st.integers(0, 60)),
)
def test_pieces_rebuild_the_text(text: str, starts: list[int], bounds: tuple[int, int]) -> None:
    document = paper(text, (0, *starts))
    quoted = quoted_range(document, str(bounds[0]), str(bounds[1]))
    pieces = [piece for page in pages_of(document, (), quoted) for piece in page.pieces]
    marked = "".join(piece.text for piece in pieces if piece.is_quoted)
    assert "".join(piece.text for piece in pieces) == text
    assert marked == (text[quoted.start : quoted.stop] if quoted else "")


def test_quotation_over_two_pages_is_marked_on_both() -> None:
    document = paper("abcdef", (0, 3))
    pages = pages_of(document, (passage(document, 0, 6),), range(2, 4))
    assert [[(p.text, p.is_quoted, p.is_first_quoted) for p in page.pieces] for page in pages] == [
        [("ab", False, False), ("c", True, True)],
        [("d", True, False), ("ef", False, False)],
    ]


def test_passage_is_anchored_where_it_begins() -> None:
    document = paper("abcd", (0,))
    (page,) = pages_of(document, (passage(document, 0, 2), passage(document, 2, 4)), None)
    assert page.pieces == (
        Piece(text="ab", anchor="vb/p0", role=Role.BODY, is_quoted=False, is_first_quoted=False),
        Piece(text="cd", anchor="vb/p2", role=Role.BODY, is_quoted=False, is_first_quoted=False),
    )


def test_document_without_page_starts_is_one_page() -> None:
    (page,) = pages_of(paper("abc", ()), (), None)
    assert page.number == 1
    assert [piece.text for piece in page.pieces] == ["abc"]


def test_marks_that_do_not_exist_are_no_marks() -> None:
    document = paper("abc", (0,))
    assert quoted_range(document, "0", "3") == range(3)
    assert quoted_range(document, "0", "4") is None
    assert quoted_range(document, "2", "2") is None
    assert quoted_range(document, "-1", "2") is None
    assert quoted_range(document, None, "2") is None
