"""The desk's pages of maintenance that recurs: planning a series, leaving a date out, ending it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from waarborg.access.forms import refused
from waarborg.access.guard import staff_only
from waarborg.availability.actions.maintenance import LONGEST_REASON
from waarborg.availability.actions.maintenance_series import Rhythm, components_of, end_series, plan_series, skip_date
from waarborg.availability.forms.maintenance import DescribedForm
from waarborg.availability.models import Series
from waarborg.availability.permissions import PLAN_WORK, SEE_WORK
from waarborg.availability.queries import maintenance as reading
from waarborg.availability.views.maintenance_showing import shown
from waarborg.catalogue import queries as catalogue
from waarborg.customers.queries import provider
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web import wording
from waarborg.plumbing.web.reader import lang, zone

EXAMPLES = (
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", gettext_lazy("every second Friday")),
    ("FREQ=WEEKLY;INTERVAL=3;BYDAY=TU", gettext_lazy("every third week on Tuesday")),
    ("FREQ=MONTHLY;BYDAY=2FR", gettext_lazy("the second Friday of the month")),
    ("FREQ=DAILY", gettext_lazy("every night")),
)
_L = gettext_lazy


class SeriesForm(DescribedForm):
    """A series: what, when for the first time, how long each, and by which rule."""

    first = forms.DateTimeField(
        label=_L("The first time"),
        help_text=_L("It sets the rhythm. By the clock on the wall, in summer and in winter."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
    )
    minutes = forms.IntegerField(label=_L("Minutes that each lasts"), min_value=1, max_value=44_640, initial=120)
    ends = forms.TimeField(
        label=_L("Or until a time on the wall"),
        required=False,
        help_text=_L("Then the night of the clock is an hour longer or shorter by itself."),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    rule = forms.CharField(
        label=_L("Repetition (RRULE)"),
        max_length=300,
        help_text=_L("Such as FREQ=WEEKLY;INTERVAL=2;BYDAY=FR or FREQ=MONTHLY;BYDAY=2FR. It needs no end."),
        widget=forms.TextInput(attrs={"list": "rules", "spellcheck": "false", "autocomplete": "off"}),
    )
    tell_days = forms.IntegerField(
        label=_L("Tell of each again, so many days ahead"),
        min_value=0,
        max_value=30,
        initial=0,
        help_text=_L("0: customers are told of the series once, and see each on the status page."),
    )
    field_order = (
        "kind",
        "severity",
        "components",
        "first",
        "minutes",
        "ends",
        "rule",
        "tell_days",
        "title_nl",
        "title_en",
    )

    def rhythm(self, place: str) -> Rhythm:
        said = self.cleaned_data
        # What the browser sends is a time on the wall; Django made an instant of it in the zone of the process.
        first: datetime = said["first"].replace(tzinfo=None)
        return Rhythm(said["rule"], first, said["minutes"], place, said["tell_days"], said["ends"])


class SkipForm(forms.Form):
    """A date to leave out, or none: then the whole ends."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    day = forms.ChoiceField(label=_L("Which date"), required=False)
    why_nl = forms.CharField(label=_L("Why, in Dutch"), max_length=LONGEST_REASON, help_text=_L("Customers read this."))
    why_en = forms.CharField(label=_L("Why, in English"), max_length=LONGEST_REASON, required=False)


@staff_only
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    by, at = request.actor, clock.now()
    permissions.require(by, PLAN_WORK)
    posted = request.POST if request.method == "POST" else None
    form = SeriesForm(posted, components=catalogue.components(), lang=lang())
    status = 422 if form.errors else 200
    house = provider()
    if posted is not None and form.is_valid() and house is not None:
        try:
            made = plan_series(form.described(), form.rhythm(zone()), provider=house.id, by=by, at=at)
        except Refusal as refusal:
            status = refused(form, refusal)
        else:
            success(request, _("It has been planned."))
            return redirect("availability:series", made.id)
    context: dict[str, Any] = {"page_title": _("Plan a series"), "form": form, "series": True, "examples": EXAMPLES}
    context["crumbs"] = crumbs(_("Series"))
    return render(request, "availability/maintenance_new.html", context, status=status)


@staff_only
@require_http_methods(["GET", "POST"])
def series(request: HttpRequest, series: UUID) -> HttpResponse:
    """One series and its windows; by POST a date is left out, or the whole ends."""
    by, at = request.actor, clock.now()
    permissions.require(by, SEE_WORK)
    held, works = reading.series_with_works(series)
    posted = request.POST if request.method == "POST" else None
    if posted is not None:
        permissions.require(by, PLAN_WORK)
    ahead = [one.occurrence for one in works if one.ahead and one.occurrence is not None and one.from_at > at]
    form = SkipForm(posted, initial={"revision": held.revision})
    choices: Any = form.fields["day"]
    choices.choices = [(one.isoformat(), wording.day(one, lang(), year=True)) for one in ahead]
    status = 422 if form.errors else 200
    if posted is not None and form.is_valid():
        try:
            _done(posted.get("do", ""), held, form, by=by, at=at)
        except Refusal as refusal:
            status = refused(form, refusal)
        else:
            success(request, _("It has been noted."))
            return redirect("availability:series", held.id)
    context = {
        "page_title": held.title(lang()),
        "held": held,
        "on": wording.enumeration([one.say(lang()) for one in components_of(held)], lang()),
        "lines": [shown(one, at, lang(), held.zone) for one in works],
        "form": form if held.ended_at is None and permissions.may(by, PLAN_WORK) else None,
        "crumbs": crumbs(held.title(lang())),
    }
    return render(request, "availability/maintenance_series.html", context, status=status)


def _done(do: str, held: Series, form: SkipForm, *, by: Any, at: datetime) -> None:
    said = form.cleaned_data
    why = (said["why_nl"], said["why_en"])
    if do == "end":
        end_series(held.id, why, revision=said["revision"], by=by, at=at)
    elif said["day"]:
        skip_date(held.id, datetime.fromisoformat(said["day"]).date(), why, by=by, at=at)


def crumbs(last: str) -> list[dict[str, str]]:
    return [
        {"label": _("Status"), "url": reverse("availability:desk")},
        {"label": _("Maintenance"), "url": reverse("availability:maintenance")},
        {"label": last},
    ]
