"""What is attached to a paper: each part has a place of its own, and ids stay unique."""

from pathlib import Path

import pytest

from corpus.documents import Passage, ReadDocument
from ingest.plain import read_text
from ingest.read import build_document

DECISION = """\
ỦY BAN NHÂN DÂN                       CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
HUYỆN BẾN ĐÒ                           Độc lập - Tự do - Hạnh phúc
Số: 15/QĐ-UBND                         Bến Đò, ngày 05 tháng 3 năm 2031

                     QUYẾT ĐỊNH
             Ban hành Quy chế trực cổng

         CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN

Căn cứ Luật số 5/2030/QH16;

QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này Quy chế trực cổng và 02 biểu mẫu.
Điều 2. Quyết định này có hiệu lực từ ngày ký./.

Nơi nhận:                              CHỦ TỊCH
- Như Điều 2;
- Lưu: VT.                             Trần Thị Mai

ỦY BAN NHÂN DÂN                       CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
HUYỆN BẾN ĐÒ                           Độc lập - Tự do - Hạnh phúc

                     QUY CHẾ
             Trực cổng cơ quan
(Ban hành kèm theo Quyết định số 15/QĐ-UBND ngày 05/3/2031 của UBND huyện)

Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
1. Quy chế này quy định việc trực cổng.
a) Ban ngày;

                   PHỤ LỤC I
            DANH MỤC CỔNG TRỰC
(Kèm theo Quy chế trực cổng)
1. Cổng chính.

                  Mẫu số 01
                SỔ GIAO CA
1. Giờ giao

                  Biểu mẫu 02
              PHIẾU BÁO
1. Giờ báo

                   PHỤ LỤC II
            LỊCH TRỰC
(Kèm theo Quyết định số 15/QĐ-UBND ngày 05/3/2031 của UBND huyện)
1. Tháng 5.

                 DANH MỤC
        CÁC CỔNG PHẢI TRỰC NGÀY LỄ
(Kèm theo Quyết định số 15/QĐ-UBND ngày 05/3/2031 của UBND huyện)
1. Cổng sau.
"""


@pytest.fixture(scope="module")
def paper() -> ReadDocument:
    return build_document("a.txt", b"", read_text(Path("a.txt"), DECISION))


def at(paper: ReadDocument, place: str) -> Passage:
    found = [p for p in paper.passages if p.citation.id == f"15-qd-ubnd/{place}"]
    assert len(found) == 1, [p.citation.id for p in paper.passages]
    return found[0]


def test_the_decision_and_the_regulation_each_have_their_article_1(paper: ReadDocument) -> None:
    assert at(paper, "d1").text.startswith("Điều 1. Ban hành kèm theo")
    assert at(paper, "quy-che-kem-theo/d1").text == "Điều 1. Phạm vi\n"


def test_a_point_of_the_regulation_is_cited_with_it(paper: ReadDocument) -> None:
    citation = at(paper, "quy-che-kem-theo/d1/k1/a").citation
    assert str(citation) == "điểm a khoản 1 Điều 1, Quy chế kèm theo"


def test_the_head_of_the_regulation_is_not_mixed_with_the_signature(paper: ReadDocument) -> None:
    assert at(paper, "chu-ky").text == "CHỦ TỊCH\nTrần Thị Mai\n"
    assert at(paper, "phan-dau-kem-theo").text.startswith("ỦY BAN NHÂN DÂN\nHUYỆN BẾN ĐÒ\n")


def test_an_annex_of_the_regulation_stands_under_it(paper: ReadDocument) -> None:
    assert at(paper, "quy-che-kem-theo/pli/1").text == "1. Cổng chính.\n"


def test_a_form_has_a_place_of_its_own(paper: ReadDocument) -> None:
    assert at(paper, "quy-che-kem-theo/pli/mau-so-01").text == "Mẫu số 01 SỔ GIAO CA\n"
    citation = at(paper, "quy-che-kem-theo/pli/bieu-mau-02/1").citation
    assert str(citation) == "mục 1, Quy chế kèm theo, Phụ lục I, Biểu mẫu 02"


def test_an_annex_that_names_the_decision_is_the_decisions(paper: ReadDocument) -> None:
    assert at(paper, "plii/1").text == "1. Tháng 5.\n"


def test_a_list_attached_to_the_decision_is_a_part(paper: ReadDocument) -> None:
    assert at(paper, "danh-muc-kem-theo/1").text == "1. Cổng sau.\n"


def test_a_table_that_a_report_calls_a_form_is_no_annex() -> None:
    text = (
        "BÁO CÁO\nTrực ban tháng 5\n\nI. KẾT QUẢ\nTheo biểu sau:\n\nBiểu số 01\n\n1. Cổng chính.\n"
    )
    read = build_document("a.txt", b"", read_text(Path("a.txt"), text))
    assert not [p for p in read.passages if "bieu" in p.citation.id]


def test_ids_are_unique(paper: ReadDocument) -> None:
    ids = [passage.citation.id for passage in paper.passages]
    assert len(ids) == len(set(ids))
