"""A back-test as words and as JSON."""

from typing import Any

from waarborg.promises.rules.backtest.counting import BANDS, Backtest, Counted
from waarborg.promises.rules.backtest.picture import label


def closeness(counted: Counted, lang: str) -> str:
    """How much of the term was used: "tot 50 %: 12, tot 100 %: 3"."""
    return ", ".join(f"{label(band, lang)}: {counted.bands[band]}" for band in BANDS if counted.bands[band])


def as_mapping(found: Backtest) -> dict[str, Any]:
    """The shape of `waarborg agreement backtest --json`. Shares are percentages of the term; null is over the last."""
    return {
        "agreement": found.agreement.name,
        "events": found.events,
        "subjects": found.subjects,
        "promises": [
            {
                "promise": one.promise,
                "level": one.level,
                "all": _mapping(one.all),
                "months": {month: _mapping(counted) for month, counted in one.months.items()},
            }
            for one in found.promises
        ],
        "not_yet_enforced": list(found.without),
    }


def _mapping(counted: Counted) -> dict[str, Any]:
    return {
        "verdicts": dict(sorted(counted.verdicts.items())),
        "used": [{"at_most": band, "count": counted.bands[band]} for band in BANDS],
    }
