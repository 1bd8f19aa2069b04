"""What an agreement forbids of an act, and what has to hold before it: judged by what is known of the case at hand."""

from collections.abc import Collection, Iterator, Mapping

from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.promise import Promise
from waarborg.promises.rules.whom import applies, said_of

Words = Mapping[str, str]


def forbidden(agreement: Agreement, act: str, words: Words) -> Mapping[str, str] | None:
    """What the first promise says that forbids `act` in a case of these words, by language; None where none does."""
    found = next(_rules(agreement, act, "never", words), None)
    return None if found is None else said_of(found)


def unmet(agreement: Agreement, act: str, words: Words, states: Mapping[str, bool]) -> Mapping[str, str] | None:
    """What the first promise says that allows `act` only in a state that is not there, by language; None where all are
    there. `states` are those that can be told of this case, by full name; others keep nothing back."""
    for promise in _rules(agreement, act, "only-if", words):
        needs = promise.rule.needs if promise.rule else ()
        if any(need.state in states and states[need.state] == need.negated for need in needs):
            return said_of(promise)
    return None


def unfit(agreement: Agreement, act: str, words: Words, keys: Collection[str]) -> Mapping[str, str] | None:
    """What the first promise says that allows `act` only in another case than this; None where all fit.

    Of what a rule asks, these `keys` are looked at: one that is not known of the case does not fit. Others keep
    nothing back.
    """
    for promise in agreement.promises.values():
        rule = promise.rule
        if rule is None or promise.offered or rule.allowed != "only-if" or act not in rule.act:
            continue
        asked = {key: one for key, one in (rule.where or {}).items() if key in keys}
        if (
            asked
            and applies(promise, words)
            and not all(key in words and one.fits(words[key]) for key, one in asked.items())
        ):
            return said_of(promise)
    return None


def _rules(agreement: Agreement, act: str, allowed: str, words: Words) -> Iterator[Promise]:
    """Those in force about this case: every word that a rule asks for is known of it, and fits."""
    for promise in agreement.promises.values():
        rule = promise.rule
        if rule is None or promise.offered or rule.allowed != allowed or act not in rule.act:
            continue
        if not applies(promise, words):
            continue
        if all(key in words and asked.fits(words[key]) for key, asked in (rule.where or {}).items()):
            yield promise
