"""More wordings of duties: a ward's plan, a letter to departments, a city's plan."""

from pathlib import Path

from ingest.read import read_file
from tests.test_ingest_obligations import rows

GOLDEN = Path(__file__).parent / "golden" / "tasks"


def test_duties_of_a_wards_plan() -> None:
    assert rows(read_file(GOLDEN / "ward_plan.txt")) == [
        ("i/g1#1", "", "", "", "85 %; 90-95 %"),
        ("i/g2#1", "", "", "", "100 %"),
        ("i/g3#1", "Các khu phố", "", "", "1 mô hình"),
        ("i/g4#1", "", "", "", "20 %"),
        ("ii/1/1.1#1", "Văn phòng HĐND và UBND", "", "2026-02-28", ""),
        ("ii/1/1.2#1", "Phòng Kinh tế, Hạ tầng và Đô thị", "", "2026-09-30", ""),
        ("ii/2/g1#1", "Phòng Văn hóa - Xã hội", "", "2026-06-30", ""),
        ("ii/2/g2#1", "Trung tâm Phục vụ hành chính công", "", "2026-06-30", ""),
        ("ii/2/g3#1", "Công an", "", "2026-06-30", ""),
        ("ii/3/a#1", "Phòng Kinh tế, Hạ tầng và Đô thị", "", "2026-03-15", ""),
        ("ii/3/b#1", "Phòng Kinh tế, Hạ tầng và Đô thị", "", "quarter:1:10", "95 %"),
        ("iii/1/g1#1", "Văn phòng HĐND và UBND", "", "", ""),
        ("iii/1/g2#1", "Văn phòng HĐND và UBND", "", "quarter:3:15", ""),
        ("iii/1/g2#2", "Văn phòng HĐND và UBND", "", "2026-12-01", ""),
        ("iii/2/p1#1", "Các phòng chuyên môn; Các đơn vị sự nghiệp", "", "2026-02-05", ""),
        ("iii/3#1", "Ủy ban Mặt trận Tổ quốc Việt Nam; Các tổ chức chính trị - xã hội", "", "", ""),
        ("iii/4#1", "Ban điều hành khu phố", "", "2026-09-30", "90 %"),
        ("iii/5#1", "Các đơn vị", "", "month:25", ""),
        ("p1#1", "Các phòng chuyên môn; Trung tâm Phục vụ hành chính công", "", "", ""),
    ]


def test_duties_of_a_letter_to_departments() -> None:
    assert rows(read_file(GOLDEN / "letter.txt")) == [
        ("1#1", "Phòng Tài nguyên và Môi trường", "", "2024-05-15", ""),
        ("2/g1#1", "Các phòng, ban, ngành; Ủy ban nhân dân các xã, thị trấn", "", "", "100 %"),
        (
            "2/g2#1",
            "Các phòng, ban, ngành; Ủy ban nhân dân các xã, thị trấn",
            "",
            "2024-09-30",
            "70 %",
        ),
        ("2/g3#1", "Các phòng, ban, ngành; Ủy ban nhân dân các xã, thị trấn", "", "week:4", ""),
        ("3#1", "Thanh tra; Phòng Nội vụ", "", "2024-05-31", ""),
        ("3#2", "Thanh tra; Phòng Nội vụ", "", "2024-06-30", ""),
        ("4#1", "Văn phòng HĐND và UBND", "Phòng Văn hóa và Thông tin; VNPT", "", ""),
        ("p2#1", "Các phòng, ban, ngành; Ủy ban nhân dân các xã, thị trấn", "", "2024-05-20", ""),
        ("p3#1", "Các đơn vị", "", "", ""),
    ]


def test_duties_of_a_citys_plan() -> None:
    assert rows(read_file(GOLDEN / "city_plan.txt")) == [
        (
            "b/i/1#1",
            "Văn phòng HĐND và UBND",
            "Các phòng chuyên môn; Ủy ban nhân dân các xã, phường",
            "standing",
            "100 %",
        ),
        (
            "b/i/2/g1#1",
            "Phòng Tư pháp",
            "Phòng Lao động - Thương binh và Xã hội; Phòng Giáo dục và Đào tạo",
            "2023-08-31",
            "5 thủ tục",
        ),
        ("b/ii/p1#1", "Phòng Nội vụ", "Sở Nội vụ", "2023-09-30", "2 lớp"),
        ("b/iii/p1#1", "Đoàn kiểm tra", "", "half_year", "30 %"),
        ("c/1#1", "Các phòng chuyên môn; Ủy ban nhân dân các xã, phường", "", "2023-03-15", ""),
        ("c/1#2", "Các phòng chuyên môn; Ủy ban nhân dân các xã, phường", "", "2023-06-10", ""),
        ("c/1#3", "Các phòng chuyên môn; Ủy ban nhân dân các xã, phường", "", "2023-12-10", ""),
        ("c/2#1", "Phòng Tài chính - Kế hoạch", "", "", ""),
        ("c/3#1", "Đài Truyền thanh; Trung tâm Văn hóa - Thể thao", "", "week", "2 tin"),
    ]
