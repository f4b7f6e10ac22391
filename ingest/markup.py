"""XML and HTML as trees of elements (lxml). Nothing outside the file is fetched or expanded."""

from typing import Any

from lxml import etree, html

Element = Any  # lxml publishes no types
MARKUP_ERRORS: tuple[type[Exception], ...] = (etree.LxmlError, RecursionError, MemoryError)


class ForbiddenMarkupError(ValueError):
    """The XML declares entities or a DTD: no office program writes one into its files."""


def parse_xml(content: bytes) -> Element:
    """The root of an XML part.

    Depth and the length of one text are bounded by the parser (256 levels, 10 MB).

    Raises:
        ForbiddenMarkupError: it declares a DTD, by which a few bytes could grow to gigabytes.
        etree.LxmlError (one of MARKUP_ERRORS): it is not well formed.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True, huge_tree=False,
    )  # fmt: skip
    root = etree.fromstring(content, parser)
    if root.getroottree().docinfo.doctype:
        raise ForbiddenMarkupError("DOCTYPE")
    return root


def parse_html(text: str) -> Element | None:
    """The root of a page, mended as browsers do; None when there is no element at all.

    Raises:
        RecursionError: it nests deeper than the parser follows; the rest would be lost unsaid.
    """
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    if not text.strip():
        return None
    root = html.document_fromstring(text.encode("utf-8", "replace"), parser)
    if any("depth" in entry.message for entry in parser.error_log):
        raise RecursionError("depth")
    return root
