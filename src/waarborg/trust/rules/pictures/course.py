"""What a stated figure of availability tells of its month, read from the rows of its line; what cannot be read is left
out, since whoever made a report chose them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from waarborg.kernel.errors import Refusal
from waarborg.kernel.instants import civil_start, parse_instant, to_us
from waarborg.promises.rules.figures import Stated
from waarborg.trust.rules.months import Month

# What of the work counted all the same, by the row that tells it.
COUNTED: Final = "counted-"
EXCLUDED: Final = "excluded"
_OUT, _PARTLY, _UNKNOWN = "outage", "outage-weighed", "draw-unknown"


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` to before `end`, in microseconds; `word` is that of its row, `share` how heavily it counts (%)."""

    start: int
    end: int
    word: str
    share: str = "100"

    def within(self, start: int, end: int) -> int:
        return max(0, min(self.end, end) - max(self.start, start))


@dataclass(frozen=True, slots=True)
class Course:
    month: Month
    outages: tuple[Span, ...]
    works: tuple[Span, ...]
    unknown: tuple[Span, ...]

    def days(self) -> Iterator[tuple[date, int, int]]:
        """Each local day with its first instant and that of the next."""
        day = date.fromisoformat(f"{self.month.name}-01")
        while (begin := civil_start(day, 0, self.month.zone)) < self.month.to_us:
            yield day, begin, civil_start(day + timedelta(days=1), 0, self.month.zone)
            day += timedelta(days=1)


def course_of(figure: Stated, month: Month) -> Course:
    spans = [one for one in (_span(row, month) for row in figure.rows) if one is not None]
    return Course(
        month,
        _of(spans, lambda word: word in (_OUT, _PARTLY)),
        _of(spans, lambda word: word == EXCLUDED or word.startswith(COUNTED)),
        _of(spans, lambda word: word == _UNKNOWN),
    )


def _of(spans: Iterable[Span], wanted: Callable[[str], bool]) -> tuple[Span, ...]:
    return tuple(sorted((one for one in spans if wanted(one.word)), key=lambda one: (one.start, one.end)))


def _span(row: str, month: Month) -> Span | None:
    word, *values = row.split(";")
    known = word in (_OUT, _PARTLY, _UNKNOWN, EXCLUDED) or word.startswith(COUNTED)
    if not known or len(values) < 2 or not all(one.startswith("@") for one in values[:2]):
        return None
    try:
        start, end = (to_us(parse_instant(one[1:])) for one in values[:2])
    except (Refusal, ValueError, OverflowError):
        return None
    start, end = max(start, month.from_us), min(end, month.to_us)
    share = values[3] if word == _PARTLY and len(values) > 3 else "100"
    return Span(start, end, word, share) if start < end else None
