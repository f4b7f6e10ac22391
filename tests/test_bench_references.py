"""The measure of references: what is found against what was read by eye."""

import json
from pathlib import Path

import pytest

from bench.references import TRUTH, compare, score

SHARED = Path(__file__).parents[1].parent / "shared"
PLAN = "KẾ HOẠCH\nVề việc thử\nTheo Điều 5 Nghị định số 61/2018/NĐ-CP và Kế hoạch số 9/KH-UBND.\n"


def test_missed_and_wrong_citations_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "ke-hoach.txt").write_text(PLAN, encoding="utf-8")
    rows = [
        {"target": "61/2018/NĐ-CP", "place": "Điều 5", "relation": "applies"},
        {"target": "9/KH-UBND", "relation": "replaces"},
        {"target": "10/KH-UBND", "relation": "applies"},
    ]
    truth = tmp_path / "dan-chieu.json"
    truth.write_text(json.dumps({"files": {"ke-hoach.txt": rows}}), encoding="utf-8")
    compared = compare((tmp_path,), truth)
    assert [row[0] for row in compared[0].missed] == ["9/KH-UBND", "10/KH-UBND"]
    assert [row[0] for row in compared[0].wrong] == ["9/KH-UBND"]
    assert score(compared).measures == {
        "files": 1,
        "gold": 3,
        "found": 2,
        "precision": 1.0,
        "recall": 0.6667,
        "whole_precision": 0.5,
        "whole_recall": 0.3333,
    }


def test_truth_that_ships_is_of_the_relations_that_are_known() -> None:
    files = json.loads(TRUTH.read_text(encoding="utf-8"))["files"]
    relations = {row["relation"] for rows in files.values() for row in rows}
    assert sum(len(rows) for rows in files.values()) == 132
    assert relations == {"applies", "legal_basis", "amends", "guides", "attaches", "repeals"}


@pytest.mark.papers
@pytest.mark.skipif(not (SHARED / "documents").exists(), reason="the papers are not beside")
def test_nine_citations_in_ten_are_found_whole() -> None:
    found = score(compare((SHARED / "documents", SHARED / "files" / "pdf_text"))).measures
    assert found["files"] == 3
    assert found["whole_precision"] > 0.9
    assert found["whole_recall"] > 0.9
