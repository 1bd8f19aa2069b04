"""Who can reach neither password nor mailbox is let in by his own organisation: an owner or administrator who knows him
says yes in the portal, with a fresh second step, and reads him a code (CL-72).

The code opens what one read by us opens (`spoken`): the page of a new password, with the own address, once, for a
quarter of an hour; his second step is asked as ever. Nobody lets himself in, nobody but an owner an owner, and where
people come in by their organisation's own provider alone there is no way around it. Everybody whom it concerns hears.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from waarborg.access.actions import attempts, spoken
from waarborg.access.actions.passwords import account_to_help
from waarborg.access.events import WAY_IN_APPROVED, WAY_IN_ASKED, WAY_IN_REFUSED
from waarborg.access.models import Account
from waarborg.access.permissions import ASK_WAY_IN, DECIDE_WAY_IN
from waarborg.access.queries.memberships import memberships_of
from waarborg.access.rules import throttling
from waarborg.access.way_in import APPROVED, EXPIRED, REFUSED, WAITING, WayInRequest
from waarborg.customers.actions.authority import require_right_over
from waarborg.customers.models import Person
from waarborg.customers.queries import holders
from waarborg.customers.rules.roles import ADMINISTRATOR, OWNER
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import jobs, journal, tenancy
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import SYSTEM, Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.taken import taken
from waarborg.plumbing.tenancy import Role

LASTS = timedelta(hours=24)
TELL, ASK_FOR = "access.tell-of-way-in", "access.ask-way-in"


class NobodyToAsk(Refusal):
    code = "access.way-in.nobody-to-ask"
    nl = "Bij de organisatie van {name} is niemand anders die hierover beslist."
    en = "At the organisation of {name} there is nobody else who decides about this."
    nl_way_out = "Bel terug op het genoteerde nummer en lees een code voor."
    en_way_out = "Call back on the number that is written down, and read a code aloud."


class OwnRequest(Refusal):
    """Whoever sits at a colleague's open browser would be in for good."""

    code = "access.way-in.own"
    status = 403
    nl = "Over uw eigen verzoek beslist een ander."
    en = "Somebody else decides about your own request."


class DecidedAlready(Refusal):
    code = "access.way-in.decided"
    nl = "Over dit verzoek is al beslist."
    en = "It was decided about this request already."


class TooLate(Refusal):
    code = "access.way-in.expired"
    nl = "Dit verzoek is verlopen: het gold een etmaal."
    en = "This request has expired: it held for a day."
    nl_way_out = "Laat uw collega het opnieuw vragen."
    en_way_out = "Let your colleague ask again."


def deciders(tenant: UUID, person: UUID, *, at: datetime) -> list[Person]:
    """Who may let somebody of an organisation in: its owners and administrators but himself; an owner, other owners
    alone. At most two queries."""
    owners = {one.id: one for one in holders(tenant, OWNER, at=at)}
    if person not in owners:
        owners |= {one.id: one for one in holders(tenant, ADMINISTRATOR, at=at)}
    return [one for one in owners.values() if one.id != person]


@action("access.account.ask-way-in")
def ask(
    tenant: UUID, person: UUID, *, about: Ref | None = None, label: str = "", by: Actor, at: datetime
) -> WayInRequest:
    """Staff ask for somebody of a customer; `label` names the ticket. One that waits already is that one.

    Raises NoAccount, OnlyThroughProvider, NobodyToAsk, NotAllowed, NotFound.
    """
    require(by, ASK_WAY_IN)
    return _asked(tenant, person, about=about, label=label, by=by, at=at)


def ask_oneself(email: str, *, address: str) -> None:
    """From the page of signing in, where nobody knows who it is: queue it, for an address without an account the same
    job with nothing to do. Raises TooMany, per sender's address and per e-mail address, known or not."""
    attempts.count("way-in-address", address, throttling.RESET_ADDRESS)
    attempts.count("way-in", email, throttling.RESET_ACCOUNT)
    account = Account.objects.by_email(email.strip()[:254])
    with tenancy.enter(Role.PUBLIC):
        jobs.enqueue(ASK_FOR, {"account": str(account.pk) if account else ""})


def asked_by_account(account: Account, *, at: datetime) -> None:
    """At each customer where it is somebody's; where nobody can decide nothing happens, and nobody is told."""
    for one in memberships_of(account):
        if one.kind == "staff":
            continue
        with tenancy.enter(Role.DESK):
            try:
                with transaction.atomic():
                    _asked(one.tenant_id, one.person_id, about=None, label="", by=SYSTEM, at=at)
            except Refusal:
                continue


def _asked(tenant: UUID, person: UUID, *, about: Ref | None, label: str, by: Actor, at: datetime) -> WayInRequest:
    who = Person.objects.filter(tenant_id=tenant, id=person, active=True).first()
    if who is None:
        raise NotFound()
    account_to_help(tenant, person, name=who.name, at=at)
    if not deciders(tenant, person, at=at):
        raise NobodyToAsk(name=who.name)
    waiting = WayInRequest.objects.filter(tenant_id=tenant, person_id=person, state=WAITING)
    waiting.filter(expires_at__lte=at).update(state=EXPIRED)
    earlier = waiting.first()
    if earlier is not None:
        return earlier
    try:
        with transaction.atomic():
            made: WayInRequest = WayInRequest.objects.create(
                tenant_id=tenant,
                person_id=person,
                person_name=who.name,
                asked_at=at,
                asked_name=by.name if by.is_staff else "",
                about_kind=about.kind if about else "",
                about_id=about.id if about else None,
                about_label=label,
                expires_at=at + LASTS,
            )
    except IntegrityError as error:
        if not taken(error):
            raise
        return waiting.get()
    _note(WAY_IN_ASKED, made, by=by, at=at)
    return made


@action("access.account.approve-way-in")
def approve(way_in: UUID, *, by: Actor, at: datetime) -> str:
    """Let him in: the code to read to him. That the second step was fresh, the edge has seen.

    Raises OwnRequest, DecidedAlready, TooLate, NoAccount, OnlyThroughProvider, TooMany, NotAllowed, NotFound.
    """
    held = _to_decide(way_in, by=by, at=at)
    code = spoken.hand_over(held.tenant_id, held.person_id, name=held.person_name, at=at)
    _decided(held, APPROVED, by=by, at=at)
    return code


@action("access.account.refuse-way-in")
def refuse(way_in: UUID, *, by: Actor, at: datetime) -> None:
    """He is not let in this way. Raises OwnRequest, DecidedAlready, TooLate, NotAllowed, NotFound."""
    _decided(_to_decide(way_in, by=by, at=at), REFUSED, by=by, at=at)


def _to_decide(way_in: UUID, *, by: Actor, at: datetime) -> WayInRequest:
    if by.tenant is None or by.person is None:
        raise NotFound()
    require(by, DECIDE_WAY_IN, tenant=by.tenant)
    # Of two who decide the second waits here, and finds it decided.
    held: WayInRequest | None = WayInRequest.objects.select_for_update().filter(tenant_id=by.tenant, id=way_in).first()
    if held is None:
        raise NotFound()
    if held.person_id == by.person:
        raise OwnRequest()
    if any(one.id == held.person_id for one in holders(held.tenant_id, OWNER, at=at)):
        # What opens an owner's account opens the organisation.
        require_right_over(OWNER, by=by, tenant=held.tenant_id)
    if held.state in (APPROVED, REFUSED):
        raise DecidedAlready()
    if not held.waits(at):
        raise TooLate()
    return held


def _decided(held: WayInRequest, state: str, *, by: Actor, at: datetime) -> None:
    held.state, held.decided_at, held.decided_by, held.decided_name = state, at, by.person, by.name
    held.save(update_fields=["state", "decided_at", "decided_by", "decided_name"])
    _note(WAY_IN_APPROVED if state == APPROVED else WAY_IN_REFUSED, held, by=by, at=at)


def _note(kind: str, held: WayInRequest, *, by: Actor, at: datetime) -> None:
    related = [Ref("person", held.person_id)]
    if held.about_id is not None:
        related.append(Ref(held.about_kind, held.about_id))
    journal.record(
        kind,
        tenant=held.tenant_id,
        subject=Ref("access.account", held.tenant_id),
        related=tuple(related),
        by=by,
        at=at,
        data={"request": str(held.id)},
    )
    jobs.enqueue(TELL, {"tenant": held.tenant_id, "way_in": held.id, "what": held.state})
