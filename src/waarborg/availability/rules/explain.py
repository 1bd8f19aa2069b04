"""Availability in Dutch and English: the figure, what it was counted from, and why that is the verdict."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from waarborg.availability.rules.accounting import OVER_WHATEVER, WITHIN, Account, Judgement
from waarborg.availability.rules.files.availability import Measured
from waarborg.availability.rules.maintenance import EXCLUDED, LATE, Judged, Part
from waarborg.availability.rules.periods import Period
from waarborg.availability.rules.targets import Length, Share, Unstated
from waarborg.availability.rules.timeline import WHOLE
from waarborg.availability.rules.words import lasting, month_text, number_text, said, share_text
from waarborg.kernel.intervals import measure
from waarborg.kernel.words import closing_moment, local_date, on_date, time_of_day
from waarborg.kernel.zones import Zone, zone

MOST_LINES = 20


def period_text(over: Period, lang: str) -> str:
    """oktober 2026, or januari 2026 tot en met december 2026."""
    first, last = month_text(over.first, lang), month_text(over.last, lang)
    return first if over.first == over.last else said("period-through", lang, first=first, last=last)


def headline(over: Period, account: Account, lang: str) -> str:
    """The figure, cut off."""
    figure = account.figure
    if figure is None:
        return said("availability-none", lang, period=period_text(over, lang))
    shown = share_text(figure.numerator, figure.denominator, lang)
    return said("availability", lang, period=period_text(over, lang), figure=shown)


def target_text(target: Share | Length | Unstated, lang: str) -> str:
    """The target as it was written, with the comma of the language."""
    return target.text.replace(".", ",") if lang == "nl" else target.text


_BOUNDS: Final = {
    "nl": {">=": "minstens", ">": "meer dan", "<=": "hoogstens", "<": "minder dan"},
    "en": {">=": "at least", ">": "more than", "<=": "at most", "<": "less than"},
}


def promised_text(target: Share | Length | Unstated, lang: str) -> str:
    """The target in words for who reads a page: *minstens 99,9 %*, or that there is none."""
    if isinstance(target, Unstated):
        return said("target-none", lang)
    bound, _, amount = target_text(target, lang).partition(" ")
    return f"{_BOUNDS[lang][bound]} {amount}" if bound in _BOUNDS[lang] else target_text(target, lang)


def verdict_line(judgement: Judgement, lang: str) -> str:
    """Gehaald: >= 99,9 %."""
    return said(f"verdict-{judgement.verdict}", lang, target=target_text(judgement.target, lang))


def explain(found: Measured, lang: str) -> list[str]:
    """Every line under the figure and the verdicts."""
    place = zone(found.period.zone)
    return [
        *_time(found, lang),
        *_downtime(found.account, place, lang),
        *(line for one in found.account.judgements for line in _budget(one, found.account, lang)),
        *(line for one in found.works for line in _work(one, place, lang)),
        *_overlap(found, lang),
        *_claims(found, place, lang),
        *found.account.method.say(lang),
    ]


def _time(found: Measured, lang: str) -> Iterator[str]:
    account = found.account
    yield said("agreed-always" if found.always else "agreed-hours", lang, time=lasting(account.hours * WHOLE, lang))
    if account.excluded:
        left, rest = measure(account.excluded) * WHOLE, account.agreed * WHOLE
        yield said("excluded", lang, time=lasting(left, lang), rest=lasting(rest, lang))
    if account.unknown:
        yield said(
            "unknown",
            lang,
            time=lasting(measure(account.unknown) * WHOLE, lang),
            coverage=share_text(account.known, account.agreed, lang),
            least=share_text(account.method.coverage, WHOLE, lang),
        )


def _downtime(account: Account, place: Zone, lang: str) -> Iterator[str]:
    yield said("downtime" if account.down else "downtime-none", lang, time=lasting(account.down, lang))
    for start, end, weight in account.stretches[:MOST_LINES]:
        key = "outage-line" if weight == WHOLE else "outage-weighed"
        share = number_text(Decimal(weight * 100) / WHOLE, lang)
        time = lasting((end - start) * WHOLE, lang)
        yield "  " + said(key, lang, span=span_text(start, end, place, lang), time=time, weight=share)
    if len(account.stretches) > MOST_LINES:
        yield "  " + said("outages-more", lang, n=len(account.stretches) - MOST_LINES)
    if account.planned:
        yield said("planned", lang, time=lasting(account.planned, lang))
    if account.unseen:
        yield said("unseen", lang, time=lasting(account.unseen * WHOLE, lang))


def _budget(one: Judgement, account: Account, lang: str) -> Iterator[str]:
    if one.budget and one.held is not None:
        line = said(
            "budget",
            lang,
            target=target_text(one.target, lang),
            budget=lasting(one.budget, lang),
            spent=share_text(account.down, one.budget, lang),
        )
        if one.held != one.budget:
            line += "; " + said("budget-held", lang, held=lasting(one.held, lang))
        yield line
    if one.reason not in (WITHIN, "over", "nothing-promised") or one.reason == OVER_WHATEVER:
        yield said(one.reason, lang)


def _work(judged: Judged, place: Zone, lang: str) -> Iterator[str]:
    yield said("work", lang, name=judged.work.name).rstrip() + ":"
    for part in judged.parts:
        yield "  " + _part(part, place, lang)
    if not judged.parts:
        yield "  " + said("work-idle", lang)


def _part(part: Part, place: Zone, lang: str) -> str:
    span = span_text(part.start, part.end, place, lang)
    announced = "" if part.announced is None else moment_text(part.announced, place, lang)
    latest = "" if part.latest is None else moment_text(part.latest, place, lang)
    key = part.outcome
    if key == LATE and part.announced is not None and part.announced >= part.start:
        key = "late-began"
    return said(f"part-{key}", lang, span=span, announced=announced, latest=latest)


def _overlap(found: Measured, lang: str) -> Iterator[str]:
    parts = [one for work in found.works for one in work.parts if one.outcome == EXCLUDED]
    if sum(one.end - one.start for one in parts) > measure((one.start, one.end) for one in parts):
        yield said("works-overlap", lang)


def _claims(found: Measured, place: Zone, lang: str) -> Iterator[str]:
    for one in found.claims:
        span = span_text(one.start, one.end, place, lang)
        known = one.cause in found.exclusion.causes
        cause = said(f"cause-{one.cause}", lang) if known else one.cause or "?"
        key = "applied" if one.evidence.strip() or not found.exclusion.evidence else "evidence"
        yield said(f"claim-{key if known else 'cause'}", lang, span=span, cause=cause, evidence=one.evidence)
    if found.claims:
        yield from found.exclusion.say(lang)


def moment_text(us: int, place: Zone, lang: str) -> str:
    """zo 25 oktober 02:10; an hour that comes twice names its offset."""
    offsets = place.around(us)  # an announcement may be of another year than the period
    return f"{on_date(local_date(offsets, us), lang, short=True)} {time_of_day(offsets, us)}"


def span_text(start: int, end: int, place: Zone, lang: str) -> str:
    """zo 25 oktober 02:10 - 02:40, with the second date where it is another."""
    offsets = place.around(end)
    day, time = closing_moment(offsets, end)
    same: date = local_date(offsets, start)
    until = time if day == same else f"{on_date(day, lang, short=True)} {time}"
    return f"{moment_text(start, place, lang)} – {until}"
