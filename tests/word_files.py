"""Small Word files written by hand, and what python-docx sees in a Word file."""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.oxml.ns import qn

from tests.test_ingest_laws import letters

_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ROOTS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
    "header": "hdr",
    "footer": "ftr",
}


def word_bytes(body: str, **parts: str) -> bytes:
    """A DOCX of the XML inside w:body; a part is named by its kind (header has the id "header")."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        types = "".join(
            f'<Override PartName="/word/{kind}.xml" ContentType="{_MAIN}.{kind}+xml"/>'
            for kind in parts
        )
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>'
            f"{types}</Types>",
        )
        archive.writestr("_rels/.rels", _relations({"officeDocument": "word/document.xml"}))
        archive.writestr(
            "word/_rels/document.xml.rels", _relations({kind: f"{kind}.xml" for kind in parts})
        )
        archive.writestr(
            "word/document.xml",
            f"<w:document {_SPACES}><w:body>{body}<w:sectPr>{_margins(parts)}</w:sectPr>"
            "</w:body></w:document>",
        )
        for kind, inside in parts.items():
            root = _ROOTS[kind]
            archive.writestr(f"word/{kind}.xml", f"<w:{root} {_SPACES}>{inside}</w:{root}>")
    return buffer.getvalue()


def _relations(targets: dict[str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="{kind}" Type="{_KINDS}/{kind}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{inside}</Relationships>'


def _margins(parts: dict[str, str]) -> str:
    return "".join(
        f'<w:{kind}Reference w:type="default" r:id="{kind}"/>'
        for kind in ("header", "footer")
        if kind in parts
    )


def run(text: str, properties: str = "") -> str:
    """A run of words."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph of runs, or of plain words."""
    inside = "".join(piece if piece.startswith("<") else run(piece) for piece in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def cell(text: str, properties: str = "") -> str:
    """A cell of one paragraph; words in XML stand as they are."""
    inside = text if text.startswith(("<w:p", "<w:tbl")) else paragraph(text)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def table(*rows: list[str], heads: int = 0) -> str:
    """A table of rows of cells; words in place of a cell become one. `heads` rows are repeated."""
    made = []
    for order, row in enumerate(rows):
        cells = "".join(one if one.startswith("<w:tc>") else cell(one) for one in row)
        repeated = "<w:trPr><w:tblHeader/></w:trPr>" if order < heads else ""
        made.append(f"<w:tr>{repeated}{cells}</w:tr>")
    return f"<w:tbl><w:tblPr/>{''.join(made)}</w:tbl>"


def plainly(path: Path) -> Counter[str]:
    """The characters that python-docx gives of a file's paragraphs and tables, none twice."""
    document = docx.Document(str(path))
    return letters("".join(_texts(document.element.body, document)))


def _texts(container: object, document: object) -> Iterator[str]:
    from docx.text.paragraph import Paragraph  # noqa: PLC0415

    for element in container.iter(qn("w:p")):  # type: ignore[attr-defined]
        yield Paragraph(element, document).text
