"""The customer's pages of appointments: book a moment, say yes to looking along, move it, cancel it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from waarborg.access.guard import contact_only, signed_in_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions, tenancy
from waarborg.plumbing.live.tickets import grant_for_page
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.web import wording
from waarborg.support.actions.appointments import session
from waarborg.support.actions.appointments.book import book, cancel, move
from waarborg.support.forms.appointments import ZONES, BookForm, MomentForm
from waarborg.support.models import Appointment
from waarborg.support.permissions import BOOK
from waarborg.support.queries import appointments as reading
from waarborg.support.queries.people import may_ask
from waarborg.support.rules.appointments.calendar_file import Meeting, calendar_file
from waarborg.support.views.contacts import turned_away
from waarborg.support.views.meeting_about import about, choices, live_tickets
from waarborg.support.views.one_act import one_act
from waarborg.support.views.veiled import tell_if_masked


@contact_only
@require_http_methods(["GET", "POST"])
def appointments(request: HttpRequest) -> HttpResponse:
    """What stands, and the form that books a free moment."""
    by, at, lang = request.actor, clock.now(), wording.tongue(get_language())  # type: ignore[attr-defined]
    permissions.require(by, BOOK, tenant=by.tenant)
    if not may_ask(by, at=at, channel="appointment"):
        return turned_away(request)
    slots, desk = reading.free(at=at)
    asked = request.POST.get("zone", "") or request.GET.get("zone", "")
    zone = asked if asked in ZONES else desk
    live = live_tickets(by)
    form = BookForm(
        request.POST if request.method == "POST" else None,
        slots=slots,
        zone=zone,
        lang=lang,
        tickets=choices(live),
        initial={"ticket": request.GET.get("about", ""), "zone": zone},
    )
    refusal = None
    if form.is_bound and form.is_valid():
        filled = form.cleaned_data
        try:
            made = book(
                by.tenant, by=by, at=at, start=filled["start"], text=filled["text"], zone=filled["zone"] or zone,
                **about(filled, live, by.tenant, at=at),
            )  # fmt: skip
        except Refusal as refused:
            refusal = refused
        else:
            tell_if_masked(request, filled["text"])
            success(request, _("The appointment stands; you get a mail, and one before it begins."))
            return redirect("support:appointment", appointment=made.id)
    context = {
        "coming": reading.coming(by, now=at),
        "past": reading.past(by),
        "form": form,
        "slots": slots,
        "zone": zone,
        "zones": [(one, one.rpartition("/")[2]) for one in ZONES],
        "refusal": refusal,
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "support/appointments/list.html", context, status=status)


@contact_only
@require_GET
def show(request: HttpRequest, appointment: UUID) -> HttpResponse:
    return page(request, reading.find(request.actor, appointment))  # type: ignore[attr-defined]


def page(request: HttpRequest, found: Appointment, *, refusal: Refusal | None = None, **more: Any) -> HttpResponse:
    """The page of one appointment, for either side."""
    by, at, lang = request.actor, clock.now(), wording.tongue(get_language())  # type: ignore[attr-defined]
    slots = reading.free(at=at)[0] if found.state == "planned" else []
    pattern: str = settings.SCREEN_SHARE_LINK
    context = {
        "one": found,
        "ticket": found.ticket,
        "refusal": refusal,
        "move_form": MomentForm(slots=slots, zone=found.zone, lang=lang) if slots else None,
        "link": pattern.replace("{number}", found.ticket.shown_number).replace("{id}", str(found.id)),
        "live": grant_for_page(request, [f"appointment.{found.id}"]),
        "version": f"{found.sequence} {found.state} {bool(found.permitted_at)}",
        **more,
    }
    face = "desk_show" if by.is_staff else "show"
    return render(request, f"support/appointments/{face}.html", context, status=refusal.status if refusal else 200)


def act(request: HttpRequest, appointment: UUID, how: Callable[[Appointment], object], said: str) -> HttpResponse:
    """One act, and back to the page; or the refusal on it."""
    by = request.actor  # type: ignore[attr-defined]
    back = reverse("support:desk-appointment" if by.is_staff else "support:appointment", args=[appointment])
    return one_act(request, lambda: reading.find(by, appointment), how, said, page=page, back=back)


@signed_in_only
@require_POST
def move_it(request: HttpRequest, appointment: UUID) -> HttpResponse:
    """By either side."""
    by, at, lang = request.actor, clock.now(), wording.tongue(get_language())  # type: ignore[attr-defined]
    found = reading.find(by, appointment)
    form = MomentForm(request.POST, slots=reading.free(at=at)[0], zone=found.zone, lang=lang)
    if not form.is_valid():
        return page(request, found, move_form=form)
    start = form.cleaned_data["start"]
    return act(request, appointment, lambda one: move(one, by=by, at=at, start=start), _("The appointment is moved."))


@signed_in_only
@require_POST
def cancel_it(request: HttpRequest, appointment: UUID) -> HttpResponse:
    by = request.actor  # type: ignore[attr-defined]
    said = _("The appointment is cancelled; the ticket stays.")
    return act(request, appointment, lambda one: cancel(one, by=by, at=clock.now()), said)


@contact_only
@require_POST
def permit(request: HttpRequest, appointment: UUID) -> HttpResponse:
    """Yes, or no longer: the button says which."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    if "no" in request.POST:
        said = _("Your permission is withdrawn; nobody looks along any more.")
        return act(request, appointment, lambda one: session.forbid(one, by=by, at=at), said)
    said = _("Your permission for this one session is kept.")
    return act(request, appointment, lambda one: session.permit(one, by=by, at=at), said)


@contact_only
@require_GET
def calendar(request: HttpRequest, appointment: UUID) -> HttpResponse:
    return file_of(request, appointment)


def file_of(request: HttpRequest, appointment: UUID) -> HttpResponse:
    """The calendar file of either side: the same event, so that moving and cancelling reach both calendars."""
    by, lang = request.actor, wording.tongue(get_language())  # type: ignore[attr-defined]
    found = reading.find(by, appointment)
    with tenancy.enter(Role.DESK):
        agent = reading.person_at(by.tenant, found.agent_id) if by.is_staff else None
        contact = reading.person_at(found.tenant_id, found.contact_id)
    # Of our colleague a customer has the name; the address that calendars answer to is the vendor's own.
    organizer = (found.agent_name, agent.email if agent else settings.DEFAULT_FROM_EMAIL)
    place = f"/{'desk' if by.is_staff else 'portal'}/appointments/{found.id}/"
    name = {"nl": "Meekijken op uw scherm", "en": "Looking along on your screen"}[lang]
    body = calendar_file(
        Meeting(
            uid=f"{found.id}@waarborg",
            sequence=found.sequence,
            start=found.starts_at,
            end=found.ends_at,
            made=found.changed_at,
            summary=f"{name}: {found.ticket.shown_number}",
            description=found.ticket.subject,
            url=settings.PUBLIC_URL + place,
            organizer=organizer,
            attendee=(found.contact_name, contact.email if contact else ""),
            cancelled=found.state == "cancelled",
        )
    )
    method = "CANCEL" if found.state == "cancelled" else "REQUEST"
    answer = HttpResponse(body, content_type=f"text/calendar; charset=utf-8; method={method}")
    answer.headers["Content-Disposition"] = f'attachment; filename="{found.ticket.shown_number}.ics"'
    return answer
