"""Whether another version may take the place of the one in force, judged by the rules of the one in force.

The rules are those on the acts `promises.version.apply` (`earliest` and `needs`) and `promises.objection.file`. What
they ask of something that no part of the software can know yet, such as a notice of termination, keeps nothing back;
the promise then says itself that it is not yet enforced.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.promise import Promise
from waarborg.promises.rules.agreement.terms import Moment
from waarborg.promises.rules.difference.notice import APPLY, OBJECT, TOLD, counted

ANNOUNCED, DELIVERED, ACCEPTED = (f"promises.version.{one}" for one in ("announced", "delivered", "accepted"))
OPEN_OBJECTION = "promises.objection.open"
LEAVE = "contracts.termination.request"
LEAVING = "contracts.termination.running"
Wait = Literal["announcement", "delivery", "acceptance", "objection", "leaving"]
WAITS: dict[str, Wait] = {ANNOUNCED: "announcement", DELIVERED: "delivery", ACCEPTED: "acceptance"}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a version and a customer: when it was announced, demonstrably arrived, was agreed to; whether an
    objection to it is open, and whether notice of the agreement is running."""

    announced: datetime | None = None
    delivered: datetime | None = None
    accepted: datetime | None = None
    objection: bool = False
    leaving: bool = False

    def of(self, anchor: str) -> datetime | None:
        return {ANNOUNCED: self.announced, DELIVERED: self.delivered, ACCEPTED: self.accepted}.get(anchor)


@dataclass(frozen=True, slots=True)
class Ruling:
    """`earliest`: from when it may apply, None for at once. `waits`: what has to happen first, with the promise that
    asks it. `promise` is the one that decides `earliest`."""

    earliest: datetime | None = None
    promise: str = ""
    waits: tuple[tuple[Wait, str], ...] = ()

    def allows(self, starts: datetime) -> bool:
        return not self.waits and (self.earliest is None or self.earliest <= starts)


def ruling(agreement: Agreement, facts: Facts) -> Ruling:
    """What `agreement`, which is in force, says of another version for a customer of whom these facts are known."""
    found = Ruling()
    for name, promise in _rules(agreement, APPLY):
        one = _of_rule(name, promise, agreement, facts)
        later = one.earliest is not None and (found.earliest is None or one.earliest > found.earliest)
        found = replace(one if later else found, waits=(*found.waits, *one.waits))
    return found


def takes_acceptance(agreement: Agreement) -> bool:
    """Whether the customer's agreement to a version lets it apply sooner."""
    return any(one.anchor == ACCEPTED for _, promise in _rules(agreement, APPLY) for one in _earliest(promise))


@dataclass(frozen=True, slots=True)
class Right:
    """The promise that gives a right to object, the roles that have it (dotted; none named: all), and until when."""

    promise: str
    roles: frozenset[str]
    until: datetime | None


def right_to_object(agreement: Agreement, facts: Facts, *, applies: datetime | None) -> Right | None:
    """The right, and None where the agreement gives none. It ends when the version applies, if not before."""
    for name, promise in _rules(agreement, OBJECT):
        rule = promise.rule
        if rule is None:
            continue
        ends = [applies] if applies else []
        # A term that is counted from the delivery has not begun before there is one.
        for moment in rule.latest.items if rule.latest else ():
            told = facts.of(moment.anchor)
            at = counted(moment, promise, agreement, told) if told else None
            ends += [at] if at else []
        return Right(name, roles_of(agreement, rule.who), min(ends, default=None))
    return None


def ways_out(agreement: Agreement) -> list[str]:
    """The promises by which the customer may end the agreement whenever he wants."""
    return [name for name, promise in _rules(agreement, LEAVE) if promise.rule and promise.rule.allowed == "whenever"]


def roles_of(agreement: Agreement, words: Iterable[str] | None) -> frozenset[str]:
    """The roles of the product behind the words of an agreement."""
    found: set[str] = set()
    for word in words or ():
        role = agreement.roles.get(word)
        found.update(role.is_ if role else (word,))
    return frozenset(found)


def _rules(agreement: Agreement, act: str) -> Iterator[tuple[str, Promise]]:
    for name, promise in agreement.promises.items():
        if promise.rule and not promise.offered and act in promise.rule.act and promise.rule.allowed != "never":
            yield name, promise


def _earliest(promise: Promise) -> tuple[Moment, ...]:
    return promise.rule.earliest.items if promise.rule and promise.rule.earliest else ()


def _of_rule(name: str, promise: Promise, agreement: Agreement, facts: Facts) -> Ruling:
    rule = promise.rule
    waits: list[tuple[Wait, str]] = []
    for need in rule.needs or () if rule else ():
        if need.state == OPEN_OBJECTION and need.negated and facts.objection:
            waits.append(("objection", name))
        if need.state == LEAVING and need.negated and facts.leaving:
            waits.append(("leaving", name))
    asked = [one for one in _earliest(promise) if one.anchor in (*TOLD, ACCEPTED)]
    reached = {one: at for one in asked if (at := _at(one, promise, agreement, facts)) is not None}
    missing = [one for one in asked if facts.of(one.anchor) is None]
    if rule and rule.earliest and rule.earliest.any_of:
        # Of alternatives the first reached is enough; an acceptance may never come, so nothing waits for it alone.
        missing = [] if reached else [one for one in missing if one.anchor != ACCEPTED] or missing
        earliest = min(reached.values(), default=None)
    else:
        earliest = max(reached.values(), default=None)
    waits += [(WAITS[one.anchor], name) for one in missing]
    return Ruling(earliest, name, tuple(waits))


def _at(moment: Moment, promise: Promise, agreement: Agreement, facts: Facts) -> datetime | None:
    told = facts.of(moment.anchor)
    if told is None:
        return None
    return counted(moment, promise, agreement, told)
