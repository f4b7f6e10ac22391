"""`python -m bench.form --files DIR …`: how much of what papers say of themselves is read right.

The truth (`bench/truth/form.json`) was written by hand from each paper: number, kind, issuer, day,
signer, and a digest of the subject. A field that a paper has is right, wrong or missing; one that
it does not have is right where nothing is said, else invented. A paper that can not be read counts
as missing all it has.
"""

import argparse
import hashlib
import json
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from corpus.documents import Document
from corpus.text import normalize
from ingest.errors import IngestError
from ingest.read import read_file

FIELDS = ("number", "kind", "issuer", "signed_on", "subject", "signer", "urgency")
_Truth = dict[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One field of one paper: what it should be, what was read, and the verdict."""

    paper: str
    name: str
    expected: str | None
    found: str | None

    @property
    def verdict(self) -> str:
        """One of "right", "wrong", "missing", "invented"."""
        if self.expected == self.found:
            return "right"
        if self.expected is None:
            return "invented"
        return "missing" if self.found is None else "wrong"


def subject_digest(subject: str) -> str:
    """Sixteen digits that two subjects share when their letters and digits are the same."""
    letters = "".join(c for c in normalize(subject) if unicodedata.category(c)[0] in "LN")
    return hashlib.sha256(letters.encode()).hexdigest()[:16]


def read_truth() -> dict[str, _Truth]:
    """What each paper says, by the file's name without its suffix."""
    text = files("bench").joinpath("truth/form.json").read_text(encoding="utf-8")
    papers: dict[str, _Truth] = json.loads(text)["papers"]
    return papers


def judge(
    folders: Iterable[Path], on_pages: Callable[[int], None] = lambda _: None
) -> Iterator[Judged]:
    """The fields of every file under the folders that the truth knows.

    `on_pages` is told how many pages each file that was read has.
    """
    truth = read_truth()
    for path in sorted(p for folder in folders for p in folder.rglob("*") if p.is_file()):
        expected = truth.get(unicodedata.normalize("NFC", path.stem))
        if expected is None:
            continue
        try:
            document = read_file(path).document
            on_pages(document.page_count)
        except IngestError:
            document = None
        for name in FIELDS:
            if name in expected:
                yield Judged(
                    paper=path.name,
                    name=name,
                    expected=_comparable(expected[name], name),
                    found=_found(document, name),
                )


def shares(judged: Iterable[Judged]) -> dict[str, Counter[str]]:
    """The verdicts of each field, counted."""
    counts = {name: Counter[str]() for name in FIELDS}
    for each in judged:
        counts[each.name][each.verdict] += 1
        counts[each.name]["has"] += each.expected is not None
        counts[each.name]["right_of_has"] += each.expected is not None and each.verdict == "right"
    return counts


@dataclass(frozen=True, slots=True, kw_only=True)
class FormResult:
    """What one run over folders came to."""

    judged: tuple[Judged, ...]
    pages: int
    seconds: float  # to read all of them

    def measures(self) -> dict[str, float]:
        """The shape that bench.recorded keeps: of each field the papers that have it, the share."""
        found: dict[str, float] = {"papers": len({each.paper for each in self.judged})}
        for name, count in shares(self.judged).items():
            found[f"{name}_has"] = count["has"]
            found[f"{name}_right"] = count["right_of_has"]
        verdicts = Counter(each.verdict for each in self.judged)
        found["wrong"], found["invented"] = verdicts["wrong"], verdicts["invented"]
        found["whole"] = self._whole()
        found["pages"] = self.pages
        found["seconds_per_page"] = round(self.seconds / max(self.pages, 1), 2)
        return found

    def _whole(self) -> int:
        """Papers whose number, kind, issuer and day are all right."""
        bad = {e.paper for e in self.judged if e.name in _IDENTITY and e.verdict != "right"}
        return len({each.paper for each in self.judged} - bad)


_IDENTITY = ("number", "kind", "issuer", "signed_on")


def measure(folders: Iterable[Path]) -> FormResult:
    """Judge the papers under the folders, and take the time."""
    pages: list[int] = []
    started = time.perf_counter()
    judged = tuple(judge(folders, pages.append))
    return FormResult(judged=judged, pages=sum(pages), seconds=time.perf_counter() - started)


def _found(document: Document | None, name: str) -> str | None:
    value = getattr(document, name) if document else None
    if value is None:
        return None
    return _comparable(subject_digest(value) if name == "subject" else str(value), name)


def _comparable(value: str | None, name: str) -> str | None:
    return normalize(value) if value and name != "subject" else value


def report(judged: list[Judged]) -> Iterator[str]:
    """The fields that went wrong, the share of each field, and one line of JSON."""
    for each in judged:
        if each.verdict != "right":
            yield f"{each.paper}\t{each.name}\t{each.verdict}\t{each.expected}\t{each.found}"
    result = {}
    for name, count in shares(judged).items():
        has = count["has"]
        share = count["right_of_has"] / has if has else 1.0
        result[name] = round(share, 4)
        yield (
            f"{name}: {count['right_of_has']}/{has} = {share:.3f}; wrong {count['wrong']}, "
            f"missing {count['missing']}, invented {count['invented']}"
        )
    yield json.dumps({"papers": len({each.paper for each in judged}), **result})


def main() -> None:
    """Print the report on the folders that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=Path, nargs="+", required=True, metavar="DIR")
    judged = list(judge(parser.parse_args().files))
    sys.stdout.writelines(f"{line}\n" for line in report(judged))


if __name__ == "__main__":
    main()
