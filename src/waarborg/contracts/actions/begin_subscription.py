"""The start of a subscription that was signed: by itself, on the day that the agreement's rule gives (AP-02)."""

from datetime import date, datetime
from uuid import UUID

from waarborg.contracts.events import START_MOVED, STARTED
from waarborg.contracts.models import Contract, OnboardingStep
from waarborg.contracts.queries.onboarding import agreement_for
from waarborg.contracts.rules.onboarding import planned_workshop
from waarborg.contracts.rules.starting import ACT, day_of
from waarborg.contracts.rules.starting import start as start_of
from waarborg.kernel.instants import civil_start, from_us
from waarborg.plumbing import jobs, journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import SYSTEM, Actor
from waarborg.plumbing.journal import Ref
from waarborg.promises.rules.agreement.model import Agreement

BEGIN = "contracts.begin-subscription"


def begin_when_due(held: Contract, agreement: Agreement, *, at: datetime) -> None:
    """Start the subscription on its first day; at once where that day has come."""
    begins = from_us(civil_start(held.starts_on, 0, agreement.timezone))
    jobs.enqueue(BEGIN, {"tenant": held.tenant_id, "contract": held.id}, at=max(begins, at))


def follow_workshop(held: Contract, *, by: Actor, at: datetime) -> bool:
    """Work the start out again after the workshop was planned, moved, held, or did not come; a subscription that has
    started stays as it is. Whether the day moved. In the desk's scope; locks the contract's row."""
    found = Contract.objects.select_for_update(of=("self",)).select_related("version").get(id=held.id)
    if found.started or found.signed_at is None:
        return False
    agreement = agreement_for(found)
    today = day_of(at, agreement)
    steps = list(
        OnboardingStep.objects.filter(tenant_id=found.tenant_id, onboarding__contract=found).order_by("number")
    )
    starts = start_of(agreement, found.signed_at, planned_workshop(steps, today)).day
    if starts == found.starts_on:
        return False
    before, found.starts_on = found.starts_on, starts
    found.save(update_fields=["starts_on"])
    journal.record(
        START_MOVED, tenant=found.tenant_id, subject=found.ref, by=by, at=at,
        data={"from": before.isoformat(), "to": starts.isoformat()},
    )  # fmt: skip
    begin_when_due(found, agreement, at=at)
    return True


@action(ACT)
def begin_subscription(held: Contract, *, by: Actor, at: datetime) -> bool:
    """Start it where its day has come: from then on the first day is fixed. Whether it did; a second time nothing.

    Worked out again first, by what was held and not by what was planned: a start is never earlier than the agreement
    allows. In the desk's scope.
    """
    follow_workshop(held, by=by, at=at)
    found = Contract.objects.select_for_update(of=("self",)).select_related("version").get(id=held.id)
    agreement = agreement_for(found)
    if found.started or day_of(at, agreement) < _allowed(found, agreement):
        return False
    found.started = True
    found.save(update_fields=["started"])
    note_started(found, by=by, at=at)
    return True


def _allowed(held: Contract, agreement: Agreement) -> date:
    """The first day on which the agreement lets it start, by workshops that were really held."""
    rows = OnboardingStep.objects.filter(onboarding__contract=held, held_on__isnull=False).order_by("-held_on")
    workshop = rows.values_list("held_on", flat=True).first()
    return start_of(agreement, held.signed_at or held.recorded_at, workshop).day


def note_started(made: Contract, *, by: Actor, at: datetime) -> None:
    """That its subscription began, with what applies to it."""
    version = made.version
    journal.record(
        STARTED,
        tenant=made.tenant_id,
        subject=made.ref,
        related=[Ref("customers.customer", made.tenant_id)],
        by=by,
        at=at,
        data={
            "reference": made.reference,
            "agreement": version.agreement,
            "version": version.version,
            "sha256": version.sha256,
            "starts": made.starts_on.isoformat(),
            "ends": made.ends_on.isoformat() if made.ends_on else "",
            "amendments": ", ".join(made.amendments),
        },
    )


def begin_all(tenant: UUID, *, at: datetime) -> None:
    """What the daily job does of a customer's contracts that have not started yet."""
    for held in Contract.objects.filter(tenant_id=tenant, started=False).order_by("id"):
        begin_subscription(held, by=SYSTEM, at=at)
