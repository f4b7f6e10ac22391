"""Files made of others by damage: in their bytes, and in what a zip or a PDF holds inside."""

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence

_MOST_BYTES = 400_000  # a mutated file is kept small: many are read
_NUMBERS = (b"0", b"-1", b"1", b"65536", b"2147483648", b"-2147483649", b"99999999999999999999")
_TOKENS = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r\n", b"\f", b"%PDF-1.7", b"PK\x03\x04", b"endobj",
    b"stream\n", b"endstream", b"<<", b">>", b"[", b"(", b"/Kids", b"/Parent", b"/Length 1 0 R",
    b"BT", b"ET", b"TJ", b"\xe2\x80\xa8", b"\xcc\x81" * 50, b"<w:p>", b"</w:p>", b"<w:tbl>",
    b"<w:tc>", b"&#x0;", b"&#xD800;", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", "Điều 1.".encode(),
    "Số:     /UBND".encode(), "Phụ lục I\n".encode(), "¹".encode(), b"| a | b |\n|---|---|\n",
    b"<sup>",
)  # fmt: skip
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_NUMBER = re.compile(rb"\d+")
_VALUE = re.compile(rb'"([^"<>]*)"')
_BETWEEN = re.compile(r"[^<>]{1,60}|$")
_ELEMENT = re.compile(rb"<(/?)([A-Za-z:]+)([^<>]*)>")

_ZIP_ERRORS = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, RuntimeError,
    ValueError,
)  # fmt: skip

Change = Callable[[random.Random, bytes], bytes]


def mutate(chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    """A damaged copy of one of the seeds; the same `chance` gives the same bytes."""
    content = chance.choice(seeds)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        if content.startswith(b"PK\x03\x04") and chance.random() < 0.8:
            content = _inside_zip(chance, content)
        elif content.startswith(b"%PDF") and chance.random() < 0.6:
            content = _inside_stream(chance, content)
        elif chance.random() < 0.1:
            content = _spliced(chance, content, chance.choice(seeds))
        else:
            content = chance.choice(_CHANGES)(chance, content)
    return content[:_MOST_BYTES]


def _span(chance: random.Random, content: bytes) -> tuple[int, int]:
    start = chance.randrange(len(content) + 1)
    length = int(min(len(content), chance.expovariate(1 / 40)))
    return start, min(len(content), start + length)


def _flip(chance: random.Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 1 + len(content) // 2_000)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _delete(chance: random.Random, content: bytes) -> bytes:
    start, end = _span(chance, content)
    return content[:start] + content[end:]


def _repeat(chance: random.Random, content: bytes) -> bytes:
    start, end = _span(chance, content)
    times = chance.choice((2, 3, 50, 1_000))
    return content[:start] + content[start:end] * times + content[end:]


def _insert(chance: random.Random, content: bytes) -> bytes:
    start, _ = _span(chance, content)
    return (
        content[:start] + chance.choice(_TOKENS) * chance.choice((1, 1, 2, 300)) + content[start:]
    )


def _truncate(chance: random.Random, content: bytes) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _change_number(chance: random.Random, content: bytes) -> bytes:
    found = [match.span() for match in _NUMBER.finditer(content)]
    if not found:
        return content
    start, end = chance.choice(found)
    return content[:start] + chance.choice(_NUMBERS) + content[end:]


def _change_element(chance: random.Random, content: bytes) -> bytes:
    """Drop, double, nest or swap the tags of a markup."""
    found = list(_ELEMENT.finditer(content))
    if not found:
        return _flip(chance, content)
    one, other = chance.choice(found), chance.choice(found)
    put = chance.choice((b"", one[0] * 2, other[0], one[0] * 3_000, b"<" + other[2] + b"/>"))
    return content[: one.start()] + put + content[one.end() :]


def _change_letters(chance: random.Random, content: bytes) -> bytes:
    """Text that stays text: stretches of it moved, doubled or turned about; tags stay whole."""
    text = content.decode(errors="ignore")
    between = [match.span() for match in _BETWEEN.finditer(text)]
    for _ in range(chance.randint(1, 6)):
        (start, end), (other, stop) = chance.choice(between), chance.choice(between)
        put = chance.choice((text[other:stop], "", text[start:end] * 40, text[start:end][::-1]))
        put = put.replace("<", "").replace("&", "")
        text = text[:start] + put + text[end:]
        between = [match.span() for match in _BETWEEN.finditer(text)]
    return text.encode()


def _change_attribute(chance: random.Random, content: bytes) -> bytes:
    """A markup with the value of one attribute made another's, or a number out of range."""
    found = [match.span(1) for match in _VALUE.finditer(content)]
    if not found:
        return _change_letters(chance, content)
    (start, end), (other, stop) = chance.choice(found), chance.choice(found)
    return content[:start] + chance.choice((content[other:stop], *_NUMBERS)) + content[end:]


def _spliced(chance: random.Random, content: bytes, other: bytes) -> bytes:
    return _truncate(chance, content) + other[chance.randrange(len(other) + 1) :]


_CHANGES: tuple[Change, ...] = (
    _flip, _delete, _repeat, _insert, _truncate, _change_number, _change_element,
    _change_letters, _change_letters, _change_attribute,
)  # fmt: skip
_INSIDE: tuple[Change, ...] = (_change_element, _change_letters, _change_attribute)


def _inside_zip(chance: random.Random, content: bytes) -> bytes:
    """The archive with one of its members damaged, dropped, doubled or emptied."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = {info.filename: archive.read(info) for info in archive.infolist()}
    except _ZIP_ERRORS:
        return _flip(chance, content)
    if not members:
        return content
    name = chance.choice(sorted(members))
    fate = chance.random()
    if fate < 0.05:
        del members[name]
    elif fate < 0.1:
        members[name] = members[chance.choice(sorted(members))]
    else:
        change = chance.choice(_INSIDE if fate < 0.6 else _CHANGES)
        members[name] = change(chance, members[name])[: 4 * _MOST_BYTES]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, body in members.items():
            archive.writestr(zipfile.ZipInfo(each), body)
    return packed.getvalue()


def _inside_stream(chance: random.Random, content: bytes) -> bytes:
    """The PDF with what one of its compressed streams draws damaged."""
    found = list(_STREAM.finditer(content))
    if not found:
        return _flip(chance, content)
    chosen = chance.choice(found)
    try:
        drawn = zlib.decompress(chosen[1])
    except zlib.error:
        return chance.choice(_CHANGES)(chance, content)
    changed = zlib.compress(chance.choice(_CHANGES)(chance, drawn)[: 4 * _MOST_BYTES])
    return content[: chosen.start(1)] + changed + content[chosen.end(1) :]
