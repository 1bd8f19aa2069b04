"""What the isolation tests need to know of rosters and alarms; `isolation.py` takes it up."""

from functools import cache
from uuid import UUID

from waarborg.availability.actions.alarms.keep_policy import try_policy
from waarborg.availability.tests.alarming import make_policy, make_roster
from waarborg.availability.tests.incidents import at
from waarborg.catalogue.tests.isolation import EARLY
from waarborg.customers.tests.cast import Cast


@cache
def roster(cast: Cast) -> UUID:
    return make_roster(cast, when=EARLY).id


@cache
def policy(cast: Cast) -> UUID:
    """For a component that no other sample is about, so that their incidents call nobody."""
    return make_policy(cast, roster=roster(cast), least_effect="down", at=EARLY).id


@cache
def alarm(cast: Cast) -> UUID:
    """A trial: it is about no incident."""
    with cast.manager.at_work():
        return try_policy(policy(cast), by=cast.manager.actor, at=EARLY).id


SAMPLES = {"roster": roster, "policy": policy, "alarm": alarm, "level": 0, "duty": "unknown", "call": "unknown"}
# A swap ends after it begins; who took an alarm up ended its calls.
ROWS = {
    "availability_roster_swap": {"begins_at": at("01:00"), "ends_at": at("02:00")},
    "availability_alarm": {"next_at": None},
}
PUBLIC = {"availability:duty-calendar", "availability:answer-call"}
SEEN = {"availability:on-call", "availability:roster", "availability:alarms", "availability:alarm"}
WRITTEN = {"availability:on-call", "availability:roster", "availability:alarm"}
