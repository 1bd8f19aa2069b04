"""What a customer's board is made of, in one question: its open clocks, the month's verdicts and the newest figures."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from waarborg.plumbing import tenancy
from waarborg.promises.models import Figure
from waarborg.promises.queries.lines import RUN, remember_open_runs, run_columns, run_of
from waarborg.promises.rules.figures import Asked, Stated

# By hand: as three questions this was a quarter of a page. Its parts are told apart by the first column.
READ = """
SELECT 'open', {run}, NULL::bigint, NULL::jsonb FROM promises_clock_run r WHERE r.tenant_id = %(tenant)s AND r.is_open
UNION ALL
SELECT 'verdict', {nothing}, count(*), jsonb_build_array(promise, verdict)
FROM promises_clock_run WHERE tenant_id = %(tenant)s AND month = %(month)s GROUP BY promise, verdict
UNION ALL
SELECT 'figure', {nothing}, NULL, figure FROM ({figures}) AS told
"""
STATED = (
    "indicator", "over", "per", "zone", "about", "first", "last", "numerator", "denominator", "parts", "rows",
    "version", "replaces", "because",
)  # fmt: skip
# Of each figure that was stated to the customer the newest, and of that its newest version.
FIGURES = f"""
SELECT DISTINCT ON (indicator, over, per, zone, about) jsonb_build_array({", ".join(STATED)}) AS figure
FROM promises_figure WHERE tenant_id = %(tenant)s AND told
ORDER BY indicator, over, per, zone, about, last DESC, id DESC
"""
Told = Mapping[Asked, Stated]


@dataclass(frozen=True, slots=True)
class BoardRows:
    """`open` are runs as `lines.open_runs` gives them; `verdicts` are (promise, verdict, how many)."""

    open: list[Any]
    verdicts: list[tuple[str, str, int]]


def board_rows(tenant: UUID, month: str) -> BoardRows:
    """Of a whole customer. One query, which also answers `open_runs` and `told_figures` in this unit of work."""
    tenancy.current()
    nothing = ", ".join(["NULL"] * (len(RUN) + 1))
    sql = READ.format(run=run_columns("r"), nothing=nothing, figures=FIGURES)
    with connection.cursor() as cursor:
        cursor.execute(sql, {"tenant": tenant, "month": month})
        rows = cursor.fetchall()
    runs = [run_of(columns) for part, *columns, _number, _told in rows if part == "open"]
    verdicts = [(*_read(said), number) for part, *_run, number, said in rows if part == "verdict"]
    figures = _by_asked(_read(said) for part, *_run, _number, said in rows if part == "figure")
    remember_open_runs(tenant, runs)
    tenancy.remembered(_figures_of(tenant), lambda: figures)
    return BoardRows(runs, verdicts)


def told_figures(tenant: UUID) -> Told:
    """The newest of each figure that was stated to a customer. One query in a unit of work."""

    def read() -> Told:
        with connection.cursor() as cursor:
            cursor.execute(FIGURES, {"tenant": tenant})
            return _by_asked(_read(figure) for (figure,) in cursor.fetchall())

    found: Told = tenancy.remembered(_figures_of(tenant), read)
    return found


def _figures_of(tenant: UUID) -> tuple[str, UUID]:
    return "promises.told-figures", tenant


def _by_asked(figures: Any) -> Told:
    rows = [Figure(told=True, **dict(zip(STATED, one, strict=True))) for one in figures]
    return {row.asked: row.stated for row in rows}


def _read(found: Any) -> Any:
    return json.loads(found) if isinstance(found, str) else found
