"""Panels of the desk on its own pages of a ticket: urgent cases, the number to call (PX-91), calls asked for, articles,
opinions."""

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language

from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web import wording
from waarborg.plumbing.web.kept_panels import Part, kept_panel
from waarborg.promises import queries as promises
from waarborg.promises.models import AgreementVersion
from waarborg.promises.queries.announcements import pending
from waarborg.support.actions.development.pass_on import WISH
from waarborg.support.models import Ticket
from waarborg.support.permissions import (
    ALLOW_URGENT,
    ARTICLE_SEE,
    ARTICLE_WRITE,
    ASK_CALL_BACK,
    CALL_BACK,
    ESCALATE,
    GIVE_OPINION,
    HAND_WAY_IN,
    MARK_FOR_CALLER,
    MARK_URGENT,
    PROPOSE_EVALUATION,
)
from waarborg.support.queries.acute import acute
from waarborg.support.queries.call_backs import of_ticket, phone_hours
from waarborg.support.queries.evaluations import at_home, promises_evaluation
from waarborg.support.queries.opinions import opinion_of
from waarborg.support.queries.urgent import SCHEME, shown_case
from waarborg.support.rules import issues as rules
from waarborg.support.rules.opinions import GRADES, is_open
from waarborg.support.rules.sessions.quarters import bounds

OBJECT = "promises.objection.file"


def on_portal(request: HttpRequest, ticket: Ticket) -> str:
    """For the customer: that it is urgent, or how to say so; and the number to call where the agreement gives that
    right. One query."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    case = shown_case(ticket)
    marks = ticket.is_live and permissions.may(by, MARK_URGENT, tenant=ticket.tenant_id)
    context = {
        "ticket": ticket,
        "case": case,
        "may_mark": marks and bool(promises.scheme_words(ticket.tenant_id, SCHEME, at=at)),
        "acute": acute(by, at=at) if ticket.is_live else None,
    }
    return render_to_string("support/urgent/portal_panel.html", context, request)


def on_desk(request: HttpRequest, ticket: Ticket) -> str:
    """For staff: what was called urgent, by whom, and whether somebody was in contact. One query."""
    case = shown_case(ticket)
    if case is None:
        return ""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    lang = wording.tongue(get_language())
    context: dict[str, Any] = {
        "ticket": ticket,
        "case": case,
        "kind": promises.scheme_word(ticket.tenant_id, SCHEME, case.category, at=at, lang=lang),
        "may_allow": permissions.may(by, ALLOW_URGENT),
        "may_answer": permissions.may(by, "support.ticket.answer"),
        "may_help_in": ticket.is_live and case.goes_first and permissions.may(by, MARK_FOR_CALLER),
        "may_hand_in": ticket.is_live and case.goes_first and permissions.may(by, HAND_WAY_IN),
    }
    return render_to_string("support/urgent/desk_panel.html", context, request)


def calls_urgent(request: HttpRequest, ticket: Ticket) -> str:
    """For staff: the way to write down that a caller calls it urgent, where the agreement knows urgent cases. No
    query."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    if not ticket.is_live or getattr(ticket, "has_urgent_case", True) or not permissions.may(by, MARK_FOR_CALLER):
        return ""
    if not promises.scheme_words(ticket.tenant_id, SCHEME, at=at):
        return ""
    return kept_panel("support/urgent/calls_urgent.html", request, ticket=Part(ticket, "id"))


def call_back_on_portal(request: HttpRequest, ticket: Ticket) -> str:
    """For the customer: when we call, or how to ask for it where the agreement has telephone hours. One query."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    asks = permissions.may(by, ASK_CALL_BACK, tenant=ticket.tenant_id)
    if not asks or not (ticket.call_at or (ticket.is_live and phone_hours(ticket.tenant_id, at=at))):
        return ""
    context = {"ticket": ticket, "call": of_ticket(ticket.id) if ticket.call_at else None}
    return render_to_string("support/call_backs/portal_panel.html", context, request)


def call_back_on_desk(request: HttpRequest, ticket: Ticket) -> str:
    """For staff: that the customer is to be called, when and on which number. One query, of such a ticket."""
    call = of_ticket(ticket.id) if ticket.call_at else None
    if call is None:
        return ""
    may_call = permissions.may(request.actor, CALL_BACK)  # type: ignore[attr-defined]
    context = {"call": call, "late": call.calls_at <= clock.now(), "may_call": may_call}
    return render_to_string("support/call_backs/desk_panel.html", context, request)


def development_on_desk(request: HttpRequest, ticket: Ticket) -> str:
    """Which developer looks into it, its issues with development, and whether a wish was passed on. No query."""
    if not permissions.may(request.actor, ESCALATE):  # type: ignore[attr-defined]
        return ""
    by_key = bool(settings.ISSUE_LINK)
    if not ticket.issues and not ticket.developer and ticket.kind != WISH:
        # Nothing of it moves with the time yet.
        part = Part(ticket, "id", "is_live", "developer", "kind")
        return kept_panel("support/development/desk_panel.html", request, ticket=part, by_key=by_key)
    issues = [
        {"issue": one, "shown": rules.shown(one), "url": rules.address(one, settings.ISSUE_LINK)}
        for one in rules.listed(ticket.issues)
    ]
    context = {"ticket": ticket, "issues": issues, "by_key": by_key}
    return render_to_string("support/development/desk_panel.html", context, request)


def development_on_portal(request: HttpRequest, ticket: Ticket) -> str:
    """For the customer: what became of a wish, and the way to object where it meant that. One query, of a wish."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    if ticket.kind != WISH and ticket.developer_at is None:
        return ""
    objects = ticket.kind == WISH and ticket.is_live and permissions.may(by, OBJECT, tenant=ticket.tenant_id)
    announced = pending(ticket.tenant_id, at) if objects else []
    context = {"ticket": ticket, "announced": announced}
    return render_to_string("support/development/portal_panel.html", context, request)


def beside_ticket(request: HttpRequest, ticket: Ticket) -> str:
    """An article to refer to, and the way to a new one. No query: what fits is looked for when somebody asks."""
    by = request.actor  # type: ignore[attr-defined]
    if not permissions.may(by, ARTICLE_SEE):
        return ""
    may_write = permissions.may(by, ARTICLE_WRITE)
    part = Part(ticket, "id", "subject")
    return kept_panel("support/articles/beside_ticket.html", request, ticket=part, may_write=may_write)


def opinion_on_portal(request: HttpRequest, ticket: Ticket) -> str:
    """For the customer, once it is resolved. One query."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    if ticket.resolved_at is None or not permissions.may(by, GIVE_OPINION, tenant=ticket.tenant_id):
        return ""
    held = opinion_of(ticket)
    held = held if held and held.resolved_at == ticket.resolved_at else None
    can = is_open(ticket.resolved_at, at)
    if held is None and not can:
        return ""
    context = {"ticket": ticket, "opinion": held, "grade": _grade(held.grade) if held else "", "open": can}
    return render_to_string("support/opinions/portal_panel.html", context, request)


def opinion_on_desk(request: HttpRequest, ticket: Ticket) -> str:
    """For staff, beside the ticket. One query, none before it was ever resolved or where it is known to have none."""
    held = opinion_of(ticket) if ticket.resolved_at and getattr(ticket, "has_opinion", True) else None
    if held is None:
        return ""
    context = {"opinion": held, "grade": _grade(held.grade)}
    return render_to_string("support/opinions/desk_panel.html", context, request)


def _grade(word: str) -> str:
    return GRADES[word][wording.tongue(get_language())]  # type: ignore[index]


def unclear(request: HttpRequest, version: AgreementVersion) -> str:
    """Beside each provision in the portal: where to report that it is unclear; an address to complete, or nothing."""
    by = request.actor  # type: ignore[attr-defined]
    if not permissions.may(by, "support.ticket.open", tenant=by.tenant):
        return ""
    return f"{reverse('support:new')}?unclear={quote(version.agreement)}/{quote(version.version)}"


def evaluation_on_portal(request: HttpRequest, home: Any) -> str:
    """On the portal's first page, where an evaluation each quarter is promised: how it is with this one (AP-43). One
    query, none where it is not promised."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    stood = home.board
    if stood is None or stood.ended or not permissions.may(by, PROPOSE_EVALUATION, tenant=by.tenant):
        return ""
    if not promises_evaluation(stood.text.compiled.agreement):
        return ""
    shown = at_home(by.tenant, at=at)
    if shown is None:
        return ""
    context = {"shown": shown, "following": bounds(shown.quarter)[1]}
    return render_to_string("support/sessions/panel_home.html", context, request)
