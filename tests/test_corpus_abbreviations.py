"""The table of abbreviations that comes with the program."""

from collections import defaultdict

from corpus.abbreviations import load_abbreviations
from corpus.text import nfc


def _meanings() -> dict[str, set[str]]:
    meanings: dict[str, set[str]] = defaultdict(set)
    for entry in load_abbreviations():
        meanings[entry.short].add(entry.full)
    return meanings


def test_common_abbreviation_has_its_meaning() -> None:
    assert _meanings()["UBND"] == {"ủy ban nhân dân"}


def test_table_holds_every_short_form() -> None:
    assert len(_meanings()) == 215


def test_each_meaning_of_an_ambiguous_short_form_is_an_entry() -> None:
    assert _meanings()["CV"] == {"công văn", "chuyên viên"}


def test_short_form_is_ambiguous_exactly_when_it_has_several_meanings() -> None:
    meanings = _meanings()
    wrong = [
        entry.short
        for entry in load_abbreviations()
        if entry.is_ambiguous != (len(meanings[entry.short]) > 1)
    ]
    assert wrong == []


def test_no_entry_stands_twice() -> None:
    entries = load_abbreviations()
    assert len({(entry.short, entry.full) for entry in entries}) == len(entries)


def test_full_form_has_no_explanation_in_brackets() -> None:
    assert [entry.full for entry in load_abbreviations() if "(" in entry.full] == []


def test_every_text_is_nfc_without_blanks_around() -> None:
    texts = [
        text
        for entry in load_abbreviations()
        for text in (entry.short, entry.full, entry.group, *entry.also)
    ]
    assert texts == [nfc(text).strip() for text in texts]


def test_table_is_read_once() -> None:
    assert load_abbreviations() is load_abbreviations()
