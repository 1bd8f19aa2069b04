"""Mails about a bundle, to who asked for what is in it."""

from datetime import datetime

from django.urls import reverse

from waarborg.customers.models import Person
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.support.models import Bundle, Ticket


def tell_of_bundle(bundle: Bundle, what: str, *, at: datetime) -> None:
    """Tell those who reported its tickets: `what` is "proposed" or "agreed". One query."""
    reported = Ticket.objects.filter(tenant_id=bundle.tenant_id, bundle_id=bundle.id).values("reporter_id")
    for person in Person.objects.filter(tenant_id=bundle.tenant_id, id__in=reported, active=True):
        send_mail(
            "support/mail/bundle.txt",
            tenant=bundle.tenant_id,
            to=Recipient(person.email, person.name, person.language, person.id),
            context={"what": what, "path": reverse("support:bundle", kwargs={"bundle": bundle.id})},
            at=at,
            key=f"support.bundle.{what}:{bundle.id}:{person.id}:{at.isoformat()}",
        )
