"""What the unit, the image and the guide name is there: commands, settings, paths, rooms."""

import configparser
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from tests.test_cli_commands import COMMANDS

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
GUIDE = ROOT / "docs" / "running.md"
UNIT = DEPLOY / "dunghan.service"
SETTING = re.compile(r"DUNGHAN_[A-Z_]+")


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def unit() -> configparser.ConfigParser:
    """The unit; of a name that stands several times the last."""
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[method-assign,assignment]
    parser.read_string(text(UNIT))
    return parser


@pytest.mark.parametrize("path", [*sorted(DEPLOY.iterdir()), GUIDE], ids=lambda path: path.name)
def test_every_setting_that_is_named_is_one(path: Path) -> None:
    known = set(SETTING.findall(text(ROOT / "cli" / "settings.py")))
    assert set(SETTING.findall(text(path))) - known == set()


@pytest.mark.parametrize("path", [*sorted(DEPLOY.iterdir()), GUIDE], ids=lambda path: path.name)
def test_no_other_machine_is_named(path: Path) -> None:
    hosts = {urlsplit(url).hostname for url in re.findall(r"https?://[^\s'\"`)]+", text(path))}
    assert hosts <= {"127.0.0.1", "trolyvanban.example.gov.vn"}


@pytest.mark.parametrize("path", sorted(DEPLOY.iterdir()), ids=lambda path: path.name)
def test_no_secret_has_a_value(path: Path) -> None:
    assert re.findall(r"(?:TOKEN|SECRET|KEY)\w*=\S", text(path)) == []


def test_every_command_of_the_guide_is_one() -> None:
    named = re.findall(r"(?:dunghan-admin|`dunghan) ([a-z][a-z-]*)(?: ([a-z]+))?", text(GUIDE))
    known = {name.removeprefix("dunghan ") for name in COMMANDS}
    called = {first if first in known else f"{first} {second}" for first, second in named}
    assert {"backup", "restore-backup", "index rollback", "staff add", "ingest"} <= called
    assert called <= known


def test_every_file_of_the_guide_is_there() -> None:
    named = set(re.findall(r"(?:deploy|requirements)/[\w.-]+\w", text(GUIDE)))
    assert len(named) >= 4
    own = {"deploy/dunghan.local.env"}  # which the office makes
    assert {each for each in named - own if not (ROOT / each).exists()} == set()


def test_the_unit_starts_the_program_and_holds_it_in() -> None:
    service = unit()["Service"]
    assert service["ExecStart"] == "/opt/dunghan/.venv/bin/dunghan --verbose serve"
    assert service["User"] == "dunghan"
    assert service["Restart"] == "on-failure"
    assert service["ProtectSystem"] == "strict"
    assert service["NoNewPrivileges"] == "yes"
    assert service["CapabilityBoundingSet"] == ""
    assert f"DUNGHAN_HOME=/var/lib/{service['StateDirectory']}" in text(UNIT)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd on this machine")
@pytest.mark.parametrize(
    "asked",
    [["verify"], ["security", "--offline=true", "--threshold=25"]],  # of 100, where 0 is the best
    ids=["understood", "held in"],
)
def test_systemd_takes_the_unit(tmp_path: Path, asked: list[str]) -> None:
    # Programs and files that only an installed office has.
    written = text(UNIT).replace("/opt/dunghan/.venv/bin/dunghan", shutil.which("true") or "")
    path = tmp_path / "dunghan.service"
    path.write_text(written, encoding="utf-8")
    done = subprocess.run(  # noqa: S603 -- a fixed program, our own path
        ["systemd-analyze", *asked, str(path)],  # noqa: S607 -- as above
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_image_holds_every_room_and_the_files_that_installing_needs() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", text(DEPLOY / "Dockerfile"), re.MULTILINE)
    sources = {each for line in copied for each in line.split()}
    project = tomllib.loads(text(ROOT / "pyproject.toml"))
    rooms = {
        each.rstrip("*") for each in project["tool"]["setuptools"]["packages"]["find"]["include"]
    }
    assert rooms < sources
    assert {each for each in sources if not (ROOT / each).exists()} == set()
    let_in = set(re.findall(r"^!(.+)$", text(DEPLOY / "Dockerfile.dockerignore"), re.MULTILINE))
    assert sources == let_in


def test_the_image_runs_as_nobody_special_and_tells_whether_it_is_ready() -> None:
    last = text(DEPLOY / "Dockerfile").split("FROM ")[-1]
    assert re.findall(r"^USER (.+)$", last, re.MULTILINE) == ["dunghan"]
    assert "/readyz" in last
    assert 'CMD ["--verbose", "serve"]' in last


def test_the_services_are_built_from_the_image_and_hold_it_in() -> None:
    service = yaml.safe_load(text(DEPLOY / "compose.yaml"))["services"]["dunghan"]
    context = (DEPLOY / service["build"]["context"]).resolve()
    assert context == ROOT.resolve()
    assert (context / service["build"]["dockerfile"]).is_file()
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["ports"] == ["127.0.0.1:8080:8080"]
    volumes = {each.partition(":")[2] for each in service["volumes"]}
    [declared] = re.findall(r"^VOLUME (.+)$", text(DEPLOY / "Dockerfile"), re.MULTILINE)
    assert volumes == set(yaml.safe_load(declared))
