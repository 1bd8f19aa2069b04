"""The file with what a report's figures were counted from, as it is kept now."""

import json
from datetime import datetime
from uuid import UUID

from waarborg.kernel.instants import from_us
from waarborg.plumbing import tenancy
from waarborg.plumbing.indicators import NothingYet, lines_behind
from waarborg.plumbing.tenancy import Role
from waarborg.promises.rules.figures import Stated
from waarborg.trust.models import Report
from waarborg.trust.queries.reports import payload_of
from waarborg.trust.rules.months import month_in
from waarborg.trust.rules.raw_data import FORMAT, resting

# A figure of each customer is counted from what is its own alone.
_OF_CUSTOMER = "customer"


def data_file(report: Report) -> bytes:
    """JSON for `waarborg verify --data`: by promise the lines that its figure is counted from. The reader's right to
    the report was looked at by whoever found it; figures of the whole service are counted in the desk's scope."""
    payload = payload_of(report)
    figures = []
    with tenancy.enter(Role.DESK):
        for one in resting(payload):
            customer = report.tenant_id if one.figure.per == _OF_CUSTOMER else None
            lines = _lines(one.figure, customer)
            if lines is not None:
                figures.append({"promise": one.promise, "indicator": one.figure.indicator, "lines": lines})
    said = {"schema": FORMAT, "report": report.number, "figures": figures}
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def _lines(figure: Stated, customer: UUID | None) -> list[str] | None:
    begin, end = _edges(figure)
    try:
        lines = lines_behind(figure.indicator, begin, end, figure.about, customer)
    except NothingYet:
        return None
    return None if lines is None else list(lines)


def _edges(figure: Stated) -> tuple[datetime, datetime]:
    first, last = (month_in(name, figure.zone) for name in (figure.first, figure.last))
    return from_us(first.from_us), from_us(last.to_us)
