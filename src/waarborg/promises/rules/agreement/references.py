"""Everything in an agreement that names something else, with the place where it does."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from waarborg.promises.rules.agreement import clock_measures
from waarborg.promises.rules.agreement.frame import Conditions, Document, Method, Warn
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.problems import Path
from waarborg.promises.rules.agreement.promise import Clock, Fact, Measure, Promise, Remedy, Rule
from waarborg.promises.rules.agreement.terms import Choice, Moments
from waarborg.promises.rules.agreement.values import Term


@dataclass(frozen=True, slots=True)
class Reference:
    """`kind` is a kind of the registry, or one of: moment (event or date), formula (a registered method), registered
    role, role, property, "word of SCHEME", and what the agreement itself defines: calendar, method, promise, clock,
    rule, component.
    """

    kind: str
    name: str
    path: Path


def of_promise(promise: Promise, path: Path) -> Iterator[Reference]:
    """What a promise names, wherever in it."""
    for key, conditions in (("if", promise.if_), ("unless", promise.unless)):
        yield from _conditions(conditions, (*path, key))
    yield from _warn(promise.warn or (), (*path, "warn"))
    if promise.remedy:
        yield from _remedy(promise.remedy, (*path, "remedy"))
    if promise.clock:
        yield from _clock(promise.clock, (*path, "clock"))
    if promise.measure:
        yield from _measure(promise.measure, (promise.if_, promise.unless), (*path, "measure"))
    if promise.rule:
        yield from _rule(promise.rule, (*path, "rule"))
    if promise.fact:
        yield from _fact(promise.fact, (*path, "fact"))


def of_frame(agreement: Agreement) -> Iterator[Reference]:
    """What the definitions name."""
    if agreement.defaults.calendar:
        yield Reference("calendar", agreement.defaults.calendar, ("defaults", "calendar"))
    yield from _warn(agreement.defaults.warn, ("defaults", "warn"))
    for name, component in agreement.components.items():
        if component.part_of:
            yield Reference("component", component.part_of, ("components", name, "part_of"))
    for name, scheme in agreement.schemes.items():
        yield Reference("subject", scheme.of, ("schemes", name, "of"))
        yield from _each("role", scheme.set_by, ("schemes", name, "set_by"))
        for word, value in scheme.values.items():
            yield from _conditions(value.if_, ("schemes", name, "values", word, "if"))
    for name, role in agreement.roles.items():
        yield from _each("registered role", role.is_, ("roles", name, "is"))
    yield from _methods(agreement.methods)
    yield from _documents(agreement.documents)


def _methods(methods: Mapping[str, Method]) -> Iterator[Reference]:
    for name, method in methods.items():
        path: Path = ("methods", name)
        yield Reference("formula", method.uses, (*path, "uses"))
        # Only these settings name something of the agreement; the rest belongs to the formula.
        hours, excludes, since = (method.settings.get(key) for key in ("hours", "excludes", "since"))
        if isinstance(hours, str):
            yield Reference("calendar", hours, (*path, "hours"))
        if isinstance(since, str):
            yield Reference("moment", since, (*path, "since"))
        if isinstance(excludes, (list, tuple)):
            yield from _each("promise", excludes, (*path, "excludes"))


def _documents(documents: Mapping[str, Document]) -> Iterator[Reference]:
    for name, document in documents.items():
        yield from _conditions(document.if_, ("documents", name, "if"))
        yield from _each("role", document.accepted_by, ("documents", name, "accepted_by"))


def _clock(clock: Clock, path: Path) -> Iterator[Reference]:
    yield from _each("event", clock.from_ or (), (*path, "from"))
    yield from _each("event", clock.until, (*path, "until"))
    yield from _each("event", clock.void, (*path, "void"))
    yield from _each("state", clock.pause, (*path, "pause"))
    if clock.calendar:
        yield Reference("calendar", clock.calendar, (*path, "calendar"))
    if clock.within:
        yield from _term(clock.within, (*path, "within"))
    if clock.due and "." in clock.due:
        yield Reference("date", clock.due, (*path, "due"))
    for number, case in enumerate(clock.cases or ()):
        yield from _conditions(case.if_, (*path, "cases", number, "if"))
        yield from _term(case.within, (*path, "cases", number, "within"))
        if case.calendar:
            yield Reference("calendar", case.calendar, (*path, "cases", number, "calendar"))


def _measure(measure: Measure, conditions: Iterable[Conditions | None], path: Path) -> Iterator[Reference]:
    if measure.clock is not None:
        yield Reference("clock", measure.clock, (*path, "of"))
        # What a clock took is a figure like any other: what no report counts is not enforced.
        yield Reference("indicator", clock_measures.name_of(conditions, measure), (*path, "of"))
    else:
        yield Reference("indicator", measure.of, (*path, "of"))
    yield from _conditions(measure.where, (*path, "where"))
    if measure.method:
        yield Reference("method", measure.method, (*path, "method"))


def _rule(rule: Rule, path: Path) -> Iterator[Reference]:
    yield from _each("act", rule.act, (*path, "act"))
    yield from _each("role", rule.who, (*path, "who"))
    yield from _each("role", rule.waiver, (*path, "waiver"))
    yield from _each("rule", rule.instead, (*path, "instead"))
    yield from _each("rule", rule.yields_to, (*path, "yields_to"))
    yield from _each("calendar", rule.inside, (*path, "inside"))
    yield from _each("state", [need.state for need in rule.needs], (*path, "needs"))
    yield from _conditions(rule.where, (*path, "where"))
    for key, moments in (("earliest", rule.earliest), ("latest", rule.latest)):
        if moments:
            yield from _moments(moments, (*path, key))
    for number, limit in enumerate(rule.limit):
        here = (*path, "limit", number)
        if limit.count:
            yield Reference("event", limit.count, (*here, "count"))
        if limit.sum:
            yield Reference("property", limit.sum, (*here, "sum"))
        yield from _each("property", limit.same, (*here, "same"))


def _fact(fact: Fact, path: Path) -> Iterator[Reference]:
    if fact.source.register_:
        yield Reference("register", fact.source.register_, (*path, "source", "register"))
    if fact.source.check:
        yield Reference("check", fact.source.check, (*path, "source", "check"))
    yield from _conditions(fact.source.where, (*path, "source", "where"))
    yield Reference("role", fact.owner, (*path, "owner"))


def _remedy(remedy: Remedy, path: Path) -> Iterator[Reference]:
    if remedy.opens:
        yield Reference("act", remedy.opens, (*path, "opens"))


def _moments(moments: Moments, path: Path) -> Iterator[Reference]:
    inner = (*path, "any") if moments.any_of else path
    for number, moment in enumerate(moments.items):
        kind = "event" if moment.relation == "notice" else "moment"
        yield Reference(kind, moment.anchor, (*inner, number))
        if moment.amount:
            yield from _term(moment.amount, (*inner, number))


def _term(term: Term, path: Path) -> Iterator[Reference]:
    if term.kind == "method":
        yield Reference("method", term.duration.method, path)


def _warn(warnings: tuple[Warn, ...], path: Path) -> Iterator[Reference]:
    for number, warning in enumerate(warnings):
        yield from _each("role", warning.tell, (*path, number, "tell"))


def _conditions(conditions: Mapping[str, Choice] | None, path: Path) -> Iterator[Reference]:
    for name, choice in (conditions or {}).items():
        if name not in ("state", "component"):
            yield Reference("property", name, (*path, name))
            yield from _words(f"word of {name}", choice, (*path, name))
        else:
            yield from _words(name, choice, (*path, name))


def _words(kind: str, choice: Choice, path: Path) -> Iterator[Reference]:
    inner = (*path, "not") if choice.negated else path
    for number, word in enumerate(choice.words):
        yield Reference(kind, word, (*inner, number))


def _each(kind: str, names: Iterable[str], path: Path) -> Iterator[Reference]:
    for number, name in enumerate(names):
        yield Reference(kind, name, (*path, number))


def of_agreement(agreement: Agreement) -> Iterator[Reference]:
    yield from of_frame(agreement)
    for name, promise in agreement.promises.items():
        yield from of_promise(promise, ("promises", name))
