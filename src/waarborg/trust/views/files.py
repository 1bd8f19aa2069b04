"""Reports as files: the signed JSON, and the PDF that carries it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from waarborg.access.guard import contact_only, staff_only
from waarborg.plumbing.web import wording
from waarborg.trust.models import Report
from waarborg.trust.queries import reports as reading
from waarborg.trust.queries.data_behind import data_file
from waarborg.trust.queries.pdf import draw


@contact_only
@require_GET
def portal_json(request: HttpRequest, report: UUID) -> HttpResponse:
    return _json(reading.find(request.actor, report))  # type: ignore[attr-defined]


@contact_only
@require_GET
def portal_pdf(request: HttpRequest, report: UUID) -> HttpResponse:
    return _pdf(request, reading.find(request.actor, report))  # type: ignore[attr-defined]


@staff_only
@require_GET
def desk_json(request: HttpRequest, report: UUID) -> HttpResponse:
    return _json(reading.find(request.actor, report))  # type: ignore[attr-defined]


@staff_only
@require_GET
def desk_pdf(request: HttpRequest, report: UUID) -> HttpResponse:
    return _pdf(request, reading.find(request.actor, report))  # type: ignore[attr-defined]


@contact_only
@require_GET
def portal_data(request: HttpRequest, report: UUID) -> HttpResponse:
    """What the figures were counted from, for `waarborg verify --data`."""
    return _data(reading.find(request.actor, report))  # type: ignore[attr-defined]


@staff_only
@require_GET
def desk_data(request: HttpRequest, report: UUID) -> HttpResponse:
    return _data(reading.find(request.actor, report))  # type: ignore[attr-defined]


def _data(report: Report) -> HttpResponse:
    return _file(report, data_file(report), "application/json", "data.json")


def _json(report: Report) -> HttpResponse:
    return _file(report, report.envelope, "application/json", "json")


def _pdf(request: HttpRequest, report: Report) -> HttpResponse:
    """In the language asked for (`?lang=en`), else that of the reader."""
    asked = request.GET.get("lang", "")
    lang = asked if asked in ("nl", "en") else wording.tongue(get_language())
    return _file(report, draw(report.envelope, lang), "application/pdf", "pdf")


def _file(report: Report, body: bytes, content_type: str, suffix: str) -> HttpResponse:
    name = f"bewijsrapport-{report.month}-v{report.version}.{suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(body, content_type=content_type, headers=headers)
