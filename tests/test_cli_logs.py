"""The log for programs: one object a line, errors without their words."""

import json
import logging

import pytest

from cli.logs import JsonLines
from cli.settings import SettingError, logs_as_json


def record(message: str, *arguments: object, error: BaseException | None = None) -> str:
    """The line of a record."""
    exc_info = (type(error), error, error.__traceback__) if error else None
    made = logging.LogRecord("web", logging.WARNING, "x.py", 3, message, arguments, exc_info)
    made.created = 1_795_557_600.25
    return JsonLines().format(made)


def test_a_line_is_one_object() -> None:
    line = record("yêu cầu %d\nhai dòng", 7)
    assert "\n" not in line
    assert json.loads(line) == {
        "at": "2026-11-25T05:00:00.250+07:00",
        "level": "WARNING",
        "logger": "web",
        "message": "yêu cầu 7\nhai dòng",
    }


def test_of_an_error_kind_and_places_are_told_and_not_its_words() -> None:
    with pytest.raises(ValueError, match="Bí Mật") as raised:
        int("Trần Thị Bí Mật")
    line = record("hỏng", error=raised.value)
    assert json.loads(line)["error"] == "ValueError"
    assert "test_of_an_error_kind" in json.loads(line)["trace"][0]
    assert "Bí Mật" not in line


def test_it_is_for_people_unless_set() -> None:
    assert not logs_as_json({})
    assert logs_as_json({"DUNGHAN_LOG": "json"})
    with pytest.raises(SettingError, match="DUNGHAN_LOG là «xml», cần một trong các giá trị"):
        logs_as_json({"DUNGHAN_LOG": "xml"})
