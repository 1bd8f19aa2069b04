"""The pictures beside a promise of a report, from its figure alone: as texts, shapes and tables for page and paper."""

from collections.abc import Mapping
from typing import Any

from waarborg.availability.rules.indicators import DOWNTIME, TIMES, UPTIME
from waarborg.availability.rules.response.data import promise_of
from waarborg.kernel.errors import Refusal
from waarborg.promises.rules.figures import Stated, stated_in
from waarborg.trust.rules.months import month_in
from waarborg.trust.rules.pictures.course import course_of
from waarborg.trust.rules.pictures.downtime import burn_down, by_day, calendar, over_time
from waarborg.trust.rules.pictures.shapes import Picture
from waarborg.trust.rules.pictures.speed import distribution, quantiles

Plain = Mapping[str, Any]


def pictures_of(promise: Plain, payload: Plain, lang: str) -> list[dict[str, Any]]:
    """None of a promise that no figure of one month was stated for."""
    figure = _figure(promise, payload)
    if figure is None or figure.first != figure.last:
        return []
    return [one.plain() for one in _drawn(promise, figure, lang) if one is not None]


def _figure(promise: Plain, payload: Plain) -> Stated | None:
    stated = (promise.get("measure") or {}).get("stated")
    if not stated:
        return None
    journal, number = payload["journal"], stated[-1]["sequence"]
    for one in (*journal["entries"], *journal["others"]):
        if one["sequence"] == number:
            return stated_in(one["properties"])
    return None


def _drawn(promise: Plain, figure: Stated, lang: str) -> list[Picture | None]:
    if figure.indicator in TIMES:
        return [distribution(figure, _good(figure), lang), quantiles(figure, lang)]
    if figure.indicator not in (UPTIME, DOWNTIME):
        return []
    course = course_of(figure, month_in(figure.last, figure.zone))
    agreed = dict(figure.parts).get("agreed", 0)
    burnt = burn_down(course, promise["measure"]["target"], agreed, lang)
    return [by_day(course, lang), burnt, over_time(course, lang), calendar(course, lang)]


def _good(figure: Stated) -> int | None:
    try:
        return promise_of(figure.about)[1].threshold
    except (Refusal, ValueError):
        return None
