"""DOC, RTF and ODT as DOCX, by LibreOffice where it is installed."""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from ingest.errors import BrokenFileError, MissingProgramError, TooLargeError
from ingest.limits import MAX_UNPACKED_BYTES

_PROGRAMS = ("soffice", "libreoffice")
_TIMEOUT_SECONDS = 90  # less than a reader may be quiet: then it ends its own program


def find_office() -> str | None:
    """The path of LibreOffice; None where it is not installed."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


def to_docx(
    path: Path, content: bytes, suffix: str, timeout_seconds: int = _TIMEOUT_SECONDS
) -> bytes:
    """The bytes of a DOCX with what the file holds. Starting LibreOffice takes 2 to 10 seconds.

    Each call has a profile and a folder of its own, so calls do not disturb each other, and at
    the time limit everything that was started is ended.

    Args:
        path: the file, for messages.
        content: its bytes.
        suffix: what the content is: ".doc", ".rtf", ".odt", ".html".
        timeout_seconds: how long LibreOffice may take.

    Raises:
        MissingProgramError, BrokenFileError, TooLargeError.
    """
    program = find_office()
    if program is None:
        raise MissingProgramError(path, "LibreOffice", "sudo apt install libreoffice-writer")
    with tempfile.TemporaryDirectory(prefix="dunghan-") as folder:
        source = Path(folder) / f"paper{suffix}"
        source.write_bytes(content)
        target = Path(folder) / "out" / "paper.docx"
        profile = (Path(folder) / "profile").as_uri()
        _run(
            path,
            [
                program,
                f"-env:UserInstallation={profile}",
                *("--headless", "--norestore", "--nolockcheck", "--nodefault"),
                *("--convert-to", "docx:MS Word 2007 XML"),
                *("--outdir", str(target.parent)),
                str(source),
            ],
            Path(folder),
            timeout_seconds,
        )
        if not target.is_file():
            raise BrokenFileError(path, "LibreOffice không mở được")
        size = target.stat().st_size
        if size > MAX_UNPACKED_BYTES:
            raise TooLargeError(
                path, f"{size // 1_048_576} MB", f"{MAX_UNPACKED_BYTES // 1_048_576} MB"
            )
        return target.read_bytes()


def _run(path: Path, command: list[str], folder: Path, timeout_seconds: int) -> None:
    # soffice is a script that starts another process: the whole group is ended together.
    process = subprocess.Popen(  # noqa: S603 -- a fixed program, its arguments are our own paths
        command,
        cwd=folder,
        env={**os.environ, "HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout_seconds)
    except subprocess.TimeoutExpired as error:
        reason = f"LibreOffice chạy quá {timeout_seconds} giây"
        raise BrokenFileError(path, reason) from error
    finally:
        if hasattr(os, "killpg"):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()
