"""What the isolation tests need to know of the promises (tests/isolation).

A published agreement is no customer's own: its name and version are words, and whoever is bound to it may read it.
"""

from datetime import UTC, datetime
from functools import cache
from uuid import UUID

from waarborg.customers.tests.cast import Cast
from waarborg.promises.actions.drafts import start_draft
from waarborg.promises.models import Binding, Draft
from waarborg.promises.tests.agreements import profile, publish_and_bind


@cache
def binding(cast: Cast) -> UUID:
    publish_and_bind(cast, profile("appreo"))
    with cast.owner.at_work():
        return Binding.objects.get().id


@cache
def draft(cast: Cast) -> UUID:
    at = datetime(2026, 4, 7, 9, tzinfo=UTC)
    with cast.manager.at_work():
        made: Draft = start_draft("agreement: half", by=cast.manager.actor, at=at, provider=cast.provider.id)
    return made.id


SAMPLES = {
    "agreement": "appreo",
    "version": "2026.1",
    "key": "terms",
    "promise": "support.pick-up",
    "binding": binding,
    "draft": draft,
}
