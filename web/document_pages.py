"""The library's pages: list and search, a document, its pages as pictures, what is out of use."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote as quote_url

from starlette.exceptions import HTTPException
from starlette.responses import Response

from answer.validity_words import status_sentence
from corpus.audiences import reader_of
from corpus.citations import Level
from corpus.documents import Document, Passage, Role
from corpus.errors import UnknownDocumentError
from corpus.intake_log import Step, read_log
from corpus.staff import Right
from corpus.text import fold, normalize
from web.audience_pages import audience_at
from web.gate import Call, Page
from web.office import Office
from web.page_image import PageImages
from web.page_worker import Look
from web.reading import pages_of, quoted_range

LIST_LENGTH = 200  # documents on one page of the list
_OUTLINE_LENGTH = 400
_HEADING_LENGTH = 110
_STEPS = {
    Step.TAKEN_IN: "nạp thẳng vào kho",
    Step.PREVIEWED: "đọc, chờ công bố",
    Step.PUBLISHED: "công bố",
    Step.DISCARDED: "bỏ",
    Step.READ_AGAIN: "đọc lại",
    Step.FORGOTTEN: "xóa hẳn",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A line of the outline."""

    anchor: str
    words: str
    depth: int  # from 0


def document_pages(office: Office, images: PageImages) -> tuple[Page, ...]:
    """The addresses of the library."""
    library = _Library(office, images)
    edit = Right.EDIT_DOCUMENTS
    return (
        Page(path="/van-ban", answer=library.listed, right=Right.ASK, in_demo=True),
        Page(path="/van-ban/{document_id}", answer=library.document, right=Right.ASK, in_demo=True),
        Page(path="/van-ban/{document_id}/rut", answer=library.withdraw, right=edit, is_form=True),
        Page(
            path="/van-ban/{document_id}/phuc-hoi",
            answer=library.restore,
            right=edit,
            is_form=True,
        ),
        Page(
            path="/van-ban/{document_id}/trang/{number}",
            answer=library.source,
            right=Right.ASK,
            in_demo=True,
        ),
        Page(
            path="/van-ban/{document_id}/trang/{number}/anh",
            answer=library.picture,
            right=Right.ASK,
            in_demo=True,
        ),
    )


class _Library:
    """One method per address."""

    def __init__(self, office: Office, images: PageImages) -> None:
        self._office = office
        self._images = images

    def listed(self, call: Call) -> Response:
        """What was loaded, LIST_LENGTH documents at a time; with words, what has them all."""
        words = call.asked("tim")
        may_edit = call.me is not None and call.me.may(Right.EDIT_DOCUMENTS)
        withdrawn: frozenset[str] = frozenset()
        found = self._office.of(call.me).list_documents()
        if may_edit and call.asked("rut"):
            withdrawn = call.store.withdrawn_ids()
            everything = call.store.documents(include_withdrawn=True)
            found = tuple(document for document in everything if document.id in withdrawn)
        if words:
            wanted = fold(normalize(words)).split()
            found = tuple(document for document in found if _has(document, wanted))
        last = max(1, -(-len(found) // LIST_LENGTH))
        page = min(max(call.number("trang", 1), 1), last)
        return call.show(
            "documents.html",
            documents=found[(page - 1) * LIST_LENGTH : page * LIST_LENGTH],
            count=len(found),
            page=page,
            last=last,
            words=words,
            may_edit=may_edit,
            is_withdrawn=bool(call.asked("rut")) and may_edit,
        )

    def document(self, call: Call) -> Response:
        """One document's text by pages, with the quoted words marked."""
        document_id = call.part("document_id")
        document = self._read(call, document_id)
        quoted = quoted_range(document, call.asked("tu"), call.asked("den"))
        passages = self._passages(call, document)
        return call.show(
            "document.html",
            document=document,
            pages=pages_of(document, passages, quoted),
            quoted=quoted is not None,
            outline=outline_of(passages),
            about=self._about(call, document),
            audience=self._audience(call, document),
            has_pictures=self._original(call, document) is not None,
        )

    def _about(self, call: Call, document: Document) -> dict[str, object] | None:
        """Versions, validity and who did what; None in a demonstration."""
        if call.desk is None or call.me is None:
            return None
        store = call.store
        state = call.desk.validity(reader_of(call.me), document.id, call.desk.today())
        log = [(entry.at, _STEPS[entry.step], entry.who) for entry in read_log(store, document.id)]
        return {
            "history": store.history(document.id),
            "validity": status_sentence(state) if state else None,
            "log": log,
            "is_withdrawn": document.id in store.withdrawn_ids(),
            "may_edit": call.me.may(Right.EDIT_DOCUMENTS),
        }

    def _audience(self, call: Call, document: Document) -> dict[str, object] | None:
        """Who may see it, for whoever changes that, and for all where it is not everybody."""
        if call.desk is None or call.me is None:
            return None
        return audience_at(call, document.id)

    def withdraw(self, call: Call) -> Response:
        """Take a document out of use."""
        document_id = call.part("document_id")
        call.tools.store.withdraw(document_id)
        call.tools.after_change()
        call.note("document.withdraw", document_id)
        return call.go(f"/van-ban/{quote_url(document_id, safe='')}?xong=rut")

    def restore(self, call: Call) -> Response:
        """Bring a document back into use."""
        document_id = call.part("document_id")
        call.tools.store.restore(document_id)
        call.tools.after_change()
        call.note("document.restore", document_id)
        return call.go(f"/van-ban/{quote_url(document_id, safe='')}?xong=phuc-hoi")

    def source(self, call: Call) -> Response:
        """One page: the picture of the original with the quoted words marked, beside its text."""
        document = self._read(call, call.part("document_id"))
        number = _page_number(call, document)
        quoted = quoted_range(document, call.asked("tu"), call.asked("den"))
        pages = pages_of(document, self._passages(call, document), quoted)
        page = pages[number - 1] if number <= len(pages) else None
        name = "_source.html" if call.asked("manh") else "source.html"
        return call.show(
            name,
            document=document,
            number=number,
            page=page,
            look=self._look(call, document, number, quoted),
            range=f"?tu={quoted.start}&den={quoted.stop}" if quoted else "",
        )

    def picture(self, call: Call) -> Response:
        """The page of the original as PNG."""
        document = self._read(call, call.part("document_id"))
        path = self._original(call, document)
        number = _page_number(call, document)
        drawn = self._images.picture(path, number) if path else None
        if drawn is None:
            raise HTTPException(404)
        return Response(drawn, media_type="image/png")

    def _look(
        self, call: Call, document: Document, number: int, quoted: range | None
    ) -> Look | None:
        path = self._original(call, document)
        if path is None:
            return None
        return self._images.look(path, number, _quoted_lines(document, number, quoted))

    def _original(self, call: Call, document: Document) -> Path | None:
        """The kept file, where it is one whose pages can be drawn."""
        if call.desk is None:
            return None
        path = call.desk.originals.find(document.sha256)
        return path if path is not None and path.suffix == ".pdf" else None

    def _read(self, call: Call, document_id: str) -> Document:
        """The live version, or the one that the address names."""
        is_out = call.desk is not None and document_id in call.desk.store.withdrawn_ids()
        if is_out and not (call.me and call.me.may(Right.EDIT_DOCUMENTS)):
            raise UnknownDocumentError(document_id)
        version = call.number("ban", 0)
        if version and call.desk is not None and call.me is not None:
            return call.store.document(document_id, revision=version)
        return self._office.of(call.me).read_document(document_id)

    def _passages(self, call: Call, document: Document) -> tuple[Passage, ...]:
        if call.number("ban", 0) and call.desk is not None and call.me is not None:
            return call.store.passages(document.id, revision=document.revision)
        return self._office.of(call.me).read_passages(document.id)


def outline_of(passages: tuple[Passage, ...]) -> tuple[Heading, ...]:
    """The headings and articles of a document, the first _OUTLINE_LENGTH."""
    found = []
    for passage in passages:
        steps = passage.citation.steps
        is_article = bool(steps) and steps[-1].level is Level.ARTICLE
        if passage.role is Role.HEADING or is_article:
            words = " ".join(passage.text.split())
            if len(words) > _HEADING_LENGTH:
                words = words[: _HEADING_LENGTH - 1].rstrip() + "…"
            depth = min(max(len(passage.trail) - (passage.role is Role.HEADING), 0), 3)
            found.append(Heading(anchor=passage.citation.id, words=words, depth=depth))
    return tuple(found[:_OUTLINE_LENGTH])


def _page_number(call: Call, document: Document) -> int:
    written = call.part("number")
    number = int(written[:9]) if written.isascii() and written.isdecimal() else 0
    if not 1 <= number <= max(1, document.page_count):
        raise HTTPException(404)
    return number


def _quoted_lines(document: Document, number: int, quoted: range | None) -> tuple[str, ...]:
    """The quoted words that stand on a page, line by line."""
    if quoted is None:
        return ()
    starts = [0, *document.page_starts[1:], len(document.text)]
    if number >= len(starts):
        return ()
    first = max(quoted.start, starts[number - 1])
    end = min(quoted.stop, starts[number])
    return tuple(document.text[first:end].splitlines()) if first < end else ()


def _has(document: Document, wanted: list[str]) -> bool:
    said = (document.number, document.kind, document.subject, document.issuer, document.source)
    plain = fold(normalize(" ".join(part for part in said if part)))
    return all(word in plain for word in wanted)
