"""Availability in pictures: a bar a day, what is left of what is allowed, outages and maintenance over time."""

from collections.abc import Iterator
from typing import Any, Final

from waarborg.availability.rules.accounting import budget_of
from waarborg.availability.rules.targets import Unstated, of_uptime
from waarborg.availability.rules.timeline import WHOLE
from waarborg.availability.rules.words import month_text
from waarborg.kernel.errors import Refusal
from waarborg.kernel.words import on_date
from waarborg.trust.rules.pictures.course import EXCLUDED, Course, Span
from waarborg.trust.rules.pictures.shapes import WIDE, Picture, column, line, rect, stretch, words
from waarborg.trust.rules.pictures.texts import moment, said, say
from waarborg.trust.rules.rested_on import lasted

_TALL: Final = 30
_MINUTE: Final = 60 * 10**6
_WEEK: Final = 7
_BURN: Final = 60
_LANE: Final = 16


def by_day(course: Course, lang: str) -> Picture:
    """A bar for each day: its downtime as a notch, maintenance left out hollow, what nobody knows striped."""
    shapes: list[dict[str, Any]] = []
    rows, told = [], []
    days = list(course.days())
    for number, (day, begin, end) in enumerate(days):
        down, work, unknown = (
            sum(one.within(begin, end) for one in spans)
            for spans in (course.outages, [one for one in course.works if one.word == EXCLUDED], course.unknown)
        )
        shapes += _bar(number, len(days), down, work, unknown)
        shapes += _number(number, len(days), day.day, _TALL + 22)
        if down or work or unknown:
            name = on_date(day, lang, short=True)
            rows.append([name, *(lasted(one, lang) if one else "–" for one in (down, work, unknown))])
            told += [f"{name} {lasted(down, lang)}"] if down else []
    spoken = said(told, lang) + f"; {say('others', lang)}" if told else say("none", lang)
    heads = [say(key, lang) for key in ("day", "down", "left-out", "not-known")]
    label = say("days-label", lang, month=_month(course, lang), said=spoken)
    return Picture(say("days", lang), label, say("days-note", lang), _TALL + 26, shapes, heads, rows)


def _number(number: int, of: int, day: int, y: int) -> list[dict[str, Any]]:
    x, wide = column(number, of)
    return [words(x + wide // 2, y, str(day), "middle")] if number % _WEEK == 0 else []


def _bar(number: int, of: int, down: int, work: int, unknown: int) -> Iterator[dict[str, Any]]:
    x, wide = column(number, of)
    if down:
        notch = _notch(down)
        yield rect(x, 0, wide, _TALL - notch, "ok")
        yield rect(x, _TALL - notch, wide, notch, "out")
        yield rect(x, _TALL + 3, wide, 3, "out")
    elif unknown:
        for stripe in range(4):
            yield rect(x, stripe * 8, wide, 4, "unknown")
    else:
        yield rect(x, 0, wide, _TALL, "plan" if work else "ok")


def _notch(us: int) -> int:
    """A minute or less a third of the bar, four hours all but a strip, doubling by doubling between them."""
    minutes = max(1, us // _MINUTE)
    return min(_TALL - 2, 10 + 18 * (minutes.bit_length() - 1) // 8)


def burn_down(course: Course, target: str, agreed: int, lang: str) -> Picture | None:
    """What was left of the downtime allowed at the end of each day; None where none is."""
    budget = _budget(target, agreed)
    if not budget:
        return None
    shapes: list[dict[str, Any]] = [line(0, 0, WIDE, _BURN, "pace"), line(0, _BURN, WIDE, _BURN, "axis")]
    rows, left, gone = [], budget, ""
    days = list(course.days())
    for number, (day, begin, end) in enumerate(days):
        spent = sum(_weighed(one, begin, end) for one in course.outages)
        left -= spent
        x, wide = column(number, len(days))
        tall = _BURN * max(0, left) // budget
        shapes.append(rect(x, _BURN - tall, wide, tall, "ok") if tall else rect(x, _BURN + 3, wide, 3, "out"))
        shapes += _number(number, len(days), day.day, _BURN + 22)
        name = on_date(day, lang, short=True)
        if spent:
            rows.append([name, lasted(spent, lang), lasted(max(0, left), lang)])
        gone = gone or (name if left <= 0 else "")
    when = say("burn-gone", lang, day=gone) if gone else ""
    given = {"month": _month(course, lang), "budget": lasted(budget, lang), "left": lasted(max(0, left), lang)}
    heads = [say(key, lang) for key in ("day", "down", "left")]
    label = say("burn-label", lang, **given, when=when)
    return Picture(say("burn", lang), label, say("burn-note", lang), _BURN + 26, shapes, heads, rows)


def _budget(target: str, agreed: int) -> int:
    try:
        bound = of_uptime(target)
    except Refusal:
        return 0
    return 0 if isinstance(bound, Unstated) else budget_of(bound, agreed) // WHOLE


def _weighed(one: Span, begin: int, end: int) -> int:
    try:
        share = float(one.share)
    except ValueError:
        share = 100.0
    return round(one.within(begin, end) * min(100.0, max(0.0, share)) / 100)


def over_time(course: Course, lang: str) -> Picture | None:
    """Outages above, maintenance below, each where it lay in the month; None where there was neither."""
    spans = sorted([*course.outages, *course.works], key=lambda one: (one.start, one.end))
    if not spans:
        return None
    month = (course.month.from_us, course.month.to_us)
    shapes = [line(0, _LANE, WIDE, _LANE, "axis"), line(0, 2 * _LANE + 6, WIDE, 2 * _LANE + 6, "axis")]
    for one in spans:
        x, wide = stretch(one.start, one.end, month)
        works = one in course.works
        tone = "plan" if one.word == EXCLUDED else "work" if works else "out"
        shapes.append(rect(x, _LANE + 6 if works else 0, wide, _LANE, tone))
    days = list(course.days())
    for number, (day, begin, _end) in enumerate(days):
        if number % _WEEK == 0:
            shapes.append(words(stretch(begin, begin + 1, month)[0], 2 * _LANE + 22, str(day.day)))
    rows = [_row(one, course, lang) for one in spans]
    told = [f"{one[0]} {one[1]} – {one[2]} ({one[3]})" for one in rows]
    label = say("course-label", lang, month=_month(course, lang), said=said(told, lang))
    heads = [say(key, lang) for key in ("what", "from", "until", "lasted")]
    return Picture(say("course", lang), label, say("course-note", lang), 2 * _LANE + 26, shapes, heads, rows)


def _row(one: Span, course: Course, lang: str) -> list[str]:
    key = one.word if one.word in (EXCLUDED, "outage", "outage-weighed") else "counted"
    ends = (moment(us, course.month.zone, lang) for us in (one.start, one.end))
    return [say(key, lang, share=one.share), *ends, lasted(one.end - one.start, lang)]


def calendar(course: Course, lang: str) -> Picture | None:
    """The weeks of the month with the maintenance on each day; None where there was none."""
    if not course.works:
        return None
    shapes: list[dict[str, Any]] = []
    rows, told = [], []
    days = list(course.days())
    before = days[0][0].weekday()
    for day, begin, end in days:
        week, weekday = divmod(before + day.day - 1, _WEEK)
        x, wide = column(weekday, _WEEK, 96)
        y = week * 24
        here = [one for one in course.works if one.within(begin, end)]
        counted = [one for one in here if one.word != EXCLUDED]
        shapes.append(rect(x, y, wide, 20, "plan" if here else "rest"))
        shapes += [rect(x, y + 21, wide, 2, "work")] if counted else []
        shapes.append(words(x + 120, y + 14, str(day.day)))
        name = on_date(day, lang, short=True)
        rows += [[name, *_row(one, course, lang)[:1], lasted(one.within(begin, end), lang)] for one in here]
        told += [name] if here else []
    tall = (before + len(days) + _WEEK - 1) // _WEEK * 24 + 2
    label = say("calendar-label", lang, month=_month(course, lang), said=said(told, lang))
    heads = [say(key, lang) for key in ("day", "what", "lasted")]
    return Picture(say("calendar", lang), label, say("calendar-note", lang), tall, shapes, heads, rows)


def _month(course: Course, lang: str) -> str:
    return month_text(course.month.name, lang)
