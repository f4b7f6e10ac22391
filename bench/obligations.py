"""How well the duties of papers are read: unit, deadline and target against marks by hand."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.documents import ReadDocument
from corpus.errors import DungHanError
from corpus.obligations import Deadline, DeadlineKind, Obligation, Target
from ingest.read import read_file


class GoldError(DungHanError):
    """A file of marked duties is not of its shape, or marks words that the paper does not have."""

    def __init__(self, path: Path, found: str) -> None:
        super().__init__(f"{path.name}: {found}. Hãy sửa tệp rồi chạy lại.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """One duty marked by hand, found by a few of its words."""

    words: str
    leads: tuple[str, ...]
    cooperating: tuple[str, ...]
    deadlines: tuple[str, ...]  # as `deadline_key` writes them
    targets: tuple[str, ...]  # as `target_key` writes them


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """The marked duties of one paper."""

    file: str
    marked: tuple[Marked, ...]
    group: str = ""  # of our own papers: "build", "held_out", "last"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many were marked, found, and both."""

    marked: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """Of what was found, the share that is marked; 1 when nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Of what is marked, the share that was found; 1 when nothing is marked."""
        return self.right / self.marked if self.marked else 1.0

    def __add__(self, other: "Share") -> "Share":
        return Share(
            marked=self.marked + other.marked,
            found=self.found + other.found,
            right=self.right + other.right,
        )


NOTHING = Share(marked=0, found=0, right=0)
MEASURED = ("duty", "unit", "deadline", "target")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A paper's shares by what is measured, and where they differ: "thiếu …", "thừa …"."""

    file: str
    shares: dict[str, Share]
    differences: tuple[str, ...]


def read_gold(path: Path) -> Gold:
    """The marked duties of a file.

    Raises:
        GoldError: it is not of its shape.
    """
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        return Gold(
            file=fields["file"],
            marked=tuple(
                Marked(
                    words=entry["words"],
                    leads=tuple(entry.get("leads", ())),
                    cooperating=tuple(entry.get("cooperating", ())),
                    deadlines=tuple(entry.get("deadlines", ())),
                    targets=tuple(entry.get("targets", ())),
                )
                for entry in fields["obligations"]
            ),
            group=fields.get("group", ""),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise GoldError(path, "không đúng dạng tệp nhiệm vụ chuẩn") from error


def score_files(documents: Path, golds: Iterable[Path]) -> Iterator[Scored]:
    """Each marked paper of a folder, read and scored.

    Raises:
        GoldError: a file of marks does not fit its paper, or its paper is not there.
    """
    for path in golds:
        gold = read_gold(path)
        paper = documents / gold.file
        if not paper.exists():
            raise GoldError(path, f"không có văn bản «{gold.file}» trong {documents}")
        yield score(read_file(paper), gold, path)


def score(read: ReadDocument, gold: Gold, path: Path) -> Scored:
    """A paper's duties against the marked ones, passage by passage.

    A duty is known by its passage: two that one passage holds are taken together, so that how a
    sentence is cut into duties does not count.
    """
    marked = Counter(key for one in gold.marked for key in _marked_keys(read, one, path))
    found = Counter(key for one in read.obligations for key in _found_keys(one))
    marked, found = Counter(set(marked)), Counter(set(found))
    shares = {
        kind: Share(
            marked=sum(1 for key in marked if key[0] == kind),
            found=sum(1 for key in found if key[0] == kind),
            right=sum(1 for key in marked if key[0] == kind and key in found),
        )
        for kind in MEASURED
    }
    missing = [f"thiếu {' '.join(key)}" for key in marked if key not in found]
    extra = [f"thừa {' '.join(key)}" for key in found if key not in marked]
    return Scored(file=gold.file, shares=shares, differences=tuple(sorted(missing + extra)))


_Key = tuple[str, str, str]  # what is measured, the passage, the value


def _marked_keys(read: ReadDocument, one: Marked, path: Path) -> Iterator[_Key]:
    at = _place_of(read, one.words)
    if at is None:
        raise GoldError(path, f"văn bản không có các chữ «{one.words}»")
    yield "duty", at, ""
    for role, names in (("chủ trì", one.leads), ("phối hợp", one.cooperating)):
        for name in names:
            yield "unit", at, f"{role} {name}"
    for deadline in one.deadlines:
        yield "deadline", at, deadline
    for target in one.targets:
        yield "target", at, target


def _found_keys(one: Obligation) -> Iterator[_Key]:
    at = _within(one)
    yield "duty", at, ""
    for role, units in (("chủ trì", one.leads), ("phối hợp", one.cooperating)):
        for unit in units:
            yield "unit", at, f"{role} {unit.name}"
    if one.deadline is not None:
        yield "deadline", at, deadline_key(one.deadline)
    for target in one.targets:
        yield "target", at, target_key(target)


def _within(one: Obligation) -> str:
    return one.citation.id.partition("/")[2]


def _place_of(read: ReadDocument, words: str) -> str | None:
    wanted = " ".join(words.split())
    for passage in read.passages:
        if wanted in " ".join(passage.text.split()):
            return passage.citation.id.partition("/")[2]
    return None


def deadline_key(deadline: Deadline) -> str:
    """A deadline in one word: its last day, "month:15", "standing", "relative:5 ngày"."""
    if deadline.recurrence is not None:
        rule = deadline.recurrence
        days = ",".join(str(day) for day in rule.days)
        months = ",".join(str(month) for month in rule.months)
        times = f"x{rule.times}" if rule.times > 1 else ""
        every = str(rule.every) if rule.every > 1 else ""
        return (
            f"{every}{rule.period.value}{times}"
            + (f":{months}" if months else "")
            + (f":{days}" if days else "")
        )
    if deadline.last_day is not None:
        return deadline.last_day.isoformat()
    if deadline.kind is DeadlineKind.RELATIVE and deadline.wait is not None:
        return f"relative:{deadline.wait.count} {deadline.wait.unit}"
    return deadline.kind.value


def target_key(target: Target) -> str:
    """A target in one word: "30 %", "30-40 %", "0 hồ sơ"."""
    to = f"-{target.value_to:g}" if target.value_to is not None else ""
    return f"{target.value:g}{to} {target.unit}"


def measures(scored: Iterable[Scored]) -> dict[str, float]:
    """Precision and recall of each measure over papers, by flat names."""
    total = dict.fromkeys(MEASURED, NOTHING)
    count = 0
    for one in scored:
        count += 1
        for kind in MEASURED:
            total[kind] += one.shares[kind]
    flat: dict[str, float] = {"files": count}
    for kind, share in total.items():
        flat[f"{kind}_marked"] = share.marked
        flat[f"{kind}_found"] = share.found
        flat[f"{kind}_precision"] = round(share.precision, 3)
        flat[f"{kind}_recall"] = round(share.recall, 3)
    return flat
