"""The desk's page of speed: how long requests took in a month, part by part, beside what is promised of it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.access.guard import staff_only
from waarborg.availability.permissions import SEE_SPEED
from waarborg.availability.queries.response import Bar
from waarborg.availability.queries.speed import Browsers, Judged, Part, speed
from waarborg.availability.rules.explain import promised_text
from waarborg.availability.rules.periods import Period, period
from waarborg.availability.rules.response.explain import figure_text
from waarborg.availability.rules.targets import BROKEN, MET, NOT_MEASURED, Unstated
from waarborg.availability.rules.words import month_text, share_text
from waarborg.availability.views.speed_pictures import Days, days_shown, picture, span_text
from waarborg.customers.queries import provider
from waarborg.kernel.errors import BadInput
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web.reader import lang, zone
from waarborg.plumbing.web.wording import local_date


@dataclass(frozen=True, slots=True)
class Line:
    """One promise of a part in words."""

    figure: str
    verdict: str
    target: str
    customers: str


@dataclass(frozen=True, slots=True)
class Shown:
    key: str
    name: str
    count: int
    lines: list[Line]
    picture: str
    rows: list[tuple[str, int, str]]
    browsers: "Told | None" = None
    days: "Days | None" = None


@dataclass(frozen=True, slots=True)
class Told:
    """What browsers of visitors told of a part: apart, and without a verdict."""

    figure: str
    count: int
    picture: str
    rows: list[tuple[str, int, str]]


@staff_only
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Of a month, this one unless it is asked otherwise, every part that was measured. Ten queries, three more where
    browsers told anything."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    permissions.require(by, SEE_SPEED)
    this = f"{local_date(at, zone()):%Y-%m}"
    try:
        over = period(request.GET.get("month") or this, zone())
    except BadInput:
        over = period(this, zone())
    house = provider()
    parts = speed(over, provider=house.id, at=at) if house is not None else []
    context = {
        "page_title": _("Speed"),
        "month": month_text(over.first, lang()),
        "earlier": _month(over.first, -1),
        "later": _month(over.first, 1) if over.first < this else "",
        "parts": [shown(one, over, lang()) for one in parts],
    }
    return render(request, "availability/speed.html", context)


def _month(name: str, step: int) -> str:
    number = int(name[:4]) * 12 + int(name[5:]) - 1 + step
    return f"{number // 12}-{number % 12 + 1:02d}"


def shown(part: Part, over: Period, language: str) -> Shown:
    """A part as the page tells it: figures, verdicts, the picture, and the same as a table."""
    name = part.item.say(language)
    rows = _rows(part.bars, part.count, language)
    label = _("How long requests of %(name)s took: %(said)s.") % {"name": name, "said": _said(rows)}
    return Shown(
        part.item.key,
        name,
        part.count,
        [_line(one, language) for one in part.judged],
        picture(part.bars, rows, label) if part.count else "",
        [one for one in rows if one[1]],
        _told(part.browsers, name, language),
        days_shown(part.days, over, name, language),
    )


def _told(browsers: Browsers | None, name: str, language: str) -> Told | None:
    if browsers is None or not browsers.response.count:
        return None
    count = browsers.response.count
    rows = _rows(browsers.bars, count, language)
    label = _("How long pages of %(name)s took in browsers: %(said)s.") % {"name": name, "said": _said(rows)}
    figure = figure_text(browsers.response, language)
    return Told(figure, count, picture(browsers.bars, rows, label), [one for one in rows if one[1]])


def _rows(bars: list[Bar], whole: int, language: str) -> list[tuple[str, int, str]]:
    return [
        (span_text(one.low, one.high, language), one.count, share_text(one.count, whole or 1, language)) for one in bars
    ]


def _said(rows: list[tuple[str, int, str]]) -> str:
    return ", ".join(f"{span} {count}" for span, count, _share in rows if count)


def _line(one: Judged, language: str) -> Line:
    figure = figure_text(one.response, language)
    if one.promised is None:
        return Line(figure, "", "", "")
    target = promised_text(one.response.promise.target, language)
    if one.response.promise.good is not None and not isinstance(one.response.promise.target, Unstated):
        good = promised_text(one.response.promise.good, language)
        target = _("%(target)s within %(good)s") % {"target": target, "good": good}
    if one.promised.measure.per != "customer":
        return Line(figure, one.response.verdict, target, "")
    # What all customers together came to is shown, and judges nobody.
    verdict = BROKEN if one.missed else MET if one.kept else NOT_MEASURED
    said = _("judged for each customer: kept for %(kept)d, not for %(missed)d, no verdict for %(unsaid)d")
    return Line(figure, verdict, target, said % {"kept": one.kept, "missed": one.missed, "unsaid": one.unsaid})
