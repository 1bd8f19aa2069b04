"""Short ways to extra support in the state that a test is about."""

from datetime import datetime, timedelta

from waarborg.customers.tests.cast import Cast
from waarborg.support.models import ExtraSupport


def asked(cast: Cast, starts: datetime, *, now: datetime, hours: int = 3) -> ExtraSupport:
    """A stretch of Merendaal, written without its action."""
    with cast.owner.at_work():
        made: ExtraSupport = ExtraSupport.objects.create(
            tenant_id=cast.merendaal.id,
            starts_at=starts,
            ends_at=starts + timedelta(hours=hours),
            requested_at=now,
            requested_by=cast.owner.person.id,
            requested_by_name=cast.owner.person.name,
        )
    return made
