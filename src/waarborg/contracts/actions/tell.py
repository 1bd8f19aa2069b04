"""Telling a customer that notice was given or withdrawn, or that there is a proposal: one mail to each owner and
administrator."""

from datetime import datetime

from django.urls import reverse

from waarborg.contracts.models import Quote, Termination
from waarborg.customers.queries import holders
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.plumbing.web import wording

ROLES = ("customer.owner", "customer.administrator")


def tell_ending(held: Termination, *, confirmed: bool = False, at: datetime) -> None:
    people = {one.id: one for role in ROLES for one in holders(held.tenant_id, role, at=at)}
    for person in people.values():
        send_mail(
            "contracts/mail/notice.txt",
            tenant=held.tenant_id,
            to=Recipient(person.email, person.name, person.language, person.id),
            context={
                "withdrawn": held.state == Termination.State.WITHDRAWN,
                "confirmed": confirmed,
                "by_customer": held.by_customer,
                "last": wording.day(held.last_day, person.language, year=True),
                "url": reverse("contracts:leaving"),
            },
            at=at,
            key=f"contracts.notice:{held.id}:{'confirmed' if confirmed else held.state}:{person.id}",
        )


def tell_of_quote(quote: Quote, *, at: datetime) -> None:
    """One mail to each who may accept it; what it says and costs stands behind the door."""
    for person in {one.id: one for role in ROLES for one in holders(quote.tenant_id, role, at=at)}.values():
        send_mail(
            "contracts/mail/quote.txt",
            tenant=quote.tenant_id,
            to=Recipient(person.email, person.name, person.language, person.id),
            context={"url": reverse("contracts:quote", kwargs={"quote": quote.id})},
            at=at,
            key=f"contracts.quote:{quote.id}:{person.id}",
        )
