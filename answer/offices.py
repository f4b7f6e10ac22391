"""Which office a question is about, among those whose papers the library holds."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from corpus.documents import Document
from corpus.text import fold, normalize

# What is left of an issuer's name without these is the place that tells it from others. With
# their accents: An Phong and Phong Hòa are places, "phòng" is none.
_GENERIC = re.compile(
    normalize(
        r"\b(?:ủy ban nhân dân|hội đồng nhân dân|ubnd|hđnd|văn phòng|tỉnh|thành phố|huyện|quận"
        r"|thị xã|thị trấn|phường|xã|sở|phòng|trung tâm|phục vụ hành chính công|và|các)\b"
    )
)
_NUMBERED = re.compile(r"\b(phuong|quan|khu pho|khom|ap) 0?(\d{1,2})\b")


def place_of(issuer: str | None) -> str | None:
    """The place in an issuer's name, folded: "sa dec"; None when the name has none.

    A ward that has only a number keeps its kind: "phuong 3".
    """
    if not issuer:
        return None
    plain = " ".join(re.sub(r"[^\w ]", " ", normalize(issuer)).split())
    rest = " ".join(fold(_GENERIC.sub(" ", plain)).split())
    if rest.isdigit():
        return f"phuong {rest}"
    return rest or None


def places_named(folded_question: str, places: frozenset[str]) -> frozenset[str]:
    """Those of `places` that the question names as whole words."""
    padded = f" {folded_question} "
    return frozenset(place for place in places if f" {place} " in padded)


def names_another_number(asked: str, said: str) -> bool:
    """Whether a text is of phường 3 alone where phường 1 is asked about. Both are folded."""
    wanted = set(_NUMBERED.findall(asked))
    named = set(_NUMBERED.findall(said)) if wanted else set()
    kinds = {kind for kind, _ in wanted}
    return any(kind in kinds for kind, _ in named) and not wanted & named


@dataclass(frozen=True, slots=True)
class Offices:
    """The places of a library's papers: of each paper by its revision, and all together."""

    by_revision: dict[int, frozenset[str]]
    places: frozenset[str]


def find_offices(
    documents: tuple[Document, ...], text_of: Callable[[str], str], known: Offices | None
) -> Offices:
    """The offices of a library.

    A paper is of its issuer's place. Where the paper does not say who issued it, it is of every
    office of the library that its text names.

    Args:
        documents: the live ones.
        text_of: a document's text, by its id.
        known: what was found before the last change; texts are read again only when it differs.
    """
    issued = {document.revision: place_of(document.issuer) for document in documents}
    places = frozenset(filter(None, issued.values()))
    is_kept = known is not None and known.places == places
    by_revision = {}
    for document in documents:
        place = issued[document.revision]
        if place is not None:
            by_revision[document.revision] = frozenset({place})
        elif known is not None and is_kept and document.revision in known.by_revision:
            by_revision[document.revision] = known.by_revision[document.revision]
        else:
            said = " ".join(fold(normalize(text_of(document.id))).split())
            by_revision[document.revision] = places_named(said, places)
    return Offices(by_revision, places)
