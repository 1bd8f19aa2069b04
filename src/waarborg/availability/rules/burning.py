"""How fast the downtime that a month allows is used up, and when that has to be told. Pure; lengths are microseconds,
downtime and what is allowed millionths of one.

As in site reliability practice a fast level looks at short windows and a slow one at long ones, and each at a second,
shorter window too, so that what is over is not warned of. They are shares of what the whole month allows instead of
rates: 2 % in an hour is 14.4 times too fast in a month of thirty days. docs/algorithms/availability.md has examples.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from waarborg.availability.rules.timeline import integral

MINUTE: Final = 60 * 1_000_000
HOUR: Final = 60 * MINUTE
FAST, QUICK, SLOW, HALF, SPENT = "fast", "quick", "slow", "half", "spent"
# The most urgent first.
LEVELS: Final = (SPENT, FAST, QUICK, HALF, SLOW)


@dataclass(frozen=True, slots=True)
class Windows:
    """Reached where `percent` of what the month allows went in `long`, and in `short` it still goes as fast."""

    level: str
    percent: int
    long: int
    short: int


WINDOWS: Final = (
    Windows(FAST, 2, HOUR, 5 * MINUTE),
    Windows(QUICK, 5, 6 * HOUR, 30 * MINUTE),
    Windows(SLOW, 10, 72 * HOUR, 6 * HOUR),
)


def spent_in(stretches: Iterable[tuple[int, int, int]], start: int, end: int) -> int:
    """The weighted downtime of `[start, end)`."""
    parts = ((max(begin, start), min(stop, end), weight) for begin, stop, weight in stretches)
    return integral(one for one in parts if one[0] < one[1])


def reached(stretches: Sequence[tuple[int, int, int]], allowed: int, at: int, *, strict: bool = False) -> list[str]:
    """The levels that are reached at an instant, the most urgent first; `stretches` is the downtime of the month so far
    that counts, `allowed` what the whole month allows. `strict`: what is allowed may not be used up whole either.

    Where nothing is allowed there is no speed: the first downtime has used it up.
    """
    down = spent_in(stretches, 0, at)
    if down == 0:
        return []
    found = {SPENT} if down > allowed or (strict and down == allowed) else set()
    if allowed and down * 2 >= allowed:
        found.add(HALF)
    if allowed and SPENT not in found:
        # Once it is used up it goes no faster.
        found |= {one.level for one in WINDOWS if _goes(stretches, allowed, at, one)}
    return [one for one in LEVELS if one in found]


def _goes(stretches: Sequence[tuple[int, int, int]], allowed: int, at: int, one: Windows) -> bool:
    wanted = allowed * one.percent
    if spent_in(stretches, at - one.long, at) * 100 < wanted:
        return False
    return spent_in(stretches, at - one.short, at) * 100 * one.long >= wanted * one.short


_WORDS: Final = {
    SPENT: ("de toegestane uitval van de maand is op", "the downtime allowed for the month is used up"),
    FAST: (
        "in een uur ging 2 % van de toegestane uitval van de maand op, en het ging zo door",
        "2 % of the downtime allowed for the month went in an hour, and it went on like that",
    ),
    QUICK: (
        "in zes uur ging 5 % van de toegestane uitval van de maand op, en het ging zo door",
        "5 % of the downtime allowed for the month went in six hours, and it went on like that",
    ),
    HALF: (
        "de helft van de toegestane uitval van de maand is op",
        "half of the downtime allowed for the month is used up",
    ),
    SLOW: (
        "in drie dagen ging 10 % van de toegestane uitval van de maand op, en het ging zo door",
        "10 % of the downtime allowed for the month went in three days, and it went on like that",
    ),
}
# The same as sentences of a statement, after the instant at which staff were warned.
ROWS: Final = {
    f"warned-{level}": {
        "nl": f"Onze mensen zijn op {{0}} gewaarschuwd: {nl}.",
        "en": f"Our people were warned on {{0}}: {en}.",
    }
    for level, (nl, en) in _WORDS.items()
}


def call_level(level: str, lang: str) -> str:
    return _WORDS[level][0 if lang == "nl" else 1]
