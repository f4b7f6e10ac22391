"""Units in sentences: one name for each, groups, posts that stand for a unit."""

import pytest

from ingest.paper_office import Office
from ingest.unit_mentions import find_units

DISTRICT = Office(name="Ủy ban nhân dân huyện Cù Lao")
COMMUNE = Office(name="Ủy ban nhân dân xã Gò Sậy")


def names(text: str, office: Office = DISTRICT) -> list[str]:
    return [unit.name for unit in find_units(text, office)]


@pytest.mark.parametrize(
    "written",
    ["Phòng Nội vụ", "phòng NV", "P. Nội vụ", "PNV", "Trưởng phòng Nội vụ huyện"],
)
def test_a_department_has_one_name(written: str) -> None:
    assert names(f"Giao {written} theo dõi") == ["Phòng Nội vụ"]


@pytest.mark.parametrize(
    "written",
    [
        "Văn phòng HĐND-UBND Huyện",
        "VP HĐND&UBND",
        "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân (HĐND và UBND) huyện",
        "Chánh Văn phòng HĐND và UBND",
    ],
)
def test_the_office_of_the_committee_has_one_name(written: str) -> None:
    assert names(f"{written} chủ trì") == ["Văn phòng HĐND và UBND"]


def test_groups_are_told_from_single_committees() -> None:
    text = "UBND xã Bãi Cồn, UBND các xã, thị trấn và UBND tỉnh"
    found = find_units(text, DISTRICT)
    assert [(unit.name, unit.is_group) for unit in found] == [
        ("Ủy ban nhân dân xã Bãi Cồn", False),
        ("Ủy ban nhân dân các xã, thị trấn", True),
        ("Ủy ban nhân dân tỉnh", False),
    ]


def test_a_communes_own_committee_is_no_group() -> None:
    assert names("báo cáo UBND xã", COMMUNE) == ["Ủy ban nhân dân xã Gò Sậy"]


def test_a_group_has_the_members_that_the_paper_lists() -> None:
    (group,) = find_units("Giao UBND các xã, phường (Phường 1, Phường 2 và xã Bãi Cồn)", DISTRICT)
    assert group.members == (
        "Ủy ban nhân dân phường 1",
        "Ủy ban nhân dân phường 2",
        "Ủy ban nhân dân xã Bãi Cồn",
    )


def test_a_department_belongs_to_the_papers_office() -> None:
    (unit,) = find_units("Phòng Tư pháp tham mưu", DISTRICT)
    assert unit.office == "Ủy ban nhân dân huyện Cù Lao"


def test_whose_a_unit_is_is_not_a_second_unit() -> None:
    assert names("Các đơn vị sự nghiệp công lập thuộc UBND huyện") == [
        "Các đơn vị sự nghiệp công lập"
    ]


def test_posts_of_several_units_are_the_units() -> None:
    assert names("Thủ trưởng các cơ quan, đơn vị, Chủ tịch UBND các xã, thị trấn") == [
        "Các cơ quan, đơn vị",
        "Ủy ban nhân dân các xã, thị trấn",
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("các sở ban ngành liên quan", "Các sở, ban, ngành liên quan"),
        ("Lãnh đạo các phòng, ban chuyên môn", "Các phòng chuyên môn"),
        ("các bộ, cơ quan ngang bộ", "Các bộ, cơ quan ngang bộ"),
        ("Sở TNMT", "Sở Tài nguyên và Môi trường"),
        ("Trung tâm Văn hóa - Thể thao thành phố", "Trung tâm Văn hóa - Thể thao"),
    ],
)
def test_a_name_is_brought_to_one_writing(text: str, name: str) -> None:
    assert names(f"Giao {text} chủ trì") == [name]


def test_a_unit_on_no_list_ends_where_its_name_ends() -> None:
    assert names("Ban Quản lý dự án và Phát triển quỹ đất chịu trách nhiệm") == [
        "Ban Quản lý dự án và Phát triển quỹ đất"
    ]


@pytest.mark.parametrize(
    "text", ["phòng, chống tham nhũng", "ban hành kế hoạch", "trường hợp trễ hạn", "tổ chức họp"]
)
def test_words_that_only_look_like_units_are_none(text: str) -> None:
    assert names(text) == []
