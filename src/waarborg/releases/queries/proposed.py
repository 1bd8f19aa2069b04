"""What a next roll-out may look like by the agreements in force: the share of the first wave, and when each begins."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from waarborg.kernel.instants import from_us, to_us
from waarborg.releases.queries import rollouts as reading
from waarborg.releases.rules import agreed_waves as agreed


def proposed(at: datetime) -> dict[str, Any]:
    """For the form of a new one: nothing where no agreement says anything. At most five queries, for staff."""
    found = reading.agreements(set(reading.members(None, at)), at)
    terms = agreed.strictest(one for one in map(agreed.terms_in, found) if one is not None)
    first = [one for agreement in found for one in agreed.asked(agreement, 1)]
    rest = [one for agreement in found for one in agreed.asked(agreement, 2)]
    given: dict[str, Any] = {}
    if terms is not None:
        given["share_1"] = Decimal(terms.share.numerator * 100) / terms.share.denominator
    begins = agreed.next_start(first, to_us(at)) if first else None
    if begins is not None:
        given["starts_1"] = from_us(begins)
        last = agreed.next_start(rest, begins + 1) if rest else None
        if last is not None:
            given["starts_last"] = from_us(last)
    return given
