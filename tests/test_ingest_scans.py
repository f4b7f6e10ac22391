"""The real scans beside the project: what their first pages say, and that nothing is invented."""

import io
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdf
import pytest

from corpus.documents import Document
from ingest.read import read_file
from tests.scans import needs_tesseract

FACTS = json.loads((Path(__file__).parent / "facts" / "pdf_scan.json").read_text(encoding="utf-8"))
SCANS = sorted((Path(__file__).parents[2] / "shared" / "files" / "pdf_scan").glob("*.pdf"))

pytestmark = [
    pytest.mark.papers,
    needs_tesseract,
    pytest.mark.skipif(not SCANS, reason="the real papers are not beside the project"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


def _first_page(scan: Path, folder: Path) -> Document:
    writer = pypdf.PdfWriter()
    writer.append(scan, pages=(0, 1), import_outline=False)
    made = io.BytesIO()
    writer.write(made)
    path = folder / scan.name
    path.write_bytes(made.getvalue())
    return read_file(path).document


@pytest.fixture(scope="session")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """What is read from the first page of each scan, as in the facts; costs half a minute."""
    folder = tmp_path_factory.mktemp("scans")
    with ThreadPoolExecutor(2) as pool:
        documents = list(pool.map(lambda scan: _first_page(scan, folder), SCANS))
    return [
        {
            "file": document.source[:2],
            "number": document.number or "",
            "signed_on": str(document.signed_on or ""),
            "kind": document.kind or "",
            "issuer": document.issuer or "",
        }
        for document in documents
    ]


def test_six_of_the_eight_real_scans_say_their_number_day_kind_and_issuer(
    found: list[dict[str, str]],
) -> None:
    assert len(found) == len(FACTS) == 8
    right = [row["file"] for row, fact in zip(found, FACTS, strict=True) if row == fact]
    assert len(right) >= 6, found


def test_no_number_and_no_day_of_a_real_scan_is_invented(found: list[dict[str, str]]) -> None:
    wrong = [
        (row["file"], field, row[field])
        for row, fact in zip(found, FACTS, strict=True)
        for field in ("number", "signed_on")
        if row[field] not in ("", fact[field])
    ]
    assert wrong == []
