"""What an agreement asks of signing in: pushed down to `access` when a customer is bound, never fetched from there."""

from waarborg.promises.rules.agreement import Agreement

SIGN_IN = frozenset({"access.sign-in.start", "access.sign-in.continue"})
SECOND_FACTOR = "access.sign-in.with-second-factor"


def requires_second_factor(agreement: Agreement) -> bool:
    """Whether some rule in force allows everybody to sign in only with a second factor (TO-12).

    A rule that holds only where the organisation made it compulsory itself (CL-46) asks nothing of the others: that
    choice is kept in `access`.
    """
    for promise in agreement.promises.values():
        rule = promise.rule
        if promise.if_ or promise.offered:
            continue
        if rule is None or rule.allowed != "only-if" or not SIGN_IN & set(rule.act):
            continue
        if any(need.state == SECOND_FACTOR and not need.negated for need in rule.needs):
            return True
    return False
