"""What the isolation tests need to know of continuity (tests/isolation)."""

from functools import cache
from uuid import UUID

from waarborg.continuity.actions.keep_plan import make_plan
from waarborg.continuity.tests.told import at, described
from waarborg.customers.tests.cast import Cast

# When the sample of an agreement was published, the last before these in the provider's journal.
THEN = at("2025-12-01 09:00")


@cache
def plan(cast: Cast) -> UUID:
    with cast.manager.at_work():
        return make_plan(described("sample"), provider=cast.provider.id, by=cast.manager.actor, at=THEN)[0].id


SAMPLES = {"plan": plan}
# Who may read a plan follows from whom it covers: each audience has its own scope.
ROWS = {
    "continuity_plan": {"scope": "service", "customer_id": None},
    "continuity_run": {"outcome": "good", "began_at": THEN, "completed_at": THEN, "as_of": THEN},
}
SEES = {
    "provider.support": {"continuity:plans", "continuity:plan", "continuity:runs-file"},
    "customer.owner": {"continuity:portal"},
}
