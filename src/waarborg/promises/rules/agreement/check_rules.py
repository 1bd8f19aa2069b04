"""A right against the rules that could refuse it."""

from collections.abc import Iterator

from waarborg.promises.rules.agreement.conditions import World, applies, fits, worlds
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.problems import Finding, found
from waarborg.promises.rules.agreement.promise import Promise, Rule


def check_conflicts(agreement: Agreement) -> Iterator[Finding]:
    """Offered promises are left out: they meet the others once an amendment takes them up."""
    rules = {
        name: promise
        for name, promise in agreement.promises.items()
        if promise.kinds == ("rule",) and not promise.offered
    }
    for right, promise in rules.items():
        if promise.rule is None or promise.rule.allowed != "whenever":
            continue
        for other, against in rules.items():
            if against.rule is None or against.rule.allowed == "whenever" or other in promise.rule.yields_to:
                continue
            for act in promise.rule.act:
                if act in against.rule.act and _may_refuse(promise, promise.rule, against, against.rule, agreement):
                    place = promise.rule.act.index(act)
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
