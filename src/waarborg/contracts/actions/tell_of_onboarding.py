"""Mail about an onboarding: that the plan is there, whose turn it is, what is due soon or late, and that all is done.

What is to be done stands behind the door: a mail names nobody and no step.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.urls import reverse

from waarborg.contracts.models import Onboarding, OnboardingStep
from waarborg.contracts.rules.onboarding import CUSTOMER, next_step
from waarborg.customers.models import Person
from waarborg.customers.queries import holders, provider
from waarborg.customers.rules.roles import ADMINISTRATOR, OWNER, SERVICE_MANAGER, SUCCESS
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.plumbing.web import wording

TEMPLATE = "contracts/mail/onboarding.txt"
AHEAD = timedelta(days=3)


def tell_planned(held: Onboarding, *, at: datetime) -> None:
    """The customer's owners and administrators: the plan is ready, with its last day."""
    _send(held, _customers(held.tenant_id, at), "planned", held.due_on, key="planned", at=at)


def tell_turn(held: Onboarding, step: OnboardingStep, *, at: datetime) -> None:
    """Who has the turn, by this step: its owner on the side whose it is, or who answers for that side."""
    _send(held, owners_of(held, step, at=at), "turn", step.due_on, key=f"turn:{step.id}:{step.due_on}", at=at)


def tell_completed(held: Onboarding, *, at: datetime) -> None:
    """The customer's owners and administrators: everything is done."""
    _send(held, _customers(held.tenant_id, at), "completed", held.due_on, key="completed", at=at)


def remind(held: Onboarding, *, today: date, at: datetime) -> None:
    """Who has the turn, three days before its step is due and once more when the day has gone by: once for each day on
    which it has to be done."""
    step = next_step(held.steps.order_by("number"))
    if step is None or step.due_on - AHEAD > today:
        return
    what = "late" if step.due_on < today else "near"
    _send(held, owners_of(held, step, at=at), what, step.due_on, key=f"{what}:{step.id}:{step.due_on}", at=at)


def owners_of(held: Onboarding, step: OnboardingStep, *, at: datetime) -> list[Person]:
    """The step's owner on the side whose work it is, as long as he is there; else who answers for that side."""
    is_theirs = step.side == CUSTOMER
    owner = Person.objects.filter(id=step.theirs if is_theirs else step.ours, active=True).exclude(email="").first()
    if owner is not None:
        return [owner]
    return _customers(held.tenant_id, at) if is_theirs else _ours(at)


def _customers(tenant: UUID, at: datetime) -> list[Person]:
    return list({one.id: one for role in (OWNER, ADMINISTRATOR) for one in holders(tenant, role, at=at)}.values())


def _ours(at: datetime) -> list[Person]:
    home = provider()
    if home is None:
        return []
    return holders(home.id, SUCCESS, at=at) or holders(home.id, SERVICE_MANAGER, at=at)


def _send(held: Onboarding, people: Iterable[Person], what: str, day: date, *, key: str, at: datetime) -> None:
    for one in people:
        if not one.email:
            continue
        is_theirs = one.tenant_id == held.tenant_id
        path = reverse("contracts:our-onboarding") if is_theirs else reverse("contracts:onboarding", args=[held.id])
        send_mail(
            TEMPLATE,
            tenant=one.tenant_id,
            to=Recipient(one.email, one.name, one.language, one.id),
            context={
                "what": what,
                "day": wording.day(day, one.language, year=True),
                "is_theirs": is_theirs,
                "path": path,
            },
            at=at,
            key=f"contracts.onboarding:{held.id}:{key}:{one.id}",
        )
