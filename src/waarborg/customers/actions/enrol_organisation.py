"""Enrolling an organisation: the provider itself, or a customer."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from waarborg.customers import permissions
from waarborg.customers.events import ENROLLED
from waarborg.customers.models import Organisation
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.models import Tenant
from waarborg.plumbing.permissions import require
from waarborg.plumbing.taken import taken


class SlugTaken(Refusal):
    code = "customers.organisation.slug-taken"
    nl = "Er is al een organisatie met de korte naam {slug}, of er is al een aanbieder ingeschreven."
    en = "There is an organisation with the short name {slug} already, or a provider has been enrolled before."
    nl_way_out = "Kies een andere korte naam."
    en_way_out = "Choose another short name."


class NameMissing(BadInput):
    code = "customers.organisation.name-missing"
    nl = "Een organisatie heeft een naam van 1 tot en met 200 tekens nodig."
    en = "An organisation needs a name of 1 to 200 characters."


@action("customers.organisation.enrol")
def enrol_organisation(
    *,
    name: str,
    by: Actor,
    at: datetime,
    kind: str = "customer",
    slug: str = "",
    size: int | None = None,
    language: str = "nl",
) -> Organisation:
    """Make tenant and organisation, in the desk's scope. The short name follows from the name unless given.

    Raises NotAllowed, NameMissing, SlugTaken (also for a second provider).
    """
    require(by, permissions.ENROL)
    name = " ".join(name.split())
    if not 1 <= len(name) <= 200:
        raise NameMissing(path="name")
    slug = slug or slugify(name)[:60] or f"klant-{uuid7().hex[-8:]}"
    tenant = uuid7()
    try:
        with transaction.atomic():
            Tenant.objects.create(id=tenant, is_provider=kind == "provider", created=at)
            organisation = Organisation.objects.create(
                id=tenant, tenant_id=tenant, kind=kind, name=name, slug=slug, size=size, language=language, created=at
            )
    except IntegrityError as error:
        if not taken(error):
            raise
        raise SlugTaken(slug=slug) from None
    journal.record(
        ENROLLED,
        tenant=tenant,
        subject=organisation.ref,
        related=[Ref("customers.customer", tenant)],
        by=by,
        at=at,
        properties={"kind": kind},
        data={"name": name, "slug": slug, "size": size, "language": language},
    )
    return organisation
