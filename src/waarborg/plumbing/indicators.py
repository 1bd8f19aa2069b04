"""Indicators: functions that reckon a figure of the running installation, over a period or at this moment.

A package registers its own in AppConfig.ready, under the full name by which agreements call it; `promises` reckons them
and writes what they came to into each customer's journal. They lie in `queries/indicators.py`.

An indicator is called in the desk's scope; it changes nothing, and gives the same figure for the same period again as
long as what happened in it is kept. What cannot be reckoned yet raises `NothingYet`, and is tried again the next night.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure as a fraction of whole numbers; a count has the denominator 1, and 0 means that there was nothing to
    reckon from. `parts` are the whole numbers behind it, by a word of its sentence (`told` in `rules/names.py`).

    `rows` say what it rests on, one thing each: a word of the indicator's `rows` and what goes into its sentence, with
    semicolons between; "@" stands before an instant (RFC 3339), "~" before a length in microseconds. `because` is why
    it may differ from what was stated before, as a word of these sentences too."""

    numerator: int
    denominator: int
    parts: Mapping[str, int] = field(default_factory=dict)
    rows: tuple[str, ...] = ()
    because: str = ""


class NothingYet(Exception):
    """There is nothing to reckon this figure from, such as a component that the catalogue does not have yet."""


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


# What such a figure is counted from, as lines of text whose hash it names: over the same time, of the same part, of one
# customer or (None) of the whole service.
Behind = Callable[[datetime, datetime, str, UUID | None], Sequence[str]]
_behind: dict[str, Behind] = {}


def register_behind(found: Mapping[str, Behind]) -> None:
    """By full name, as `register`."""
    for name, behind in found.items():
        if _behind.setdefault(name, behind) is not behind:
            raise ValueError(f"two functions tell what {name} is counted from")


def lines_behind(name: str, begin: datetime, end: datetime, about: str, customer: UUID | None) -> Sequence[str] | None:
    """The lines that a figure is counted from; None where the indicator tells none."""
    found = _behind.get(name)
    return None if found is None else found(begin, end, about, customer)
