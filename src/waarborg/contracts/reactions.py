"""What happens by itself: a subscription starts on its day, at the end of the last day the agreement ends, whoever has
the turn in an onboarding is reminded, and what a colleague was to do who left goes to who is there."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from waarborg.contracts.actions.begin_subscription import BEGIN, begin_all, begin_subscription
from waarborg.contracts.actions.give_notice import TAKE_EFFECT, take_effect
from waarborg.contracts.actions.hand_on_steps import DOERS, HAND_ON, hand_on_steps, may_do
from waarborg.contracts.actions.tell_of_onboarding import remind
from waarborg.contracts.models import Contract
from waarborg.contracts.queries.onboarding import under_way
from waarborg.customers.events import AUTHORITY_WITHDRAWN, CONTACT_LEFT
from waarborg.plumbing import jobs, journal, tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.journal import Pending
from waarborg.plumbing.queue import task
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.web.wording import local_date


@task(name=TAKE_EFFECT)
def take_effect_now(tenant: UUID, termination: UUID, at: datetime) -> None:
    """In the desk's scope; run twice it does nothing."""
    take_effect(termination, at=at)


@task(name=BEGIN)
def begin_now(tenant: UUID, contract: UUID, at: datetime) -> None:
    """At the first day that was known when the job was made; where the day moved since, nothing happens."""
    held = Contract.objects.filter(tenant_id=tenant, id=contract, started=False).first()
    if held is not None:
        begin_subscription(held, by=SYSTEM, at=at)


@task(name="contracts.onboardings", each_tenant=True, every="10 6 * * *")
def follow_onboarding(tenant: UUID, at: datetime) -> None:
    """Every morning: a workshop that did not come moves the start, what should have started does, and who has the turn
    is reminded. Run twice it changes nothing."""
    begin_all(tenant, at=at)
    held = under_way(tenant)
    if held is not None:
        remind(held, today=local_date(at, zone_of()), at=at)


def free_steps_of_leavers(entries: Sequence[Pending]) -> None:
    """Of colleagues; people of customers own no step of ours."""
    for entry in entries:
        if tenancy.current().role is not Role.DESK:
            return
        if entry.kind == CONTACT_LEFT:
            jobs.enqueue(HAND_ON, {"person": str(entry.subject.id)})
        elif entry.kind == AUTHORITY_WITHDRAWN and entry.properties.get("role") in DOERS:
            jobs.enqueue(HAND_ON, {"person": str(entry.related[0].id)})


journal.before_append(free_steps_of_leavers)


@task(name=HAND_ON)
def hand_on_steps_of(person: UUID, at: datetime) -> None:
    """Who still may, or came back, keeps what is to be done."""
    if not may_do(person, at=at):
        hand_on_steps(person, at=at)
