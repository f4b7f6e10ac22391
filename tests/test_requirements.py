"""The locked versions: the environments of the program and of its tests agree."""

import re
from pathlib import Path

import pytest

LOCKS = Path(__file__).parents[1] / "requirements"


def pins(name: str) -> dict[str, set[str]]:
    """The versions that a lock names, by distribution; more than one where Pythons differ."""
    found: dict[str, set[str]] = {}
    for line in (LOCKS / name).read_text(encoding="utf-8").splitlines():
        if pin := re.match(r"([\w.-]+)==([\w.+-]+)", line):
            found.setdefault(pin[1], set()).add(pin[2])
    return found


@pytest.mark.parametrize(("lesser", "greater"), [("core", "test"), ("test", "encoder")])
def test_what_one_environment_installs_the_greater_installs_too(lesser: str, greater: str) -> None:
    all_of, within = pins(f"{greater}.lock"), pins(f"{lesser}.lock")

    assert {
        name: versions for name, versions in within.items() if all_of.get(name) != versions
    } == {}
