"""The figures that agreements in force promise, and how they were stated to a customer last."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from waarborg.kernel.instants import civil_start, local, to_us
from waarborg.promises.models import Binding
from waarborg.promises.queries.board_rows import told_figures
from waarborg.promises.queries.standing import compiled
from waarborg.promises.rules.agreement.promise import Measure
from waarborg.promises.rules.compiled import Compiled
from waarborg.promises.rules.figures import BROKE, LIVE, Asked, Stated, judged
from waarborg.promises.rules.standing import Standing


def used(*, at: datetime) -> list[Asked]:
    """Every figure that some agreement in force promises, in order. One query, and one for each version that this
    process has not read yet."""
    found: set[Asked] = set()
    for version in versions_used(at=at):
        found |= set(version.asked.values())
    return sorted(found, key=lambda one: (one.indicator, one.about, one.over, one.per, one.zone))


def versions_used(*, at: datetime) -> list[Compiled]:
    """Every version that binds somebody at an instant. One query, and one for each that this process has not read."""
    found = _in_force(at).order_by("version__sha256").values_list("version__sha256", flat=True).distinct()
    return [compiled(sha256) for sha256 in found]


def version_of_most(*, at: datetime) -> Compiled | None:
    """The version that binds the most customers at an instant: what a house promises in general. None where nobody is
    bound. One query, and one where this process has not read it."""
    counted = _in_force(at).values("version__sha256").annotate(many=Count("tenant_id", distinct=True))
    found = counted.order_by("-many", "version__sha256").values_list("version__sha256", flat=True).first()
    return compiled(found) if found else None


def _in_force(at: datetime) -> QuerySet[Binding]:
    return Binding.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), starts_at__lte=at)


def asking(indicator: str, about: str) -> Iterator[tuple[Compiled, str]]:
    """The promises of versions that bind or bound somebody which ask this figure, as version and name. One query, and
    one for each version that this process has not read yet."""
    for sha256 in Binding.objects.order_by("version__sha256").values_list("version__sha256", flat=True).distinct():
        version = compiled(sha256)
        for name, one in version.asked.items():
            if (one.indicator, one.about) == (indicator, about):
                yield version, name


def asked_of(bound: Standing, *, at: datetime) -> dict[Asked, list[Measure]]:
    """The figures that are promised to this customer, with the measures that need them: by what binds it now, and by
    what did when this month began, since a period that is over is stated in the month after it."""
    now = bound.at(at)
    first = local(to_us(at), now.agreement.timezone).date().replace(day=1)
    before = bound.before(civil_start(first, 0, now.agreement.timezone))
    over = bound.over_since(to_us(at)) is not None
    found: dict[Asked, list[Measure]] = {}
    for version in (now,) if before is now else (now, before):
        for name, asked in version.asked.items():
            measure = version.measure(name)
            if measure is not None and (not over or name in version.lasting):
                found.setdefault(asked, []).append(measure)
    return found


def figure_states(tenant: UUID, version: Compiled) -> dict[str, str]:
    """Promise -> mark of each measure whose figure was stated to the customer, as it was last. One query where there
    are any, and their board was not asked before."""
    if not version.asked:
        return {}
    last = told_figures(tenant)
    found = {}
    for name, one in version.asked.items():
        missed = "exceeded" if version.promise(name).level == "experience" else "broken"
        if version.is_rounds(name):
            found[name] = _live_state(last.get(replace(one, over=LIVE)), missed)
            continue
        measure, stated = version.measure(name), last.get(one)
        kept = None if measure is None or stated is None else judged(measure, stated)
        if kept is not None:
            found[name] = "met" if kept else missed
    return found


def _live_state(now: Stated | None, missed: str) -> str:
    """The mark of a promise whose rounds are counted: late at this moment, missed this month, or kept; unknown where
    nothing is there to be counted."""
    if now is None or now.value is None:
        return "unknown"
    if now.numerator:
        return "late"
    return missed if dict(now.parts).get(BROKE) else "met"
