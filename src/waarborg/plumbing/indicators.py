"""Indicators: functions that reckon a figure of the running installation, over a period or at this moment.

A package registers its own in AppConfig.ready, under the full name by which agreements call it; `promises` reckons them
and writes what they came to into each customer's journal. They lie in `queries/indicators.py`.

An indicator is called in the desk's scope; it changes nothing, and gives the same figure for the same period again as
long as what happened in it is kept. What cannot be reckoned yet raises.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure as a fraction of whole numbers; a count has the denominator 1, and 0 means that there was nothing to
    reckon from. `parts` are the whole numbers behind it, by a word of its sentence (`told` in `rules/names.py`)."""

    numerator: int
    denominator: int
    parts: Mapping[str, int] = field(default_factory=dict)


# From the first instant to the one behind the last (both now for what is asked of this moment), to the figures: that of
# the whole service under None, those of single customers under their ids.
Indicator = Callable[[datetime, datetime], Mapping[UUID | None, Counted]]
_indicators: dict[str, Indicator] = {}
# The same, of one part of a service and one statistic of it: the text says which, as the agreement has it
# (`promises.rules.figures.about_of`: part, statistic, what is good, with semicolons between).
PartIndicator = Callable[[datetime, datetime, str], Mapping[UUID | None, Counted]]
_by_part: dict[str, PartIndicator] = {}


def register(indicators: Mapping[str, Indicator]) -> None:
    """By full name, such as "support.article.count". Raises ValueError for a second function under one name."""
    for name, indicator in indicators.items():
        if _indicators.setdefault(name, indicator) is not indicator:
            raise ValueError(f"two functions reckon {name}")


def register_by_part(indicators: Mapping[str, PartIndicator]) -> None:
    """As `register`, for indicators whose names declare `statistics`."""
    for name, indicator in indicators.items():
        if _by_part.setdefault(name, indicator) is not indicator:
            raise ValueError(f"two functions reckon {name}")


def counted_by(name: str, begin: datetime, end: datetime, about: str) -> Mapping[UUID | None, Counted]:
    """What the indicator of this name comes to. Raises KeyError where nothing reckons it."""
    return _by_part[name](begin, end, about) if about else _indicators[name](begin, end)


def registered() -> Mapping[str, Indicator]:
    return MappingProxyType(_indicators)
