"""When an agreement ends after notice: worked out from its own rules, each named with the last day it asks for.

The rules are those on the acts `contracts.termination.request` (who may, and how) and
`contracts.termination.take-effect` (not before). Days are whole: who gives notice on the 15th with a month's term
leaves at the end of the 15th. What counts from something that is not on record, such as the start of a contract nobody
recorded, holds nobody back, and is said.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from waarborg.kernel.instants import civil_start, from_us
from waarborg.promises.rules.agreement.conditions import applies, fits
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.promise import Promise, Rule
from waarborg.promises.rules.agreement.terms import Moment
from waarborg.promises.rules.applying import roles_of
from waarborg.promises.rules.difference.notice import counted

REQUEST, END = "contracts.termination.request", "contracts.termination.take-effect"
STARTED = frozenset({"contracts.contract.started", "contracts.licence.started"})
NOTICED = frozenset({"contracts.notice.received", "contracts.termination.requested"})
PER_YEAR = "contracts.months-per-started-year/1"
_MONTHS = re.compile(r"(\d+) months?")


@dataclass(frozen=True, slots=True)
class Facts:
    """`started`: first day of the contract, None where nobody recorded it. `switching`: the customer moves to another
    provider, for which the law gives two months at most (Data Act, article 25)."""

    noticed: datetime
    started: date | None
    by_customer: bool
    switching: bool = False
    form: str = "in-account"

    @property
    def world(self) -> dict[str, str | None]:
        """The words that conditions of agreements are held against."""
        return {"ending": "by-customer" if self.by_customer else "by-provider", "form": self.form}


@dataclass(frozen=True, slots=True)
class Reason:
    """A promise and the last day that it asks for."""

    promise: str
    last: date


@dataclass(frozen=True, slots=True)
class Ending:
    """The last day on which the agreement holds. `reasons`, the latest first; `unknown` promises count from what is not
    on record."""

    last: date
    reasons: tuple[Reason, ...]
    unknown: tuple[str, ...]


def may_leave(agreement: Agreement, roles: frozenset[str], facts: Facts) -> str | None:
    """The promise by which somebody in these roles may give notice in the portal; None where there is none."""
    for name, rule in _rules(agreement, REQUEST, facts):
        if rule.allowed != "never" and fits(rule.where, facts.world):
            allowed = roles_of(agreement, rule.who)
            if not allowed or allowed & roles:
                return name
    return None


def may_end(agreement: Agreement, facts: Facts) -> str | None:
    """The promise by which the provider may give notice: one that says so of the provider; None where there is none."""
    for name, rule in _rules(agreement, END, facts):
        roles = roles_of(agreement, rule.who)
        if rule.allowed != "never" and any(one.startswith("provider.") for one in roles):
            return name
    return None


def ending(agreement: Agreement, facts: Facts) -> Ending:
    """The last day, by every rule that is about this way of ending; the day of the notice where none asks for more."""
    reasons, unknown = [], []
    for name, rule in _rules(agreement, END, facts):
        if rule.earliest is None or (facts.by_customer and _of_provider_only(agreement, rule)):
            continue
        lasts = [_last(one, agreement.promises[name], agreement, facts) for one in rule.earliest.items]
        known = [one for one in lasts if one is not None]
        if known and (rule.earliest.any_of or len(known) == len(lasts)):
            reasons.append(Reason(name, (min if rule.earliest.any_of else max)(known)))
        elif known:
            reasons.append(Reason(name, max(known)))
            unknown.append(name)
        else:
            unknown.append(name)
    today = _day(facts.noticed, agreement)
    ordered = tuple(sorted(reasons, key=lambda one: (one.last, one.promise), reverse=True))
    return Ending(max([today, *(one.last for one in reasons)]), ordered, tuple(unknown))


def ends_at(last: date, agreement: Agreement) -> datetime:
    """The first instant after the last day, in the agreement's own zone."""
    return from_us(civil_start(last + timedelta(days=1), 0, agreement.timezone))


def months_per_started_year(started: date, noticed: date, step: int) -> int:
    """Months of notice: `step` for each year that has begun; on the anniversary itself a new one begins (PX-29)."""
    years = noticed.year - started.year - ((noticed.month, noticed.day) < (started.month, started.day))
    return step * (max(years, 0) + 1)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - timedelta(days=1)).day))


def _rules(agreement: Agreement, act: str, facts: Facts) -> Iterator[tuple[str, Rule]]:
    for name, promise in agreement.promises.items():
        rule = promise.rule
        if rule and not promise.offered and act in rule.act and applies(promise.if_, promise.unless, facts.world):
            yield name, rule


def _of_provider_only(agreement: Agreement, rule: Rule) -> bool:
    roles = roles_of(agreement, rule.who)
    return bool(roles) and all(one.startswith("provider.") for one in roles)


def _last(moment: Moment, promise: Promise, agreement: Agreement, facts: Facts) -> date | None:
    """The last day that a moment asks for; None where what it counts from is not on record, or it counts otherwise."""
    if moment.relation not in ("after", "next-month"):
        return None
    noticed = _day(facts.noticed, agreement)
    if moment.amount is not None and moment.amount.kind == "method":
        return _by_method(moment, agreement, facts, noticed)
    if moment.anchor in STARTED and facts.started is not None:
        # A first day counts in full, so that a year from it ends the day before.
        begun = from_us(civil_start(facts.started, 0, agreement.timezone))
        at = counted(moment, promise, agreement, begun)
        return _day(at, agreement) - timedelta(days=1) if at else None
    if moment.anchor in NOTICED:
        at = counted(moment, promise, agreement, facts.noticed)
        return _day(at, agreement) if at else None
    return None


def _by_method(moment: Moment, agreement: Agreement, facts: Facts, noticed: date) -> date | None:
    method = agreement.methods.get(str(moment.amount).removeprefix("method "))
    if method is None or method.uses != PER_YEAR or facts.started is None or moment.anchor not in NOTICED:
        return None
    step, most = (_MONTHS.fullmatch(str(method.settings.get(name, ""))) for name in ("step", "floor"))
    months = months_per_started_year(facts.started, noticed, int(step[1]) if step else 1)
    if facts.switching and most:
        months = min(months, int(most[1]))
    return months_later(noticed, months)


def _day(at: datetime, agreement: Agreement) -> date:
    return at.astimezone(ZoneInfo(agreement.timezone)).date()
