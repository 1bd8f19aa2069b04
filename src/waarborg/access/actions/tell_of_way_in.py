"""Mails about a request to be let in: to who decides, to whom it is about at his own address, and, once he is let in,
to the owners of whatever else his account opens."""

from datetime import datetime
from uuid import UUID

from django.urls import reverse

from waarborg.access.actions import spoken
from waarborg.access.actions.way_in import deciders
from waarborg.access.way_in import APPROVED, WayInRequest
from waarborg.customers.models import Person
from waarborg.customers.queries import holders
from waarborg.customers.rules.roles import OWNER
from waarborg.plumbing.outbox.send import Recipient, send_mail

MAIL = "access/mail/way_in_request.txt"


def tell_of_way_in(tenant: UUID, way_in: UUID, what: str, *, at: datetime) -> None:
    """`what` is waiting, approved or refused. In the desk's scope; sent twice it is one mail."""
    held = WayInRequest.objects.get(tenant_id=tenant, id=way_in)
    path = reverse("access:way-in", args=[held.id])
    for person in deciders(tenant, held.person_id, at=at):
        _mail(person, held, what, at=at, path=path)
    for person in Person.objects.filter(tenant_id=tenant, id=held.person_id, active=True):
        _mail(person, held, what, at=at, own=True)
    if what != APPROVED:
        return
    for other in spoken.elsewhere(tenant, held.person_id):
        for person in holders(other.tenant_id, OWNER, at=at):
            _mail(person, held, what, at=at, elsewhere=True, own=person.id == other.person_id)


def _mail(person: Person, held: WayInRequest, what: str, *, at: datetime, **said: object) -> None:
    if not person.email:
        return
    away = bool(said.get("elsewhere"))
    send_mail(
        MAIL,
        tenant=person.tenant_id,
        to=Recipient(person.email, person.name, person.language, person.id),
        context={
            "what": what,
            "name": held.person_name,
            "asked_name": "" if away else held.asked_name,
            "label": "" if away else held.about_label,
            "decided_name": "" if away else held.decided_name,
            **said,
        },
        at=at,
        key=f"access.way-in:{held.id}:{what}:{person.id}",
    )
