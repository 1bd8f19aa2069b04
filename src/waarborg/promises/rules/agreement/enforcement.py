"""Which promises the software can keep now, and which only once the domain of a name exists. Derived, never stored."""

from collections.abc import Iterable, Iterator

from waarborg.promises.rules.agreement.indicator_measures import OTHERWISE, is_reckoned
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.promise import Rule
from waarborg.promises.rules.agreement.references import Reference, of_promise
from waarborg.promises.rules.agreement.rounds import unjudged
from waarborg.promises.rules.registry import Registry

_KINDS: dict[str, tuple[str, ...]] = {
    "event": ("event",),
    "state": ("state",),
    "act": ("act",),
    "date": ("date",),
    "moment": ("event", "date"),
    "indicator": ("indicator",),
    "register": ("register",),
    "check": ("check",),
    "formula": ("method",),
}


def planned_names(name: str, agreement: Agreement, registry: Registry) -> tuple[str, ...]:
    """The names that keep a promise from being enforced; empty when it is enforced. An act stands among them when the
    product carries it out, but does not see to all that the rule says of it.

    Through the clock that it measures and the methods that it uses as well. Acts that a remedy opens do not count: the
    promise is timed, measured or judged without them.
    """
    promise = agreement.promises[name]
    planned: dict[str, None] = dict.fromkeys(unheld_acts(promise.rule, agreement, registry) if promise.rule else ())
    for reference in of_promise(promise, ("promises", name)):
        if "remedy" in reference.path[:3]:
            continue
        if reference.kind == "clock" and reference.name in agreement.promises and reference.name != name:
            planned.update(dict.fromkeys(planned_names(reference.name, agreement, registry)))
        if reference.kind == "method" and reference.name in agreement.methods:
            uses = agreement.methods[reference.name].uses
            reference = Reference("formula", uses, reference.path)
        if _is_planned(reference, registry):
            planned[reference.name] = None
    apart = unjudged(promise, registry)
    if apart is not None:
        planned[apart] = None
    measure = promise.measure
    over = measure if measure is not None and measure.clock is None and not planned else None
    if over is not None and not is_reckoned(over, registry.find("indicator", over.of)):
        planned[OTHERWISE] = None
    return tuple(planned)


def unheld_acts(rule: Rule, agreement: Agreement, registry: Registry) -> Iterator[str]:
    """The live acts of a rule that do not see to all that the rule says of them: that a name exists does not make the
    product look at who acts, how, and when."""
    for act in rule.act:
        found = registry.find("act", act)
        if found is None or found.planned:
            continue
        roles = _platform_roles(rule.who, agreement)
        asked = set(conditions_of(rule)) - found.holds
        if rule.allowed == "whenever":
            held = roles <= found.open_to and asked <= {"who"}
        else:
            # Nobody else at the customer can carry it out, so nobody has to be asked who he is.
            if {role for role in found.open_to if role.startswith("customer.")} <= roles:
                asked.discard("who")
            held = not asked
        if not held:
            yield act


def conditions_of(rule: Rule) -> Iterator[str]:
    """What a rule that forbids asks the product to look at: `never` for an act that nobody may carry out."""
    if rule.allowed == "never":
        yield "never"
    for part in ("who", "earliest", "latest", "inside", "limit"):
        if getattr(rule, part):
            yield part
    yield from (f"needs.{need.state}" for need in rule.needs)
    yield from (f"where.{key}" for key in rule.where or {})


def _platform_roles(who: Iterable[str], agreement: Agreement) -> set[str]:
    return {role for name in who for role in (agreement.roles[name].is_ if name in agreement.roles else (name,))}


def not_yet_enforced(agreement: Agreement, registry: Registry) -> dict[str, tuple[str, ...]]:
    """Promise id -> the planned names it uses; only promises that are not yet enforced."""
    found = {name: planned_names(name, agreement, registry) for name in agreement.promises}
    return {name: names for name, names in found.items() if names}


def _is_planned(reference: Reference, registry: Registry) -> bool:
    kinds = _KINDS.get(reference.kind, ())
    known = [registry.find(kind, reference.name) for kind in kinds]  # type: ignore[arg-type]
    return any(known) and all(one.planned for one in known if one is not None)
