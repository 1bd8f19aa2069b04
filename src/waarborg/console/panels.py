"""Panels on the desk's pages of customers: what binds it and how that goes, its open tickets, who looked."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from waarborg.console.permissions import SEE_RIGHTS
from waarborg.console.wording import month_name
from waarborg.contracts.permissions import PUT_AWAY
from waarborg.contracts.queries.merging import told_of_merger
from waarborg.customers.models import Organisation
from waarborg.customers.permissions import IMPORT, SEE_REFERENCES
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.tenancy import kept
from waarborg.plumbing.web import wording
from waarborg.plumbing.webhooks.permissions import MANAGE
from waarborg.promises.queries import board, pressing, with_clock_lines
from waarborg.promises.queries.versions import bindings, now_of
from waarborg.support.models import Ticket
from waarborg.support.models.tickets import is_live

SHOWN = 8


def import_act(request: HttpRequest, _subject: None) -> str:
    """Beside the heading of the list of customers, for who may bring in many at once."""
    if not permissions.may(request.actor, IMPORT):  # type: ignore[attr-defined]
        return ""
    return format_html('<a class="btn" href="{}">{}</a>', reverse("imports"), _("Import"))


def rights(request: HttpRequest, _subject: None) -> str:
    """Beside the people of an organisation, for who oversees what they may."""
    actor = request.actor  # type: ignore[attr-defined]
    if not permissions.may(actor, SEE_RIGHTS, tenant=actor.tenant):
        return ""
    address = reverse("desk-rights" if actor.is_staff else "rights")
    return format_html('<p><a href="{}">{}</a></p>', address, _("Who can see what"))


def webhooks(request: HttpRequest, _subject: None) -> str:
    """On the page of API tokens, for who may couple programs the other way round."""
    actor = request.actor  # type: ignore[attr-defined]
    if not permissions.may(actor, MANAGE, tenant=actor.tenant):
        return ""
    address = reverse("desk-webhooks" if actor.is_staff else "webhooks")
    text = _("A webhook tells your program what happens, without its having to ask.")
    return format_html('<p>{} <a href="{}">{}</a></p>', text, address, _("Webhooks"))


def agreement(request: HttpRequest, customer: Organisation) -> str:
    """What binds the customer, what will, and what was kept this month. Three queries."""
    now, lang = clock.now(), wording.tongue(get_language())
    found = bindings(customer.id)
    current = now_of(found, now)
    stood = board(customer.id, now=now, lang=lang, with_recent=False) if current else None
    context = {
        "customer": customer,
        "current": current,
        "ended": stood.ended if stood else None,
        "coming": [one for one in found if one.starts_at > now and one is not current],
        "board": stood,
        "month": month_name(stood.month, lang) if stood else "",
        "broken": [one for one in stood.stands if one.state in ("broken", "late")] if stood else [],
        "may_bind": permissions.may(request.actor, "promises.agreement.bind"),  # type: ignore[attr-defined]
    }
    return render_to_string("console/panel_agreement.html", context, request)


def tickets(request: HttpRequest, customer: Organisation) -> str:
    """Open tickets at their next clock, the most pressing first. Three queries."""
    if not permissions.may(request.actor, "support.ticket.read"):  # type: ignore[attr-defined]
        return ""
    rows = kept.rows("console.live-tickets", _live_tickets, customer.id)
    lang = wording.tongue(get_language())
    lines = with_clock_lines(rows, now=clock.now(), lang=lang, audience="staff", tenant=customer.id)
    ordered = sorted(lines, key=lambda pair: pressing(pair[1]) if pair[1] else (5, 0.0))
    context = {"customer": customer, "lines": ordered[:SHOWN], "count": len(rows)}
    return render_to_string("console/panel_tickets.html", context, request)


def _live_tickets(tenant: UUID) -> "QuerySet[Ticket]":
    rows = Ticket.objects.filter(is_live(asked_again=False), tenant_id=tenant)
    rows = rows.only("id", "tenant_id", "number", "subject", "state")
    return rows.order_by("-changed_at")[:200]


def references(request: HttpRequest, customer: Organisation) -> str:
    """The way to what this customer lets us say to others; it asks nothing of the database."""
    if not permissions.may(request.actor, SEE_REFERENCES):  # type: ignore[attr-defined]
        return ""
    return render_to_string("console/panel_references.html", {"customer": customer}, request)


def who_looked(request: HttpRequest, customer: Organisation) -> str:
    if not permissions.may(request.actor, "console.access-log.read"):  # type: ignore[attr-defined]
        return ""
    return render_to_string("console/panel_who_looked.html", {"customer": customer}, request)


def became_part(request: HttpRequest, _home: object) -> str:
    """Above the portal's first page of a customer that was merged: what happened, and where its tickets are, until the
    reader puts it away. Two queries, none for any other customer."""
    by = request.actor  # type: ignore[attr-defined]
    if by.tenant is None or by.person is None or not permissions.may(by, PUT_AWAY, tenant=by.tenant):
        return ""
    found = told_of_merger(by.tenant, by.person)
    if found is None:
        return ""
    context = {"merger": found, "day": wording.local_date(found.merged_at, zone_of())}
    return render_to_string("console/panel_became_part.html", context, request)
