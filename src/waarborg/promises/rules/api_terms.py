"""Whether an agreement has the conditions of the API accepted first: pushed down to `access` with a binding."""

from waarborg.promises.rules.agreement import Agreement

ACT, ACCEPTED = "access.api-key.create", "access.api-key.terms-accepted"


def asks_for_api_terms(agreement: Agreement) -> bool:
    """Whether some rule in force allows making a key only once the conditions were accepted (CL-32)."""
    return any(
        rule is not None
        and not promise.if_
        and not promise.offered
        and rule.allowed == "only-if"
        and ACT in rule.act
        and any(need.state == ACCEPTED and not need.negated for need in rule.needs)
        for promise in agreement.promises.values()
        for rule in (promise.rule,)
    )
