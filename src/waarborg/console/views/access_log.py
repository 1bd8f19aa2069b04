"""Who of the provider saw what of a customer: for the customer itself, and for staff."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from waarborg.access.guard import contact_only, staff_only
from waarborg.customers import queries as customers
from waarborg.plumbing import access_log, links, permissions
from waarborg.plumbing.access_log.queries import PAGE
from waarborg.plumbing.journal import Ref


@contact_only
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """What we looked at, for those who oversee the organisation."""
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, "console.access-log.read", tenant=by.tenant)
    return _page(request, by.tenant, "console/access_log.html", {}, portal=True)


@staff_only
@require_GET
def of_customer(request: HttpRequest, customer: UUID) -> HttpResponse:
    permissions.require(request.actor, "console.access-log.read")  # type: ignore[attr-defined]
    found = customers.organisation(customer)
    crumbs = [
        {"label": _("Customers"), "url": reverse("access:customers")},
        {"label": found.name, "url": reverse("access:customer", args=[found.id])},
        {"label": _("Who looked")},
    ]
    return _page(request, found.id, "console/desk_access_log.html", {"shown": found, "crumbs": crumbs})


def _page(
    request: HttpRequest, tenant: UUID, template: str, context: dict[str, Any], *, portal: bool = False
) -> HttpResponse:
    reads = access_log.reads_of(tenant, before=_before(request), limit=PAGE + 1)
    shown = reads[:PAGE]
    found = links.resolve((Ref(one.what_kind, one.what_id) for one in shown), portal=portal)
    words = _words()
    lines = [
        (one, found.get(ref) or links.Link(ref, words.get(ref.kind, ref.kind), None))
        for one, ref in ((one, Ref(one.what_kind, one.what_id)) for one in shown)
    ]
    cursor = shown[-1].at.isoformat() if len(reads) > PAGE else ""
    return render(request, template, {"lines": lines, "cursor": cursor, **context})


def _words() -> dict[str, str]:
    """What was looked at, where it is no page of its own."""
    return {
        "customers.organisation": _("the organisation"),
        "customers.contact": _("a person"),
        "plumbing.file": _("a file"),
        "plumbing.export": _("an export"),
    }


def _before(request: HttpRequest) -> datetime | None:
    """The cursor of an earlier page; one that cannot be read is the first page."""
    try:
        found = parse_datetime(request.GET.get("before", ""))
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None
