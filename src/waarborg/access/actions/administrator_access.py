"""Our administrators open a customer's data for one of four purposes and a time, and close it again (PX-42).

It is a grant as a customer gives one, for one person only: the same row policies end it, by the database's own clock.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.postgres.functions import TransactionNow
from django.db.models import Value
from django.db.models.functions import Now

from waarborg.access.events import ADMINISTRATOR_CLOSED, ADMINISTRATOR_OPENED
from waarborg.access.permissions import OPEN_AS_ADMINISTRATOR
from waarborg.access.queries.support_grants import administrators
from waarborg.access.rules.administrator_access import LONGEST, PURPOSES, SUBJECT, words
from waarborg.customers.queries import organisation
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import access_log, journal, live, tenancy
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.models import ContentGrant
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.tenancy import Role


class PurposeNotInList(Refusal):
    code = "access.administrator-access.purpose"
    status = 403
    nl = "Voor dit doel geeft de overeenkomst geen toegang."
    en = "The agreement gives no access for this purpose."
    nl_way_out = "Kan wel: {purposes_nl}. Vraag voor iets anders de klant om toegang."
    en_way_out = "Possible: {purposes_en}. For anything else ask the customer for access."


class WindowOutOfBounds(BadInput):
    code = "access.administrator-access.window"
    nl = "De toegang begint niet eerder dan nu, eindigt daarna, en duurt hoogstens {hours} uur."
    en = "The access does not begin before now, ends after that, and lasts at most {hours} hours."


@action("access.administrator-access.open")
def open_access(
    tenant: UUID, *, purpose: str, begins: datetime, ends: datetime, by: Actor, at: datetime
) -> ContentGrant:
    """Open all content of a customer to `by` alone, from `begins` (now, where that is past by less than a minute) until
    `ends`; the customer sees it at once, before it begins too. Raises NotAllowed, NotFound, PurposeNotInList,
    WindowOutOfBounds.
    """
    require(by, OPEN_AS_ADMINISTRATOR)
    if organisation(tenant).kind != "customer":
        raise NotFound()
    if purpose not in PURPOSES:
        told = {f"purposes_{lang}": ", ".join(words(one, lang) for one in PURPOSES) for lang in ("nl", "en")}
        raise PurposeNotInList(path="purpose", **told)
    if begins < at - timedelta(minutes=1) or not max(begins, at) < ends <= max(begins, at) + LONGEST:
        raise WindowOutOfBounds(path="ends", hours=int(LONGEST.total_seconds() // 3600))
    begins = max(begins, at)
    # Only the customer's role writes grants: this one, too.
    with tenancy.enter(Role.CUSTOMER, tenant):
        grant: ContentGrant = ContentGrant.objects.create(
            tenant_id=tenant,
            purpose=purpose,
            granted_by=by.person,
            person=by.person,
            starts_at=TransactionNow() + Value(begins - at),
            ends_at=TransactionNow() + Value(ends - at),
            about_kind=SUBJECT,
        )
    journal.record(
        ADMINISTRATOR_OPENED,
        tenant=tenant,
        subject=Ref(SUBJECT, grant.id),
        by=by,
        at=at,
        properties={"administrator-purpose": purpose},
        data={"begins": begins.isoformat(), "ends": ends.isoformat()},
    )
    live.announce(access_log.topic(tenant))
    return grant


@action("access.administrator-access.close")
def close_access(grant: UUID, *, by: Actor, at: datetime) -> None:
    """Close it before its time, or call it off; one that is over stays as it is. Raises NotAllowed, NotFound."""
    require(by, OPEN_AS_ADMINISTRATOR)
    held = administrators().filter(id=grant).first()
    if held is None:
        raise NotFound()
    with tenancy.enter(Role.CUSTOMER, held.tenant_id):
        open_still = administrators().filter(id=grant, revoked_at=None, ended_at=None, ends_at__gt=TransactionNow())
        closed = open_still.update(revoked_at=Now(), revoked_by=by.person, ended_at=TransactionNow())
    if closed:
        journal.record(
            ADMINISTRATOR_CLOSED,
            tenant=held.tenant_id,
            subject=Ref(SUBJECT, held.id),
            by=by,
            at=at,
            properties={"administrator-purpose": held.purpose},
            data={"how": "by-us"},
        )
        live.announce(access_log.topic(held.tenant_id))
