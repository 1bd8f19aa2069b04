"""The difference between two versions of an agreement: what changes, and what that means for the customer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from waarborg.promises.rules.agreement.canonical import content_of
from waarborg.promises.rules.agreement.frame import Block
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.promise import Promise
from waarborg.promises.rules.difference.clocks import Words, outcomes
from waarborg.promises.rules.difference.frames import definitions
from waarborg.promises.rules.difference.keys import CLOCK, FACT, JUDGED, MEASURE, PROMISE, RULE, Key, Table
from waarborg.promises.rules.difference.polarity import gain, holder, holds
from waarborg.promises.rules.difference.sides import Sides
from waarborg.promises.rules.difference.verdicts import NEEDS_NOTICE, Verdict, directed, together

BLOCKS: Mapping[str, Table] = {"clock": CLOCK, "measure": MEASURE, "rule": RULE, "fact": FACT}


@dataclass(frozen=True)
class Change:
    """One key that changes. `old` and `new` are values of the model, None where the key is absent.

    `words`: of a term, for which words of each property; left out where it is for any.
    """

    key: str
    about: Key
    verdict: Verdict
    old: Any
    new: Any
    words: Words = field(default_factory=dict)


@dataclass(frozen=True)
class Promised:
    """What happens to a promise. `kind`: added, removed or changed."""

    id: str
    kind: str
    verdict: Verdict
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Defined:
    """What happens to a definition or a text of the agreement; `section` is its key, `id` its name there."""

    section: str
    id: str
    kind: str
    verdict: Verdict
    change: Change


@dataclass(frozen=True)
class Difference:
    """All that differs. `same`: how many promises stay as they are. Empty for two versions that say the same."""

    old: Agreement
    new: Agreement
    promises: tuple[Promised, ...]
    definitions: tuple[Defined, ...]
    same: int

    def __bool__(self) -> bool:
        return bool(self.promises or self.definitions)

    @property
    def needs_notice(self) -> bool:
        """Whether anything is worse for the customer, or may be."""
        return any(one.verdict in NEEDS_NOTICE for one in self.promises) or any(
            one.verdict in NEEDS_NOTICE for one in self.definitions
        )

    def count(self, verdict: Verdict) -> int:
        return sum(one.verdict == verdict for one in self.promises)


def diff(old: Agreement, new: Agreement) -> Difference:
    """What changes from `old` to `new`, in the order of the new file; what falls away comes last. Pure."""
    sides = Sides(old, new)
    found: list[Promised] = []
    alike = old.defaults == new.defaults and old.calendars == new.calendars and old.schemes == new.schemes
    for name, promise in new.promises.items():
        before = old.promises.get(name)
        if before is None:
            found.append(Promised(name, "added", _having(promise, new, "better")))
        elif not alike or before != promise or old.timezone != new.timezone:
            changes = tuple(_changes(before, promise, sides))
            if changes:
                found.append(Promised(name, "changed", together(one.verdict for one in changes), changes))
    gone = [name for name in old.promises if name not in new.promises]
    found += [Promised(name, "removed", _having(old.promises[name], old, "worse")) for name in gone]
    kept = len(new.promises) - sum(one.kind != "removed" for one in found)
    defined = tuple(
        Defined(section, name, kind, verdict, Change(section, about, verdict, before, after))
        for section, name, kind, verdict, about, before, after in definitions(old, new)
    )
    return Difference(old, new, tuple(found), defined, kept)


def _having(promise: Promise, agreement: Agreement, gained: Verdict) -> Verdict:
    """A promise that comes is better, one that goes is worse; one that is only offered changes nothing by itself."""
    return "neutral" if promise.offered else directed(gained, gain(promise, agreement))


def _changes(before: Promise, after: Promise, sides: Sides) -> Iterator[Change]:
    if before.kind != after.kind:
        about = Key("Soort belofte", "Kind of promise", PROMISE["nl"].order, "kind")  # type: ignore[union-attr]
        yield Change("kind", about, "unclear", before.kind, after.kind)
        return
    here = sides.about(before, after, sign=_shared(sides, before, after), holds=_held(sides, before, after))
    skip = {"if_", "unless"} if before.kind == "clock" else set()
    yield from _keys(PROMISE, _whole(before, sides.old), _whole(after, sides.new), here, "", skip)
    block = before.kind
    if block == "clock":
        yield from _terms(here)
    yield from _keys(BLOCKS[block], _block(before, sides.old), _block(after, sides.new), here, f"{block}.", {"within"})


def _shared(sides: Sides, before: Promise, after: Promise) -> int:
    """Who gains, where both versions agree on that; 0 where not."""
    one, other = gain(before, sides.old), gain(after, sides.new)
    return one if one == other else 0


def _held(sides: Sides, before: Promise, after: Promise) -> int:
    if before.rule is None or after.rule is None:
        return 0
    same = holder(before.rule, sides.old) == holder(after.rule, sides.new)
    return holds(before.rule, sides.old) if same else 0


def _keys(
    table: Table, old: Mapping[str, Any], new: Mapping[str, Any], sides: Sides, prefix: str, skip: set[str]
) -> Iterator[Change]:
    for name, about in table.items():
        if isinstance(about, str) or name in skip:
            continue
        before, after = old.get(name), new.get(name)
        if before == after and not (name == "inside" and _reopened(before, sides)):
            continue
        yield Change(prefix + name.rstrip("_"), about, about.order(before, after, sides), before, after)


def _reopened(names: tuple[str, ...] | None, sides: Sides) -> bool:
    """Whether a calendar of the same name opens at other times."""
    return any(not sides.same_calendar(name, name) for name in names or ())


def _whole(promise: Promise, agreement: Agreement) -> dict[str, Any]:
    """The keys of a promise with what a silent one takes from the defaults."""
    found = {name: getattr(promise, name) for name in PROMISE if name not in BLOCKS}
    return found | {"visible": agreement.visible_of(promise), "warn": _warns(promise, agreement)}


def _warns(promise: Promise, agreement: Agreement) -> Any:
    return agreement.warn_of(promise) if promise.clock else promise.warn


def _block(promise: Promise, agreement: Agreement) -> dict[str, Any]:
    block = getattr(promise, promise.kind)
    found = {name: getattr(block, name) for name in BLOCKS[promise.kind] if BLOCKS[promise.kind][name] != JUDGED}
    if promise.clock:
        found |= {"running": agreement.running_of(promise), "on_change": agreement.on_change_of(promise)}
    if promise.rule:
        found["counting"] = agreement.counting_of(promise) if _counts(promise) else None
    return found


def _counts(promise: Promise) -> bool:
    """Whether a rule counts days at all."""
    rule = promise.rule
    return bool(rule and (rule.earliest or rule.latest))


def _terms(sides: Sides) -> Iterator[Change]:
    """The term of a clock, once for every set of words for which it changes."""
    about = CLOCK["within"]
    before, after = sides.before, sides.after
    if isinstance(about, str) or before is None or after is None:
        return
    found = outcomes(sides)
    if found is None:
        if _written(before) != _written(after):
            yield Change("clock.within", about, "unclear", None, None)
        return
    for one in found:
        yield Change("clock.within", about, one.verdict, one.old, one.new, one.words)


def _written(promise: Promise) -> Any:
    return [content_of(block) for block in (promise, promise.clock) if isinstance(block, Block)]
