"""Floors of mandatory law, as a versioned table. A promise below one gets a warning: information, not legal advice.

Each floor names its source, the date from which it applies, and the promises it looks at. Where a text leaves room
(undue delay, a term "at most"), the floor is the figure the text itself names.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.problems import Finding, found
from waarborg.promises.rules.agreement.promise import Clock, Promise
from waarborg.promises.rules.agreement.terms import Moment
from waarborg.promises.rules.agreement.values import Term, term

TABLE_VERSION = "2026.2"
_DAY_US = 86_400_000_000
Hit = tuple[tuple[str | int, ...], str]


@dataclass(frozen=True)
class Floor:
    """`look` yields the path below the promise and the value that lies below the floor."""

    code: str
    source: str
    since: dt.date
    look: Callable[[Promise, Agreement], Iterator[Hit]]


def check_floors(agreement: Agreement) -> Iterator[Finding]:
    """Warnings `LAW-...` for every promise that says less than the law does while this version can be in force."""
    for name, promise in agreement.promises.items():
        if len(promise.kinds) != 1:
            continue
        for floor in FLOORS:
            if not _reaches(floor, agreement):
                continue
            for path, value in floor.look(promise, agreement):
                yield found(
                    floor.code, "promises", name, *path, warning=True, value=value, source=floor.source,
                    since=floor.since,
                )  # fmt: skip


def _reaches(floor: Floor, agreement: Agreement) -> bool:
    """A version lasts: a floor that begins within two years of it will still find it in force."""
    return floor.since - agreement.effective < dt.timedelta(days=730)


def _days(term: Term) -> float | None:
    """The longest that a term can last, in days; None where the words do not say."""
    kind, amount = term.kind, term.duration.amount
    if kind == "elapsed":
        return amount / _DAY_US
    if kind == "days":
        return float(amount)
    if kind == "business-days":
        return amount * 7 / 5
    if kind in ("months", "to-end-of-months"):
        return amount * 30.5 + (31 if kind == "to-end-of-months" else 0)
    if kind in ("half-business-day", "same-business-day", "next-business-day"):
        return 4.0
    return None


def _terms(clock: Clock) -> Iterator[tuple[tuple[str | int, ...], Term]]:
    if clock.within:
        yield ("clock", "within"), clock.within
    for number, case in enumerate(clock.cases or ()):
        yield ("clock", "cases", number, "within"), case.within


def _moments(promise: Promise, key: str) -> Iterator[tuple[tuple[str | int, ...], Moment]]:
    moments = getattr(promise.rule, key) if promise.rule else None
    if moments:
        inner = ("rule", key, "any") if moments.any_of else ("rule", key)
        for number, moment in enumerate(moments.items):
            yield (*inner, number), moment


def _notice(promise: Promise, agreement: Agreement) -> Iterator[Hit]:
    rule = promise.rule
    if rule is None or "contracts.termination.take-effect" not in rule.act:
        return
    # A longer notice of the provider's own is better for the customer.
    if rule.who and all(role.startswith("provider.") for role in rule.who):
        return
    for path, moment in _moments(promise, "earliest"):
        if moment.anchor != "contracts.notice.received" or moment.amount is None:
            continue
        days = _days(moment.amount)
        is_long = not _gives_way(moment.amount, agreement) if moment.amount.kind == "method" else (days or 0) > 61
        if is_long:
            yield path, str(moment)


def _gives_way(amount: Term, agreement: Agreement) -> bool:
    """Whether the method's own setting `floor` gives the customer who switches what the law gives."""
    method = agreement.methods.get(amount.duration.method)
    floor = method.settings.get("floor") if method else None
    try:
        days = _days(term(floor)) if isinstance(floor, str) else None
    except Exception:
        return False
    return days is not None and days <= 61


def _retrieval(promise: Promise, agreement: Agreement) -> Iterator[Hit]:
    rule = promise.rule
    if rule is None:
        return
    key = None
    if "continuity.export.request" in rule.act and rule.allowed == "whenever":
        key = "latest"
    elif "privacy.erasure.execute" in rule.act and rule.allowed == "only-if":
        key = "earliest"
    for path, moment in _moments(promise, key) if key else ():
        days = _days(moment.amount) if moment.amount else None
        if moment.relation == "after" and moment.anchor == "contracts.contract.ends" and days is not None and days < 30:
            yield path, str(moment)


def _charge(promise: Promise, agreement: Agreement) -> Iterator[Hit]:
    rule = promise.rule
    if rule is None or rule.allowed == "never" or "billing.charge.raise" not in rule.act:
        return
    for key, conditions in (("if", promise.if_), ("where", rule.where)):
        cause = (conditions or {}).get("cause")
        for word in cause.words if cause and not cause.negated else ():
            if word in ("export", "exit", "switching"):
                yield (("if", "cause") if key == "if" else ("rule", "where", "cause")), word


def _between(clock: Clock | None, start: str, stop: str) -> bool:
    return clock is not None and start in (clock.from_ or ()) and stop in clock.until


def _rights(promise: Promise, agreement: Agreement) -> Iterator[Hit]:
    clock = promise.clock
    if clock and _between(clock, "privacy.rights-request.received", "privacy.rights-request.answered"):
        for path, term in _terms(clock):
            if term.kind == "to-end-of-months" or (_days(term) or 0) > 31:
                yield path, str(term)


def _breach(promise: Promise, agreement: Agreement) -> Iterator[Hit]:
    clock = promise.clock
    if clock and "privacy.breach.customer-told" in clock.until and promise.by == "provider":
        for path, term in _terms(clock):
            if term.kind == "business-time" or (_days(term) or 0) > 3:
                yield path, str(term)


def _paused(promise: Promise, agreement: Agreement) -> Iterator[Hit]:
    clock = promise.clock
    statutory = {"privacy.breach.customer-told", "privacy.breach.authority-told", "privacy.rights-request.answered"}
    if clock and clock.pause and statutory.intersection(clock.until):
        yield ("clock", "pause"), clock.pause[0]


def _subprocessor(promise: Promise, agreement: Agreement) -> Iterator[Hit]:
    """Whoever may bring in a sub-processor at any time, or at its announcement, leaves no time to object."""
    rule = promise.rule
    if rule is None or "privacy.subprocessor.activate" not in rule.act:
        return
    if rule.allowed == "whenever":
        yield ("rule", "allowed"), rule.allowed
    for path, moment in _moments(promise, "earliest"):
        if moment.anchor == "privacy.subprocessor.announced" and moment.amount and _days(moment.amount) == 0:
            yield path, str(moment)


def _payment(promise: Promise, agreement: Agreement) -> Iterator[Hit]:
    clock = promise.clock
    if clock and promise.by == "customer" and "billing.invoice.paid" in clock.until:
        for path, term in _terms(clock):
            if (_days(term) or 0) > 30:
                yield path, str(term)


_DATA_ACT = dt.date(2025, 9, 12)
_GDPR = dt.date(2018, 5, 25)
FLOORS = (
    Floor("LAW-DATA-ACT-25-NOTICE", "Regulation (EU) 2023/2854, art. 25(2)(d)", _DATA_ACT, _notice),
    Floor("LAW-DATA-ACT-25-RETRIEVAL", "Regulation (EU) 2023/2854, art. 25(2)(g)", _DATA_ACT, _retrieval),
    Floor("LAW-DATA-ACT-29-CHARGE", "Regulation (EU) 2023/2854, art. 29(1)", dt.date(2027, 1, 12), _charge),
    Floor("LAW-GDPR-12-3", "Regulation (EU) 2016/679, art. 12(3)", _GDPR, _rights),
    Floor("LAW-GDPR-28-2", "Regulation (EU) 2016/679, art. 28(2)", _GDPR, _subprocessor),
    Floor("LAW-GDPR-33-2", "Regulation (EU) 2016/679, art. 33(2)", _GDPR, _breach),
    Floor("LAW-GDPR-PAUSE", "Regulation (EU) 2016/679, art. 12(3), 33", _GDPR, _paused),
    Floor("LAW-BW-6-119A", "Burgerlijk Wetboek, art. 6:119a", dt.date(2013, 3, 16), _payment),
)
