"""Which measures over an indicator are reckoned and told in reports."""

from typing import Final

from waarborg.promises.rules.agreement.promise import Measure
from waarborg.promises.rules.registry.names import Name

# How things stand now; the others are periods that are over.
NOW: Final = "now"
PERIODS: Final = frozenset({NOW, "month", "quarter", "year", "12 months"})
STATISTICS: Final = frozenset({NOW, "share", "ratio", "count"})
PER: Final = frozenset({"service", "customer"})
# Of each component that a customer uses; what is told is the worst of them, with each beside it.
EACH: Final = "component"
# What is not reckoned is named like a domain that does not exist yet: it keeps a promise from being enforced.
OTHERWISE: Final = "promises.figure.counted-otherwise"


# The property by which a measure names one part of a service: a component or a window.
PART: Final = "component"


def is_reckoned(measure: Measure, indicator: Name | None) -> bool:
    """Whether a measure over this live indicator is one whose figure is stated and told."""
    each = indicator is not None and indicator.each and measure.per == EACH
    if measure.over not in PERIODS or not (measure.per in PER or each):
        return False
    if indicator is None or not indicator.statistics:
        return measure.statistic in STATISTICS and not measure.where and not measure.good
    of_one_part = set(measure.where or {}) == {PART} and part_of(measure) is not None
    of_one_part = of_one_part or (indicator.whole and not measure.where) or choice_of(measure, indicator) is not None
    says_what_is_good = (measure.good is not None) == (measure.statistic == "share")
    return measure.over != NOW and measure.statistic in indicator.statistics and of_one_part and says_what_is_good


def part_of(measure: Measure) -> str | None:
    """The one component or window that a measure is about; None where it names none, or several."""
    choice = (measure.where or {}).get(PART)
    return choice.words[0] if choice is not None and not choice.negated and len(choice.words) == 1 else None


def choice_of(measure: Measure, indicator: Name | None = None) -> tuple[str, str] | None:
    """The one property other than the part by which a measure chooses, with its word; of an indicator only one that it
    knows. None where it chooses otherwise, or not at all."""
    listed = list((measure.where or {}).items())
    if len(listed) != 1 or listed[0][0] == PART or (indicator is not None and listed[0][0] not in indicator.selects):
        return None
    name, choice = listed[0]
    return (name, choice.words[0]) if not choice.negated and len(choice.words) == 1 else None
