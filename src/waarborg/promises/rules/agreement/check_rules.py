"""A right against the rules that could refuse it."""

from collections.abc import Iterator

from waarborg.promises.rules.agreement.conditions import World, applies, fits, worlds
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.problems import Finding, found
from waarborg.promises.rules.agreement.promise import Promise, Rule


def check_conflicts(agreement: Agreement) -> Iterator[Finding]:
    """Offered promises are left out: they meet the others once an amendment takes them up."""
    rules = [
        (name, promise, promise.rule)
        for name, promise in agreement.promises.items()
        if promise.rule and promise.kinds == ("rule",) and not promise.offered
    ]
    refusing: dict[str, list[tuple[str, Promise, Rule]]] = {}
    for name, promise, rule in rules:
        for act in rule.act if rule.allowed != "whenever" else ():
            refusing.setdefault(act, []).append((name, promise, rule))
    for right, promise, granted in rules:
        for place, act in enumerate(granted.act if granted.allowed == "whenever" else ()):
            for other, against, rule in refusing.get(act, ()):
                if other not in granted.yields_to and _may_refuse(promise, granted, against, rule, agreement):
                    yield found(
                        "agreement.rules.conflict", "promises", right, "rule", "act", place,
                        right=right, other=other, act=act,
                    )  # fmt: skip


def _may_refuse(right: Promise, granted: Rule, other: Promise, rule: Rule, agreement: Agreement) -> bool:
    tried = worlds(agreement, [right.if_, right.unless, granted.where, other.if_, other.unless, rule.where])
    if tried is None:
        return True
    return any(
        applies(right.if_, right.unless, world)
        and fits(granted.where, world)
        and applies(other.if_, other.unless, world)
        and _refuses(rule, granted, world)
        for world in tried
    )


def _refuses(rule: Rule, granted: Rule, world: World) -> bool:
    """Whether the rule can say no in this combination. Of a prohibition `where` is the scope, else a condition."""
    if rule.allowed == "never":
        same = not rule.who or not granted.who or bool(set(rule.who) & set(granted.who))
        return fits(rule.where, world) and same
    if rule.needs or rule.earliest or rule.latest or rule.inside or rule.limit or not fits(rule.where, world):
        return True
    return bool(rule.who) and not (granted.who and set(granted.who) <= set(rule.who))
