"""What the isolation tests need to know of the promises (tests/isolation).

A published agreement is no customer's own: its name and version are words, and whoever is bound to it may read it.
"""

from functools import cache
from uuid import UUID

from waarborg.customers.tests.cast import Cast
from waarborg.promises.models import Binding
from waarborg.promises.tests.agreements import profile, publish_and_bind


@cache
def binding(cast: Cast) -> UUID:
    publish_and_bind(cast, profile("appreo"))
    with cast.owner.at_work():
        return Binding.objects.get().id


SAMPLES = {
    "agreement": "appreo",
    "version": "2026.1",
    "key": "terms",
    "promise": "support.pick-up",
    "binding": binding,
}
