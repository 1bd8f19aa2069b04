"""The figures of a month as rows of a file: hours as decimal numbers, shares in percent, each beside its count."""

from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal

from django.utils.translation import gettext as _

from waarborg.plumbing.sheets import Cell
from waarborg.support.queries.figures import Told
from waarborg.support.rules.figures.groups import Figures, Spread

HOUR = 3_600_000_000


def figure_head(first: str) -> list[str]:
    return [
        first,
        _("Reported"),
        _("Not answered yet"),
        _("First responses"),
        _("First response, middle (business hours)"),
        _("First response, nine in ten within (business hours)"),
        _("Same day, of how many"),
        _("Same day"),
        _("Same day (%)"),
        _("Resolved"),
        _("Resolution, middle (business hours)"),
        _("Resolution, nine in ten within (business hours)"),
        _("Not ours to do"),
        _("Reopened"),
        _("Open at the end"),
        _("Middle age (days)"),
        _("Oldest (days)"),
    ]


def figure_rows(told: Told) -> Iterator[list[Cell]]:
    yield [_("All"), *_cells(told.total)]
    for one in told.groups:
        yield [one.name, *_cells(one.figures)]


def _cells(one: Figures) -> list[Cell]:
    share = one.same_day
    return [
        one.reported,
        one.unanswered,
        *_spread(one.first),
        share.count,
        share.part,
        None if share.ppm is None else (Decimal(share.ppm) / 10_000).quantize(Decimal("0.1"), ROUND_DOWN),
        *_spread(one.resolution),
        one.refused,
        one.reopened,
        one.backlog.count,
        one.backlog.median,
        one.backlog.oldest,
    ]


def _spread(one: Spread) -> list[Cell]:
    return [one.count, _hours(one.median), _hours(one.ninety)]


def _hours(us: int | None) -> Decimal | None:
    return None if us is None else (Decimal(us) / HOUR).quantize(Decimal("0.01"))
