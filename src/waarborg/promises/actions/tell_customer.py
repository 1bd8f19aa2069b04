"""Telling a customer that another version will bind him: one mail to each owner and administrator."""

from datetime import datetime

from django.urls import reverse

from waarborg.customers.models import Person
from waarborg.customers.queries import holders
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.plumbing.web import wording
from waarborg.promises.models import Binding
from waarborg.promises.queries.standing import compiled

ROLES = ("customer.owner", "customer.administrator")


def tell_customer(binding: Binding, *, at: datetime) -> None:
    """Write the mails about a binding that begins later, with where to read what changes. Each person is told once."""
    version, tenant = binding.version, binding.tenant_id
    people: dict[object, Person] = {one.id: one for role in ROLES for one in holders(tenant, role, at=at)}
    zone = compiled(version.sha256).agreement.timezone
    for person in people.values():
        send_mail(
            "promises/mail/new_version.txt",
            tenant=tenant,
            to=Recipient(person.email, person.name, person.language, person.id),
            context={
                "version": version.version,
                "day": wording.instant(binding.starts_at, person.language, zone),
                "url": reverse("promises:changes", args=[version.agreement, version.version]),
            },
            at=at,
            key=f"promises.new-version:{binding.id}:{person.id}",
        )
