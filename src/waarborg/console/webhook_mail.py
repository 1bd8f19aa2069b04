"""Mail to whoever looks after a webhook that was switched off by itself: each in their own language."""

from datetime import datetime

from django.urls import reverse

from waarborg.customers.queries import holders, provider
from waarborg.customers.rules.roles import OPERATOR, OWNER, SERVICE_MANAGER
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.plumbing.webhooks.models import Endpoint

TEMPLATE = "console/mail/webhook_off.txt"


def tell(endpoint: Endpoint, at: datetime) -> None:
    """In the desk's scope, in the transaction that switched it off. A visitor's is nobody's here to look after."""
    if endpoint.visitor:
        return
    house = provider()
    ours = house is not None and house.id == endpoint.tenant_id
    # Where the provider has no operator yet, its service managers run the product.
    found = holders(endpoint.tenant_id, OPERATOR if ours else OWNER, at=at)
    if ours and not found:
        found = holders(endpoint.tenant_id, SERVICE_MANAGER, at=at)
    path = reverse("desk-webhook" if ours else "webhook", args=[endpoint.id])
    for person in found:
        send_mail(
            TEMPLATE,
            tenant=endpoint.tenant_id,
            to=Recipient(person.email, person.name, person.language, person.id),
            context={"address": endpoint.url, "why": endpoint.state, "path": path},
            at=at,
        )
