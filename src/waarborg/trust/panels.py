"""Panels on pages of others: the newest report on a customer's first page, the reports that rest on a ticket."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from waarborg.plumbing import permissions
from waarborg.plumbing.tenancy import kept
from waarborg.trust.permissions import READ
from waarborg.trust.queries.reports import about, reports


def newest_report(request: HttpRequest, home: Any) -> str:
    """The customer's newest report, with how the promises of its month came out. One query."""
    by = request.actor  # type: ignore[attr-defined]
    if by.tenant is None or not permissions.may(by, READ, tenant=by.tenant):
        return ""
    found = kept.rows("trust.newest", lambda tenant: reports(tenant=tenant)[:1], by.tenant)
    newest = found[0] if found else None
    return render_to_string("trust/panel_newest.html", {"report": newest}, request) if newest else ""


def evidence(request: HttpRequest, subject: Any) -> str:
    """The signed reports in which a ticket stands as evidence, for staff. One query."""
    if not permissions.may(request.actor, READ):  # type: ignore[attr-defined]
        return ""
    found = about(subject.id, tenant=subject.tenant_id)
    return render_to_string("trust/panel_evidence.html", {"reports": found}, request) if found else ""
