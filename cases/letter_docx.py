"""A letter as DOCX, in the layout of Nghị định 30/2020/NĐ-CP Phụ lục I."""

import io
from collections.abc import Iterable
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from cases.letters import Form, Letter

_TITLES = {
    Form.OF_2018: "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ",
    Form.OF_2025: "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",
}
_DOTS = "…………"
_FONT = "Times New Roman"
_TEXT_CM = 16.5  # a motto in 12 points takes nine of them


def letters_docx(letters: Iterable[Letter]) -> bytes:
    """The letters as one DOCX, each on a page of its own.

    Raises:
        ValueError: there is no letter.
    """
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(2)
    count = 0
    for count, letter in enumerate(letters, start=1):
        if count > 1:
            document.add_page_break()
        _add_letter(document, letter)
    if not count:
        raise ValueError("no letter to write")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add_letter(document: Any, letter: Letter) -> None:  # noqa: ANN401 -- python-docx has no types
    _add_head(document, letter)
    _line(document, _TITLES[letter.form], bold=True, centred=True, before=12)
    _line(document, f"(Mẫu số 04, {letter.form})", centred=True, italic=True)
    _line(document, f"Kính gửi: {letter.applicant.name or _DOTS}", centred=True, before=6, after=6)
    for text in _body(letter):
        _line(document, text, indent=True)
    _add_signature(document, letter)


def _add_head(document: Any, letter: Letter) -> None:  # noqa: ANN401
    table = _two_columns(document, rows=2, left_cm=7.0)
    left, right = table.rows[0].cells
    _cell(left, letter.parent_office, letter.office, bold_from=1)
    _cell(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", bold_from=0)
    left, right = table.rows[1].cells
    _cell(left, f"Số: {letter.number or '……/……'}", bold_from=9)
    day = letter.written_on
    written = f"{letter.place}, ngày {day:%d} tháng {_month(day.month)} năm {day.year}"
    _cell(right, written, bold_from=9)
    right.paragraphs[0].runs[0].italic = True


def _two_columns(document: Any, rows: int, left_cm: float) -> Any:  # noqa: ANN401
    """A table without lines over the width of the text; a motto must not break in two."""
    table = document.add_table(rows=rows, cols=2)
    table.autofit = False
    for column, width in zip(table.columns, (left_cm, _TEXT_CM - left_cm), strict=True):
        column.width = Cm(width)  # LibreOffice reads this one, Word that of the cells
        for cell in column.cells:
            cell.width = Cm(width)
    return table


def _month(month: int) -> str:
    """January and February with a zero before them: Phụ lục I, ô số 4."""
    return f"{month:02d}" if month <= 2 else str(month)


def _cell(cell: Any, *lines: str, bold_from: int) -> None:  # noqa: ANN401
    for number, text in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(text)
        run.bold = number >= bold_from
        run.font.size = Pt(12)


def _body(letter: Letter) -> Iterable[str]:
    """The sentences of the form, in its order."""
    case = letter.case
    received = f"{case.received_at:%d/%m/%Y}" if case.received_at else _DOTS
    due = f"{case.due_at:%d/%m/%Y}" if case.due_at else _DOTS
    yield (
        f"Ngày {received}, {letter.office} tiếp nhận hồ sơ của Ông/Bà/Tổ chức về thủ tục "
        f"{case.procedure or _DOTS}; mã hồ sơ: {case.code}."
    )
    if letter.form is Form.OF_2025:
        yield f"Số định danh của cá nhân, tổ chức: {_DOTS}"
    yield f"Thời gian hẹn trả kết quả: ngày {due}."
    yield f"Tuy nhiên, đến nay chưa trả được kết quả đúng thời hạn. Lý do: {letter.reason}."
    yield (
        "Sự chậm trễ này đã gây phiền hà, tốn kém thời gian, công sức của Ông/Bà/Tổ chức. "
        f"{letter.office} xin chân thành gửi lời xin lỗi tới Ông/Bà/Tổ chức."
    )
    if letter.new_appointment is None:
        yield "Kết quả giải quyết được trả cùng văn bản này."
    else:
        yield (
            f"{letter.office} sẽ trả kết quả giải quyết hồ sơ vào ngày "
            f"{letter.new_appointment:%d/%m/%Y}."
        )
    yield "Rất mong nhận được sự thông cảm của Ông/Bà/Tổ chức./."


def _add_signature(document: Any, letter: Letter) -> None:  # noqa: ANN401
    _line(document, "")
    table = _two_columns(document, rows=1, left_cm=8.0)
    left, right = table.rows[0].cells
    head = left.paragraphs[0].add_run("Nơi nhận:")
    head.bold, head.italic, head.font.size = True, True, Pt(12)
    left.paragraphs[0].paragraph_format.space_after = Pt(0)
    for text in ("- Như trên;", "- Bộ phận Một cửa;", "- Lưu: VT."):
        paragraph = left.add_paragraph()
        paragraph.add_run(text).font.size = Pt(11)
        paragraph.paragraph_format.space_after = Pt(0)
    lines = (letter.signer_title.upper(), "", "", "", letter.signer)
    _cell(right, *lines, bold_from=0)


def _line(  # noqa: PLR0913 (each is one mark of a paragraph)
    document: Any,  # noqa: ANN401
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    centred: bool = False,
    indent: bool = False,
    before: int = 0,
    after: int = 3,
) -> None:
    paragraph = document.add_paragraph()
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after = Pt(before), Pt(after)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    else:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    if indent:
        shape.first_line_indent = Cm(1.27)
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic
