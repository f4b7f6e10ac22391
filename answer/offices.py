"""Which office a question is about, among those whose papers the library holds."""

import re

from corpus.text import fold, normalize

# What is left of an issuer's name without these is the place that tells it from others.
_GENERIC = re.compile(
    r"\b(?:uy ban nhan dan|hoi dong nhan dan|ubnd|hdnd|van phong|tinh|thanh pho|huyen|quan|thi xa"
    r"|thi tran|phuong|xa|so|phong|trung tam|phuc vu hanh chinh cong|va|cac)\b"
)


def place_of(issuer: str | None) -> str | None:
    """The place in an issuer's name, folded: "sa dec"; None when the name has none.

    A ward that has only a number keeps its kind: "phuong 3".
    """
    if not issuer:
        return None
    plain = fold(normalize(issuer))
    plain = re.sub(r"[^\w ]", " ", plain)
    rest = " ".join(_GENERIC.sub(" ", plain).split())
    if rest.isdigit():
        return f"phuong {rest}"
    return rest or None


def places_named(folded_question: str, places: frozenset[str]) -> frozenset[str]:
    """Those of `places` that the question names as whole words."""
    padded = f" {folded_question} "
    return frozenset(place for place in places if f" {place} " in padded)
