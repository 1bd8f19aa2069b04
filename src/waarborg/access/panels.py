"""Panels on pages of others: the banner of a live grant, asking for one from a ticket, what waits for the customer."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string

from waarborg.access.grant_forms import AskForm
from waarborg.access.permissions import ASK_GRANT, DECIDE_WAY_IN, GIVE_GRANT, OPEN_CONTENT, RELEASE_ACCOUNT
from waarborg.access.queries.locks import shown_lock
from waarborg.access.queries.support_grants import Brief, standing
from waarborg.access.rules.support_grants import offered
from waarborg.access.way_in import WAITING, WayInRequest
from waarborg.customers.models import Organisation
from waarborg.plumbing import clock
from waarborg.plumbing.permissions import may
from waarborg.plumbing.web.forms import blank
from waarborg.plumbing.web.kept_panels import Part, kept_panel


def ticket_banner(request: HttpRequest, ticket: Any) -> str:
    """For staff, while the customer's grant is live: what for and how long still. One query for both of a ticket's."""
    return _banner(request, ticket.tenant_id, _of_ticket(request, ticket))


def customer_banner(request: HttpRequest, customer: Organisation) -> str:
    """The same on the customer's page."""
    by = request.actor  # type: ignore[attr-defined]
    return _banner(request, customer.id, standing(customer.id, person=by.person))


def lock_banner(request: HttpRequest, customer: Organisation) -> str:
    """That the customer locked its account, for who can let it in again. One query."""
    if not may(request.actor, RELEASE_ACCOUNT):  # type: ignore[attr-defined]
        return ""
    lock = shown_lock(customer.id)
    return render_to_string("access/panel_lock.html", {"lock": lock, "customer": customer}, request) if lock else ""


def ask(request: HttpRequest, ticket: Any) -> str:
    """Beside a ticket: ask for access, or that it was asked. Shares the banner's query."""
    if not may(request.actor, ASK_GRANT):  # type: ignore[attr-defined]
        return ""
    found = _of_ticket(request, ticket)
    is_live = any(one.state == "live" for one in found)
    waiting = next((one for one in found if one.state == "waiting"), None)
    form = blank(_ask_form, *offered(settings.SUPPORT_GRANT_HOURS))
    if not is_live and waiting is None:
        # As beside nearly every ticket: nothing of it moves with the time.
        part = Part(ticket, "id", "tenant_id")
        return kept_panel("access/panel_ask.html", request, ticket=part, form=form.__html__())
    context = {"ticket": ticket, "is_live": is_live, "waiting": waiting, "form": form}
    return render_to_string("access/panel_ask.html", context, request)


def _ask_form(*hours: int) -> AskForm:
    return AskForm(hours=list(hours), auto_id="grant-%s")


def answers(request: HttpRequest, home: Any) -> str:
    """On the customer's first page, for who decides: what support asks, and what is open now. One query,
    none where it is neither."""
    by = request.actor  # type: ignore[attr-defined]
    if by.tenant is None or not may(by, GIVE_GRANT, tenant=by.tenant):
        return ""
    found = [_timed(one) for one in standing(by.tenant)]
    return render_to_string("access/panel_answers.html", {"found": found}, request) if found else ""


# A colleague whom nobody let in or refused yet.
WAY_IN_ASKED = f"EXISTS (SELECT FROM access_way_in_request WHERE tenant_id = %(tenant)s AND state = '{WAITING}')"


def way_in_requests(request: HttpRequest, home: Any) -> str:
    """On the same page, for the same people: which colleague asks to be let in. One query, none where nobody
    does."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    if by.tenant is None or not may(by, DECIDE_WAY_IN, tenant=by.tenant):
        return ""
    rows = WayInRequest.objects.filter(tenant_id=by.tenant, state=WAITING, expires_at__gt=at)
    found = list(rows.exclude(person_id=by.person).order_by("asked_at")[:10])
    return render_to_string("access/panel_way_in.html", {"found": found}, request) if found else ""


def _of_ticket(request: HttpRequest, ticket: Any) -> list[Brief]:
    by = request.actor  # type: ignore[attr-defined]
    return standing(ticket.tenant_id, person=by.person, about=ticket.id)


def _banner(request: HttpRequest, tenant: Any, found: list[Brief]) -> str:
    if not may(request.actor, OPEN_CONTENT):  # type: ignore[attr-defined]
        return ""
    live = next((one for one in found if one.state == "live"), None)
    if live is None:
        return ""
    context = {"tenant": tenant, **_timed(live)}
    return render_to_string("access/panel_banner.html", context, request)


def _timed(one: Brief) -> dict[str, Any]:
    """Grants keep the machine's time, pages the product's."""
    left = max(0, int((one.at - clock.real()).total_seconds())) if one.state == "live" else 0
    at = one.at + clock.offset() if one.state == "live" else one.at
    return {"brief": one, "at": at, "left": left}
