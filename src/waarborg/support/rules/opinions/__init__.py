"""What a customer thinks of how a ticket was resolved: the grades, and until when it can say so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Grade = Literal["good", "fair", "poor"]
GRADES: dict[Grade, dict[str, str]] = {
    "good": {"nl": "goed", "en": "good"},
    "fair": {"nl": "gaat wel", "en": "fair"},
    "poor": {"nl": "slecht", "en": "poor"},
}
CHANGEABLE = timedelta(days=14)
# Fewer answers than this say nothing of how things go.
ENOUGH = 5


def is_open(resolved_at: datetime, at: datetime) -> bool:
    """Whether an opinion on what was resolved then can be given, or changed, now."""
    return resolved_at <= at < resolved_at + CHANGEABLE


@dataclass(frozen=True, slots=True)
class Month:
    """How often each grade was given about what was resolved in a month ("2026-04"), of so many resolved."""

    month: str
    resolved: int
    counts: Mapping[str, int]

    @property
    def answers(self) -> int:
        return sum(self.counts.values())

    @property
    def is_enough(self) -> bool:
        return self.answers >= ENOUGH

    @property
    def good_percent(self) -> int | None:
        """The share that was good, cut off to whole percents; None where there are too few answers."""
        return self.counts.get("good", 0) * 100 // self.answers if self.is_enough else None


def months(resolved: Mapping[str, int], given: Iterable[tuple[str, str, int]]) -> list[Month]:
    """The newest first; `given` are (month, grade, how often)."""
    counts: dict[str, dict[str, int]] = {}
    for month, grade, number in given:
        counts.setdefault(month, {})[grade] = number
    return [Month(one, resolved.get(one, 0), counts.get(one, {})) for one in sorted({*resolved, *counts}, reverse=True)]
