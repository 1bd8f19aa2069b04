"""Which promises the software can keep now, and which only once the domain of a name exists. Derived, never stored."""

from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.references import Reference, of_promise
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
    """The names that keep a promise from being enforced; empty when it is enforced.

    Through the clock that it measures and the methods that it uses as well. Acts that a remedy opens do not count: the
    promise is timed, measured or judged without them.
    """
    promise = agreement.promises[name]
    planned: dict[str, None] = {}
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
    return tuple(planned)


def not_yet_enforced(agreement: Agreement, registry: Registry) -> dict[str, tuple[str, ...]]:
    """Promise id -> the planned names it uses; only promises that are not yet enforced."""
    found = {name: planned_names(name, agreement, registry) for name in agreement.promises}
    return {name: names for name, names in found.items() if names}


def _is_planned(reference: Reference, registry: Registry) -> bool:
    kinds = _KINDS.get(reference.kind, ())
    known = [registry.find(kind, reference.name) for kind in kinds]  # type: ignore[arg-type]
    return any(known) and all(one.planned for one in known if one is not None)
