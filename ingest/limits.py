"""The bounds on what a file may hold. A file over one of them is refused before it is read."""

from dataclasses import dataclass

MAX_FILE_BYTES = 64 * 1024 * 1024
MAX_PAGES = 2_000
MAX_CHARACTERS = 12_000_000
MAX_LINES = 400_000
# DOCX is a zip: a few kilobytes can unpack to gigabytes.
MAX_UNPACKED_BYTES = 256 * 1024 * 1024
MAX_UNPACKING_RATIO = 200
MAX_ZIP_MEMBERS = 5_000
# A picture says its size before it is unpacked; A3 at 600 dpi has 70 million
# pixels; Pillow warns of more than 89 million.
MAX_PIXELS = 89_000_000
OCR_SECONDS = 60  # for one reading of one page; then Tesseract is stopped


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What reading one file may cost; beyond it the process that reads is ended, not the program.

    The memory is the address space of each process: it is more than what is in use.
    """

    memory_mib: int = 3072
    quiet_seconds: float = 120.0  # without one more page read
    total_seconds: float = 3600.0

    def __post_init__(self) -> None:
        if self.memory_mib <= 0 or self.quiet_seconds <= 0 or self.total_seconds <= 0:
            raise ValueError(f"limits must be positive: {self}")
