"""Quoted amendments: “Điều 5. …” inside a paper that changes another is no article of its own."""

_MAX_PARAGRAPHS = 120  # a quotation longer than this is taken for a missing closing mark


def quoted(texts: list[str]) -> frozenset[int]:
    """The paragraphs that stand inside a quotation, the one that opens it at its start included."""
    inside: set[int] = set()
    index = 0
    while index < len(texts):
        end = _closing(texts, index) if texts[index].startswith(("“", '"', "«")) else None
        if end is None:
            index += 1
            continue
        inside.update(range(index, end + 1))
        index = end + 1
    return frozenset(inside)


def _closing(texts: list[str], first: int) -> int | None:
    straight = texts[first].startswith('"')
    depth = 0
    for index in range(first, min(first + _MAX_PARAGRAPHS, len(texts))):
        text = texts[index]
        if straight:
            depth += text.count('"')
            if depth % 2 == 0:
                return index
        else:
            depth += text.count("“") + text.count("«") - text.count("”") - text.count("»")
            if depth <= 0:
                return index
    return None
