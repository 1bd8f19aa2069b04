"""For whom a promise works: who gains where it asks more, and whom its conditions hold back."""

from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.promise import Promise, Rule

# What only the provider does, whether or not a rule says who.
OF_THE_PROVIDER = frozenset(
    {
        "promises.version.apply",
        "contracts.change.take-effect",
        "contracts.price.index",
        "billing.charge.raise",
        "billing.dunning.step",
        "billing.account.pause",
        "availability.maintenance.start",
        "availability.hotfix.start",
        "availability.downtime.exclude",
        "releases.release.publish",
        "privacy.subprocessor.activate",
        "privacy.disclosure.make",
        "privacy.usage-data.use",
        "continuity.backup.delete",
        "access.customer.disclose",
    }
)


def holder(rule: Rule, agreement: Agreement) -> str | None:
    """Whose act it is: customer or provider; None where the roles are of both, or where the rule does not say.

    A right that names nobody is the customer's; what may never be done is what the provider keeps from doing.
    """
    if not rule.who and rule.allowed != "whenever" and OF_THE_PROVIDER.issuperset(rule.act):
        return "provider"
    if not rule.who:
        return {"whenever": "customer", "never": "provider"}.get(rule.allowed)
    names = [name for one in rule.who for name in (agreement.roles[one].is_ if one in agreement.roles else (one,))]
    sides = {name.partition(".")[0] for name in names}
    return sides.pop() if len(sides) == 1 and sides <= {"customer", "provider"} else None


def holds(rule: Rule, agreement: Agreement) -> int:
    """1 where a condition more holds back the provider, -1 where it holds back the customer, 0 where nobody knows."""
    return {"provider": 1, "customer": -1}.get(holder(rule, agreement) or "", 0)


def gain(promise: Promise, agreement: Agreement) -> int:
    """1 where the customer gains by having the promise, -1 where it is a duty or a limit of his, 0 where unknown."""
    if promise.by == "customer":
        return -1
    if promise.rule is None:
        return 1
    back = holds(promise.rule, agreement)
    return -back if promise.rule.allowed == "whenever" else back
