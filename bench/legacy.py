"""How well papers of old encodings are read, against transcripts: `dunghan bench legacy`."""

import logging
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean

from rapidfuzz.distance import Levenshtein

from bench.plain_readers import read_by_viparse
from corpus.errors import DungHanError
from corpus.text import fold
from ingest.lines import Kind
from ingest.read import read_pages

_EXPECTED = ".expected.txt"
_BLANKS = re.compile(r"\s+")
_CELLS = re.compile(r"(?: ?\| ?)+")  # our sign between cells; transcripts have a tab


@dataclass(frozen=True, slots=True, kw_only=True)
class FileScore:
    """One file's shares, 0 to 1; 0 for a file that could not be read."""

    name: str
    diacritic: float  # accented letters recovered, capitals and small letters taken as one
    diacritic_cased: float  # the same letters, a capital only by a capital
    character: float  # 1 less the edit distance over the transcript's length, at least 0
    failed: str = ""  # why the file could not be read


@dataclass(frozen=True, slots=True, kw_only=True)
class LegacyScore:
    """The means over the files of a folder, and those of the baseline."""

    files: int
    failed: int
    diacritic: float
    character: float
    diacritic_cased: float
    viparse_failed: int
    viparse_diacritic: float
    viparse_character: float

    def closing_line(self) -> dict[str, float]:
        """What the command prints last."""
        return {name: getattr(self, name) for name in ("files", "failed", "diacritic", "character")}

    def measures(self) -> dict[str, float]:
        """All of it by name."""
        return asdict(self)


def measure(folder: Path, say: Callable[[str], None]) -> LegacyScore:
    """Read every file that has a transcript beside it, by us and by viparse alone."""
    pairs = list(files_of(folder))
    ours = [_score_file(file, expected, _our_text, say) for file, expected in pairs]
    say("viparse:")
    theirs = [_score_file(file, expected, read_by_viparse, say) for file, expected in pairs]
    return LegacyScore(
        files=len(ours),
        failed=sum(1 for each in ours if each.failed),
        diacritic=_mean([each.diacritic for each in ours]),
        character=_mean([each.character for each in ours]),
        diacritic_cased=_mean([each.diacritic_cased for each in ours]),
        viparse_failed=sum(1 for each in theirs if each.failed),
        viparse_diacritic=_mean([each.diacritic for each in theirs]),
        viparse_character=_mean([each.character for each in theirs]),
    )


def files_of(folder: Path) -> Iterator[tuple[Path, str]]:
    """Each file that has a transcript, with the transcript; in order of their paths.

    Raises:
        DungHanError: the folder has no pair, or a transcript stands alone.
    """
    transcripts = sorted(folder.rglob(f"*{_EXPECTED}"))
    if not transcripts:
        raise DungHanError(f"{folder}: không có tệp nào có bản chép «TÊN{_EXPECTED}» bên cạnh.")
    for transcript in transcripts:
        stem = transcript.name.removesuffix(_EXPECTED)
        file = next(
            (
                path
                for path in sorted(transcript.parent.iterdir())
                if path.stem == stem and not path.name.endswith(_EXPECTED)
            ),
            None,
        )
        if file is None:
            raise DungHanError(f"{transcript}: không có tệp «{stem}.*» bên cạnh.")
        yield file, transcript.read_text(encoding="utf-8")


def _score_file(
    file: Path, expected: str, read: Callable[[Path], str], say: Callable[[str], None]
) -> FileScore:
    try:
        score = score_text(file.name, expected, read(file))
    except DungHanError as error:
        score = FileScore(
            name=file.name, diacritic=0, diacritic_cased=0, character=0, failed=str(error)
        )
    say(
        f"{score.name}\tdấu {score.diacritic:.4f}\tkể cả hoa thường {score.diacritic_cased:.4f}"
        f"\tký tự {score.character:.4f}\t{score.failed}".rstrip()
    )
    return score


def score_text(name: str, expected: str, found: str) -> FileScore:
    """The shares for one text against its transcript."""
    wanted, read = collapse(expected), collapse(found)
    accented = [at for at, letter in enumerate(wanted) if fold(letter) != letter]
    places = _aligned(wanted, read)
    pairs = [(wanted[at], read[places[at]]) for at in accented if places[at] >= 0]
    total = max(len(accented), 1)
    # Transcripts have the letters as typed: small ones where a font draws capitals.
    distance = Levenshtein.distance(wanted.lower(), read.lower())
    return FileScore(
        name=name,
        diacritic=sum(a.lower() == b.lower() for a, b in pairs) / total if accented else 1.0,
        diacritic_cased=sum(a == b for a, b in pairs) / total if accented else 1.0,
        character=max(0.0, 1 - distance / max(len(wanted), 1)),
    )


def collapse(text: str) -> str:
    """NFC, runs of white space as one space, our sign between cells as white space."""
    return _BLANKS.sub(" ", _CELLS.sub(" ", unicodedata.normalize("NFC", text))).strip()


def _aligned(wanted: str, read: str) -> list[int]:
    """For each letter of the transcript the place of its own in what was read; -1 for none."""
    places = [-1] * len(wanted)
    for step in Levenshtein.opcodes(_bases(wanted), _bases(read)):
        if step.tag in ("equal", "replace"):
            for offset in range(step.src_end - step.src_start):
                places[step.src_start + offset] = step.dest_start + offset
    return places


def _bases(text: str) -> str:
    """Each letter without its accents, small; one character for one."""
    return "".join((fold(letter).lower() or " ")[0] for letter in text)


def _our_text(file: Path) -> str:
    # Transcripts have the footnotes at the end, we have them where they are called.
    lines = sorted(read_pages(file)[1].lines, key=lambda line: line.kind is Kind.FOOTNOTE)
    return "\n".join(line.text for line in lines)


def _mean(values: Sequence[float]) -> float:
    return round(fmean(values), 4)


logging.getLogger("viparse").setLevel(logging.ERROR)
