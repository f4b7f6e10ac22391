"""The lines of any reader with old encodings decoded, and what the ingest report says of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain

from corpus.documents import Note
from ingest.encodings.decode import Found, decode_lines
from ingest.encodings.letters import mend_letters
from ingest.lines import Line, Pages, single_spaced


def decode_pages(pages: Pages) -> Pages:
    """The same lines in plain Unicode; the very object that came when nothing needs it.

    About 3 ms for a full page of clean text, on one core.
    """
    lines, notes = decode_line_texts(pages.lines)
    if lines is pages.lines:
        return pages
    return replace(pages, lines=lines, notes=(*pages.notes, *notes))


def decode_by_page(pages: list[list[Line]]) -> tuple[list[list[Line]], tuple[Note, ...]]:
    """The same for a reader that keeps its lines page by page: the pages and the notes."""
    lines, notes = decode_line_texts(tuple(chain.from_iterable(pages)))
    if not notes:
        return pages, ()
    left = iter(lines)
    return [[next(left) for _ in page] for page in pages], notes


def decode_line_texts(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Note, ...]]:
    """The lines in plain Unicode and the notes; the very tuple and no note for clean text."""
    texts = [line.text for line in lines]
    decoded = decode_lines(texts)
    read = texts if decoded is None else [decoded.text(index) for index in range(len(texts))]
    mended = [mend_letters(text) for text in read]
    if mended == texts:
        return lines, ()
    page_of = dict(enumerate(line.page for line in lines))
    changed = [i for i, text in enumerate(mended) if text != read[i]]
    notes = notes_of(decoded.found if decoded else Found(), page_of)
    return (
        tuple(
            line if line.text == text else replace(line, text=text.strip())
            for line, text in zip(lines, mended, strict=True)
        ),
        notes + _notes_of_letters(changed, page_of),
    )


def notes_of(found: Found, page_of: Mapping[int, int]) -> tuple[Note, ...]:
    """The notes on what was decoded: one for each encoding, one on the words left in doubt."""
    letters: Counter[str] = Counter()
    pages: dict[str, set[int]] = {}
    for (line, name), count in found.letters.items():
        letters[name] += count
        pages.setdefault(name, set()).add(page_of[line])
    notes = [
        Note(
            page=None,
            text=f"Chữ gõ bằng bảng mã cũ {name} ở {_pages(pages[name])}: "
            f"đã đổi {count} chữ cái sang Unicode.",
        )
        for name, count in letters.most_common()
    ]
    by_page: Counter[int] = Counter()
    for line, count in found.doubtful.items():
        by_page[page_of[line]] += count
    if by_page:
        notes.append(
            Note(
                page=None,
                text=f"Sau khi đổi bảng mã còn {sum(by_page.values())} từ không giống tiếng Việt "
                f"(tên riêng, tiếng nước ngoài hoặc gõ sai) ở {_pages(set(by_page))}; "
                "cần xem bản gốc khi dùng những từ này.",
                doubtful=True,
            )
        )
    return tuple(notes)


def _notes_of_letters(changed: Sequence[int], page_of: Mapping[int, int]) -> tuple[Note, ...]:
    """The note on letters put together from loose marks or taken from another alphabet."""
    if not changed:
        return ()
    on = {page_of[line] for line in changed}
    words = f"Đã ghép dấu rời, thay chữ trông giống chữ Việt trong {len(changed)} dòng"
    return (Note(page=None, text=f"{words} ở {_pages(on)}."),)


def _pages(numbers: set[int]) -> str:
    """Pages in words, neighbours joined: "trang 1-3, 7"."""
    ordered = sorted(numbers)
    spans: list[list[int]] = []
    for number in ordered:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    words = [str(a) if a == b else f"{a}-{b}" for a, b in spans]
    return single_spaced("trang " + ", ".join(words))
