"""What a paper's head and tail say is what its description gives, in every layout."""

import pytest
from hypothesis import HealthCheck, given, settings

from corpus.documents import ReadDocument
from ingest.lines import Pages
from ingest.plain import read_text
from ingest.read import build_document
from tests.paper_forms import Form, forms, paper_text


def read(text: str) -> ReadDocument:
    from pathlib import Path

    pages: Pages = read_text(Path("van_ban.txt"), text)
    return build_document("van_ban.txt", text.encode(), pages)


@settings(max_examples=4000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(forms())
def test_a_composed_paper_is_described_as_it_was_composed(form: Form) -> None:
    text = paper_text(form)
    document = read(text).document
    assert (document.number, document.kind) == (form.number, form.kind), text
    assert document.issuer == form.issuer.name, text
    assert (document.place, document.signed_on) == (form.issuer.place, form.day), text
    assert document.signed_as_written == form.day_as_written, text
    assert (document.subject or "").lower() == form.subject_text.lower(), text
    assert document.addressees == form.addressees, text
    assert document.legal_bases == form.bases, text
    assert (document.signer, document.signer_title) == (form.signer, ", ".join(form.signature)), text
    assert (document.urgency or "").upper() == form.urgency, text
    assert document.is_draft == form.is_draft, text
    assert document.recipients == ("Như trên", "TT. Đảng ủy, TT. HĐND xã (b/c)", "Lưu: VT, NV (05b)"), text
