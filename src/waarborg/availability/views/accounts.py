"""Figures of a month as their readers see them: the number, the verdict, what it rests on, and its pictures."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from waarborg.availability.models import BurnWarning
from waarborg.availability.queries.month_figures import Figure, month_of
from waarborg.availability.rules.accounting import TOO_LITTLE_KNOWN
from waarborg.availability.rules.burning import HOUR, call_level, spent_in
from waarborg.availability.rules.explain import moment_text, promised_text, span_text
from waarborg.availability.rules.findings import call_cause, call_state
from waarborg.availability.rules.maintenance import EXCLUDED
from waarborg.availability.rules.periods import UnreadableMonth, period
from waarborg.availability.rules.targets import MET, NOT_MEASURED
from waarborg.availability.rules.timeline import WHOLE
from waarborg.availability.rules.words import lasting, month_text, share_text
from waarborg.kernel.errors import BadInput
from waarborg.kernel.instants import civil_start, local
from waarborg.kernel.intervals import clip, measure
from waarborg.kernel.zones import zone as named
from waarborg.plumbing.web import wording

BACK = 13
DAY = 24 * HOUR
_MARKS = {"met": "met", "broken": "broken", "exceeded": "exceeded", "timed": "rest", "not-measured": "unknown"}


def asked_month(text: str, at: Any, zone: str) -> str:
    """The month of an address; one that somebody changed by hand, or that is still to come, shows this month."""
    now = month_of(at, zone)
    try:
        period(text[:7], zone)
    except (UnreadableMonth, BadInput):
        return now
    return min(text[:7], now)


def months(month: str, at: Any, zone: str, lang: str) -> list[dict[str, Any]]:
    """The months to choose from, the newest first."""
    year, number = (int(part) for part in month_of(at, zone).split("-"))
    names = [
        f"{(year * 12 + number - 1 - back) // 12}-{(year * 12 + number - 1 - back) % 12 + 1:02d}"
        for back in range(BACK)
    ]
    listed = names if month in names else [month, *names]
    return [{"name": name, "label": month_text(name, lang), "chosen": name == month} for name in listed]


def shown(
    one: Figure, lang: str, *, method_url: str, sentence: str = "", warned: Iterable[BurnWarning] = ()
) -> dict[str, Any]:
    """A figure with everything under it; `warned` are the warnings that staff got of it."""
    account, judgement = one.account, one.account.judgements[0]
    running = one.running and judgement.verdict == NOT_MEASURED and judgement.reason == TOO_LITTLE_KNOWN
    agreed_so_far = measure(clip(one.terms.agreed(one.over), one.over.start, one.until))
    figure = account.figure
    target = promised_text(judgement.target, lang)
    name = one.node.say(lang)
    return {
        "id": one.node.id,
        "name": name[:1].upper() + name[1:],
        "promise": one.terms.promise,
        "sentence": sentence,
        "figure": share_text(figure.numerator, figure.denominator, lang) if figure is not None else "",
        "down": lasting(account.down, lang),
        "target": target,
        "mark": "running" if running else _MARKS[judgement.verdict],
        "verdict": _("runs") if running else _words()[judgement.verdict],
        "coverage": share_text(account.known, agreed_so_far, lang) if agreed_so_far else "",
        "told_only": not one.seen.probed,
        "outages": _outages(one, lang),
        "left_out": _left_out(one, lang),
        "budget": _budget(one, lang),
        "warned": [{"at": each.at, "word": call_level(each.level, lang)} for each in warned],
        "days": _days(one, lang),
        "corrections": [
            {"span": span_text(each.start, each.end, named(one.over.zone), lang), "state": call_state(each.state, lang)}
            for each in one.seen.corrections
        ],
        "method_url": method_url,
        "sha256": one.seen.sha256,
    }


def _words() -> dict[str, str]:
    return {
        MET: _("met"),
        "broken": _("broken"),
        "exceeded": _("exceeded"),
        "timed": _("measured, nothing promised"),
        NOT_MEASURED: _("not measured"),
    }


def _outages(one: Figure, lang: str) -> list[dict[str, str]]:
    place = named(one.over.zone)
    return [
        {
            "span": span_text(start, end, place, lang),
            "lasted": lasting((end - start) * WHOLE, lang),
            "weight": "" if weight == WHOLE else share_text(weight, WHOLE, lang),
        }
        for start, end, weight in one.account.stretches
    ]


def _left_out(one: Figure, lang: str) -> list[dict[str, str]]:
    """Each exclusion with what justifies it: the announcement of the maintenance, or the evidence."""
    place = named(one.over.zone)
    found = []
    for work in one.judged:
        for part in work.parts:
            if (
                part.outcome == EXCLUDED
                and part.announced is not None
                and clip(one.account.excluded, part.start, part.end)
            ):
                why = _("maintenance, announced on %(when)s") % {"when": moment_text(part.announced, place, lang)}
                found.append({"span": span_text(part.start, part.end, place, lang), "why": why})
    for claim in one.seen.claims:
        if clip(one.account.excluded, claim.start, claim.end):
            why = f"{call_cause(claim.cause, lang)}: {claim.evidence}"
            found.append({"span": span_text(claim.start, claim.end, place, lang), "why": why})
    return found


def _edges(one: Figure) -> list[tuple[date, int, int]]:
    """Each local day of the month up to now, with its instants."""
    first, last = (
        local(one.over.start, one.over.zone).date(),
        local(max(one.over.start, one.until - 1), one.over.zone).date(),
    )
    found = []
    while first <= last:
        following = first + timedelta(days=1)
        start, end = (civil_start(day, 0, one.over.zone) for day in (first, following))
        found.append((first, start, min(end, one.until)))
        first = following
    return found


def _month_days(one: Figure) -> int:
    first, last = (local(at, one.over.zone).date() for at in (one.over.start, one.over.end - 1))
    return (last - first).days + 1


def _days(one: Figure, lang: str) -> dict[str, Any]:
    """A bar a day, and the same in words."""
    bars, told = [], []
    for day, start, end in _edges(one):
        down = spent_in(one.account.stretches, start, end)
        unknown = measure(clip(one.account.unknown, start, end))
        words = wording.day(day, lang, weekday=False)
        kind, title = "ok", ""
        if down:
            kind, title = "out", f"{words}: {lasting(down, lang)}"
        elif unknown:
            kind, title = "unknown", f"{words}: {_('unknown')} {lasting(unknown * WHOLE, lang)}"
        bars.append((kind, down // WHOLE, title))
        told += [title] if title else []
    # The days to come have their room, so that a day stands where it stands in any other month.
    bars += [("", 0, "")] * (_month_days(one) - len(bars))
    label = f"{one.node.say(lang)}: {'; '.join(told) if told else _('No outage.')}"
    return {"bars": bars, "told": told, "label": label}


def _budget(one: Figure, lang: str) -> dict[str, Any] | None:
    """How much of the downtime that the month allows is left at the end of each day; None where nothing is promised."""
    whole = one.account.judgements[0].budget
    if not whole:
        return None
    spent, rows = 0, []
    for day, start, end in _edges(one):
        spent += spent_in(one.account.stretches, start, end)
        left = max(0, whole - spent)
        rows.append(
            {"day": wording.day(day, lang, weekday=False), "left": lasting(left, lang), "part": left * 1000 // whole}
        )
    used = share_text(spent, whole, lang)
    days = _month_days(one)
    label = _("Of %(whole)s of downtime allowed, %(used)s is used.") % {"whole": lasting(whole, lang), "used": used}
    lately = spent_in(one.account.stretches, one.until - DAY, one.until)
    if one.running and lately:
        part = share_text(lately, whole, lang)
        label += " " + _("In the last twenty-four hours %(part)s went.") % {"part": part}
    return {
        "whole": lasting(whole, lang),
        "used": used,
        "rows": rows,
        "label": label,
        "over": spent > whole,
        "days": days,
    }


def method_page(lines: Iterable[str], uses: str, back: str, label: str) -> dict[str, Any]:
    """A method on a page of its own, to print."""
    crumbs = [{"label": label, "url": reverse(back)}, {"label": _("How we count")}]
    return {"page_title": _("How we count"), "lines": list(lines), "uses": uses, "crumbs": crumbs}
