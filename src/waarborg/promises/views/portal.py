"""The customer's own agreement, readable, with how each promise stands."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from waarborg.access.guard import contact_only
from waarborg.plumbing import clock, permissions
from waarborg.promises.models import Binding
from waarborg.promises.queries import versions as reading
from waarborg.promises.views.files import canonical_file, document_file, pdf_file, source_file
from waarborg.promises.views.reading import page


@contact_only
@require_GET
def agreement(request: HttpRequest) -> HttpResponse:
    """What binds the organisation now."""
    by, now = request.actor, clock.now()  # type: ignore[attr-defined]
    permissions.require(by, "promises.agreement.read", tenant=by.tenant)
    found = reading.bindings(by.tenant)
    current = reading.now_of(found, now)
    if current is None:
        return render(request, "promises/not_bound.html")
    return _page(request, current, found)


@contact_only
@require_GET
def version(request: HttpRequest, agreement: str, version: str) -> HttpResponse:
    """A version that binds the organisation, did, or will."""
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, "promises.agreement.read", tenant=by.tenant)
    chosen = reading.find_bound(by.tenant, agreement, version)
    return _page(request, chosen, reading.bindings(by.tenant))


def _page(request: HttpRequest, chosen: Binding, found: list[Binding]) -> HttpResponse:
    by, now = request.actor, clock.now()  # type: ignore[attr-defined]
    sees = permissions.may(by, "promises.board.see", tenant=by.tenant)
    told: dict[str, Any] = page(chosen.version, now=now, tenant=by.tenant if sees else None, for_staff=False)
    current = reading.now_of(found, now)
    told |= {
        "binding": chosen,
        "is_current": current is not None and current.version_id == chosen.version_id,
        "current": current,
        "coming": [one for one in found if one.starts_at > now and one.id != chosen.id],
        "others": [one for one in found if one.version_id != chosen.version_id and one.starts_at <= now],
        "now": now,
    }
    return render(request, "promises/agreement.html", told)


@contact_only
@require_GET
def source(request: HttpRequest, agreement: str, version: str) -> HttpResponse:
    return source_file(_of(request, agreement, version), for_staff=False)


@contact_only
@require_GET
def pdf(request: HttpRequest, agreement: str, version: str) -> HttpResponse:
    return pdf_file(_of(request, agreement, version), for_staff=False)


@contact_only
@require_GET
def canonical(request: HttpRequest, agreement: str, version: str) -> HttpResponse:
    return canonical_file(_of(request, agreement, version), for_staff=False)


def _of(request: HttpRequest, agreement: str, version: str) -> Any:
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, "promises.agreement.read", tenant=by.tenant)
    return reading.find_bound(by.tenant, agreement, version).version


@contact_only
@require_GET
def document(request: HttpRequest, agreement: str, version: str, key: str) -> HttpResponse:
    return document_file(_of(request, agreement, version), key)
