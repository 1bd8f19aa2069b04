"""Each clock by itself: it can begin and end, and what starts, stops and pauses it concerns one and the same thing."""

from collections.abc import Iterable, Iterator, Mapping

from waarborg.promises.rules.agreement.frame import Warn
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.problems import Finding, Part, Path, found
from waarborg.promises.rules.agreement.promise import Clock, Promise
from waarborg.promises.rules.agreement.terms import Choice, WarnAt
from waarborg.promises.rules.agreement.values import Term
from waarborg.promises.rules.registry import Registry


def check_clock(name: str, promise: Promise, agreement: Agreement, registry: Registry) -> Iterator[Finding]:
    """Names that do not exist are another check's: nothing is said here of a promise that has one."""
    clock, path = promise.clock, ("promises", name)
    if clock is None:
        return
    yield from _runs(clock, (*path, "clock"))
    yield from _ends(clock, registry, (*path, "clock"))
    yield from _one_subject(clock, registry, (*path, "clock"))
    yield from _words(promise, clock, agreement, registry, path)
    # What is only offered gets its term from the amendment that takes it up.
    if not promise.offered:
        yield from _warnings(promise.warn or (), clock, (*path, "warn"))


def _runs(clock: Clock, path: Path) -> Iterator[Finding]:
    """`within: none` says of a case that there is no clock for it. A clock of which all say so is none."""
    given = [(term, place) for term, place in _terms(clock, path)]
    if given and not clock.due and all(term.kind == "none" for term, _ in given):
        yield found("agreement.clock.never-runs", *given[0][1])


def _ends(clock: Clock, registry: Registry, path: Path) -> Iterator[Finding]:
    starts, stops, ends = set(clock.from_ or ()), set(clock.until), set(clock.void)
    for number, event in enumerate(clock.until):
        if event in starts:
            yield found("agreement.clock.both", *path, "until", number, event=event, keys=_and("from", "until"))
    for number, event in enumerate(clock.void):
        # An event of `from` may void what runs and so begin anew; one of `until` would take its own verdict back.
        if event in stops:
            yield found("agreement.clock.both", *path, "void", number, event=event, keys=_and("until", "void"))
    for number, name in enumerate(clock.pause):
        state = registry.find("state", name)
        if state is None or not starts or ends:
            continue
        if starts <= set(state.opens) and not state.closes:
            yield found("agreement.pause.for-ever", *path, "pause", number, name=name)


def _one_subject(clock: Clock, registry: Registry, path: Path) -> Iterator[Finding]:
    """An event names every subject it concerns. A clock hears what names its subject, or what stands above that: two
    names of one clock meet in a subject."""
    subjects = _about(clock.from_ or clock.until, registry)
    named = [
        (key, number, "event", name) for key in ("until", "void") for number, name in enumerate(getattr(clock, key))
    ]
    named += [("pause", number, "state", name) for number, name in enumerate(clock.pause)]
    for key, number, kind, name in named:
        found_ = registry.find(kind, name)  # type: ignore[arg-type]
        about = frozenset(found_.subjects if found_ else ())
        if about and subjects and not _meet(about, subjects, registry):
            yield _mismatch(name, about, subjects, (*path, key, number))


def _meet(one: frozenset[str], other: frozenset[str], registry: Registry) -> bool:
    return any(registry.above((name,)) & one and registry.above((name,)) & other for name in one | other)


def _about(events: Iterable[str], registry: Registry) -> frozenset[str]:
    """The subjects that these events name."""
    found_ = (registry.find("event", event) for event in events)
    return frozenset(subject for name in found_ if name for subject in name.subjects)


def _mismatch(name: str, about: Iterable[str], subjects: Iterable[str], path: Path, *, part: Part = "value") -> Finding:
    one, other = sorted(about), sorted(subjects)
    return found("agreement.subject.other", *path, part=part, name=name, about=one, subjects=other)


def _words(promise: Promise, clock: Clock, agreement: Agreement, registry: Registry, path: Path) -> Iterator[Finding]:
    """A word of a scheme is asked of the subject that carries it: a clock on something else never hears of it."""
    named = _about((*(clock.from_ or ()), *clock.until), registry)
    subjects = registry.above(named)
    places: list[tuple[Mapping[str, Choice] | None, Path]] = [(promise.if_, (*path, "if"))]
    places.append((promise.unless, (*path, "unless")))
    places += [(case.if_, (*path, "clock", "cases", number, "if")) for number, case in enumerate(clock.cases or ())]
    for conditions, place in places:
        for name in conditions or {}:
            scheme = agreement.schemes.get(name)
            if scheme and subjects and registry.find("subject", scheme.of) and scheme.of not in subjects:
                yield _mismatch(name, (scheme.of,), named, (*place, name), part="key")


def _warnings(warnings: Iterable[Warn], clock: Clock, path: Path) -> Iterator[Finding]:
    """Of this promise's own warnings: one that no case of it could ever give is a mistake."""
    terms = [term for term, _ in _terms(clock, path) if term.kind != "none"]
    for number, warning in enumerate(warnings):
        place = (*path, number, "at")
        if clock.due or not terms:
            continue
        if warning.at.relation != "after-start" and all(term.kind == "unstated" for term in terms):
            yield found("agreement.warning.no-due", *place, value=warning.at)
        elif all(_outside(warning.at, term) for term in terms):
            yield found("agreement.warning.outside", *place, value=warning.at, terms=[str(term) for term in terms])


def _outside(at: WarnAt, term: Term) -> bool:
    """Whether the warning would come at the due time or later, or at the start or before: for like terms only."""
    if at.amount is None or at.amount.kind != term.kind or term.kind in ("unstated", "method"):
        return False
    return at.amount.duration.amount >= term.duration.amount


def _terms(clock: Clock, path: Path) -> Iterator[tuple[Term, Path]]:
    if clock.within:
        yield clock.within, (*path, "within")
    if isinstance(clock.every, Term):
        yield clock.every, (*path, "every")
    for number, case in enumerate(clock.cases or ()):
        yield case.within, (*path, "cases", number, "within")


def _and(*words: str) -> dict[str, str]:
    return {"nl": " en ".join(words), "en": " and ".join(words)}
