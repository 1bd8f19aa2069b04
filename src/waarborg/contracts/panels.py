"""Panels on pages of others: the contract and its end on a customer's page, when it renews and the way out beside the
agreement, and whose turn it is in the onboarding on the portal's first page."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from waarborg.contracts import permissions as rights
from waarborg.contracts.queries import merging, notices, onboarding
from waarborg.contracts.queries.licences import speaks_of_licences
from waarborg.contracts.rules.onboarding import CUSTOMER, next_step
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web.wording import local_date, tongue


def contract(request: HttpRequest, customer: Any) -> str:
    """Contracts, a running notice and with whom it became one, for staff who may see them. One query."""
    by = request.actor  # type: ignore[attr-defined]
    if not permissions.may(by, rights.SEE):
        return ""
    found = notices.brief(customer.id)
    gone = any(one.absorbed for one in found.mergers)
    context = {
        "customer": customer,
        "contracts": found.contracts,
        "held": found.notice,
        "mergers": found.mergers,
        "may_merge": customer.kind == "customer" and permissions.may(by, rights.MERGE) and not gone,
    }
    return render_to_string("contracts/panel_contract.html", context, request)


def went_to(request: HttpRequest, customer: Any) -> str:
    """Above the page of a customer at the desk, for who does not see its contracts, where it stands too: where one went
    that was merged. One query."""
    if permissions.may(request.actor, rights.SEE):  # type: ignore[attr-defined]
        return ""
    found = merging.merged_into(customer.id)
    return render_to_string("contracts/panel_went_to.html", {"merger": found}, request) if found else ""


def came_along(request: HttpRequest, _shown: Any = None) -> str:
    """Above the organisation's people: how many came along with another and wait for an answer. One query."""
    by = request.actor  # type: ignore[attr-defined]
    if by.tenant is None or not permissions.may(by, rights.ANSWER_MERGED, tenant=by.tenant):
        return ""
    found = merging.waiting(by.tenant)
    return render_to_string("contracts/panel_came_along.html", {"count": len(found)}, request) if found else ""


def leaving(request: HttpRequest, _shown: Any) -> str:
    """Beside the agreement in the portal: whether notice is running, and where to give it. One query."""
    by = request.actor  # type: ignore[attr-defined]
    if by.tenant is None or not permissions.may(by, rights.SEE, tenant=by.tenant):
        return ""
    return render_to_string("contracts/panel_leaving.html", {"held": notices.running(by.tenant)}, request)


def way_out(request: HttpRequest, held: Any) -> str:
    """Under an announced version: where the customer leaves instead."""
    by = request.actor  # type: ignore[attr-defined]
    if not permissions.may(by, rights.LEAVE, tenant=by.tenant):
        return ""
    return render_to_string("contracts/way_out.html", {"announcement": held}, request)


def copies(request: HttpRequest, _shown: Any) -> str:
    """Beside the agreement in the portal: where a saved copy is checked."""
    words = _("Is your copy still this text?")
    return format_html('<p class="w-small w-no-print"><a href="{}">{}</a></p>', reverse("contracts:copy"), words)


def licences(request: HttpRequest, version: Any) -> str:
    """Beside an agreement that speaks of licences: where they are taken into use."""
    by = request.actor  # type: ignore[attr-defined]
    if not permissions.may(by, rights.ACTIVATE, tenant=by.tenant) or not speaks_of_licences(version):
        return ""
    words = _("Licences: take into use what you bought")
    return format_html('<p class="w-small w-no-print"><a href="{}">{}</a></p>', reverse("contracts:licences"), words)


def our_turn(request: HttpRequest, _shown: Any) -> str:
    """On the portal's first page, while an onboarding is under way: what is next and whose turn it is. One query,
    none where none is under way."""
    by = request.actor  # type: ignore[attr-defined]
    if by.tenant is None or not permissions.may(by, rights.SEE_ONBOARDING, tenant=by.tenant):
        return ""
    steps = onboarding.steps_under_way(by.tenant)
    if not steps:
        return ""
    step = next_step(steps)
    title = step.title(tongue(get_language())) if step is not None else ""
    late = step is not None and step.due_on < local_date(clock.now(), zone_of())
    is_ours = step is not None and step.side == CUSTOMER
    context = {"step": step, "title": title, "is_ours": is_ours, "mark": "late" if late else "running"}
    return render_to_string("contracts/panel_onboarding.html", context, request)


def renewing(request: HttpRequest, _shown: Any) -> str:
    """Beside the agreement: when each signed contract starts and renews (AP-05). One query."""
    by = request.actor  # type: ignore[attr-defined]
    if by.tenant is None or not permissions.may(by, rights.SEE, tenant=by.tenant):
        return ""
    found = onboarding.terms_of(by.tenant, at=clock.now())
    return render_to_string("contracts/panel_renewing.html", {"terms": found}, request) if found else ""
