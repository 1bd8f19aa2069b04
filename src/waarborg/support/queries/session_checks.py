"""What the check of the register of trainings looks at (PX-58)."""

from datetime import datetime

from waarborg.plumbing import tenancy
from waarborg.plumbing.checks import Outcome
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tenancy.models import Tenant
from waarborg.support.models import Enrolment
from waarborg.support.queries.sessions import register
from waarborg.support.rules.sessions import kinds

NEWEST = 20


def training_register(at: datetime) -> Outcome:
    """Each customer finds the trainings that its people followed, with the day until which they count, and no other
    customer does."""
    with tenancy.enter(Role.DESK):
        rows = Enrolment.objects.select_related("session").filter(attended=True, session__kind=kinds.TRAINING)
        newest = list(rows.order_by("-changed_at", "id")[:NEWEST])
        others = {
            one.tenant_id: Tenant.objects.filter(is_provider=False).exclude(id=one.tenant_id).order_by("id").first()
            for one in newest
        }
    unseen, read = 0, 0
    for one in newest:
        with tenancy.enter(Role.CUSTOMER, one.tenant_id):
            unseen += one.id not in {line.id for line in register(one.tenant_id, on=at.date()).lines}
        other = others[one.tenant_id]
        if other is not None:
            with tenancy.enter(Role.CUSTOMER, other.id):
                read += Enrolment.objects.filter(id=one.id).exists()
    endless = sum(1 for one in newest if one.session.months and one.counts_until is None)
    for word, count, nl, en in (
        ("read", read, "zijn voor een andere klant te zien", "can be seen by another customer"),
        ("unseen", unseen, "staan niet in het overzicht van de klant", "are not in the customer's register"),
        ("endless", endless, "hebben geen laatste dag, maar verlopen wel", "expire, but have no last day"),
    ):
        if count:
            of = len(newest)
            return Outcome(
                False,
                f"Van de {of} nieuwste gevolgde trainingen: {count} {nl}.",
                f"Of the {of} newest trainings followed: {count} {en}.",
                why=word,
            )
    return Outcome(
        True,
        f"De {len(newest)} nieuwste gevolgde trainingen staan in het overzicht van hun eigen klant, en bij geen ander.",
        f"The {len(newest)} newest trainings followed are in their own customer's register, and in no other's.",
    )


CHECKS = {"support.training-register": training_register}
