"""What the isolation tests need to know of releases (tests/isolation)."""

from decimal import Decimal
from functools import cache
from uuid import UUID, uuid4

from waarborg.customers.tests.cast import Cast
from waarborg.releases.actions.features.keep import Described, keep_feature
from waarborg.releases.actions.items import Piece, add_item
from waarborg.releases.actions.plan import plan
from waarborg.releases.actions.rollouts.plan import Planned, plan_rollout
from waarborg.releases.tests.told import at, described

# When the sample of an agreement was published, the last before these in the provider's journal.
THEN = at("2025-12-01 09:00")


@cache
def release(cast: Cast) -> UUID:
    with cast.manager.at_work():
        return plan(described("2025.1"), provider=cast.provider.id, by=cast.manager.actor, at=THEN).id


@cache
def feature(cast: Cast) -> UUID:
    """One that customers read of and nobody said anything of."""
    described = Described("sample", "Voorbeeld", "process", shown=True)
    with cast.manager.at_work():
        return keep_feature(None, described, by=cast.manager.actor, at=THEN).id


@cache
def rollout(cast: Cast) -> UUID:
    """Of everybody's, in two waves."""
    waves = [(Decimal(10), at("2025-12-02 22:00")), (None, at("2025-12-05 22:00"))]
    with cast.manager.at_work():
        return plan_rollout(Planned("2025.1", waves), by=cast.manager.actor, at=THEN).id


@cache
def item(cast: Cast) -> UUID:
    held = release(cast)
    with cast.manager.at_work():
        return add_item(held, Piece("function", "Reistijd"), by=cast.manager.actor, at=THEN).id


SAMPLES = {"rollout": rollout, "release": release, "feature": feature, "item": item}
# For everybody: what the database shows a visitor.
PUBLIC = {"releases:changelog", "releases:compatibility", "releases:release", "releases:releases-atom"}
ROWS = {
    # What is not published is nobody's but ours.
    "releases_release": {"kind": "patch", "published_at": THEN},
    # What is released is told of; said is what a customer may say.
    "releases_feature": {"released_at": None},
    "releases_feature_choice": {"said": "requested"},
    "releases_rollout": {"most_failing": 1},
    # Each wave once in a roll-out; one that began did so at its time.
    "releases_wave": {"number": lambda _tenant: uuid4().int % 2**31, "started_at": None},
    "releases_turn": {"started_at": None, "completed_at": None},
    "releases_platform_version": {"result": "works"},
    # Each kind of test once for what a release brought.
    "releases_item_test": {"kind": lambda _tenant: uuid4().hex[:10]},
    # Each channel once for a release.
    "releases_channel": {"channel": lambda _tenant: uuid4().hex[:10]},
}
SEES = {
    "provider.support": {
        "releases:desk-releases",
        "releases:desk-release",
        "releases:item",
        "releases:platforms",
        "releases:desk-features",
        "releases:desk-feature",
        "releases:feature-customer",
        "releases:desk-rollouts",
        "releases:desk-rollout",
        "releases:rollout-customer",
    },
    "customer.user": {"releases:features", "releases:rollouts", "releases:whats-new"},
}
