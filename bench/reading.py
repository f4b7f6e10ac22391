"""How much of an office's files is read, how fast, and whether a letter is lost on the way.

Each file is read as `dunghan ingest` reads it. Letters are held against what pypdf's plain mode,
or python-docx, gives of the same file: each that is not blank has to be in the stored text.
"""

import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.peers import PeerReading, time_docling, time_pdfminer, time_pypdf
from bench.word_reference import word_text
from corpus.documents import ReadDocument
from corpus.text import nfc
from ingest.errors import IngestError
from ingest.pdf import plain_pages
from ingest.pdf_ocr import LAYER_SET_ASIDE
from ingest.readers import Readers, Reading, Source

_SHOWN = 12  # different letters of a loss


@dataclass(frozen=True, slots=True, kw_only=True)
class FileResult:
    """One file: how it was read, and which letters of the reference are not in what was read."""

    path: Path
    seconds: float
    pages: int = 0  # 0: not read
    error: str | None = None
    lost: Counter[str] = field(default_factory=Counter)
    reference: int = 0  # letters that the reference reader gives; 0 where there is none
    peers: dict[str, PeerReading] = field(default_factory=dict)

    def line(self) -> str:
        """The file in one line of Vietnamese."""
        if self.error is not None:
            return f"{self.path.name}: không đọc được: {self.error}"
        peers = "".join(
            f", {name} {peer.error or f'{peer.seconds:.2f} giây'}"
            for name, peer in self.peers.items()
        )
        lost = ""
        if self.reference:
            shown = " ".join(f"{letter}×{n}" for letter, n in self.lost.most_common(_SHOWN))
            lost = f", mất {self.lost.total()}/{self.reference} ký tự {shown}".rstrip()
        return f"{self.path.name}: {self.pages} trang, {self.seconds:.2f} giây{peers}{lost}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingResult:
    """All files of a folder."""

    files: tuple[FileResult, ...]
    remarks: tuple[str, ...]  # why a peer has no numbers, in Vietnamese

    def measures(self) -> dict[str, float]:
        """The shape of the closing line; a peer that read nothing has no rate."""
        read = [file for file in self.files if file.error is None]
        pdfs = [file for file in read if file.path.suffix.lower() == ".pdf"]
        words = [file for file in read if file.path.suffix.lower() == ".docx"]
        compared = [file for file in read if file.reference]
        found: dict[str, float] = {
            "files": len(self.files),
            "read": len(read),
            "share_read": round(len(read) / len(self.files), 4) if self.files else 0.0,
            "pdf_files": len(pdfs),
            "pdf_pages": sum(file.pages for file in pdfs),
            "compared_files": len(compared),
            "compared_letters": sum(file.reference for file in compared),
            "lost_letters": sum(file.lost.total() for file in compared),
            "files_with_loss": sum(1 for file in compared if file.lost),
        }
        found |= _rate("pages_per_second", pdfs, None)
        for name in ("pypdf", "pdfminer", "docling"):
            found |= _rate(f"{name}_pages_per_second", pdfs, name)
        if words and (seconds := sum(file.seconds for file in words)):
            found["docx_per_second"] = round(len(words) / seconds, 1)
        theirs = [file.peers["docling"] for file in words if "docling" in file.peers]
        if theirs and (seconds := sum(peer.seconds for peer in theirs if not peer.error)):
            count = sum(1 for peer in theirs if not peer.error)
            found["docling_docx_per_second"] = round(count / seconds, 1)
        return found


def measure(
    folder: Path, on_progress: Callable[[str], None], docling_python: Path | None = None
) -> ReadingResult:
    """Read every file under a folder, one after the other, and hold it against the peers."""
    paths = sorted(path for path in folder.rglob("*") if _is_paper(path, folder))
    files: list[FileResult] = []
    known = [path for path in paths if path.suffix.lower() in (".pdf", ".docx")]
    theirs, remark = time_docling(known, docling_python)
    with Readers(workers=1) as readers:
        _warm(readers)
        for path in paths:
            result = _result(readers.read(Source(path=path, name=path.name)), theirs)
            on_progress(result.line())
            files.append(result)
    return ReadingResult(files=tuple(files), remarks=(remark,) if remark else ())


def letters_lost(path: Path, read: ReadDocument) -> tuple[Counter[str], int]:
    """The letters that the reference reader gives and the document has not, and how many it gives.

    0 where a format has no reference reader. A page whose layer was set aside for what OCR read
    is left out: the report says how much of it is gone, and why.
    """
    set_aside = {note.page for note in read.notes if note.page and LAYER_SET_ASIDE in note.text}
    reference = letters(reference_text(path, set_aside))
    return reference - letters(read.document.text), reference.total()


def letters(text: str) -> Counter[str]:
    """How often each character that is not blank stands in a text; "¹" counts as "1"."""
    return Counter("".join(unicodedata.normalize("NFKC", nfc(text)).split()))


def reference_text(path: Path, without_pages: Collection[int] = ()) -> str:
    """What pypdf or python-docx gives of a file; "" for other formats and for what they refuse."""
    try:
        if path.suffix.lower() == ".pdf":
            pages = enumerate(plain_pages(path), start=1)
            return nfc("\n".join(text for number, text in pages if number not in without_pages))
        if path.suffix.lower() == ".docx":
            return nfc(word_text(path))
    except IngestError:
        return ""
    return ""


def _is_paper(path: Path, folder: Path) -> bool:
    inside = path.relative_to(folder)
    return path.is_file() and not any(part.startswith((".", "~$")) for part in inside.parts)


def _result(reading: Reading, docling: dict[Path, PeerReading]) -> FileResult:
    path = reading.source.path
    peers: dict[str, PeerReading] = {}
    if reading.read is None:
        return FileResult(path=path, seconds=reading.seconds, error=str(reading.error))
    if path.suffix.lower() == ".pdf":
        peers = {"pypdf": time_pypdf(path), "pdfminer": time_pdfminer(path)}
    if path in docling:
        peers["docling"] = docling[path]
    lost, reference = letters_lost(path, reading.read)
    return FileResult(
        path=path,
        seconds=reading.seconds,
        pages=reading.read.document.page_count,
        lost=lost,
        reference=reference,
        peers=peers,
    )


def _rate(name: str, files: Sequence[FileResult], peer: str | None) -> dict[str, float]:
    """Pages a second over the files that this reader read; nothing where it read none."""
    pages, seconds = 0, 0.0
    for file in files:
        if peer is None:
            pages, seconds = pages + file.pages, seconds + file.seconds
        elif peer in file.peers and file.peers[peer].error is None:
            pages, seconds = pages + file.pages, seconds + file.peers[peer].seconds
    return {name: round(pages / seconds, 1)} if seconds else {}


def _warm(readers: Readers) -> None:
    """Let the process load what it reads with, which every batch pays once."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.txt"
        path.write_text("Ủy ban nhân dân xã", encoding="utf-8")
        readers.read(Source(path=path, name=path.name))
