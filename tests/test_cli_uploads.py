"""Hostile files sent to the pages as they are really served: each is told, and the next is read."""

import io
import struct
import zipfile
import zlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from cli.case_office import open_case_office
from cli.chats import open_front
from cli.serving import open_talk, web_application
from cli.serving_desk import open_desk
from cli.settings import read_settings
from cli.wiring import open_library
from corpus.pending import list_pending
from corpus.staff import Role
from corpus.staff_sessions import Kind, begin_session
from corpus.staff_store import add_staff, find_staff
from tests.test_web_roles import form_token
from tests.web_office import PASSWORD
from web.app import Application
from web.desk import Desk

PAPERS = Path(__file__).parents[1] / "samples" / "papers"
GOOD = PAPERS / "kh-12-cai-cach-hanh-chinh-2026.docx"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Application, Desk]]:
    settings = read_settings(
        {
            "DUNGHAN_HOME": str(tmp_path_factory.mktemp("home")),
            "DUNGHAN_READERS": "1",
            "DUNGHAN_READ_MEMORY_MIB": "1024",
            "DUNGHAN_READ_SECONDS": "30",
            "DUNGHAN_WEB_HOSTS": "may-chu",
        }
    )
    with (
        open_library(settings) as library,
        open_case_office(settings) as cases,
        open_desk(settings, library, cases) as desk,
    ):
        role = Role.ADMINISTRATOR
        add_staff(desk.store, account="hoa", name="Hoa", role=role, password=PASSWORD)
        talk = open_talk(settings, library, open_front(settings, library, cases.desk))
        yield web_application(settings, library, cases, talk, desk), desk


@pytest.fixture
def desk(served: tuple[Application, Desk]) -> Desk:
    return served[1]


@pytest.fixture
async def client(served: tuple[Application, Desk]) -> AsyncIterator[httpx.AsyncClient]:
    application, desk = served
    person = find_staff(desk.store, "hoa")
    cookies = {"dunghan": begin_session(desk.store, person.id, Kind.WEB, "thử")}
    transport = httpx.ASGITransport(application)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://may-chu", cookies=cookies
    ) as opened:
        yield opened


def archive(**files: bytes) -> bytes:
    """A ZIP of such files; a double underscore in a name is a folder."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name.replace("__", "/") + ".xml", content)
    return packed.getvalue()


def pdf_of(stream: bytes, filters: str, pages: str = "[3 0 R]") -> bytes:
    """A PDF of one page with such a content."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids {pages}/Count 1>>".encode(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>",
        f"<</Length {len(stream)}/Filter {filters}>>stream\n".encode() + stream + b"\nendstream",
    )
    body = b"%PDF-1.7\n"
    for number, content in enumerate(objects, start=1):
        body += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    return body + b"trailer<</Root 1 0 R/Size 5>>\n%%EOF"


def picture_of(width: int, height: int) -> bytes:
    """A PNG that says it is so large, with nothing in it."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


ZEROS = bytes(2**24)
FLOOD = zlib.compress(zlib.compress(ZEROS * 16))
HOSTILE = {
    "rong.pdf": b"",
    "bom.docx": archive(word__document=ZEROS * 16, _Content_Types_=b"<Types/>"),
    "long.docx": archive(word__document=archive(word__document=ZEROS)),
    "pdf-va-zip.docx": b"%PDF-1.7\n" + GOOD.read_bytes(),
    "chuong-trinh.docx": b"MZ" + bytes(4_096),
    "trang.pdf": b"<html><script>alert(1)</script></html>",
    "luong-phinh.pdf": pdf_of(FLOOD, "[/FlateDecode/FlateDecode]"),
    "trang-vong.pdf": pdf_of(b"", "/FlateDecode", "[2 0 R]"),
    "anh-khong-lo.png": picture_of(60_000, 60_000),
    "khong-duoi": b"\x00\xff" * 400,
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_file_is_told_by_its_name(
    client: httpx.AsyncClient, desk: Desk, name: str
) -> None:
    form = {"ma_bao_ve": await form_token(client)}
    reply = await client.post("/nap", data=form, files={"tep": (name, HOSTILE[name])})
    assert reply.status_code == 400
    assert name in reply.text
    assert "Traceback" not in reply.text
    assert list_pending(desk.store) == ()


async def test_after_hostile_files_a_good_one_is_read(
    client: httpx.AsyncClient, desk: Desk
) -> None:
    form = {"ma_bao_ve": await form_token(client)}
    sent = [("tep", (name, content)) for name, content in HOSTILE.items()]
    sent.append(("tep", (GOOD.name, GOOD.read_bytes())))
    reply = await client.post("/nap", data=form, files=sent)
    (waits,) = list_pending(desk.store)
    assert reply.status_code == 400
    assert waits.read.document.number == "12/KH-UBND"
    await client.post(f"/nap/{waits.id}/bo", data=form)


@pytest.mark.parametrize("name", ["so.xlsx", "so.csv", "so.ods", "so.xls"])
async def test_a_hostile_register_is_told_by_its_name(client: httpx.AsyncClient, name: str) -> None:
    form = {"ma_bao_ve": await form_token(client)}
    bomb = archive(xl__workbook=ZEROS * 16, xl__worksheets__sheet1=ZEROS * 16)
    reply = await client.post("/ho-so/nap", data=form, files={"tep": (name, bomb)})
    assert reply.status_code == 400
    assert name in reply.text
