"""Locking one's own account in an emergency, and opening it again (CL-72).

Whoever fears that somebody else is in shuts everybody out at once, in every worker: the sessions are rows, and they are
gone with the commit. To open takes the owner, who shows with a fresh code or a passkey that it is really them, and one
of our service managers, who has spoken to somebody there: a stolen telephone alone opens nothing. Where the owner is
gone, a second service manager stands in for them and says why. Nobody can lock the provider.
"""

from datetime import datetime
from uuid import UUID

from waarborg.access.actions.end_sessions import end
from waarborg.access.events import ACCOUNT_LOCKED, ACCOUNT_RELEASED, RELEASE_GIVEN
from waarborg.access.lock import AccountLock
from waarborg.access.models import Session
from waarborg.access.permissions import LOCK_ACCOUNT, RELEASE_ACCOUNT
from waarborg.access.queries.as_login import as_login
from waarborg.customers.models import Organisation
from waarborg.customers.rules.roles import OWNER
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import jobs, journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.permissions import NotAllowed, NotFound, require

TELL = "access.tell-of-lock"


class NotLocked(Refusal):
    code = "access.account.not-locked"
    nl = "Dit account is niet geblokkeerd, of is al weer open."
    en = "This account is not locked, or is open again already."


class TwoOfUs(Refusal):
    """Staff let nobody in on the word of one of them alone."""

    code = "access.account.two-of-us"
    status = 403
    nl = "In plaats van de eigenaar kan alleen een andere servicemanager dan {name} de blokkade opheffen."
    en = "In place of the owner only another service manager than {name} can release the lock."
    nl_way_out = "Vraag een collega; de eigenaar kan het ook zelf, met de tweede stap."
    en_way_out = "Ask a colleague; the owner can do it too, with the second step."


class WhyMissing(BadInput):
    code = "access.account.why-missing"
    nl = "Zeg in 10 tot 500 tekens waarom de eigenaar het niet zelf kan, en met wie u sprak."
    en = "Say in 10 to 500 characters why the owner cannot do it, and whom you spoke to."


@action("access.account.lock")
def lock_account(tenant: UUID, *, by: Actor, at: datetime) -> int:
    """Shut everybody of one's own organisation out, oneself too. Answers how many sessions ended; one that is locked
    already stays as it is. Raises NotFound, NotAllowed."""
    require(by, LOCK_ACCOUNT, tenant=tenant)
    if by.person is None or by.is_staff or not Organisation.objects.filter(tenant_id=tenant, kind="customer").exists():
        raise NotFound()
    with as_login():
        _lock, made = AccountLock.objects.get_or_create(
            tenant_id=tenant, defaults={"locked_at": at, "locked_by": by.person, "locked_name": by.name}
        )
        ended = end(Session.objects.filter(membership__tenant_id=tenant))
    if made:
        _note(ACCOUNT_LOCKED, tenant, by=by, at=at, sessions=ended)
        _tell(tenant, "locked", at)
    return ended


@action("access.account.release")
def release_as_owner(tenant: UUID, *, by: Actor, at: datetime) -> bool:
    """The owner's part; that the code or the passkey was fresh, the edge has seen. Answers whether it is open now.

    Raises NotFound, NotAllowed, NotLocked.
    """
    require(by, LOCK_ACCOUNT, tenant=tenant)
    if OWNER not in by.roles:
        raise NotAllowed(permission="access.account.release", roles=[OWNER])
    return _release(tenant, "owner", by=by, at=at)


@action("access.account.release")
def release_as_staff(tenant: UUID, *, by: Actor, at: datetime, for_owner: bool = False, why: str = "") -> bool:
    """Our part; `for_owner` a second colleague does the owner's, where that one is gone. Answers whether it is open.

    Raises NotAllowed, NotLocked, TwoOfUs, WhyMissing.
    """
    require(by, RELEASE_ACCOUNT)
    why = " ".join(why.split())
    if for_owner and not 10 <= len(why) <= 500:
        raise WhyMissing(path="why")
    return _release(tenant, "without-owner" if for_owner else "staff", by=by, at=at, why=why)


def _release(tenant: UUID, part: str, *, by: Actor, at: datetime, why: str = "") -> bool:
    with as_login():
        held = AccountLock.objects.select_for_update().filter(tenant_id=tenant).first()
        if held is None:
            raise NotLocked()
        if part == "without-owner" and held.staff_by in (None, by.person):
            raise TwoOfUs(name=held.staff_name or by.name)
        done = held.staff_at if part == "staff" else held.owner_at
        if done is None:
            if part == "staff":
                held.staff_at, held.staff_by, held.staff_name = at, by.person, by.name
            else:
                held.owner_at, held.owner_name = at, by.name
            held.save()
        is_open = held.owner_at is not None and held.staff_at is not None
        if is_open:
            held.delete()
    if done is None:
        _note(RELEASE_GIVEN, tenant, by=by, at=at, part=part, **({"why": why} if why else {}))
        _tell(tenant, part, at)
    if is_open:
        _note(ACCOUNT_RELEASED, tenant, by=by, at=at)
        _tell(tenant, "released", at)
    return is_open


def _note(kind: str, tenant: UUID, *, by: Actor, at: datetime, **data: object) -> None:
    journal.record(kind, tenant=tenant, subject=Ref("access.account", tenant), by=by, at=at, data=data or None)


def _tell(tenant: UUID, what: str, at: datetime) -> None:
    jobs.enqueue(TELL, {"tenant": tenant, "what": what, "key": at.isoformat()})
