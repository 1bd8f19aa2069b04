"""Looking back upon an incident: its course as a picture and a table, what was learned, what is still to be done."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from waarborg.access.forms import refused
from waarborg.access.guard import staff_only
from waarborg.availability.actions.after_action import publish_after_action, took_words, write_after_action
from waarborg.availability.forms.after_actions import AfterActionForm
from waarborg.availability.models import AfterAction, Incident
from waarborg.availability.permissions import SEE, WRITE_AFTER
from waarborg.availability.queries import after_actions as reading
from waarborg.availability.queries import alarms, incidents
from waarborg.availability.queries.rosters import staff
from waarborg.availability.rules import after_action as rules
from waarborg.availability.rules.incidents import call_phase
from waarborg.kernel.errors import Refusal
from waarborg.kernel.instants import from_us
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web import wording
from waarborg.plumbing.web.reader import lang, zone

_ROW = 26


@staff_only
@require_http_methods(["GET", "POST"])
def after_action(request: HttpRequest, incident: UUID) -> HttpResponse:
    """The page; by POST what was learned is kept, or (`publish`) told as a look back."""
    by, at = request.actor, clock.now()
    permissions.require(by, SEE)
    held = incidents.find(incident)
    written = reading.after_action_of(incident)
    may = permissions.may(by, WRITE_AFTER)
    posted = request.POST if request.method == "POST" else None
    form, refusal, status = None, None, 200
    if may or posted is not None:
        permissions.require(by, WRITE_AFTER)
        publishes = posted is not None and "publish" in posted
        form = AfterActionForm(None if publishes else posted, staff=staff(), held=written)
        try:
            if publishes:
                publish_after_action(incident, by=by, at=at)
                success(request, _("The look back stands on the status page."))
                return redirect("availability:after-action", incident)
            if posted is not None and form.is_valid():
                today = at.astimezone(ZoneInfo(zone())).date()
                given = form.cleaned_data["revision"]
                write_after_action(incident, form.texts(), form.tasks(), revision=given, today=today, by=by, at=at)
                success(request, _("What was learned is kept."))
                return redirect("availability:after-action", incident)
            status = 422 if form.errors else 200
        except Refusal as found:
            if found.status == 404:
                raise
            refusal, status = (found, found.status) if publishes else (None, refused(form, found))
    context = {**_shown(held, written), "form": form, "refusal": refusal}
    return render(request, "availability/after_action.html", context, status=status)


def _shown(held: Incident, written: AfterAction | None) -> dict[str, Any]:
    found = reading.course(held)
    moments = found.moments
    first, last = moments[0], moments[-1]
    lines = [_line(number, one, first.at) for number, one in enumerate(moments, 1)]
    marks = [
        {"left": left, "row": row, "y": 44 + row * _ROW, "number": number}
        for number, (left, row) in enumerate(rules.placed(moments), 1)
    ]
    ends = next((one.at for one in moments if one.kind == rules.RECOVERED), last.at)
    long = max(last.at - first.at, 1)
    follow_ups = list(written.follow_ups.all()) if written else []
    names = alarms.names(one.person_id for one in follow_ups)
    title = _("After-action review")
    return {
        "page_title": title,
        "held": held,
        "title": held.title(lang()),
        "lines": lines,
        "left_out": found.left_out,
        "marks": marks,
        "height": 44 + (max((one["row"] for one in marks), default=0) + 1) * _ROW,
        "bar": round((ends - first.at) * 100 / long, 2),
        "begins": held.begins_at,
        "ends": from_us(last.at),
        "label": "; ".join(f"{one['number']}: {one['what']}, {one['after']}" for one in lines),
        "spans": [(rules.call_span(kind, lang()), took_words(us, lang())) for kind, us in rules.spans(moments).items()],
        "written": written,
        "follow_ups": [(one, names.get(one.person_id, "")) for one in follow_ups],
        "crumbs": [
            {"label": _("Status"), "url": reverse("availability:desk")},
            {"label": held.title(lang()), "url": reverse("availability:desk-incident", args=[held.id])},
            {"label": title},
        ],
    }


def _line(number: int, one: rules.Moment, first: int) -> dict[str, Any]:
    about = call_phase(one.about, lang()) if one.kind in (rules.OPENED, rules.SAID) else one.about
    what = rules.call_moment(one.kind, lang())
    return {
        "number": number,
        "what": f"{what}: {about}" if about and one.kind != rules.ENDED else what,
        "at": from_us(one.at),
        "after": wording.amount(one.at - first, lang()) if one.at > first else _("at once"),
    }


@staff_only
@require_safe
def follow_ups(request: HttpRequest) -> HttpResponse:
    """What is still to be done after incidents, the soonest first. Two queries."""
    permissions.require(request.actor, SEE)
    today = clock.now().astimezone(ZoneInfo(zone())).date()
    found = reading.open_follow_ups()
    names = alarms.names(one.person_id for one in found)
    context = {
        "page_title": _("Follow-ups of incidents"),
        "lines": [
            {
                "task": one,
                "incident": one.after_action.incident,
                "title": one.after_action.incident.title(lang()),
                "who": names.get(one.person_id, ""),
                "mark": "broken" if one.due_on < today else "rest",
                "late": one.due_on < today,
            }
            for one in found
        ],
        "crumbs": [
            {"label": _("Status"), "url": reverse("availability:desk")},
            {"label": _("Follow-ups of incidents")},
        ],
    }
    return render(request, "availability/follow_ups.html", context)
