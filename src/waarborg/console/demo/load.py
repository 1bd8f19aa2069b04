"""Writing the demonstration in bulk, and the doors into it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count

from waarborg.access.actions import sign_in_link
from waarborg.access.actions.join import join
from waarborg.access.models import Account
from waarborg.console.demo import people
from waarborg.console.demo.articles import write_help
from waarborg.console.demo.backups import set_up_backups
from waarborg.console.demo.build import World, build
from waarborg.console.demo.desk import set_up_desk
from waarborg.console.demo.features import set_up_features
from waarborg.console.demo.notices import tell
from waarborg.console.demo.offers import set_up_offers
from waarborg.console.demo.onboarding import set_up_onboardings
from waarborg.console.demo.releases import set_up_releases
from waarborg.console.demo.rollouts import set_up_rollouts
from waarborg.console.demo.speed import set_up_speed
from waarborg.customers.models import Organisation, Person
from waarborg.plumbing import jobs, tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.journal.append import write
from waarborg.plumbing.models import Tenant
from waarborg.plumbing.tenancy import Role
from waarborg.promises.actions.bind import push_policy
from waarborg.promises.actions.check_facts import CHECK
from waarborg.promises.actions.project_clocks import project_customer
from waarborg.promises.models import Binding
from waarborg.trust.functions import FunctionReport
from waarborg.trust.rules import names_of_application as application

BATCH = 2000
MONTHS_REPORTED = 3
DOORS = (
    ("agent", people.STAFF.slug, "provider.support"),
    ("service manager", people.STAFF.slug, "provider.service-manager"),
    ("owner", "merendaal", "customer.owner"),
    ("user", "merendaal", "customer.user"),
    ("operator", people.STAFF.slug, "provider.operator"),
)


@dataclass(frozen=True, slots=True)
class Door:
    """Who a sign-in link is for, and its path."""

    part: str
    name: str
    organisation: str
    path: str


def is_empty() -> bool:
    """Whether there is no organisation yet: nothing is ever loaded over one."""
    with tenancy.enter(Role.DESK):
        return not Organisation.objects.exists()


def is_demonstration() -> bool:
    """Whether what stands here was loaded by us, whatever visitors did to it: our provider, with somebody at an address
    that nobody can have (RFC 2606)."""
    with tenancy.enter(Role.DESK):
        ours = Organisation.objects.filter(kind="provider", slug=people.STAFF.slug).values("id")
        return bool(Person.objects.filter(tenant_id__in=ours, email__endswith=people.DOMAIN).exists())


def load(source: bytes, documents: Mapping[str, bytes], *, now: datetime, seed: int = 7, **sizes: int) -> World:
    """Build and write the demonstration in one transaction; `sizes` as `build` takes them."""
    world = build(source, documents, now=now, seed=seed, **sizes)
    with tenancy.enter(Role.DESK):
        # Tenants first: everything else points to one.
        for model, rows in sorted(world.rows.items(), key=lambda pair: pair[0] is not Tenant):
            model.objects.bulk_create(rows, batch_size=BATCH)  # type: ignore[attr-defined]
        for begin in range(0, len(world.chain), BATCH):
            write(world.chain[begin : begin + BATCH])
        with tenancy.without_role(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO support_ticket_counter (single, last) VALUES (true, %s)"
                " ON CONFLICT (single) DO UPDATE SET last = excluded.last",
                [world.last_number],
            )
        # Bound without the action, so what the agreement asks of signing in is said here.
        for bound in world.rows[Binding]:
            push_policy(bound.tenant_id, by=SYSTEM, at=now)
            # Terms of the customer itself, such as the yearly audit: the rows above are of tickets.
            project_customer(bound.tenant_id, at=now)
        tell(now=now)
        write_help(now=now, seed=seed)
        set_up_desk(now=now, seed=seed)
        set_up_offers(now=now)
        set_up_onboardings(now=now)
        set_up_features(now=now)
        set_up_releases(now=now)
        set_up_rollouts(now=now)
        set_up_speed(now=now, seed=seed)
        set_up_backups(now=now, seed=seed)
        _application_says(now=now)
        # The worker makes them once it runs; a demonstration is up before.
        jobs.enqueue("trust.reports", {"back": MONTHS_REPORTED})
        # Looked at as it is now; of the months before nobody did, and the reports say so.
        jobs.enqueue(CHECK)
    return world


def _application_says(*, now: datetime) -> None:
    """The vendor's own application told this morning that its functions work, as it would by the API every day."""
    ours = Organisation.objects.filter(kind="provider").values_list("id", flat=True)[0]
    names = [f"{application.DOMAIN}.{name}" for name in application.CHECKS]
    FunctionReport.objects.bulk_create(
        FunctionReport(tenant_id=ours, check_name=name, works=True, release="26.10", reported_at=now) for name in names
    )


def doors() -> list[Door]:
    """A fresh one-time link for each part of the demonstration; earlier unused ones stop working. A part that nobody
    has any more, because a visitor ended it, is left out."""
    found: list[Door] = []
    used: set[UUID] = set()
    for part, slug, role in DOORS:
        with tenancy.enter(Role.DESK):
            organisation = Organisation.objects.filter(slug=slug).first()
            person = _holder(organisation, role, used) if organisation else None
        if organisation is None or person is None:
            continue
        used.add(person.id)
        account = Account.objects.by_email(person.email) or Account.objects.create_account(person.email, None)
        kind = "staff" if organisation.kind == "provider" else "contact"
        join(account, kind=kind, tenant=organisation.id, person=person.id)
        found.append(Door(part, person.name, organisation.name, sign_in_link.issue(account)))
    return found


def _holder(organisation: Organisation, role: str, used: set[UUID]) -> Person | None:
    # Who holds fewest roles shows best what a role is for; and each door is somebody else's, for a second link to an
    # account ends the first.
    holders = Person.objects.filter(
        tenant_id=organisation.id, active=True, authorities__role=role, authorities__ends_at__isnull=True
    ).exclude(id__in=used)
    found: Person | None = (
        holders.exclude(email="").annotate(held=Count("authorities__tenant_id")).order_by("held", "name").first()
    )
    return found
