"""Mails about the emergency lock: to the customer's owners and administrators, and to our service managers."""

from datetime import datetime
from uuid import UUID

from django.urls import reverse

from waarborg.access.queries.locks import lock_of
from waarborg.customers.models import Person
from waarborg.customers.queries import holders, organisation, provider
from waarborg.customers.rules.roles import ADMINISTRATOR, OWNER, SERVICE_MANAGER
from waarborg.plumbing.outbox.send import Recipient, send_mail

MAIL = "access/mail/lock.txt"


def tell_of_lock(tenant: UUID, what: str, *, key: str, at: datetime) -> None:
    """`what` is "locked", "owner", "staff", "without-owner" or "released". In the desk's scope."""
    house, customer, lock = provider(), organisation(tenant), lock_of(tenant)
    told: dict[UUID, tuple[Person, str]] = {}
    for role in (OWNER, ADMINISTRATOR):
        told |= {one.id: (one, reverse("access:account-locked")) for one in holders(tenant, role, at=at)}
    if house is not None and what in ("locked", "owner", "released"):
        page = reverse("access:customer-lock", args=[tenant])
        told |= {one.id: (one, page) for one in holders(house.id, SERVICE_MANAGER, at=at)}
    for person, path in told.values():
        if person.email:
            send_mail(
                MAIL,
                tenant=person.tenant_id,
                to=Recipient(person.email, person.name, person.language, person.id),
                context={
                    "what": what,
                    "organisation": customer.name,
                    "who": lock.locked_name if lock else "",
                    "ours": person.tenant_id != tenant,
                    "path": path,
                },
                at=at,
                key=f"access.lock:{tenant}:{what}:{key}:{person.id}",
            )
