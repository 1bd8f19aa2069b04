"""In which wave of a roll-out a customer gets a new version: the method `wave-picker/1` (SO-32, PX-112).

Customers stand in one order: by ring (early, general, late), then by SHA-256 of the salt and their identifier, which
treats all alike whatever their size or age. The first waves take their shares of it, each rounded up over all waves so
far; the last takes everybody else. Whoever was picked for an early wave stays in it while he is a customer, also when
the share became smaller; only the ring `late` takes him out. docs/algorithms/rollout-waves.md has the numbers.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from typing import Final
from uuid import UUID

from waarborg.catalogue.rules.rings import LATE, RINGS

METHOD: Final = "releases.wave-picker/1"
EVEN: Final = "even"
FIRST, REST = "first", "rest"
_SHARE = re.compile(r"(\d{1,3})(?:[.,](\d{1,3}))?\s*%")


@dataclass(frozen=True, slots=True)
class Customer:
    """`before` is the wave (1 is the first) that the method picked for the roll-out before this one; None for none."""

    id: UUID
    ring: str
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """`share` of the customers for the first wave, between 0 and 1."""

    share: Fraction
    salt: str


def terms(settings: Mapping[str, object]) -> Terms:
    """The settings of `wave-picker/1` in an agreement. Raises ValueError for a share that is none, and for a spread
    other than `even`: a method that was agreed is not carried out in another way."""
    found = _SHARE.fullmatch(str(settings.get("share", "")).strip())
    share = Fraction(f"{found[1]}.{found[2] or 0}") / 100 if found else Fraction(0)
    if not 0 < share < 1:
        raise ValueError(f"share {settings.get('share')!r} is no part of the customers")
    if settings.get("spread", EVEN) != EVEN:
        raise ValueError(f"spread {settings.get('spread')!r} is unknown")
    return Terms(share, str(settings.get("salt", "")))


def wave_word(number: int) -> str:
    """What agreements call a wave: the first, or one of the rest."""
    return FIRST if number == 1 else REST


def place(customer: UUID, salt: str) -> str:
    """Where a customer stands among those of its ring: the same for the same salt, always."""
    return sha256(f"{salt}:{customer}".encode()).hexdigest()


def quota(share: Fraction, customers: int) -> int:
    """How many of so many customers a share is, rounded up: a tenth of 47 is 5."""
    return -(-share.numerator * customers // share.denominator)


def pick(customers: Iterable[Customer], shares: Sequence[Fraction], salt: str) -> dict[UUID, int]:
    """The wave of each customer, by number. `shares` are those of all waves but the last, which takes the others.

    Raises ValueError where the shares leave nothing for the last wave, or one of them is nothing.
    """
    if any(share <= 0 for share in shares) or sum(shares, Fraction(0)) >= 1:
        raise ValueError("shares are parts that leave some for the last wave")
    waiting = sorted(customers, key=lambda one: (RINGS.index(one.ring), place(one.id, salt)))
    many, reached, found = len(waiting), Fraction(0), dict[UUID, int]()
    for number, share in enumerate(shares, 1):
        reached += share
        stays = [one for one in waiting if one.before == number and one.ring != LATE]
        room = max(quota(reached, many) - len(found) - len(stays), 0)
        kept = {one.id for one in stays}
        taken = [*stays, *[one for one in waiting if one.id not in kept][:room]]
        found |= {one.id: number for one in taken}
        waiting = [one for one in waiting if one.id not in found]
    return found | {one.id: len(shares) + 1 for one in waiting}
