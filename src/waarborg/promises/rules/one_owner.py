"""Whether an agreement knows one owner: pushed down to `customers` when a customer is bound, never fetched."""

from waarborg.promises.rules.agreement import Agreement

ACT = "customers.authority.use"
OWNER = "customer.owner"


def asks_for_one_owner(agreement: Agreement) -> bool:
    """Whether some rule in force lets the owner alone give orders that bind the customer (CL-74)."""
    for promise in agreement.promises.values():
        rule = promise.rule
        if rule is None or promise.if_ or promise.offered or rule.allowed != "only-if" or ACT not in rule.act:
            continue
        roles = {
            role for name in rule.who for role in (agreement.roles[name].is_ if name in agreement.roles else (name,))
        }
        if roles == {OWNER}:
            return True
    return False
