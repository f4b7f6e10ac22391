"""What a measurement found, as a file of `bench/results`."""

import json
import os
import platform
import tomllib
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from corpus.errors import DungHanError

RESULTS = Path(__file__).parent / "results"


class RecordedError(DungHanError):
    """A file of results is not of its shape."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name}: không đúng dạng kết quả đo. "
            "Hãy xóa tệp rồi chạy lại «python -m bench.run»."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What a measurement ran on."""

    cores: int
    python: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One measurement; the names and values of `measures` are those of its closing line."""

    name: str  # "retrieval-…", "questions-…" or "speed", also the file's name
    made_on: str  # a day as 2026-01-31
    program_version: str
    machine: Machine
    measures: dict[str, float]


def write_recorded(recorded: Recorded, folder: Path) -> Path:
    """The file written; one of the same name is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{recorded.name}.json"
    beside = path.with_suffix(".new")
    written = json.dumps(asdict(recorded), ensure_ascii=False, indent=1) + "\n"
    beside.write_text(written, encoding="utf-8")
    beside.replace(path)
    return path


def read_recorded(path: Path) -> Recorded:
    """One measurement.

    Raises:
        RecordedError: the file is not of the shape that `write_recorded` writes.
    """
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        return Recorded(
            name=fields["name"],
            made_on=fields["made_on"],
            program_version=fields["program_version"],
            machine=Machine(**fields["machine"]),
            measures={str(name): float(value) for name, value in fields["measures"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RecordedError(path) from error


def this_machine() -> Machine:
    """The machine that this process runs on."""
    return Machine(cores=os.cpu_count() or 1, python=platform.python_version())


def program_version() -> str:
    """The version of the program, of its package or, where that is not installed, its project."""
    try:
        return version("dunghan")
    except PackageNotFoundError:
        project = Path(__file__).parents[1] / "pyproject.toml"
        return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])
