"""What a change means for the customer, and how several meanings add up."""

from collections.abc import Iterable
from typing import Literal

# `equal`: written differently, the same for the customer. `neutral`: another arrangement, neither better nor worse.
# `unclear`: the file alone does not say; a person reads both texts.
Verdict = Literal["better", "worse", "equal", "neutral", "unclear"]
VERDICTS: tuple[Verdict, ...] = ("worse", "unclear", "better", "neutral", "equal")
# A customer is told beforehand of what is worse, and of what may be.
NEEDS_NOTICE = frozenset({"worse", "unclear"})
_SWAPPED: dict[Verdict, Verdict] = {"better": "worse", "worse": "better"}


def swapped(verdict: Verdict) -> Verdict:
    """What the change back would be."""
    return _SWAPPED.get(verdict, verdict)


def directed(verdict: Verdict, sign: int) -> Verdict:
    """`verdict` as it is for who benefits (1), turned round for a duty of the customer (-1), or not known (0)."""
    if verdict not in _SWAPPED:
        return verdict
    return verdict if sign > 0 else swapped(verdict) if sign < 0 else "unclear"


def together(verdicts: Iterable[Verdict]) -> Verdict:
    """The meaning of all of them: better and worse in one promise do not outweigh each other."""
    found = set(verdicts)
    if "unclear" in found or {"better", "worse"} <= found:
        return "unclear"
    return next((one for one in VERDICTS if one in found), "equal")


def by_size(old: object, new: object, *, more: Verdict = "better") -> Verdict:
    """For two values of one measure, or None where they cannot be compared."""
    if old == new:
        return "equal"
    try:
        return more if new > old else swapped(more)  # type: ignore[operator]
    except TypeError:
        return "unclear"


def by_members(old: Iterable[object], new: Iterable[object], *, more: Verdict = "better") -> Verdict:
    """For two sets, of which one can hold the other."""
    before, after = frozenset(old), frozenset(new)
    if before == after:
        return "equal"
    return more if before < after else swapped(more) if after < before else "unclear"
