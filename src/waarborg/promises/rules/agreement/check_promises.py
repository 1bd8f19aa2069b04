"""Each promise by itself: one kind, a term, a remedy that can be due, nothing that is left unsaid."""

from collections.abc import Iterator
from decimal import Decimal

from pydantic_core import PydanticCustomError

from waarborg.promises.rules.agreement import values
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.problems import Finding, Path, found, nearest
from waarborg.promises.rules.agreement.promise import KINDS, PERIODS, Case, Clock, Fact, Measure, Promise, Remedy, Rule
from waarborg.promises.rules.agreement.terms import Moment, Target, bound
from waarborg.promises.rules.agreement.values import Term
from waarborg.promises.rules.registry import Registry

# The events that are a first answer; a clock that ends in one never pauses.
FIRST_ANSWERS = frozenset({"support.ticket.answered", "support.ticket.picked-up", "support.ticket.contacted"})
COUNTED = frozenset({"business-days", "days", "months"})
ON_A_CALENDAR = frozenset(
    {"business-time", "business-days", "half-business-day", "same-business-day", "next-business-day"}
)
_UNITS = {
    "share": ("een percentage", "a percentage"),
    "duration": ("een tijd, zoals 2 s of 3 h", "a time, such as 2 s or 3 h"),
    "count": ("een getal zonder eenheid", "a number without a unit"),
    "money": ("een bedrag", "an amount of money"),
}


def check_promise(name: str, promise: Promise, agreement: Agreement, registry: Registry) -> Iterator[Finding]:
    path: Path = ("promises", name)
    if len(promise.kinds) != 1:
        yield found("agreement.kind.one", *path, part="key", given=_listed(promise.kinds))
        return
    if promise.remedy:
        yield from _remedy(promise.remedy, promise, path)
        yield from _bands(promise.remedy, promise, path)
    if promise.clock:
        yield from _clock(promise.clock, (*path, "clock"))
        yield from _unsaid_clock(promise, agreement, path)
    if promise.measure:
        yield from _measure(promise.measure, registry, (*path, "measure"))
    if promise.rule:
        yield from _rule(promise.rule, promise, (*path, "rule"))
        yield from _others(promise.rule, agreement, (*path, "rule"))
        yield from _unsaid_rule(promise, agreement, registry, path)
    if promise.fact:
        yield from _fact(promise.fact, (*path, "fact"))
    yield from _unsaid_warnings(promise, agreement, path)
    yield from _negotiable(promise, path)


def _listed(kinds: tuple[str, ...]) -> dict[str, str]:
    if not kinds:
        return {"nl": "geen van alle", "en": "none"}
    return {"nl": " en ".join(kinds), "en": " and ".join(kinds)}


def _remedy(remedy: Remedy, promise: Promise, path: Path) -> Iterator[Finding]:
    if promise.level == "experience":
        yield found("agreement.remedy.experience", *path, "remedy")
        return
    if not remedy.credit and not remedy.opens:
        yield found("agreement.remedy.empty", *path, "remedy")
    shares = [amount for amount in (*(remedy.credit or {}).values(), remedy.cap) if amount and amount.is_share]
    if shares and remedy.of is None:
        yield found("agreement.remedy.of", *path, "remedy", value=shares[0])


def _clock(clock: Clock, path: Path) -> Iterator[Finding]:
    terms = tuple(key for key in ("within", "cases", "every") if getattr(clock, key) is not None)
    if len(terms) > 1 or not (terms or clock.due) or (clock.due and "every" in terms):
        given = (*terms, *(("due",) if clock.due else ()))
        yield found("agreement.clock.term", *path, given=_listed(given))
    elif "every" in terms and clock.from_:
        yield found("agreement.clock.from", *path, "from", part="key")
    elif "every" not in terms and not clock.from_:
        yield found("agreement.key.missing", *path, key="from")
    if clock.pause and FIRST_ANSWERS.intersection(clock.until):
        yield found("agreement.pause.first-answer", *path, "pause", part="key")


def _measure(measure: Measure, registry: Registry, path: Path) -> Iterator[Finding]:
    indicator = None if measure.clock is not None else registry.find("indicator", measure.of)
    if measure.clock is None and indicator is None:
        return
    unit = indicator.unit if indicator else "duration"
    if (measure.statistic == "now") != (measure.over == "now"):
        yield found("agreement.measure.now", *path, "over")
    if measure.good and measure.statistic != "share":
        yield found("agreement.measure.good", *path, "good", part="key", why=_ONLY_SHARE)
    if not measure.good and measure.statistic == "share" and indicator and unit != "share":
        yield found("agreement.key.missing", *path, key="good")
    expected = {"share": "share", "uptime": "share", "count": "count"}.get(measure.statistic, unit)
    if measure.good and not _suits(measure.good, unit):
        yield _unsuitable(measure.good, measure, unit, (*path, "good"))
    if measure.target.comparison != "unstated" and not _suits(measure.target, expected):
        yield _unsuitable(measure.target, measure, expected, (*path, "target"))


_ONLY_SHARE = {
    "nl": "good zegt wat meetelt in een aandeel; schrijf statistic: share",
    "en": "good says what counts in a share; write statistic: share",
}


def _suits(target: Target, unit: str | None) -> bool:
    return unit is None or target.dimension == unit or (unit == "ratio" and target.dimension in ("share", "count"))


def _unsuitable(target: Target, measure: Measure, unit: str | None, path: Path) -> Finding:
    nl, en = _UNITS.get(unit or "", _UNITS["count"])
    of = f"{measure.statistic} of {measure.of}"
    return found("agreement.target.unit", *path, value=target, of=of, unit={"nl": nl, "en": en})


def _rule(rule: Rule, promise: Promise, path: Path) -> Iterator[Finding]:
    conditions = (rule.who, rule.where, rule.needs, rule.earliest, rule.latest, rule.inside, rule.limit)
    if rule.allowed == "only-if" and not any(conditions):
        yield found("agreement.rule.no-condition", *path, "allowed")
    if rule.yields_to and rule.allowed != "whenever":
        yield found("agreement.rule.not-a-right", *path, "yields_to", part="key")
    for number, limit in enumerate(rule.limit):
        here = (*path, "limit", number)
        if (limit.count is None) == (limit.sum is None):
            yield found("agreement.limit.one", *here, keys={"nl": "count en sum", "en": "count and sum"})
        if (limit.at_most is None) == (limit.at_least is None):
            yield found("agreement.limit.one", *here, keys={"nl": "at_most en at_least", "en": "at_most and at_least"})
        if limit.per and limit.per not in PERIODS and not _is_length(limit.per):
            yield found("agreement.limit.per", *here, "per", value=limit.per, near=nearest(limit.per, PERIODS))


def _is_length(text: str) -> bool:
    try:
        return values.term(text).kind in ("elapsed", "days", "months")
    except PydanticCustomError:
        return False


def _others(rule: Rule, agreement: Agreement, path: Path) -> Iterator[Finding]:
    """A rule to which a right yields is one that could refuse it: about the same act."""
    for number, name in enumerate(rule.yields_to if rule.allowed == "whenever" else ()):
        other = agreement.promises.get(name)
        if other and other.rule and not set(other.rule.act) & set(rule.act):
            yield found("agreement.rule.other-act", *path, "yields_to", number, name=name, acts=list(rule.act))


def _bands(remedy: Remedy, promise: Promise, path: Path) -> Iterator[Finding]:
    """A credit is for what was broken: a band looks the way in which the target is missed, in the same unit."""
    target = promise.measure.target if promise.measure else None
    if target is None or target.comparison in ("..", "unstated"):
        return
    for band in filter(None, remedy.credit or {}):
        read = bound(band)
        if read.unit != target.unit or (read.low is None) == (target.low is None):
            yield found("agreement.remedy.band", *path, "remedy", "credit", band, part="key", band=band, target=target)


def _fact(fact: Fact, path: Path) -> Iterator[Finding]:
    source = fact.source
    given = tuple(
        key for key in ("register", "check", "declared") if getattr(source, "register_" if key == "register" else key)
    )
    if len(given) != 1:
        yield found("agreement.source.one", *path, "source", part="key", given=_listed(given))
    elif source.declared:
        if source.until is None and fact.review is None:
            yield found("agreement.fact.stale", *path, "source", "declared", part="key")
        elif source.until is not None and source.until <= source.declared:
            yield found("agreement.fact.until", *path, "source", "until", until=source.until, declared=source.declared)


# ---- what is left unsaid ---------------------------------------------------------------------------------------------
def _unsaid_clock(promise: Promise, agreement: Agreement, path: Path) -> Iterator[Finding]:
    clock = promise.clock
    if clock is None:
        return
    terms: list[tuple[Term, Case | None, Path]] = []
    if clock.within:
        terms.append((clock.within, None, (*path, "clock", "within")))
    if isinstance(clock.every, Term):
        terms.append((clock.every, None, (*path, "clock", "every")))
    for number, one in enumerate(clock.cases or ()):
        terms.append((one.within, one, (*path, "clock", "cases", number, "within")))
    for term, case, place in terms:
        if term.kind in COUNTED and not agreement.counting_of(promise, case):
            yield found("agreement.counting.unsaid", *place, value=term, choices=_or("rolling", "closing"))
        if term.kind in ON_A_CALENDAR and not agreement.calendar_of(promise, case):
            yield found("agreement.calendar.unsaid", *place, value=term)


def _unsaid_rule(promise: Promise, agreement: Agreement, registry: Registry, path: Path) -> Iterator[Finding]:
    rule = promise.rule
    if rule is None:
        return
    for key in ("earliest", "latest"):
        moments = getattr(rule, key)
        inner: Path = (*path, "rule", key, "any") if moments and moments.any_of else (*path, "rule", key)
        for number, moment in enumerate(moments.items if moments else ()):
            if moment.amount is None:
                continue
            if _needs_counting(moment, registry) and not agreement.counting_of(promise):
                choices = ("rolling", "closing", "dates") if moment.relation == "notice" else ("rolling", "closing")
                yield found("agreement.counting.unsaid", *inner, number, value=moment.amount, choices=_or(*choices))
            if moment.amount.kind in ON_A_CALENDAR and not agreement.calendar_of(promise):
                yield found("agreement.calendar.unsaid", *inner, number, value=moment.amount)


def _needs_counting(moment: Moment, registry: Registry) -> bool:
    """Days from an instant can be counted in two ways; from a day that begins or ends only in one."""
    if moment.amount is None or moment.amount.kind not in COUNTED:
        return False
    anchor = registry.find("event", moment.anchor) or registry.find("date", moment.anchor)
    return moment.relation == "notice" or anchor is None or anchor.edge == "instant"


def _unsaid_warnings(promise: Promise, agreement: Agreement, path: Path) -> Iterator[Finding]:
    calendars = [agreement.calendar_of(promise)]
    calendars.extend(case.calendar for case in (promise.clock.cases or () if promise.clock else ()))
    where: Path = ("defaults", "warn") if promise.warn is None else (*path, "warn")
    for number, warning in enumerate(agreement.warn_of(promise) if promise.clock or promise.warn else ()):
        amount = warning.at.amount
        if amount and amount.kind in ON_A_CALENDAR and not any(calendars):
            yield found("agreement.calendar.unsaid", *where, number, "at", value=amount)


def _or(*words: str) -> dict[str, str]:
    first, last = ", ".join(words[:-1]), words[-1]
    return {"nl": f"{first} of {last}", "en": f"{first} or {last}"}


# ---- what an amendment may set ---------------------------------------------------------------------------------------
def keys_of(promise: Promise) -> list[str]:
    """The keys that an amendment can give, as `negotiable` names them."""
    fixed = {*KINDS, "negotiable"}
    own = [info.alias or key for key, info in Promise.model_fields.items() if key not in fixed]
    block = getattr(promise, promise.kind)
    inner = [info.alias or key for key, info in type(block).model_fields.items()]
    return [*own, promise.kind, *(f"{promise.kind}.{key}" for key in inner)]


def _negotiable(promise: Promise, path: Path) -> Iterator[Finding]:
    known = keys_of(promise)
    for key, room in (promise.negotiable or {}).items():
        if key not in known:
            yield found(
                "agreement.key.unknown", *path, "negotiable", key, part="key", key=key, near=nearest(key, known),
                known=known,
            )  # fmt: skip
        elif key == "measure.target" and promise.measure and room.kind == "numbers" and isinstance(room.low, Decimal):
            target = promise.measure.target
            if target.comparison != "unstated" and target.unit != room.unit:
                yield found("agreement.value.range", *path, "negotiable", key, value=room)
