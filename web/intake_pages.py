"""Papers taken in from the browser: many at once, each previewed, then published or discarded."""

import tempfile
from pathlib import Path

from starlette.datastructures import UploadFile
from starlette.responses import Response

from corpus.audiences import EVERYBODY
from corpus.known import is_used
from corpus.pending import Pending, discard, find_pending, list_pending, publish
from corpus.reading_report import report
from corpus.staff import Right
from corpus.stored import Outcome
from web import messages
from web.audience_pages import audience_at, audience_sent, audience_shown
from web.desk import Uploaded
from web.gate import UPLOAD_LIMIT, Call, Page

_CHUNK = 1 << 20
_LONGEST_NAME = 150
_SHOWN_LETTERS = 3_000


def intake_pages() -> tuple[Page, ...]:
    """The addresses."""
    edit = Right.EDIT_DOCUMENTS
    return (
        Page(path="/nap", answer=waiting, right=edit),
        Page(path="/nap", answer=upload, right=edit, is_form=True, limit=UPLOAD_LIMIT),
        Page(path="/nap/{pending_id}", answer=preview, right=edit),
        Page(path="/nap/{pending_id}/cong-bo", answer=make_public, right=edit, is_form=True),
        Page(path="/nap/{pending_id}/bo", answer=drop, right=edit, is_form=True),
    )


def waiting(call: Call) -> Response:
    """What waits, and the form that takes files."""
    return _waiting_page(call)


def _waiting_page(
    call: Call, status_code: int = 200, *, problems: tuple[str, ...] = ()
) -> Response:
    found = list_pending(call.tools.store)
    return call.show("intake.html", status_code, waiting=found, problems=problems, Outcome=Outcome)


def upload(call: Call) -> Response:
    """Read the files and let them wait; what could not be read is said."""
    files = call.files("tep")
    if not files:
        return _waiting_page(call, 400, problems=(messages.NO_FILE,))
    with tempfile.TemporaryDirectory(prefix="dunghan-") as folder:
        paths = [_save(file, Path(folder), number) for number, file in enumerate(files)]
        taken: Uploaded = call.tools.preview(paths, call.staff.name)
    for waits in taken.pending:
        call.note("document.preview", waits.id)
    if taken.problems:
        return _waiting_page(call, 400, problems=taken.problems)
    if len(taken.pending) == 1:
        return call.go(f"/nap/{taken.pending[0].id}")
    return call.go("/nap")


def _save(file: UploadFile, folder: Path, number: int) -> Path:
    """The file in a folder of its own, under the last part of its name and no other."""
    own = folder / str(number)
    own.mkdir()
    path = own / safe_name(file.filename or "")
    with path.open("wb") as out:
        while chunk := file.file.read(_CHUNK):
            out.write(chunk)
    return path


def safe_name(given: str) -> str:
    """A name without folders and without what no file system takes; "tep" when nothing is left."""
    last = given.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(letter for letter in last if letter.isprintable() and letter not in '<>:"|?*')
    plain = plain.encode(errors="ignore").decode().strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    if not dot:
        return plain[:_LONGEST_NAME] or "tep"
    return f"{stem[: _LONGEST_NAME - len(suffix) - 1] or 'tep'}.{suffix[:10]}"


def preview(call: Call) -> Response:
    """One paper that waits: what was read, what is in doubt, what publishing would do."""
    waits = find_pending(call.tools.store, call.part("pending_id"))
    document = waits.read.document
    return call.show(
        "preview.html",
        waits=waits,
        document=document,
        lines=report(waits.read.notes, document.page_count),
        beginning=document.text[:_SHOWN_LETTERS],
        is_cut=len(document.text) > _SHOWN_LETTERS,
        audience=_audience(call, waits),
        Outcome=Outcome,
    )


def _audience(call: Call, waits: Pending) -> dict[str, object]:
    """Who is to see it: as the version before; everybody where there is none."""
    if waits.foreseen.outcome is Outcome.REVISED:
        return audience_at(call, waits.foreseen.document_id)
    return audience_shown(call, EVERYBODY)


def make_public(call: Call) -> Response:
    """Publish one, for whom the form says."""
    audience = audience_sent(call)
    stored = publish(call.tools.store, call.part("pending_id"), call.staff.name, audience)
    call.tools.after_change()
    call.note("document.publish", stored.document_id)
    if audience is not None and not audience.is_everybody:
        call.note("document.audience", stored.document_id, audience.words)
    return call.go(f"/van-ban/{stored.document_id}?xong=cong-bo")


def drop(call: Call) -> Response:
    """Discard one, and its file where nothing else was read from it."""
    pending_id = call.part("pending_id")
    sha256 = discard(call.tools.store, pending_id, call.staff.name)
    if not is_used(call.tools.store, sha256):
        call.tools.originals.remove(sha256)
    call.note("document.discard", pending_id)
    return call.go("/nap?xong=bo")
