"""Units over time: what a commune was before 1 July 2025 and what it is now."""

from datetime import date

import pytest

from corpus.areas import AreaHistory, load_areas


def one(name: str) -> AreaHistory:
    (found,) = load_areas().named(name)
    return found


@pytest.mark.parametrize("typed", ["phường Sa Đéc", "phuong sa dec", "PHƯỜNG SA ĐÉC"])
def test_ward_names_the_communes_that_it_came_from(typed: str) -> None:
    found = one(typed)
    assert [unit.title for unit in found.predecessors] == [
        "phường 1 (Thành phố Sa Đéc)",
        "phường 2 (Thành phố Sa Đéc)",
        "phường 3 (Thành phố Sa Đéc)",
        "phường 4 (Thành phố Sa Đéc)",
        "phường An Hòa (Thành phố Sa Đéc)",
        "phường Tân Quy Đông (Thành phố Sa Đéc)",
        "xã Tân Khánh Đông (Thành phố Sa Đéc)",
        "xã Tân Quy Tây (Thành phố Sa Đéc)",
    ]
    assert found.changed_on == date(2025, 7, 1)
    assert found.instrument == "Nghị quyết số 1663/NQ-UBTVQH15 ngày 16/6/2025"


@pytest.mark.parametrize("typed", ["thành phố Sa Đéc", "TP Sa Đéc", "tp. sa dec"])
def test_former_city_names_the_communes_that_succeeded_it(typed: str) -> None:
    assert [unit.title for unit in one(typed).successors] == ["phường Sa Đéc", "xã Tân Dương"]


def test_former_district_has_the_successor_of_most_of_its_communes_first() -> None:
    assert one("huyện Lấp Vò").successors[0].title == "xã Lấp Vò"


def test_name_without_a_kind_means_all_kinds() -> None:
    kinds = [(h.unit.kind, h.unit.is_former) for h in load_areas().named("sa dec")]
    assert kinds == [("phường", False), ("thành phố", True)]


def test_one_name_in_many_provinces_is_told_apart_by_the_province() -> None:
    everywhere = load_areas().named("xã Tân Phú")
    assert len({history.unit.province for history in everywhere}) > 5
    here = load_areas().named("xã Tân Phú", frozenset({"Đồng Tháp"}))
    assert {history.unit.province for history in here} == {"Đồng Tháp"}


def test_merged_province_names_the_one_of_today() -> None:
    found = one("tỉnh Tiền Giang")
    assert [unit.title for unit in found.successors] == ["tỉnh Đồng Tháp"]
    assert found.instrument == "Nghị quyết số 202/2025/QH15"


def test_country_has_34_provinces() -> None:
    assert len(load_areas().provinces) == 34


def test_communes_of_today_are_3321() -> None:
    facts = load_areas()
    present = {(name, line) for name, lines in facts.lines().items() for line in lines}
    assert len(present) == 3321


def test_unknown_name_has_no_unit() -> None:
    assert load_areas().named("phường Không Có Thật") == ()
