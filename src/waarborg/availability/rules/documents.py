"""Figures as plain JSON: what is stored, hashed, restated and printed with --json. Instants are microseconds."""

from fractions import Fraction
from typing import Any

from waarborg.availability.rules.accounting import Account
from waarborg.availability.rules.maintenance import Judged
from waarborg.availability.rules.response.figures import Response
from waarborg.availability.rules.timeline import WHOLE
from waarborg.availability.rules.words import number_text, percentage
from waarborg.kernel.intervals import measure


def of_account(account: Account) -> dict[str, Any]:
    """A figure of availability. `exact` is the figure as numerator and denominator in text: they outgrow a double."""
    return {
        "figure": _shown(account.figure),
        "exact": _exact(account.figure),
        "verdict": account.verdict,
        "targets": [
            {
                "target": one.target.text,
                "verdict": one.verdict,
                "reason": one.reason,
                "budget_us": None if one.budget is None else one.budget // WHOLE,
            }
            for one in account.judgements
        ],
        "hours_us": account.hours,
        "excluded_us": measure(account.excluded),
        "agreed_us": account.agreed,
        "unknown_us": measure(account.unknown),
        "known_us": account.known,
        "coverage": _shown(account.coverage),
        "downtime_us": account.down // WHOLE,
        "planned_downtime_us": account.planned // WHOLE,
        "unseen_us": account.unseen,
        "downtime": [[start, end, weight] for start, end, weight in account.stretches],
        "excluded": [list(pair) for pair in account.excluded],
        "unknown": [list(pair) for pair in account.unknown],
        "method": account.method.uses,
    }


def of_work(judged: Judged) -> dict[str, Any]:
    """A piece of maintenance with what became of every part of it."""
    return {
        "what": judged.work.name,
        "parts": [
            {
                "start": one.start,
                "end": one.end,
                "outcome": one.outcome,
                "announced": one.announced,
                "latest": one.latest,
            }
            for one in judged.parts
        ],
    }


def of_response(response: Response) -> dict[str, Any]:
    """A figure of response times, in nanoseconds or as a share; `least` and `most` are exact, as text."""
    promise = response.promise
    return {
        "statistic": promise.statistic,
        "target": promise.target.text,
        "good": None if promise.good is None else promise.good.text,
        "sample": promise.sample,
        "verdict": response.verdict,
        "reason": response.reason,
        "count": response.count,
        "unit": "share" if response.is_share else "ns",
        "least": _exact(response.least),
        "most": _exact(response.most),
        "threshold_ns": promise.threshold,
        "above": None if response.above is None else list(response.above),
    }


def _exact(value: Fraction | None) -> list[str] | None:
    return None if value is None else [str(value.numerator), str(value.denominator)]


def _shown(value: Fraction | None) -> str | None:
    return None if value is None else number_text(percentage(value.numerator, value.denominator), "en")
