"""The PDF: archival and accessible by its own claims, the signed file inside, the same bytes each time."""

import io

import pikepdf
import pytest

from waarborg.trust.queries.checking import check_file
from waarborg.trust.queries.pdf import draw
from waarborg.trust.rules.envelope import NotAnEnvelope
from waarborg.trust.rules.faults import Wrong
from waarborg.trust.tests.signed import april_report, sealed

ENVELOPE = sealed(april_report())


@pytest.fixture(scope="module", params=["nl", "en"])
def drawn(request: pytest.FixtureRequest) -> bytes:
    return draw(ENVELOPE, request.param)


def test_it_claims_to_be_archival_and_accessible(drawn: bytes) -> None:
    with pikepdf.open(io.BytesIO(drawn)) as document, document.open_metadata() as claims:
        assert (claims["pdfaid:part"], claims["pdfaid:conformance"], claims["pdfuaid:part"]) == ("3", "A", "1")
        assert document.Root.MarkInfo.Marked is True or bool(document.Root.MarkInfo.Marked)
        assert str(document.Root.ViewerPreferences.DisplayDocTitle) == "True" or bool(
            document.Root.ViewerPreferences.DisplayDocTitle
        )


def test_the_signed_file_is_inside_as_its_source(drawn: bytes) -> None:
    with pikepdf.open(io.BytesIO(drawn)) as document:
        (name,) = document.attachments
        attached = document.attachments[name]
        assert name == "bewijsrapport-2026-04-v1.json"
        assert attached.get_file().read_bytes() == ENVELOPE
        assert str(document.Root.AF[0].AFRelationship) == "/Source"


def test_the_same_report_gives_the_same_bytes() -> None:
    assert draw(ENVELOPE, "nl") == draw(ENVELOPE, "nl")
    assert draw(ENVELOPE, "nl") != draw(ENVELOPE, "en")


def test_its_pages_are_compared_with_the_report_inside(drawn: bytes) -> None:
    found = check_file(io.BytesIO(drawn))
    assert (found.report.number, found.pages) == ("WB-2026-04-0001-v1", True)


def test_pages_that_say_something_else_are_found_out() -> None:
    with pikepdf.open(io.BytesIO(draw(ENVELOPE, "nl"))) as document:
        document.pages[0].Rotate = 90
        out = io.BytesIO()
        document.save(out)
    with pytest.raises(Wrong) as caught:
        check_file(io.BytesIO(out.getvalue()))
    assert caught.value.fault == "pdf-differs"


def test_a_pdf_of_another_release_is_said_not_to_have_been_compared() -> None:
    with pikepdf.open(io.BytesIO(draw(ENVELOPE, "nl"))) as document:
        document.docinfo["/Keywords"] = "waarborg-report/0, typst/0.1.0, lang/nl"
        out = io.BytesIO()
        document.save(out)
    assert check_file(io.BytesIO(out.getvalue())).pages is False


def test_a_pdf_without_a_report_or_no_pdf_at_all_is_refused() -> None:
    out = io.BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    document.save(out)
    for data, fault in ((out.getvalue(), "no-attachment"), (b"%PDF-1.7 and nothing more", "pdf-unreadable")):
        with pytest.raises(Wrong) as caught:
            check_file(io.BytesIO(data))
        assert caught.value.fault == fault


def test_a_report_packed_in_a_zip_is_taken_out() -> None:
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("bewijsrapport-2026-04-v1.json", ENVELOPE)
    assert check_file(io.BytesIO(out.getvalue())).report.number == "WB-2026-04-0001-v1"
    with pytest.raises(NotAnEnvelope):
        check_file(io.BytesIO(out.getvalue()[:100]))
