"""Facts that a check vouches for: which checks an agreement rests on, and what their recorded outcomes say."""

from collections.abc import Iterable, Mapping

from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.registry import Registry

# One entry of a customer's journal holds every outcome of that day: its properties are full names of checks, with the
# words below, or the word of a fault that the check declares.
RECORDED = "promises.fact-check.recorded"
SUBJECT = "promises.fact-check"
HOLDS, FAILS, NOT_CARRIED_OUT = "holds", "fails", "not-carried-out"


def checked_facts(agreement: Agreement, registry: Registry) -> dict[str, str]:
    """Promise id -> the live check that its fact rests on; what is merely offered binds nobody."""
    return {
        name: promise.fact.source.check
        for name, promise in agreement.promises.items()
        if promise.fact is not None
        and promise.fact.source.check is not None
        and not promise.offered
        and (found := registry.find("check", promise.fact.source.check)) is not None
        and not found.planned
    }


def owners(agreement: Agreement, registry: Registry) -> dict[str, frozenset[str]]:
    """Check -> the roles of the provider that answer for its facts."""
    found: dict[str, frozenset[str]] = {}
    for name, check in checked_facts(agreement, registry).items():
        fact = agreement.promises[name].fact
        if fact is not None:
            found[check] = found.get(check, frozenset()) | platform_roles(fact.owner, agreement)
    return found


def platform_roles(role: str, agreement: Agreement) -> frozenset[str]:
    """The roles of the product behind a role of the agreement."""
    return frozenset(agreement.roles[role].is_ if role in agreement.roles else (role,))


def verdict(words: Iterable[str]) -> str | None:
    """What the outcomes of a month say together: broken where one failed, holds where each held; None where there is
    none, or where one could not be carried out and none failed."""
    said = set(words)
    if said - {HOLDS, NOT_CARRIED_OUT}:
        return "broken"
    return "holds" if said == {HOLDS} else None


def outcomes_of(properties: Mapping[str, str], registry: Registry) -> dict[str, str]:
    """Check -> word of one entry; what is no check (that a reason was given) is left out."""
    return {name: word for name, word in properties.items() if registry.find("check", name) is not None}
