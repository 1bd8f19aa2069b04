"""An agreement version as files: as it was received, and the canonical text that its hash is of."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language

from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.web import wording
from waarborg.promises.models import AgreementDocument, AgreementVersion
from waarborg.promises.queries import readable
from waarborg.promises.rules.paper import draw
from waarborg.promises.rules.registry import known


def source_file(version: AgreementVersion, *, for_staff: bool) -> HttpResponse:
    """The very bytes that were published. Raises NotFound where a customer may not read all of it."""
    _require_open(version, for_staff=for_staff)
    return _file(version, bytes(version.source), "application/yaml; charset=utf-8", "yaml")


def canonical_file(version: AgreementVersion, *, for_staff: bool) -> HttpResponse:
    """RFC 8785 JSON; its SHA-256 is the name of the version. Raises NotFound as `source_file`."""
    _require_open(version, for_staff=for_staff)
    return _file(version, version.canonical.encode(), "application/json", "json")


def pdf_file(version: AgreementVersion, *, for_staff: bool) -> HttpResponse:
    """The readable text in the language of the page; for a customer without what is among the provider's own people."""
    lang = wording.tongue(get_language())
    text = readable(version.sha256, lang)
    agreement = text.compiled.agreement
    hidden = () if for_staff else tuple(name for name in agreement.promises if text.is_internal(name))
    drawn = draw(agreement, lang, registry=known(), without=hidden)
    return _file(version, drawn, "application/pdf", "pdf")


def document_file(version: AgreementVersion, key: str) -> HttpResponse:
    """A document bound to the version, by its key in the file. A download, always. Raises NotFound."""
    found = AgreementDocument.objects.filter(version=version, key=key).first()
    if found is None:
        raise NotFound()
    headers = {
        "Content-Disposition": content_disposition_header(True, found.file),
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(bytes(found.content), content_type="application/octet-stream", headers=headers)


def _require_open(version: AgreementVersion, *, for_staff: bool) -> None:
    if not for_staff and readable(version.sha256, "nl").has_internal:
        raise NotFound()


def _file(version: AgreementVersion, content: bytes, content_type: str, suffix: str) -> HttpResponse:
    name = f"{version.agreement}-{version.version}.{suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=content_type, headers=headers)
