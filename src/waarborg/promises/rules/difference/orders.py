"""The orders in which values of an agreement are compared, each for the customer. All are antisymmetric.

An order is given the value that held and the one that will, None where a key is absent, and both agreements.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from waarborg.promises.rules.agreement.frame import Conditions
from waarborg.promises.rules.agreement.promise import Limit, Remedy
from waarborg.promises.rules.agreement.terms import Moment, Moments, Target
from waarborg.promises.rules.agreement.values import Amount, Term
from waarborg.promises.rules.difference.sides import Counted, Sides
from waarborg.promises.rules.difference.verdicts import Verdict, by_members, by_size, directed, swapped, together

Order = Callable[[Any, Any, Sides], Verdict]

LEVELS = ("experience", "target", "guarantee")
ALLOWED = ("whenever", "only-if", "never")
PERIODS = ("week", "month", "quarter", "year")
QUANTILES = ("median", "p95", "p99", "max")
# A unit in the smallest of its kind; other units of time are counted on a calendar and compared only with themselves.
_IN_MS = {"ms": Decimal(1), "s": Decimal(1000), "min": Decimal(60_000), "h": Decimal(3_600_000)}
_IN_MS["days"] = 24 * _IN_MS["h"]


def neutral(old: Any, new: Any, sides: Sides) -> Verdict:
    """Another arrangement, neither better nor worse: words, warnings, who answers for it."""
    return "neutral"


def unclear(old: Any, new: Any, sides: Sides) -> Verdict:
    """Something else: only a reader can say for whom."""
    return "unclear"


def members(*, more: Verdict) -> Order:
    """A longer list is `more` for who gains by the promise."""
    return lambda old, new, sides: directed(by_members(old or (), new or (), more=more), sides.sign)


def condition(old: Any, new: Any, sides: Sides) -> Verdict:
    """A list of conditions of a rule: one more holds back whoever acts."""
    return directed(by_members(map(str, old or ()), map(str, new or ()), more="better"), sides.holds)


def exemption(old: Any, new: Any, sides: Sides) -> Verdict:
    """A list of ways out of a rule: one more holds back less."""
    return directed(by_members(old or (), new or (), more="worse"), sides.holds)


def actors(old: Any, new: Any, sides: Sides) -> Verdict:
    """Who may: nobody named is everybody, and more people is less of a limit."""
    if not old or not new:
        return directed("better" if new else "worse", sides.holds)
    return directed(by_members(old, new, more="worse"), sides.holds)


def level(old: str, new: str, sides: Sides) -> Verdict:
    return directed(by_size(LEVELS.index(old), LEVELS.index(new)), sides.sign)


def obliged(old: str, new: str, sides: Sides) -> Verdict:
    return "worse" if new == "customer" else "better"


def offered(old: bool, new: bool, sides: Sides) -> Verdict:
    """What has to be taken up first is less than what holds by itself."""
    return directed("worse" if new else "better", sides.sign)


def visible(old: str, new: str, sides: Sides) -> Verdict:
    hidden = (old == "internal", new == "internal")
    return "neutral" if hidden[0] == hidden[1] else "worse" if hidden[1] else "better"


def on_change(old: str, new: str, sides: Sides) -> Verdict:
    """A shorter term that counts only from the change falls due later."""
    return directed("worse" if new == "from-change" else "better", sides.sign)


def every(old: Any, new: Any, sides: Sides) -> Verdict:
    """A shorter turn is better; a word (once in each month) and a duration (so long since the last) differ in kind."""
    if isinstance(old, str) and isinstance(new, str):
        return directed(by_size(PERIODS.index(old), PERIODS.index(new), more="worse"), sides.sign)
    if isinstance(old, Term) and isinstance(new, Term):
        return directed(sides.sooner(_plain(old), _plain(new)), sides.sign)
    return "unclear"


def _plain(term: Term) -> Counted:
    return Counted(term, None, "rolling")


def review(old: Any, new: Any, sides: Sides) -> Verdict:
    if isinstance(old, Term) and isinstance(new, Term):
        return sides.sooner(_plain(old), _plain(new))
    return "neutral" if old and new else "better" if new else "worse"


# ---- measures --------------------------------------------------------------------------------------------------------
def target(old: Target | None, new: Target | None, sides: Sides) -> Verdict:
    """A stricter figure is better; "unstated" asks nothing."""
    if old is None or new is None:
        return "unclear"
    return directed(_stricter(old, new), sides.sign)


def _stricter(old: Target, new: Target) -> Verdict:
    if "unstated" in (old.comparison, new.comparison):
        return by_size(old.comparison != "unstated", new.comparison != "unstated")
    before, after = _range(old), _range(new)
    if before is None or after is None or before[0] != after[0]:
        return "unclear"
    if (before[1] is None) != (after[1] is None) or (before[2] is None) != (after[2] is None):
        return "unclear"
    low = by_size(before[1], after[1]) if before[1] is not None else "equal"
    high = by_size(before[2], after[2], more="worse") if before[2] is not None else "equal"
    if low == high == "equal":
        # "> 99" asks a little more than ">= 99".
        return by_size(">" in old.text and "=" not in old.text, ">" in new.text and "=" not in new.text)
    return together(one for one in (low, high) if one != "equal")


def _range(target: Target) -> tuple[str, Decimal | None, Decimal | None] | None:
    unit = target.unit or ""
    factor = _IN_MS.get(unit, Decimal(1))
    low, high = (None if one is None else one * factor for one in (target.low, target.high))
    return ("ms" if unit in _IN_MS else unit), low, high


def statistic(old: str, new: str, sides: Sides) -> Verdict:
    """Of one indicator with an upper bound, a higher quantile asks more."""
    before, after = sides.before and sides.before.measure, sides.after and sides.after.measure
    if not before or not after or old not in QUANTILES or new not in QUANTILES:
        return "unclear"
    if before.target.comparison not in ("<", "<=") or after.target.comparison not in ("<", "<="):
        return "unclear"
    return directed(by_size(QUANTILES.index(old), QUANTILES.index(new)), sides.sign)


def sample(old: int | None, new: int | None, sides: Sides) -> Verdict:
    """A larger sample that must be there gives a verdict less often."""
    return directed(by_size(old or 0, new or 0, more="worse"), sides.sign)


# ---- rules -----------------------------------------------------------------------------------------------------------
def allowed(old: str, new: str, sides: Sides) -> Verdict:
    return directed(by_size(ALLOWED.index(old), ALLOWED.index(new)), sides.holds)


def earliest(old: Moments | None, new: Moments | None, sides: Sides) -> Verdict:
    return directed(_moments(old, new, sides, later="better"), sides.holds)


def latest(old: Moments | None, new: Moments | None, sides: Sides) -> Verdict:
    return directed(_moments(old, new, sides, later="worse"), sides.holds)


def _moments(old: Moments | None, new: Moments | None, sides: Sides, *, later: Verdict) -> Verdict:
    """`later` is what a later moment is, as a limit on who acts; a limit more holds back."""
    if old is None or new is None:
        return "better" if new else "worse"
    before, after = ({(one.relation, one.anchor): one for one in side.items} for side in (old, new))
    whole = len(before) == len(old.items) and len(after) == len(new.items)
    if not whole or before.keys() != after.keys() or (old.any_of != new.any_of and len(before) > 1):
        return "unclear"
    found = (_moment(before[key], after[key], sides, later=later) for key in before)
    return together(one for one in found if one != "equal")


def _moment(one: Moment, other: Moment, sides: Sides, *, later: Verdict) -> Verdict:
    if one == other:
        return "equal"
    if one.amount is None or other.amount is None:
        return "unclear"
    shorter = sides.sooner(_plain(one.amount), _plain(other.amount))
    # After an event a longer term is later; before a date it is earlier; more notice always holds back more.
    found = swapped(later) if one.relation == "after" else later
    found = "worse" if one.relation == "notice" else found
    return {"better": found, "worse": swapped(found)}.get(shorter, shorter)


def inside(old: tuple[str, ...], new: tuple[str, ...], sides: Sides) -> Verdict:
    """A wider window holds back less; no window at all holds back nothing."""
    if not old or not new:
        return directed("better" if new else "worse", sides.holds)
    return directed(swapped(sides.wider(old, new)), sides.holds)


def limits(old: tuple[Limit, ...], new: tuple[Limit, ...], sides: Sides) -> Verdict:
    if not old or not new:
        return directed("better" if new else "worse", sides.holds)
    before, after = ({(o.count, o.sum, o.per, o.same): o for o in side} for side in (old, new))
    if before.keys() != after.keys() or len(before) != len(old) or len(after) != len(new):
        return "unclear"
    return directed(together(_limit(before[key], after[key]) for key in before), sides.holds)


def _limit(old: Limit, new: Limit) -> Verdict:
    most, least = _number(old.at_most, new.at_most, more="worse"), _number(old.at_least, new.at_least, more="better")
    return together(one for one in (most, least) if one != "equal")


def _number(old: str | None, new: str | None, *, more: Verdict) -> Verdict:
    if old == new:
        return "equal"
    if old is None or new is None or not (old + new).replace(".", "").isdigit():
        return "unclear"
    return by_size(Decimal(old), Decimal(new), more=more)


# ---- where it applies ------------------------------------------------------------------------------------------------
def applies(old: Conditions | None, new: Conditions | None, sides: Sides) -> Verdict:
    """`if`: fewer conditions, or more words in one of them, is a promise for more cases."""
    return directed(_reach(old or {}, new or {}), sides.sign)


def excepts(old: Conditions | None, new: Conditions | None, sides: Sides) -> Verdict:
    """`unless`: whatever an exception reaches is taken away. None reaches nothing."""
    if not old or not new:
        return directed("worse" if new else "better", sides.sign)
    return directed(swapped(_reach(old, new)), sides.sign)


def _reach(old: Conditions, new: Conditions) -> Verdict:
    """`better` where the new conditions reach every case that the old ones reach, and more."""
    found: list[Verdict] = []
    for name in old.keys() | new.keys():
        before, after = old.get(name), new.get(name)
        if before is None or after is None:
            found.append("better" if before else "worse")
        elif before.negated != after.negated:
            found.append("unclear")
        else:
            found.append(by_members(before.words, after.words, more="worse" if before.negated else "better"))
    return together(one for one in found if one != "equal")


# ---- remedies --------------------------------------------------------------------------------------------------------
def remedy(old: Remedy | None, new: Remedy | None, sides: Sides) -> Verdict:
    """What the customer gets: more of it, sooner to be had, with less of a cap."""
    if old is None or new is None:
        return directed("better" if new else "worse", sides.sign)
    found = [_bands(old.credit or {}, new.credit or {}), _cap(old.cap, new.cap), _claim(old.claim, new.claim, sides)]
    if old.of != new.of:
        found.append("unclear")
    if old.opens != new.opens:
        found.append("unclear" if old.opens and new.opens else "better" if new.opens else "worse")
    return directed(together(one for one in found if one != "equal"), sides.sign)


def _bands(old: dict[str, Amount], new: dict[str, Amount]) -> Verdict:
    found: list[Verdict] = []
    for band in old.keys() | new.keys():
        found.append(_amount(old.get(band), new.get(band)))
    return together(one for one in found if one != "equal")


def _amount(old: Amount | None, new: Amount | None) -> Verdict:
    if old is None or new is None:
        return "equal" if old is new else "better" if new else "worse"
    return by_size(old.number, new.number) if old.currency == new.currency else "unclear"


def _cap(old: Amount | None, new: Amount | None) -> Verdict:
    return swapped(_amount(old, new)) if old is None or new is None else _amount(old, new)


def _claim(old: Any, new: Any, sides: Sides) -> Verdict:
    if old == new:
        return "equal"
    if "automatic" in (old, new):
        return "better" if new == "automatic" else "worse"
    if isinstance(old, Term) and isinstance(new, Term):
        return swapped(sides.sooner(_plain(old), _plain(new)))
    return "unclear"
