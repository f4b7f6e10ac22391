"""How many of the citations of papers are found: against a file of citations read by eye."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from corpus.documents import ReadDocument
from corpus.references import Reference
from ingest.read import read_file

TRUTH = Path(__file__).parent / "truth" / "references.json"

# The text that is cited, the place in it, the day, the relation, the text that acts.
Citing = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceScores:
    """Counts over citations; a citation of three places counts three times."""

    files: int
    gold: int
    found: int
    targets: int  # of them right by text and place
    right: int  # right by text, place, day, relation and acting text

    @property
    def measures(self) -> dict[str, float]:
        """Precision and recall by text and place, and of the whole."""
        return {
            "files": self.files,
            "gold": self.gold,
            "found": self.found,
            "precision": _share(self.targets, self.found),
            "recall": _share(self.targets, self.gold),
            "whole_precision": _share(self.right, self.found),
            "whole_recall": _share(self.right, self.gold),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One file: what was read by eye, what was found, and what differs."""

    file: str
    gold: Counter[Citing]
    found: Counter[Citing]

    @property
    def missed(self) -> tuple[Citing, ...]:
        """In the truth, not found."""
        return tuple((self.gold - self.found).elements())

    @property
    def wrong(self) -> tuple[Citing, ...]:
        """Found, not in the truth."""
        return tuple((self.found - self.gold).elements())


def compare(folders: tuple[Path, ...], truth: Path = TRUTH) -> tuple[Compared, ...]:
    """The files of the truth that lie in these folders, each read and compared."""
    files = json.loads(truth.read_text(encoding="utf-8"))["files"]
    compared = []
    for name, rows in files.items():
        paths = [folder / name for folder in folders if (folder / name).exists()]
        if paths:
            read = read_file(paths[0])
            gold = Counter(_gold(row) for row in rows)
            compared.append(Compared(file=name, gold=gold, found=_found(read)))
    return tuple(compared)


def score(compared: tuple[Compared, ...]) -> ReferenceScores:
    """The counts over all files."""
    return ReferenceScores(
        files=len(compared),
        gold=sum(each.gold.total() for each in compared),
        found=sum(each.found.total() for each in compared),
        targets=sum((_bare(each.gold) & _bare(each.found)).total() for each in compared),
        right=sum((each.gold & each.found).total() for each in compared),
    )


def _gold(row: dict[str, str]) -> Citing:
    return (
        row["target"],
        row.get("place", ""),
        row.get("signed_on", ""),
        row["relation"],
        row.get("by", ""),
    )


def _found(read: ReadDocument) -> Counter[Citing]:
    return Counter(_citing(reference) for reference in read.references)


def _citing(reference: Reference) -> Citing:
    target = reference.target
    return (
        target.number or target.name or "này",
        target.place,
        target.signed_on.isoformat() if target.signed_on else "",
        reference.relation.value,
        reference.by or "",
    )


def _bare(citings: Counter[Citing]) -> Counter[tuple[str, str]]:
    bare: Counter[tuple[str, str]] = Counter()
    for citing, count in citings.items():
        bare[citing[0], citing[1]] += count
    return bare


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
