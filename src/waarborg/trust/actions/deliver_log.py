"""Delivering the access log of a month to a customer whose agreement asks it: a file with a number of lines and a
checksum, in the portal, told by mail (CL-92)."""

import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from waarborg.customers.actions.authority import lock_organisation
from waarborg.customers.models import Organisation
from waarborg.customers.queries import holders
from waarborg.customers.rules.roles import ADMINISTRATOR, OWNER
from waarborg.kernel.errors import Refusal
from waarborg.kernel.instants import from_us, to_us
from waarborg.plumbing import files, journal
from waarborg.plumbing.access_log.models import AccessRead
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.sheets import Cell, write_csv
from waarborg.plumbing.web import wording
from waarborg.promises.queries.standing import standing
from waarborg.promises.rules.registry import known
from waarborg.trust.models import DeliveredLog
from waarborg.trust.rules.log_delivery import DELIVERED, month_due, owing
from waarborg.trust.rules.months import Month, month_in

HEAD = {
    "nl": ("Wanneer", "Wie", "Wat", "Kenmerk", "Waarom"),
    "en": ("When", "Who", "What", "Identifier", "Why"),
}
BATCH = 2000


class MonthNotOver(Refusal):
    code = "trust.log.month-not-over"
    nl = "Deze maand is nog niet voorbij: {month}."
    en = "This month is not over yet: {month}."


def deliver_due(tenant: UUID, *, by: Actor, at: datetime) -> DeliveredLog | None:
    """What the nightly job does: the last month, where the customer's agreement asks it. In the desk's scope."""
    bound = standing(tenant)
    if bound is None or bound.over_since(to_us(at)) is not None:
        return None
    agreement = bound.at(at).agreement
    if owing(agreement) is None:
        return None
    made: DeliveredLog = deliver_log(tenant, month_due(at, agreement.timezone), by=by, at=at)
    return made


@action("trust.log.deliver")
def deliver_log(tenant: UUID, month: str, *, by: Actor, at: datetime) -> DeliveredLog:
    """Deliver the log of `month` ("2026-06"), once; what was delivered stays as it is. In the desk's scope.

    Raises NotFound where the agreement asks no such thing, MonthNotOver, NotAMonth.
    """
    bound = standing(tenant)
    if bound is None or owing(bound.at(at).agreement) is None:
        raise NotFound()
    period = month_in(month, bound.at(at).agreement.timezone)
    if from_us(period.to_us) > at:
        raise MonthNotOver(month=month)
    # Two jobs at once wait for each other here; the second finds what the first delivered.
    lock_organisation(tenant)
    before: DeliveredLog | None = DeliveredLog.objects.filter(tenant_id=tenant, month=month).first()
    if before is not None:
        return before
    made = _made(tenant, period, by=by, at=at)
    journal.record(
        DELIVERED, tenant=tenant, subject=made.ref, related=[Ref("customers.customer", tenant)], by=by, at=at,
        properties={"month": month, "sha256": made.sha256}, data={"lines": made.lines, "file": str(made.file_id)},
    )  # fmt: skip
    _tell(made, at=at)
    return made


def _made(tenant: UUID, period: Month, *, by: Actor, at: datetime) -> DeliveredLog:
    lang = Organisation.objects.values_list("language", flat=True).get(id=tenant)
    lines = _Counted(tenant, period, wording.tongue(lang))
    with tempfile.TemporaryFile() as held:
        write_csv(held, HEAD[lines.lang], lines, zone=period.zone)
        held.seek(0)
        name = f"{'toegangslog' if lines.lang == 'nl' else 'access-log'}-{period.name}.csv"
        stored = files.store(held, name=name, tenant=tenant, by=by, at=at, purpose="trust")
    made: DeliveredLog = DeliveredLog.objects.create(
        id=uuid7(),
        tenant_id=tenant,
        month=period.name,
        lines=lines.count,
        size=stored.size,
        sha256=stored.sha256,
        file_id=stored.id,
        delivered_at=at,
    )
    return made


class _Counted:
    """The rows of a month, the oldest first, counted while they are read."""

    def __init__(self, tenant: UUID, period: Month, lang: str) -> None:
        self.tenant, self.period, self.lang, self.count = tenant, period, lang, 0

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        rows = AccessRead.objects.filter(
            tenant_id=self.tenant, at__gte=from_us(self.period.from_us), at__lt=from_us(self.period.to_us)
        )
        for one in rows.order_by("at", "id").iterator(BATCH):
            self.count += 1
            yield one.at, one.person_name, known().say("subject", one.what_kind, self.lang), str(one.what_id), one.why


def _tell(made: DeliveredLog, *, at: datetime) -> None:
    """The customer's owners and administrators, with the checksum and nothing of what the log says."""
    people = {one.id: one for role in (OWNER, ADMINISTRATOR) for one in holders(made.tenant_id, role, at=at)}
    for one in people.values():
        if one.email:
            send_mail(
                "trust/mail/log.txt",
                tenant=made.tenant_id,
                to=Recipient(one.email, one.name, one.language, one.id),
                context={
                    "month": wording.month_words(made.month, one.language),
                    "lines": made.lines,
                    "sha256": made.sha256,
                    "path": reverse("trust:logs"),
                },
                at=at,
                key=f"trust.log:{made.id}:{one.id}",
            )
