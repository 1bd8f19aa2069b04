"""The check for misuse of PX-73: twice a day, of each customer whose agreement promises one, with its outcome."""

from collections import Counter
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count
from django.urls import reverse

from waarborg.availability.events import MISUSE_CHECKED
from waarborg.availability.rules.misuse import CLEAR, KINDS, REFUSED, SIGNS, Sign, signs
from waarborg.customers.queries import holders, organisation, provider
from waarborg.customers.rules.roles import OPERATOR, SECURITY_OFFICER, SERVICE_MANAGER
from waarborg.plumbing import journal
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.journal.words import said
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.outbox.send import Recipient, send_mail
from waarborg.promises.queries.standing import standing

DAY = timedelta(days=1)


def check_misuse(tenant: UUID, *, at: datetime) -> str | None:
    """The outcome, in the customer's journal; staff hear of signs. None for whom nothing promises it. In the desk's
    scope."""
    bound = standing(tenant)
    if bound is None or MISUSE_CHECKED not in bound.of_customer:
        return None
    found = _signs(tenant, at)
    outcome = SIGNS if found else CLEAR
    made = uuid7()
    journal.record(
        MISUSE_CHECKED,
        tenant=tenant,
        subject=Ref("availability.misuse-check", made),
        related=[Ref("customers.customer", tenant)],
        by=SYSTEM,
        at=at,
        properties={"outcome": outcome},
        data={one.kind: one.count for one in found},
        reason_if_late="looked at while later entries were written",
    )
    if found:
        _tell(tenant, made, found, at)
    return outcome


def _signs(tenant: UUID, at: datetime) -> list[Sign]:
    rows = JournalEntry.objects.filter(tenant_id=tenant, kind__in=KINDS, at__gt=at - DAY, at__lte=at)
    refusals: Counter[object] = Counter()
    others: Counter[str] = Counter()
    for kind, person, number in rows.values_list("kind", "actor_id").annotate(number=Count("sequence")).order_by():
        if kind == REFUSED:
            refusals[person] += number
        else:
            others[kind] += number
    return list(signs(refusals, others))


def _tell(tenant: UUID, made: UUID, found: list[Sign], at: datetime) -> None:
    house = provider()
    if house is None:
        return
    held = {one.id: one for role in (SECURITY_OFFICER, OPERATOR) for one in holders(house.id, role, at=at)}
    for person in list(held.values()) or holders(house.id, SERVICE_MANAGER, at=at):
        send_mail(
            "availability/mail/misuse.txt",
            tenant=person.tenant_id,
            to=Recipient(person.email, person.name, person.language, person.id),
            context={
                "customer": organisation(tenant).name,
                "lines": [{"kind": said(one.kind, person.language), "count": one.count} for one in found],
                "path": reverse("access:customer", args=[tenant]),
            },
            at=at,
            key=f"availability.misuse:{made}:{person.id}",
        )
