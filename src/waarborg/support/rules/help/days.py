"""Kinds of help, and what a day of it is (PX-57)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

CONSULTANCY: Final = "consultancy"
TRAINING: Final = "training"
PARTNER: Final = "partner"
# Support outside office hours; its price is the one by the hour.
EXTRA: Final = "extra"
KINDS: Final[Mapping[str, Mapping[str, str]]] = {
    CONSULTANCY: {"nl": "advies", "en": "consultancy"},
    TRAINING: {"nl": "training", "en": "training"},
    PARTNER: {"nl": "partner", "en": "partner"},
    EXTRA: {"nl": "ondersteuning buiten kantooruren", "en": "support outside office hours"},
}
DAY: Final = "day"
UNITS: Final[Mapping[str, Mapping[str, str]]] = {
    "": {"nl": "op aanvraag", "en": "on request"},
    DAY: {"nl": "per dag", "en": "a day"},
    "hour": {"nl": "per uur", "en": "an hour"},
    "person": {"nl": "per persoon", "en": "a person"},
}
# A day is seven effective hours, half a day half of that.
HOURS: Final = Decimal(7)
MOST_HALVES: Final = 20
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Price:
    """From a day on: the amount a unit, and a kilometre of travel where that is charged."""

    from_on: date
    amount: Decimal
    currency: str
    a_kilometre: Decimal | None = None


def price_on(prices: Iterable[Price], day: date) -> Price | None:
    """The one that holds on `day`: the latest that has begun. None before the first."""
    begun = [one for one in prices if one.from_on <= day]
    return max(begun, key=lambda one: one.from_on, default=None)


def hours(halves: int) -> Decimal:
    """Of so many half days: three of them are 10.5."""
    return HOURS * halves / 2


def cost(price: Price, halves: int) -> Decimal:
    return (price.amount * halves / 2).quantize(_CENT, ROUND_HALF_UP)


def travel(price: Price, kilometres: int) -> Decimal:
    return ((price.a_kilometre or Decimal(0)) * kilometres).quantize(_CENT, ROUND_HALF_UP)
