"""The desk's pages of agreements: every version, and one version with whom it binds."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from waarborg.access.guard import staff_only
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web import wording
from waarborg.promises.models import AgreementVersion
from waarborg.promises.queries import readable
from waarborg.promises.queries import versions as reading
from waarborg.promises.queries.announcements import open_objections, told_of
from waarborg.promises.queries.readable import floors
from waarborg.promises.queries.scope import unsupplied_in
from waarborg.promises.views.files import canonical_file, document_file, pdf_file, source_file
from waarborg.promises.views.reading import page

# The text is what the page is about; more customers than this are a click away.
FEW = 10


def found(request: HttpRequest, agreement: str, version: str) -> AgreementVersion:
    """Raises NotAllowed, NotFound."""
    permissions.require(request.actor, "promises.agreement.read")  # type: ignore[attr-defined]
    return reading.find(agreement, version)


@staff_only
@require_GET
def agreements(request: HttpRequest) -> HttpResponse:
    """Every published version, the newest first."""
    by, lang = request.actor, wording.tongue(get_language())  # type: ignore[attr-defined]
    permissions.require(by, "promises.agreement.read")
    lines = [(one, readable(one.version.sha256, lang)) for one in reading.published(clock.now())]
    return render(
        request,
        "promises/desk_agreements.html",
        {
            "lines": lines,
            "objections": open_objections(),
            "unbound": reading.without_agreement(),
            "may_publish": permissions.may(by, "promises.agreement.publish"),
        },
    )


@staff_only
@require_GET
def version(request: HttpRequest, agreement: str, version: str) -> HttpResponse:
    """One version: whom it binds, what is not enforced yet, and the text."""
    by, now = request.actor, clock.now()  # type: ignore[attr-defined]
    one = found(request, agreement, version)
    everybody = request.GET.get("customers") == "all"
    told: dict[str, Any] = page(one, now=now, for_staff=True)
    told |= {
        "bound": reading.bound_to(one, now, limit=reading.PAGE + 1),
        "told": told_of(one, now),
        "most": reading.PAGE,
        "everybody": everybody,
        "few": reading.PAGE if everybody else FEW,
        "warnings": floors(one.sha256),
        "unsupplied": unsupplied_in(one.sha256, wording.tongue(get_language())),
        "may_bind": permissions.may(by, "promises.agreement.bind"),
        "crumbs": [{"label": _("Agreements"), "url": reverse("promises:desk-agreements")}, {"label": str(one)}],
    }
    return render(request, "promises/desk_version.html", told)


@staff_only
@require_GET
def source(request: HttpRequest, agreement: str, version: str) -> HttpResponse:
    return source_file(found(request, agreement, version), for_staff=True)


@staff_only
@require_GET
def pdf(request: HttpRequest, agreement: str, version: str) -> HttpResponse:
    return pdf_file(found(request, agreement, version), for_staff=True)


@staff_only
@require_GET
def canonical(request: HttpRequest, agreement: str, version: str) -> HttpResponse:
    return canonical_file(found(request, agreement, version), for_staff=True)


@staff_only
@require_GET
def document(request: HttpRequest, agreement: str, version: str, key: str) -> HttpResponse:
    return document_file(found(request, agreement, version), key)
