"""What a customer does about an announced version: confirms, agrees, objects; and what is decided on an objection."""

from datetime import datetime
from uuid import UUID

from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import journal, permissions, tenancy
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.tenancy import Role
from waarborg.promises.actions.announce import NotPending, delivered, note
from waarborg.promises.actions.settle import hold, settle
from waarborg.promises.actions.tell_customer import tell_decision
from waarborg.promises.models import AgreementDocument, Announcement, Objection
from waarborg.promises.queries.announcements import find, standing_of
from waarborg.promises.rules.applying import ACCEPTED

FILED, DECIDED = "promises.objection.filed", "promises.objection.decided"


class ReasonNeeded(BadInput):
    code = "promises.objection.reason"
    nl = "Zet erbij waartegen u bezwaar maakt."
    en = "Say what you object to."


class NoRight(Refusal):
    """The agreement in force gives no right to object, not to this person, or no longer."""

    code = "promises.objection.no-right"
    nl = "Tegen {version} kunt u nu geen bezwaar maken."
    en = "You cannot object to {version} now."
    nl_way_out = "Uw overeenkomst zegt wie tot wanneer bezwaar kan maken. Een vraag stelt u als melding."
    en_way_out = "Your agreement says who can object until when. You can always ask a question as a ticket."


class Objected(Refusal):
    code = "promises.objection.open"
    nl = "Op het bezwaar tegen {version} is nog niet beslist."
    en = "The objection to {version} has not been decided yet."
    nl_way_out = "Wacht het besluit af."
    en_way_out = "Wait for the decision."


class AnswerNeeded(BadInput):
    code = "promises.objection.answer"
    nl = "Zet erbij wat u de klant antwoordt en waarom; hij leest dat."
    en = "Write what you answer the customer and why; he reads it."


class Decided(Refusal):
    code = "promises.objection.decided"
    nl = "{name} besliste al op dit bezwaar."
    en = "{name} has decided on this objection already."
    nl_way_out = "Ververs de pagina."
    en_way_out = "Refresh the page."


@action("promises.version.apply")
def confirm(announcement: UUID, *, by: Actor, at: datetime) -> None:
    """A reader confirms that the announcement arrived: the proof of its delivery. Raises NotAllowed, NotFound."""
    permissions.require(by, "promises.version.accept", tenant=by.tenant)
    with tenancy.enter(Role.DESK):
        delivered(_own(announcement, by).id, by=by, at=at, proof="portal")


@action("promises.version.apply")
def accept(announcement: UUID, *, by: Actor, at: datetime) -> None:
    """The customer agrees to a version, where the one in force lets it apply sooner for that.

    The entry names who agreed for whom, to which text and which documents. Raises NotAllowed, NotFound, NotPending,
    Objected, and as `bind`.
    """
    permissions.require(by, "promises.version.accept", tenant=by.tenant)
    with tenancy.enter(Role.DESK):
        held = hold(_own(announcement, by))
        standing = standing_of(held)
        if not held.pending(at) or not standing.takes_acceptance:
            raise NotPending(version=str(held.version))
        if standing.open_objection:
            raise Objected(version=str(held.version))
        if held.delivered_at is None:
            delivered(held.id, by=by, at=at, proof="portal")
            held = hold(held)
        held.accepted_at, held.accepted_by, held.wanted_at = at, by.name, at
        held.save()
        note(held, ACCEPTED, by=by, at=at, documents=_documents(held), person=str(by.person))
        settle(held, by=by, at=at)


@action("promises.objection.file")
def object_to(announcement: UUID, reason: str, *, by: Actor, at: datetime) -> Objection:
    """File an objection: what the agreement keeps back until it is decided, is kept back from now on.

    Raises ReasonNeeded, NotAllowed, NotFound, NoRight, Objected.
    """
    permissions.require(by, "promises.objection.file", tenant=by.tenant)
    if not reason.strip():
        raise ReasonNeeded()
    with tenancy.enter(Role.DESK):
        held = hold(_own(announcement, by))
        standing = standing_of(held)
        if standing.open_objection:
            raise Objected(version=str(held.version))
        if not standing.may_object(at, by.roles):
            raise NoRight(version=str(held.version))
        filed: Objection = Objection.objects.create(
            tenant_id=held.tenant_id,
            announcement=held,
            reason=reason.strip(),
            filed_at=at,
            filed_by=by.person,
            filer=by.name,
        )
        journal.record(FILED, tenant=held.tenant_id, subject=filed.ref, related=(held.ref,), by=by, at=at)
        if held.delivered_at is None:
            # Whoever objects has read it.
            delivered(held.id, by=by, at=at, proof="portal")
            held = hold(held)
        settle(held, by=by, at=at)
    return filed


@action("promises.objection.decide")
def decide(objection: UUID, decision: str, answer: str, *, by: Actor, at: datetime) -> Objection:
    """Decide on an objection: the customer keeps what he has ("keeps"), or the new version stands ("stands").

    He is mailed. Raises NotAllowed, NotFound, AnswerNeeded, Decided, and as `bind`.
    """
    permissions.require(by, "promises.objection.decide")
    if decision not in (Objection.Decision.KEEPS, Objection.Decision.STANDS) or not answer.strip():
        raise AnswerNeeded()
    found = Objection.objects.select_related("announcement").filter(id=objection).first()
    if found is None:
        raise NotFound()
    held = hold(found.announcement)
    found.refresh_from_db()
    if found.decided_at is not None:
        raise Decided(name=found.decider)
    found.decision, found.answer, found.decided_at, found.decider = decision, answer.strip(), at, by.name
    found.save()
    journal.record(
        DECIDED,
        tenant=held.tenant_id,
        subject=found.ref,
        related=(held.ref,),
        by=by,
        at=at,
        data={"decision": decision},
    )
    if decision == Objection.Decision.KEEPS and held.pending(at):
        held.state = Announcement.State.KEPT
    settle(held, by=by, at=at)
    tell_decision(held, found, at=at)
    return found


def _own(announcement: UUID, by: Actor) -> Announcement:
    return find(announcement, tenant=by.tenant)


def _documents(held: Announcement) -> dict[str, str]:
    """Which texts go with it, by hash."""
    rows = AgreementDocument.objects.filter(version_id=held.version_id).order_by("key")
    return dict(rows.values_list("key", "sha256"))
