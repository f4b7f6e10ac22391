"""What of a saved page belongs to the site and not to the paper: menus, banners, scripts."""

import re

from ingest.left_out import Report, Why
from ingest.markup import Element

_SITE_TAGS = frozenset(("nav", "aside", "footer", "header", "dialog", "menu"))
_SITE_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary", "menu"))
_SITE_NAMES = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|menu|breadcrumb|sidebar|topbar|toolbar|footer|banner|advert|ads"
    r"|quangcao|quang-cao|share|social|comment|binhluan|binh-luan|related|lienquan|login|dangnhap"
    r"|popup|modal|cookie|pagination|search-box)s?(?:$|[-_ ])",
    re.IGNORECASE,
)
_BLOCKS = frozenset(("div", "ul", "ol", "section", "table", "td", "form", "p"))
_PAPER = re.compile(
    r"CỘNG H(?:ÒA|OÀ) XÃ HỘI|Độc lập\s*-\s*Tự do|Nơi nhận\s*:|(?:^|\n)\s*Điều 1\.", re.IGNORECASE
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE
)
_FEW_LINKS = 4
_MOSTLY_LINKS = 0.8
_SHORT_LINK = 60  # characters that the links of a menu have at most, on the mean
_MOST = 0.5  # of the page's letters: a block that holds more is the paper


def drop_site(root: Element, report: Report) -> None:
    """Take the site's parts out of the tree; what they said is counted in the report."""
    for element in list(root.iter("script", "style", "noscript", "template")):
        report.scripts += 1
        _remove(element)
    letters = _letters(words_of(root)) or 1
    for element in list(root.iter()):
        if element.getparent() is None or not isinstance(element.tag, str):
            continue
        if _is_site(element, letters) and any(outer is root for outer in element.iterancestors()):
            report.remove(Why.WEB, words_of(element))
            _remove(element)


def is_hidden(element: Element) -> bool:
    """True for an element that a browser does not show."""
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def words_of(element: Element) -> str:
    """The words under an element, a blank where a block ends."""
    return " ".join(text for text in element.itertext() if text)


def _is_site(element: Element, letters: int) -> bool:
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    suspected = (
        element.tag in _SITE_TAGS
        or element.get("role") in _SITE_ROLES
        or (element.tag in _BLOCKS and bool(_SITE_NAMES.search(named)))
    )
    if not suspected and not (element.tag in _BLOCKS and _is_menu(element)):
        return False
    words = words_of(element)
    return _letters(words) <= _MOST * letters and not _PAPER.search(words)


def _is_menu(element: Element) -> bool:
    links = [words_of(link).strip() for link in element.iter("a") if link.get("href")]
    links = [words for words in links if words]
    if len(links) < _FEW_LINKS:
        return False
    linked = sum(map(_letters, links))
    return (
        linked >= _MOSTLY_LINKS * _letters(words_of(element))
        and linked <= _SHORT_LINK * len(links)
        and not any("Điều" in words or "/" in words for words in links)
    )


def _letters(text: str) -> int:
    return sum(1 for letter in text if letter.isalnum())


def _remove(element: Element) -> None:
    """Remove an element and keep the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    tail = element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
