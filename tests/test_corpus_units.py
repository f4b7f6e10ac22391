"""Names of one unit, and the office's own list."""

from pathlib import Path

import pytest

from corpus.units import Unit, UnitListError, known_units, members_of, office_units, same_unit

GROUP = Unit(name="Ủy ban nhân dân các xã", members=("Ủy ban nhân dân xã Gò Sậy",))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Phòng Nội vụ", "PNV"),
        ("Phòng Nội vụ", "phong noi vu"),
        ("Phòng Nội vụ", "Phòng Nội vụ huyện Cù Lao"),
        ("Văn phòng HĐND và UBND", "VP HĐND&UBND"),
        ("Bộ phận Tiếp nhận và Trả kết quả", "bộ phận một cửa"),
        ("Ủy ban nhân dân các xã, phường", "UBND xã, phường"),
    ],
)
def test_writings_of_one_unit_are_the_same(one: str, other: str) -> None:
    assert same_unit(one, other)
    assert same_unit(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Phòng Nội vụ", "Sở Nội vụ"),
        ("Phòng Kinh tế", "Phòng Kinh tế và Hạ tầng"),
        ("Ủy ban nhân dân xã Gò Sậy", "Ủy ban nhân dân xã Bãi Cồn"),
    ],
)
def test_other_units_are_not(one: str, other: str) -> None:
    assert not same_unit(one, other)


def test_no_short_form_means_two_known_units() -> None:
    names = [name.lower() for unit in known_units() for name in (unit.name, *unit.also)]
    assert len(names) > 100
    assert sorted(names) == sorted(set(names))


def test_a_group_has_the_members_of_the_offices_list() -> None:
    assert members_of("UBND các xã", [GROUP]) == ("Ủy ban nhân dân xã Gò Sậy",)
    assert members_of("Các phòng chuyên môn", [GROUP]) == ()


def test_the_offices_own_short_forms_count() -> None:
    own = Unit(name="Phòng Kinh tế", also=("KT2",))
    assert same_unit("Phòng Kinh tế", "kt2", [own])


def test_an_office_without_a_list_has_no_units(tmp_path: Path) -> None:
    assert office_units(tmp_path / "units.json") == ()


def test_a_list_of_units_is_read(tmp_path: Path) -> None:
    path = tmp_path / "units.json"
    path.write_text('{"units": [{"name": "Tổ 5", "also": ["T5"]}]}', encoding="utf-8")
    assert office_units(path) == (Unit(name="Tổ 5", also=("T5",)),)


@pytest.mark.parametrize("written", ["[", "{}", '{"units": [{"also": []}]}', '{"units": [1]}'])
def test_a_list_of_another_shape_is_refused(tmp_path: Path, written: str) -> None:
    path = tmp_path / "units.json"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(UnitListError, match=r"^units\.json: không đúng dạng"):
        office_units(path)
