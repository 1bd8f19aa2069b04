"""Which measures over an indicator are reckoned and told in reports."""

from typing import Final

from waarborg.promises.rules.agreement.promise import Measure

# How things stand now; the others are periods that are over.
NOW: Final = "now"
PERIODS: Final = frozenset({NOW, "month", "quarter", "year", "12 months"})
STATISTICS: Final = frozenset({NOW, "share", "ratio", "count"})
PER: Final = frozenset({"service", "customer"})
# What is not reckoned is named like a domain that does not exist yet: it keeps a promise from being enforced.
OTHERWISE: Final = "promises.figure.counted-otherwise"


def is_reckoned(measure: Measure) -> bool:
    """Whether a measure over a live indicator is one whose figure is stated and told."""
    fits = measure.statistic in STATISTICS and measure.over in PERIODS and measure.per in PER
    return fits and not measure.where and not measure.good
