"""The secret address at which a colleague's own calendar program reads his duties."""

import hashlib
import secrets
from datetime import datetime

from django.db import connection

from waarborg.availability.models import DutyCalendar
from waarborg.availability.permissions import SEE_DUTY
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound, require


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@action("availability.duty-calendar.make")
def make_address(*, by: Actor, at: datetime) -> str:
    """A new secret for the own duties, told once; the address before stops working. Raises NotAllowed, NotFound."""
    require(by, SEE_DUTY)
    if by.person is None or by.tenant is None:
        raise NotFound()
    with connection.cursor() as cursor:
        # Two at once leave one address, and both know which.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"availability.duty:{by.person}"])
    DutyCalendar.objects.filter(person_id=by.person).delete()
    secret = secrets.token_urlsafe(32)
    DutyCalendar.objects.create(tenant_id=by.tenant, person_id=by.person, secret_hash=hash_of(secret), made_at=at)
    return secret
