"""Trainings, idea days and evaluation sessions for customers: what is offered, coming, and what was followed."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from waarborg.access.guard import contact_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web import wording
from waarborg.promises.queries import scheme_choices
from waarborg.support.actions.sessions.enrol import enrol, withdraw
from waarborg.support.forms.sessions import EnrolForm
from waarborg.support.models import Enrolment, Evaluation, Session
from waarborg.support.permissions import ENROL, ENROL_OTHERS, PROPOSE_EVALUATION
from waarborg.support.queries import evaluations
from waarborg.support.queries import sessions as reading
from waarborg.support.rules.appointments.calendar_file import Meeting, calendar_file
from waarborg.support.rules.sessions import kinds

IMPACT = "impact"


@contact_only
@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    """What is offered and what one comes to."""
    by, now = request.actor, clock.now()
    permissions.require(by, ENROL, tenant=by.tenant)
    own = reading.own(by)
    mine = {one.session_id for one in own}
    context = {
        "own": own,
        "offered": [one for one in reading.offered(by, now=now) if one.id not in mine],
        "kinds": kinds.KINDS,
        "states": kinds.ENROLMENTS,
        "lang": wording.tongue(get_language()),
        "may_propose": permissions.may(by, PROPOSE_EVALUATION, tenant=by.tenant)
        and evaluations.is_promised(by.tenant, at=now),
    }
    return render(request, "support/sessions/list.html", context)


@contact_only
@require_GET
def show(request: HttpRequest, session: UUID) -> HttpResponse:
    by = request.actor
    permissions.require(by, ENROL, tenant=by.tenant)
    return _page(request, reading.find(by, session))


def _page(request: HttpRequest, found: Session, *, refusal: Refusal | None = None) -> HttpResponse:
    by, now, lang = request.actor, clock.now(), wording.tongue(get_language())
    rows = reading.of_organisation(by, found)
    context = {
        "one": found,
        "rows": rows,
        "has_place": any(one.person_id == by.person and one.state == kinds.ENROLLED for one in rows),
        "form": _form(by, found, rows) if found.state == kinds.OPEN and now < found.enrol_until else None,
        "may_withdraw": found.state == kinds.OPEN and now < found.starts_at,
        "refusal": refusal,
        "kinds": kinds.KINDS,
        "states": kinds.ENROLMENTS,
        "lang": lang,
        **(evaluation_context(evaluations.of_session(found), lang) if found.kind == kinds.EVALUATION else {}),
    }
    return render(request, "support/sessions/show.html", context, status=refusal.status if refusal else 200)


def _form(by: Any, found: Session, rows: list[Enrolment]) -> EnrolForm | None:
    """Whom this reader can still enrol: colleagues for a contact, oneself for others."""
    taken = {one.person_id for one in rows}
    people = [one for one in reading.colleagues_of(by.tenant) if one.id not in taken]
    if not permissions.may(by, ENROL_OTHERS, tenant=by.tenant):
        people = [one for one in people if one.id == by.person]
    return EnrolForm(people=people, initial={"person": str(by.person)}) if people else None


def evaluation_context(found: Evaluation | None, lang: str) -> dict[str, Any]:
    """The agenda with its flags in words, for either side."""
    if found is None:
        return {"evaluation": None, "agenda": []}
    choices = scheme_choices(found.tenant_id, IMPACT, at=found.planned_at)
    flags = {word: said[lang] for word, said in choices.items()}
    agenda = [{**one, "title": one[lang] or one["nl"], "flag": flags.get(one["impact"], "")} for one in found.agenda]
    return {"evaluation": found, "agenda": agenda, "flags": flags}


@contact_only
@require_POST
def come(request: HttpRequest, session: UUID) -> HttpResponse:
    by = request.actor
    found = reading.find(by, session)
    people = reading.colleagues_of(by.tenant)
    form = EnrolForm(request.POST, people=people)
    if not form.is_valid():
        raise permissions.NotFound()
    try:
        made = enrol(found.id, by=by, at=clock.now(), person=form.cleaned_data["person"])
    except Refusal as refusal:
        return _page(request, reading.find(by, session), refusal=refusal)
    if made.state == kinds.WAITING:
        success(request, _("%(name)s is on the waiting list, and hears when a place comes free.") % _named(made))
    else:
        success(request, _("%(name)s is enrolled.") % _named(made))
    return redirect("support:session", session=found.id)


def _named(made: Enrolment) -> dict[str, str]:
    return {"name": made.person_name}


@contact_only
@require_POST
def stay_away(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    by = request.actor
    permissions.require(by, ENROL, tenant=by.tenant)
    found = reading.enrolment(by, enrolment)
    try:
        withdraw(found, by=by, at=clock.now())
    except Refusal as refusal:
        return _page(request, reading.find(by, found.session_id), refusal=refusal)
    success(request, _("%(name)s does not come.") % _named(found))
    return redirect("support:session", session=found.session_id)


@contact_only
@require_GET
def followed(request: HttpRequest) -> HttpResponse:
    """The register of trainings followed (PX-58): of everybody for the contacts, of oneself for others."""
    by, now = request.actor, clock.now()
    permissions.require(by, ENROL, tenant=by.tenant)
    today = wording.local_date(now, zone_of())
    found = reading.register(by.tenant, on=today)
    sees_all = permissions.may(by, ENROL_OTHERS, tenant=by.tenant)
    context = {
        "lines": [one for one in found.lines if sees_all or one.person_id == by.person],
        "coverage": found.coverage if sees_all else None,
        "evaluations": evaluations.of_customer(by.tenant) if sees_all else [],
        "today": today,
        "lang": wording.tongue(get_language()),
    }
    return render(request, "support/sessions/followed.html", context)


@contact_only
@require_GET
def calendar(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """For the calendar of whoever comes: changed and cancelled under one UID."""
    by = request.actor
    permissions.require(by, ENROL, tenant=by.tenant)
    found = reading.enrolment(by, enrolment)
    gone = not found.stands
    cancelled = gone or found.session.state == kinds.CANCELLED
    people = {one.id: one.email for one in reading.colleagues_of(by.tenant)}
    return calendar_of(
        found.session,
        uid=f"{found.id}@waarborg",
        sequence=found.session.sequence + gone,
        attendee=(found.person_name, people.get(found.person_id, "")),
        path=f"/portal/sessions/{found.session_id}/",
        cancelled=cancelled,
    )


def calendar_of(
    session: Session,
    *,
    uid: str,
    sequence: int,
    attendee: tuple[str, str],
    path: str,
    cancelled: bool,
) -> HttpResponse:
    lang = wording.tongue(get_language())
    body = calendar_file(
        Meeting(
            uid=uid,
            sequence=sequence,
            start=session.starts_at,
            end=session.ends_at,
            made=session.changed_at,
            summary=session.title(lang),
            description=session.about(lang),
            url=session.link or settings.PUBLIC_URL + path,
            organizer=(session.host_name or "Waarborg", settings.DEFAULT_FROM_EMAIL),
            attendee=attendee,
            cancelled=cancelled,
            place=session.place,
        )
    )
    answer = HttpResponse(
        body, content_type=f"text/calendar; charset=utf-8; method={'CANCEL' if cancelled else 'REQUEST'}"
    )
    answer.headers["Content-Disposition"] = 'attachment; filename="session.ics"'
    return answer
