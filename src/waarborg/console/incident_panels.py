"""Incidents on pages of tickets, and tickets on pages of incidents."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import get_language

from waarborg.availability.models import Incident
from waarborg.availability.permissions import READ, SEE
from waarborg.availability.rules.incidents import MARKS, call_effect, call_phase, worst
from waarborg.console.queries import known_incidents as reading
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web.kept_panels import Part, kept_panel
from waarborg.plumbing.web.wording import enumeration, tongue
from waarborg.support.models import Ticket
from waarborg.support.queries.causes import counts


def said(one: Incident, lang: str) -> dict[str, Any]:
    """An incident in the words of its newest message."""
    newest = next(iter(one.updates.all()), None)
    effect = worst(out.effect for out in one.outages.all() if out.ends_at is None) if one.runs else ""
    hits = dict.fromkeys(out.component.say(lang) for out in one.outages.all())
    return {
        "incident": one,
        "title": one.title(lang),
        "phase": call_phase(one.phase, lang),
        "mark": MARKS[effect] if one.runs else "rest",
        "word": call_effect(effect, lang) if one.runs else call_phase(one.phase, lang),
        "hits": enumeration(list(hits), lang),
        "newest": newest,
        "text": newest.text(lang) if newest else "",
        "spoken": "en" if lang == "en" and newest and newest.text_en else "nl",
    }


def before_reporting(request: HttpRequest, _subject: None) -> str:
    """On the form of a report: what goes on already, to follow instead. At most five queries."""
    by = request.actor  # type: ignore[attr-defined]
    if by.tenant is None or not permissions.may(by, READ, tenant=by.tenant):
        return ""
    lang = tongue(get_language())
    known = [said(one, lang) for one in reading.open_for(by.tenant, clock.now())]
    chosen = request.POST.get("cause", "")
    return render_to_string("console/known_before.html", {"known": known, "chosen": chosen}, request) if known else ""


def on_portal_ticket(request: HttpRequest, ticket: Ticket) -> str:
    """For the customer: the incident that the ticket comes from and what was said of it; while none is named, what
    goes on with what it uses. At most six queries, mostly two."""
    by = request.actor  # type: ignore[attr-defined]
    if not permissions.may(by, READ, tenant=ticket.tenant_id):
        return ""
    lang = tongue(get_language())
    named = [said(one, lang) for one in reading.causes(ticket.id)]
    likely: list[dict[str, Any]] = []
    if not named and ticket.is_live and permissions.may(by, "support.ticket.reply", tenant=ticket.tenant_id):
        likely = [said(one, lang) for one in reading.open_for(ticket.tenant_id, clock.now())]
    if not named and not likely:
        return ""
    context = {"ticket": ticket, "named": named, "likely": likely}
    return render_to_string("console/known_on_ticket.html", context, request)


def on_desk_ticket(request: HttpRequest, ticket: Ticket) -> str:
    """For staff: the incident that it comes from, and the way to name one. One query, four where there is one."""
    by = request.actor  # type: ignore[attr-defined]
    if not permissions.may(by, SEE):
        return ""
    lang = tongue(get_language())
    named = [said(one, lang) for one in reading.causes(ticket.id)]
    may_link = permissions.may(by, "support.ticket.link")
    if not named:
        shown = {"ticket": Part(ticket, "id"), "may_link": may_link}
        return kept_panel("console/incident_of_ticket.html", request, **shown) if may_link else ""
    context = {"ticket": ticket, "named": named, "may_link": may_link}
    return render_to_string("console/incident_of_ticket.html", context, request)


def tickets_of_incident(request: HttpRequest, incident: Incident) -> str:
    """On the desk's page of an incident: how many tickets come from it, and answering them. One query."""
    by = request.actor  # type: ignore[attr-defined]
    if not permissions.may(by, "support.ticket.read"):
        return ""
    every, live = counts(incident.ref)
    context = {
        "incident": incident,
        "every": every,
        "live": live,
        "may_answer": permissions.may(by, "support.ticket.answer"),
    }
    return render_to_string("console/tickets_of_incident.html", context, request)
