"""A customer in another wave: because it chose one itself, whenever, or because we moved it and say why (PX-112)."""

from datetime import datetime
from uuid import UUID

from django.urls import reverse

from waarborg.customers.queries import holders
from waarborg.customers.rules.roles import ADMINISTRATOR, OWNER
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web import wording
from waarborg.promises.queries import require_fitting, require_whom
from waarborg.releases.actions.rollouts.noting import note_customer
from waarborg.releases.actions.rollouts.refusals import NoSuchReason, NoWhy, TooLate
from waarborg.releases.events import WAVE_CHOSEN, WAVE_MOVED
from waarborg.releases.models import Rollout, Turn, Wave
from waarborg.releases.permissions import CHOOSE_WAVE, MOVE_WAVE
from waarborg.releases.queries import rollouts as reading
from waarborg.releases.rules import rollouts as rules

CHOOSE_ACT = "releases.rollout.choose-wave"
MOVE_ACT = "releases.rollout.move-wave"


@action(CHOOSE_ACT)
def choose_wave(rollout: UUID, number: int, *, by: Actor, at: datetime) -> Turn:
    """The customer takes an earlier or a later turn: any wave that has not begun. Choosing the same again changes
    nothing. Raises NotAllowed, NotFound, NotByAgreement, TooLate."""
    require(by, CHOOSE_WAVE, tenant=by.tenant)
    require_whom(by, CHOOSE_ACT, tenant=by.tenant, at=at)  # type: ignore[arg-type]
    held = reading.alone(rollout)
    if by.tenant is None or not any(one.id == held.id for one, _, _ in reading.of_customer(by.tenant, at=at)):
        raise NotFound()
    made, wave, same = _to(held, by.tenant, number)
    if same:
        return made
    _put(made, wave, rules.ASKED, "", by=by, at=at)
    note_customer(WAVE_CHOSEN, held, made, by=by, at=at, number=str(number))
    return made


@action(MOVE_ACT)
def move_wave(rollout: UUID, tenant: UUID, number: int, *, reason: str, why: str, by: Actor, at: datetime) -> Turn:
    """We move a customer to a wave that has not begun. `reason` is one of rules.REASONS: an agreement may know only
    some. Of a legal date the customer's owners and administrators get a mail.

    Raises NotAllowed, NotFound, NoSuchReason, NoWhy, NotYetByAgreement, TooLate.
    """
    require(by, MOVE_WAVE, tenant=tenant)
    if reason not in rules.REASONS:
        raise NoSuchReason(path="reason")
    words = " ".join(why.split())
    if not 1 <= len(words) <= rules.LONGEST_WHY:
        raise NoWhy(path="why")
    require_fitting(tenant, MOVE_ACT, at=at, words={"move-reason": reason}, keys=("move-reason",))
    held = reading.alone(rollout)
    if tenant not in reading.members(held.item, at) and reading.turn(held, tenant) is None:
        raise NotFound()
    made, wave, same = _to(held, tenant, number)
    if same:
        return made
    _put(made, wave, reason, words, by=by, at=at)
    note_customer(WAVE_MOVED, held, made, by=by, at=at, number=str(number), **{"move-reason": reason})
    if reason == rules.LAW:
        _tell(held, wave, tenant, words, at=at)
    return made


def _to(held: Rollout, tenant: UUID, number: int) -> tuple[Turn, Wave, bool]:
    """The customer's place, the wave it goes to, and whether it is there. Who came later is in the last wave."""
    waves = reading.waves_of(held)
    wave, last = reading.wave(held, number), waves[-1]
    made = reading.turn(held, tenant) or Turn(tenant_id=tenant, rollout=held, wave=last, picked=last.number)
    if made.wave.number == number:
        return made, wave, True
    if made.wave.started_at is not None or wave.started_at is not None:
        raise TooLate()
    return made, wave, False


def _put(made: Turn, wave: Wave, reason: str, why: str, *, by: Actor, at: datetime) -> None:
    made.wave, made.reason, made.why, made.moved_at, made.moved_by = wave, reason, why, at, by.name
    made.save()


def _tell(held: Rollout, wave: Wave, tenant: UUID, why: str, *, at: datetime) -> None:
    people = {one.id: one for role in (OWNER, ADMINISTRATOR) for one in holders(tenant, role, at=at)}
    for person in people.values():
        send_mail(
            "releases/mail/wave_moved.txt",
            tenant=tenant,
            to=Recipient(person.email, person.name, person.language, person.id),
            context={
                "version": held.version,
                "begins": wording.instant(wave.starts_at, person.language, zone_of()),
                "reason": why,
                "url": reverse("releases:rollouts"),
            },
            at=at,
            key=f"releases.wave-moved:{held.id}:{tenant}:{at.isoformat()}:{person.id}",
        )
