"""What a paper's head and tail say is what its description gives, in every layout."""

from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from corpus.documents import Document
from ingest.plain import read_text
from ingest.read import build_document
from tests.paper_forms import RECIPIENTS, Form, forms, paper_text


def describe_form(form: Form) -> Document:
    """The document that the composed paper is read as."""
    text = paper_text(form)
    pages = read_text(Path("van_ban.txt"), text)
    if form.is_word and form.layout in ("stacked", "woven", "turned"):
        lines = (replace(line, whole=True, gap=0, indent=0) for line in pages.lines)
        pages = replace(pages, lines=tuple(lines))
    return build_document("van_ban.txt", text.encode(), pages).document


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(forms())
def test_a_composed_paper_is_described_as_it_was_composed(form: Form) -> None:
    document, text = describe_form(form), paper_text(form)
    assert (document.number, document.kind) == (form.number, form.kind), text
    assert document.issuer == form.issuer.name, text
    assert (document.place, document.signed_on) == (form.issuer.place, form.day), text
    assert document.signed_as_written == form.day_as_written, text
    assert (document.subject or "").lower() == form.subject_text.lower(), text
    assert document.addressees == form.addressees, text
    assert document.legal_bases == form.bases, text
    assert document.signer == form.signer, text
    assert document.signer_title == ", ".join(form.signature), text
    assert document.recipients == RECIPIENTS, text
    assert (document.urgency or "").upper() == form.urgency, text
    assert (document.scope or "").upper() == form.scope, text
    assert (document.copied_as or "").upper() == form.copied_as, text
    assert document.is_draft == form.is_draft, text
