"""Whom an agreement lets carry out an act: the roles that a right names, and those that a rule keeps it to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.promise import Promise
from waarborg.promises.rules.applying import roles_of


@dataclass(frozen=True, slots=True)
class Limit:
    """A promise that keeps an act to some roles (dotted), `words` what is said to the others by language, and `named`
    the roles as the agreement calls them, by language."""

    promise: str
    roles: frozenset[str]
    words: Mapping[str, str]
    named: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Whom:
    """`rights`: roles that always can; `limits`: each keeps the act to its own roles."""

    rights: frozenset[str] = frozenset()
    limits: tuple[Limit, ...] = ()

    def against(self, roles: Iterable[str]) -> Limit | None:
        """The first limit that none of these roles meets; None where all are met."""
        held = frozenset(roles)
        return next((one for one in self.limits if not one.roles & held), None)

    def of(self, usual: Iterable[str]) -> frozenset[str]:
        """Who may: those who usually do and whom a right names, without whom a limit leaves out."""
        found = frozenset(usual) | self.rights
        for one in self.limits:
            found &= one.roles
        return found


def whom(agreement: Agreement, act: str, words: Mapping[str, str]) -> Whom:
    """What the rules in force say of who may do `act`. `words` are those of the case at hand, such as its channel; a
    condition on a word that is not among them is not met, a `where` on one leaves the rule as it is."""
    rights: set[str] = set()
    limits = []
    for name, promise in agreement.promises.items():
        rule = promise.rule
        if rule is None or promise.offered or act not in rule.act or not applies(promise, words):
            continue
        if not all(key not in words or asked.fits(words[key]) for key, asked in (rule.where or {}).items()):
            if rule.allowed == "only-if" and not rule.who:
                # Whoever asks: not this way.
                limits.append(Limit(name, frozenset(), said_of(promise), {"nl": "", "en": ""}))
            continue
        if not rule.who:
            continue
        roles = roles_of(agreement, rule.who)
        if rule.allowed == "whenever":
            rights |= roles
        elif rule.allowed == "only-if":
            limits.append(Limit(name, roles, said_of(promise), _named(agreement, rule.who)))
    return Whom(frozenset(rights), tuple(limits))


def applies(promise: Promise, words: Mapping[str, str]) -> bool:
    """Whether its conditions are met by these words; one on a word that is not among them is not."""
    if promise.if_ and not all(key in words and asked.fits(words[key]) for key, asked in promise.if_.items()):
        return False
    return not (
        promise.unless and all(key in words and asked.fits(words[key]) for key, asked in promise.unless.items())
    )


def said_of(promise: Promise) -> dict[str, str]:
    """What its rule says to whom it refuses, by language."""
    refusal = promise.rule.refusal if promise.rule else None
    return {lang: (refusal or promise).say(lang) for lang in ("nl", "en")}


def _named(agreement: Agreement, words: Iterable[str]) -> dict[str, str]:
    roles = [agreement.roles.get(word) for word in words]
    return {lang: ", ".join(one.say(lang) for one in roles if one) for lang in ("nl", "en")}
