"""That nothing new begins at a customer that was closed into another."""

from uuid import UUID

from waarborg.contracts.queries.merging import merged_into
from waarborg.kernel.errors import Refusal


class MergedAway(Refusal):
    """What ran when the two became one goes on to its end here; what is new belongs to who goes on."""

    code = "contracts.merger.merged-away"
    nl = "Deze organisatie is opgegaan in {other}; hier begint niets nieuws meer."
    en = "This organisation has become part of {other}; nothing new begins here any more."
    nl_way_out = "Doe het bij {other}. Wat al liep, loopt hier af zoals het was beloofd."
    en_way_out = "Do it at {other}. What was running already is finished here, as it was promised."


def require_not_merged(tenant: UUID) -> None:
    """One query. Raises MergedAway."""
    found = merged_into(tenant)
    if found is not None:
        raise MergedAway(other=found.other_name)
