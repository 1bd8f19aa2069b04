"""Putting somebody on the list of help from others, changing that, and taking him off (CL-31)."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from waarborg.kernel.errors import BadInput
from waarborg.plumbing import jobs, journal, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.outward import is_askable
from waarborg.plumbing.taken import taken
from waarborg.support.models import Referral
from waarborg.support.permissions import KEEP_REFERRALS
from waarborg.support.rules.articles.reach import CUSTOMERS, NOBODY

TRY_LINKS = "support.try-referrals"


class ReferralTaken(BadInput):
    code = "support.referral.taken"
    nl = "Dit adres staat al op de lijst."
    en = "This address stands on the list already."


class NoPublicAddress(BadInput):
    code = "support.referral.address"
    nl = "Geef een adres dat met https:// begint."
    en = "Give an address that begins with https://."


@action("support.referral.keep")
def keep_referral(
    referral: UUID | None,
    *,
    by: Actor,
    at: datetime,
    name: str,
    url: str,
    what_nl: str,
    what_en: str,
    listed: bool = True,
) -> Referral:
    """Add one (None), or change one; a new address is tried soon. Raises ReferralTaken, NoPublicAddress, NotAllowed,
    NotFound."""
    permissions.require(by, KEEP_REFERRALS)
    if by.tenant is None:
        raise permissions.NotFound()
    if not is_askable(url):
        raise NoPublicAddress(path="url")
    found: Referral | None = Referral(tenant_id=by.tenant)
    if referral is not None:
        found = Referral.objects.select_for_update().filter(id=referral).first()
    if found is None:
        raise permissions.NotFound()
    if found.url != url:
        found.checked_at, found.works = None, None
    found.name, found.url, found.what_nl, found.what_en = name.strip(), url, what_nl.strip(), what_en.strip()
    found.listed, found.audience = listed, CUSTOMERS if listed else NOBODY
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError as error:
        if not taken(error, "support_referral_url"):
            raise
        raise ReferralTaken(path="url") from error
    data = {"name": found.name, "url": found.url, "listed": listed}
    journal.record("support.referral.kept", tenant=by.tenant, subject=found.ref, by=by, at=at, data=data)
    jobs.enqueue(TRY_LINKS, once=TRY_LINKS)
    return found
