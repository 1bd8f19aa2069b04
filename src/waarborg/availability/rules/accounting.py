"""The availability of a period: downtime over agreed time, both without what is unknown, against a target.

Everything is an integer; weighted downtime is in millionths of a microsecond, so that a weight of 0.3 and a target of
99.9999 % are compared exactly: `down <= agreed * (10^6 - target)`. Only what is shown is cut off.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from waarborg.availability.rules.methods import UptimeMethod
from waarborg.availability.rules.probing import Probing
from waarborg.availability.rules.targets import (
    BROKEN,
    EXCEEDED,
    MET,
    NOT_MEASURED,
    TIMED,
    Length,
    Share,
    Unstated,
)
from waarborg.availability.rules.timeline import WHOLE, Span, integral, weighed
from waarborg.availability.rules.words import Lasting
from waarborg.kernel.errors import BadInput
from waarborg.kernel.intervals import Intervals, clip, intersect, measure, subtract, union

# Why a verdict is what it is.
WITHIN: Final = "within"
OVER: Final = "over"
OVER_WHATEVER: Final = "over-whatever-is-unknown"
TOO_LITTLE_KNOWN: Final = "too-little-known"
NOTHING_AGREED: Final = "nothing-agreed"
NOTHING_PROMISED: Final = "nothing-promised"
_WORST = (BROKEN, EXCEEDED, NOT_MEASURED, MET, TIMED)


class Unmeasurable(BadInput):
    code = "availability.target.unmeasurable"
    nl = "De norm {target} laat {budget} uitval toe; met deze metingen is pas {resolution} zeker te zien."
    en = "The target {target} allows {budget} of downtime; these probes are certain to see only {resolution}."
    nl_way_out = "Meet vaker, tel minder mislukte metingen op rij, of beloof niet meer dan te meten is."
    en_way_out = "Probe more often, count fewer failures in a row, or promise no more than can be measured."


@dataclass(frozen=True, slots=True)
class Judgement:
    """A target with its verdict and why. `budget` is the downtime it allows over all agreed time, in millionths of a
    microsecond; None where nothing was promised. `held`: the same over the known time, which decides."""

    target: Share | Length | Unstated
    verdict: str
    reason: str
    budget: int | None
    held: int | None


@dataclass(frozen=True, slots=True)
class Account:
    """The figure of a period. Lengths are microseconds; `down` and `planned` are weighted, in millionths of one.

    `hours` is the time agreed before exclusions, `agreed` after them; `unknown` lies in `agreed`. `stretches` is the
    downtime that counts, as (start, end, weight); `planned` the downtime within what was excluded, and `unseen` the
    length of reported trouble in unknown time, which counts on neither side.
    """

    hours: int
    excluded: Intervals
    agreed: int
    unknown: Intervals
    known: int
    stretches: tuple[tuple[int, int, int], ...]
    down: int
    planned: int
    unseen: int
    method: UptimeMethod
    judgements: tuple[Judgement, ...]

    @property
    def figure(self) -> Fraction | None:
        """The availability, exactly; None where nothing is known."""
        return Fraction(self.known * WHOLE - self.down, self.known * WHOLE) if self.known else None

    @property
    def coverage(self) -> Fraction | None:
        """The part of the agreed time of which anything is known; None where nothing was agreed."""
        return Fraction(self.known, self.agreed) if self.agreed else None

    @property
    def verdict(self) -> str:
        """Of several targets the worst."""
        found = {one.verdict for one in self.judgements}
        return next((one for one in _WORST if one in found), TIMED)


def account(
    spans: Iterable[Span],
    unknown: Intervals,
    excluded: Intervals,
    agreed: Intervals,
    targets: Sequence[Share | Length | Unstated],
    method: UptimeMethod,
    *,
    experience: bool = False,
) -> Account:
    """The figure and its verdicts. `excluded` counts only where the method excludes anything at all.

    Spans and unknown time may lie beyond the agreed time and overlap; they are clipped to it and counted once. Time
    that is unknown takes no part, whatever was reported in it. `experience`: such a figure is exceeded, never broken.
    """
    spans = tuple(spans)
    weights = dict(method.weights)
    hours = union(agreed)
    left_out = intersect(excluded, hours) if method.excludes else ()
    counted = subtract(hours, left_out)
    silent = intersect(unknown, counted)
    known = subtract(counted, silent)
    stretches = weighed(spans, weights, known)
    down, total, seen = integral(stretches), measure(counted), measure(known)
    return Account(
        hours=measure(hours),
        excluded=left_out,
        agreed=total,
        unknown=silent,
        known=seen,
        stretches=stretches,
        down=down,
        planned=integral(weighed(spans, weights, left_out)),
        unseen=sum(end - start for start, end, _ in weighed(spans, weights, silent)),
        method=method,
        judgements=tuple(_judge(one, down, total, seen, method.coverage, experience) for one in targets),
    )


def _judge(
    target: Share | Length | Unstated, down: int, agreed: int, known: int, coverage: int, experience: bool
) -> Judgement:
    broken = EXCEEDED if experience else BROKEN
    if isinstance(target, Unstated):
        enough = known > 0 and known * WHOLE >= agreed * coverage
        verdict, reason = (TIMED, NOTHING_PROMISED) if enough else (NOT_MEASURED, TOO_LITTLE_KNOWN)
        return Judgement(target, verdict, reason, None, None)
    if agreed == 0:
        return Judgement(target, NOT_MEASURED, NOTHING_AGREED, 0, 0)
    budget, held = budget_of(target, agreed), budget_of(target, known)
    # What is known to be down already exceeds all that the whole period allows: nothing unknown can mend that.
    if not _fits(down, budget, target.strict):
        reason = OVER if known == agreed else OVER_WHATEVER
        return Judgement(target, broken, reason, budget, held)
    if known == 0 or known * WHOLE < agreed * coverage:
        return Judgement(target, NOT_MEASURED, TOO_LITTLE_KNOWN, budget, held)
    if _fits(down, held, target.strict):
        return Judgement(target, MET, WITHIN, budget, held)
    return Judgement(target, broken, OVER, budget, held)


def budget_of(target: Share | Length, agreed: int) -> int:
    """The downtime a target allows in so many microseconds, in millionths of one."""
    if isinstance(target, Share):
        return agreed * (WHOLE - target.millionths)
    return target.ns * (WHOLE // 1000)


def _fits(down: int, budget: int, strict: bool) -> bool:
    return down < budget if strict else down <= budget


def check_measurable(target: Share | Length | Unstated, agreed: int, probing: Probing) -> None:
    """Refuses a target that allows less downtime than the probes are certain to see. Raises Unmeasurable."""
    if isinstance(target, Unstated):
        return
    budget = budget_of(target, agreed)
    if budget < probing.resolution * WHOLE:
        raise Unmeasurable(target=target.text, budget=Lasting(budget), resolution=Lasting(probing.resolution * WHOLE))


def burned(stretches: Iterable[tuple[int, int, int]], agreed: Intervals, target: Share | Length) -> Fraction | None:
    """The part of the error budget of some agreed and known time that the downtime in it used up.

    Over the whole period it is how much has gone; over the last hour it is how fast it goes: 1 would use up the budget
    exactly at the end. None where no downtime is allowed at all.
    """
    allowed = budget_of(target, measure(agreed))
    if allowed == 0:
        return None
    here = ((*part, weight) for start, end, weight in stretches for part in clip(agreed, start, end))
    return Fraction(integral(here), allowed)


@dataclass(frozen=True, slots=True)
class Claim:
    """Downtime that somebody wants left out, for a cause, with where the evidence lies."""

    start: int
    end: int
    cause: str
    evidence: str = ""


def accepted(claims: Iterable[Claim], causes: Sequence[str], *, evidence: bool) -> Intervals:
    """What of these claims may be left out: of a cause the method names, and with evidence where it asks that."""
    return union(
        (one.start, one.end) for one in claims if one.cause in causes and (one.evidence.strip() or not evidence)
    )


def downtime_within(account: Account, hours: Intervals) -> int:
    """The part of the downtime that counts which lies in certain hours, such as business hours; as `Account.down`."""
    parts = ((*part, weight) for start, end, weight in account.stretches for part in clip(hours, start, end))
    return integral(parts)
