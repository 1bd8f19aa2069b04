"""A customer opens its content to our staff for a purpose and a time, and closes it again whenever it wants.

Row policies in the database look at the grant itself (plumbing.row_security), by the database's clock: what is refused
after its end is refused in every worker from the next statement on, whatever else runs.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import IntegrityError, transaction
from django.db.models import Value
from django.db.models.functions import Now
from django.urls import reverse

from waarborg.access.events import (
    ADMINISTRATOR_CLOSED,
    ADMINISTRATOR_LOOKED,
    GRANT_ASKED,
    GRANT_DECLINED,
    GRANT_ENDED,
    GRANT_GIVEN,
    SUPPORT_OPENED,
)
from waarborg.access.models import SupportRequest
from waarborg.access.permissions import ASK_GRANT, END_GRANT, GIVE_GRANT, OPEN_AS_ADMINISTRATOR, OPEN_CONTENT
from waarborg.access.queries.support_grants import has_signed, live_for
from waarborg.access.rules.administrator_access import SUBJECT as ADMINISTRATORS
from waarborg.customers.actions.grant_authority import NotSigned
from waarborg.customers.models import Person
from waarborg.customers.queries import holders
from waarborg.customers.rules.roles import ADMINISTRATOR, OWNER
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import access_log, journal, live
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.models import ContentGrant, JournalEntry
from waarborg.plumbing.outbox.send import Recipient, send_mail
from waarborg.plumbing.permissions import may, require
from waarborg.plumbing.taken import taken

SUBJECT = "access.support-grant"


class TooLong(BadInput):
    code = "access.support-grant.too-long"
    nl = "Toegang duurt hoogstens {hours} uur en eindigt in de toekomst."
    en = "Access lasts at most {hours} hours, and ends in the future."


class AskedAlready(Refusal):
    code = "access.support-grant.asked-already"
    nl = "Voor deze melding is al om toegang gevraagd; de klant heeft nog niet geantwoord."
    en = "Access was already asked for this ticket; the customer has not answered yet."


class Answered(Refusal):
    code = "access.support-grant.answered"
    nl = "Dit verzoek is al beantwoord."
    en = "This request has been answered already."


class NoGrant(Refusal):
    """PX-43: staff reach only what the customer gave permission for, and only as long as that lasts."""

    code = "access.support-access.no-grant"
    status = 403
    nl = "Deze klant gaf geen toestemming, of de toestemming is voorbij."
    en = "This customer gave no permission, or it has ended."
    nl_way_out = "Vraag de klant om toegang op de pagina van de melding."
    en_way_out = "Ask the customer for access on the page of the ticket."


class NotGivenByYou(Refusal):
    code = "access.support-grant.not-given-by-you"
    nl = "Deze toegang gaf u niet: onze systeembeheerder opende haar volgens de overeenkomst, en zij eindigt vanzelf."
    en = "You did not give this access: our administrator opened it by the agreement, and it ends by itself."


@action("access.support-grant.ask")
def ask(
    tenant: UUID, *, purpose: str, hours: int, about: Ref | None = None, label: str = "", by: Actor, at: datetime
) -> SupportRequest:
    """Ask a customer's owners and administrators for access; each gets a mail. Opens nothing.

    `label` names the ticket to them. Raises NotAllowed, TooLong, AskedAlready.
    """
    require(by, ASK_GRANT)
    _fits(timedelta(hours=hours))
    try:
        with transaction.atomic():
            asked = SupportRequest.objects.create(
                tenant_id=tenant,
                asked_at=at,
                asked_by=by.person,
                asked_name=by.name,
                purpose=purpose,
                hours=hours,
                about_kind=about.kind if about else "",
                about_id=about.id if about else None,
                about_label=label,
            )
    except IntegrityError as error:
        if not taken(error):
            raise
        raise AskedAlready() from None
    for person in _who_decide(tenant, at):
        send_mail(
            "access/mail/support_access.txt",
            tenant=tenant,
            to=Recipient(person.email, person.name, person.language, person.id),
            context={
                "asked": asked,
                "path": reverse("access:support-access"),
            },
            at=at,
            key=f"access.support-grant.asked:{asked.id}:{person.id}",
        )
    related = (about,) if about else ()
    journal.record(GRANT_ASKED, tenant=tenant, subject=Ref(SUBJECT, asked.id), related=related, by=by, at=at)
    return asked


def _who_decide(tenant: UUID, at: datetime) -> list[Person]:
    found = {one.id: one for role in (OWNER, ADMINISTRATOR) for one in holders(tenant, role, at=at)}
    return [one for one in found.values() if one.email]


@action("access.support-grant.give")
def give(
    tenant: UUID,
    *,
    purpose: str,
    lasts: timedelta,
    tables: Sequence[str] = (),
    person: UUID | None = None,
    request: SupportRequest | None = None,
    by: Actor,
    at: datetime,
) -> ContentGrant:
    """Open the organisation's content from now on, for `lasts`: `tables` only where some are named, to `person` only
    where one of our staff is. With `request` it answers that. Raises NotFound, NotAllowed, TooLong, Answered.
    """
    require(by, GIVE_GRANT, tenant=tenant)
    _fits(lasts)
    grant = ContentGrant.objects.create(
        tenant_id=tenant,
        purpose=purpose,
        granted_by=by.person,
        starts_at=TransactionNow(),
        ends_at=TransactionNow() + Value(lasts),
        tables=list(tables),
        person=person,
        about_kind=request.about_kind if request else "",
        about_id=request.about_id if request else None,
    )
    if request is not None:
        _answer(request, "granted", by=by, at=at, grant=grant.id)
    minutes = int(lasts.total_seconds()) // 60
    journal.record(
        GRANT_GIVEN,
        tenant=tenant,
        subject=Ref(SUBJECT, grant.id),
        related=_about(grant),
        by=by,
        at=at,
        data={"minutes": minutes, "tables": list(tables), "person": str(person) if person else None},
    )
    live.announce(access_log.topic(tenant))
    return grant


@action("access.support-grant.decline")
def decline(request: SupportRequest, *, by: Actor, at: datetime) -> None:
    """Say no to what staff asked. Raises NotFound, NotAllowed, Answered."""
    require(by, GIVE_GRANT, tenant=request.tenant_id)
    _answer(request, "declined", by=by, at=at)
    journal.record(GRANT_DECLINED, tenant=request.tenant_id, subject=Ref(SUBJECT, request.id), by=by, at=at)


@action("access.support-grant.end")
def end(grant: ContentGrant, *, by: Actor, at: datetime) -> None:
    """Close it at once. One that is over already is left as it is. Raises NotFound, NotAllowed,
    NotGivenByYou."""
    require(by, END_GRANT, tenant=grant.tenant_id)
    if grant.about_kind == ADMINISTRATORS:
        raise NotGivenByYou()
    held = ContentGrant.objects.filter(id=grant.id, revoked_at=None, ended_at=None, ends_at__gt=TransactionNow())
    if held.update(revoked_at=Now(), revoked_by=by.person, ended_at=TransactionNow()):
        _ended(grant, "by-the-customer", by=by, at=at)


def ended_by_itself(grant: ContentGrant, *, by: Actor, at: datetime) -> None:
    """Write down the end of a grant whose time is over, once. In the customer's scope."""
    over = ContentGrant.objects.filter(id=grant.id, ended_at=None, ends_at__lte=TransactionNow())
    if over.update(ended_at=TransactionNow()):
        _ended(grant, "its-time", by=by, at=at)


@action("access.support-access.open")
def open_content(tenant: UUID, *, by: Actor, at: datetime) -> ContentGrant:
    """Look at a customer's content under its live grant. The first look of each member of staff is journalled.

    Raises NotAllowed, NoGrant, NotSigned.
    """
    supports = may(by, OPEN_CONTENT)
    if not supports:
        require(by, OPEN_AS_ADMINISTRATOR)
    found = live_for(tenant, by.person)
    if not may(by, OPEN_AS_ADMINISTRATOR):
        # Who is an operator no longer has lost what he opened as one.
        found = [one for one in found if one.about_kind != ADMINISTRATORS]
    if not supports:
        # What a customer opens to support, it does not open to those who run the machines.
        found = [one for one in found if one.person == by.person]
    if not found:
        raise NoGrant()
    if not has_signed(by):
        raise NotSigned(name=by.name)
    grant = found[0]
    kind = ADMINISTRATOR_LOOKED if grant.about_kind == ADMINISTRATORS else SUPPORT_OPENED
    seen = JournalEntry.objects.filter(tenant_id=tenant, subject_id=grant.id, kind=kind, actor_id=by.person).exists()
    if not seen:
        journal.record(kind, tenant=tenant, subject=ref(grant), related=_about(grant), by=by, at=at)
    return grant


def _fits(lasts: timedelta) -> None:
    longest = settings.SUPPORT_GRANT_HOURS
    if not timedelta(0) < lasts <= timedelta(hours=longest):
        raise TooLong(hours=longest)


def _answer(request: SupportRequest, state: str, *, by: Actor, at: datetime, grant: UUID | None = None) -> None:
    waiting = SupportRequest.objects.filter(id=request.id, tenant_id=request.tenant_id, state="waiting")
    if not waiting.update(state=state, answered_at=at, answered_by=by.person, grant_id=grant):
        raise Answered()


def ref(grant: ContentGrant) -> Ref:
    """What the journal tells of: support's access or an administrator's."""
    return Ref(ADMINISTRATORS if grant.about_kind == ADMINISTRATORS else SUBJECT, grant.id)


def _about(grant: ContentGrant) -> tuple[Ref, ...]:
    return (Ref(grant.about_kind, grant.about_id),) if grant.about_id else ()


def _ended(grant: ContentGrant, how: str, *, by: Actor, at: datetime) -> None:
    journal.record(
        ADMINISTRATOR_CLOSED if grant.about_kind == ADMINISTRATORS else GRANT_ENDED,
        tenant=grant.tenant_id,
        subject=ref(grant),
        related=_about(grant),
        by=by,
        at=at,
        data={"how": how},
        reason_if_late="it ended by itself",
    )
    live.announce(access_log.topic(grant.tenant_id))
