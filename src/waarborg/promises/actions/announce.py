"""Announcing another version to a customer: told by mail, bound from when the version in force lets it apply."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from waarborg.customers.actions.authority import lock_organisation
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import journal, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.web import wording
from waarborg.promises.actions.judge_version import concerns, require_notice
from waarborg.promises.actions.settle import hold, settle
from waarborg.promises.actions.tell_customer import tell_customer
from waarborg.promises.actions.withdraw_binding import InForce
from waarborg.promises.models import AgreementVersion, Announcement, Binding
from waarborg.promises.queries.announcements import find, pending
from waarborg.promises.queries.standing import compiled
from waarborg.promises.rules.applying import ANNOUNCED, DELIVERED

RETURNED = "promises.version.returned"
RECALLED = "promises.version.recalled"


class AnotherAnnounced(Refusal):
    """Two versions on their way at once: nobody could say which one an objection is about, or which comes last."""

    code = "promises.announce.another"
    nl = "Voor deze klant is {version} aangekondigd, die nog niet geldt."
    en = "{version} was announced to this customer and does not apply yet."
    nl_way_out = "Wacht tot zij geldt, of trek die aankondiging eerst in."
    en_way_out = "Wait until it applies, or withdraw that announcement first."


class NotPending(Refusal):
    code = "promises.announce.not-pending"
    nl = "De aankondiging van {version} is afgerond; daaraan is niets meer te doen."
    en = "The announcement of {version} is over; nothing more can be done about it."
    nl_way_out = "Ververs de pagina."
    en_way_out = "Refresh the page."


@action("promises.version.apply")
def announce(
    version: AgreementVersion,
    held: Binding,
    *,
    by: Actor,
    at: datetime,
    effective: datetime,
    words: Mapping[str, str] | None = None,
) -> Announcement:
    """Announce `version` to the customer that `held` binds, to apply from `effective` on, or later: as soon as the
    version in force lets it. `words` are properties such as the plan that it brings along.

    Its owners and administrators are mailed. Raises NotAllowed, TooSoon where `effective` is too soon even if the
    announcement arrives at once, AnotherAnnounced, and as `bind`.
    """
    permissions.require(by, "promises.agreement.bind")
    tenant, before = held.tenant_id, held.version
    lock_organisation(tenant)
    for other in pending(tenant, at):
        raise AnotherAnnounced(version=str(other.version))
    require_notice(before, version, told=at, starts=effective)
    made: Announcement = Announcement.objects.create(
        tenant_id=tenant,
        version=version,
        replaces=before.amends or before,
        words=dict(words or {}),
        needs_notice=concerns(before, version),
        wanted_at=effective,
        announced_at=at,
        announced_by=by.name,
    )
    note(made, ANNOUNCED, by=by, at=at, effective=effective.isoformat())
    made.mails = [str(one) for one in tell_customer(made, at=at)]
    settle(made, by=by, at=at)
    return made


def note(held: Announcement, kind: str, *, by: Actor, at: datetime, **more: object) -> None:
    """One entry about an announcement in the journal of its customer."""
    version = held.version
    named = {"agreement": version.agreement, "version": version.version, "sha256": version.sha256}
    journal.record(kind, tenant=held.tenant_id, subject=held.ref, by=by, at=at, data={**named, **more})


@action("promises.version.apply")
def tell_again(announcement: UUID, *, by: Actor, at: datetime) -> Announcement:
    """Mail an announcement of which no delivery is known once more. Raises NotAllowed, NotFound, NotPending."""
    permissions.require(by, "promises.agreement.bind")
    held = _pending(announcement, at)
    if held.delivered_at is not None:
        raise NotPending(version=str(held.version))
    attempt = len(held.mails) + 1
    held.mails = [*held.mails, *(str(one) for one in tell_customer(held, at=at, attempt=attempt))]
    note(held, ANNOUNCED, by=by, at=at, attempt=attempt)
    held.save()
    return held


@action("promises.version.apply")
def delivered(announcement: UUID, *, by: Actor, at: datetime, proof: str) -> Announcement:
    """Note that an announcement arrived: `proof` is "mail" (a mail server took it) or "portal" (a reader confirmed it).

    What counts from the delivery counts from `at`. A second proof changes nothing. Raises NotFound, and as `bind`.
    """
    held = hold(find(announcement))
    if held.delivered_at is not None or held.state != Announcement.State.OPEN:
        return held
    held.delivered_at, held.proof = at, proof
    held.save()
    note(held, DELIVERED, by=by, at=at, proof=proof)
    settle(held, by=by, at=at)
    return held


@action("promises.version.apply")
def came_back(announcement: UUID, *, by: Actor, at: datetime) -> Announcement:
    """Note that a mail which had left came back after all: the delivery is not proven, and what counted from it waits.

    Raises NotAllowed, NotFound, NotPending (also where a reader has confirmed it).
    """
    permissions.require(by, "promises.agreement.bind")
    held = _pending(announcement, at)
    if held.delivered_at is None or held.proof != "mail":
        raise NotPending(version=str(held.version))
    held.delivered_at, held.proof, held.mails = None, "", []
    held.save()
    note(held, RETURNED, by=by, at=at)
    settle(held, by=by, at=at)
    return held


@action("promises.version.apply")
def withdraw_announcement(announcement: UUID, *, by: Actor, at: datetime) -> Announcement:
    """Take an announcement back: the customer keeps what binds him. Raises NotAllowed, NotFound, InForce."""
    permissions.require(by, "promises.agreement.bind")
    held = hold(find(announcement))
    if held.applies(at):
        zone = compiled(held.version.sha256).agreement.timezone
        since = {lang: wording.instant(held.starts_at or at, lang, zone) for lang in ("nl", "en")}
        raise InForce(version=str(held.version), since=since)
    if held.state == Announcement.State.OPEN:
        bound = held.starts_at is not None
        held.state = Announcement.State.WITHDRAWN
        settle(held, by=by, at=at)
        if not bound:
            note(held, RECALLED, by=by, at=at)
    return held


def _pending(announcement: UUID, at: datetime) -> Announcement:
    held = hold(find(announcement))
    if not held.pending(at):
        raise NotPending(version=str(held.version))
    return held
