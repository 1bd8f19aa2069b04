"""Beginning a wave: at its time, in the agreed hours, and only when the one before is doing well (SO-32)."""

from datetime import datetime
from uuid import UUID

from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web import wording
from waarborg.releases.actions.rollouts.held import hold
from waarborg.releases.actions.rollouts.noting import note_wave
from waarborg.releases.actions.rollouts.refusals import NotHealthy, NotItsTurn, NotYetThen, Stopped, WrongState
from waarborg.releases.events import WAVE_STARTED
from waarborg.releases.models import Rollout, Turn, Wave
from waarborg.releases.permissions import START_WAVE
from waarborg.releases.queries import rollouts as reading
from waarborg.releases.rules import health
from waarborg.releases.rules import rollouts as rules
from waarborg.releases.rules.waves import wave_word


@action("releases.rollout.start-wave")
def start_wave(rollout: UUID, number: int, *, by: Actor, at: datetime) -> Wave:
    """From now on the data of its customers may move to the version. Whoever became a customer since it was planned is
    put in the last wave first.

    Raises NotAllowed, NotFound, Stopped, WrongState, NotItsTurn, NotYetThen, NotHealthy, ByAgreement.
    """
    require(by, START_WAVE)
    held = reading.alone(rollout)
    if held.state == rules.STOPPED:
        raise Stopped()
    if held.state == rules.DONE:
        raise WrongState(state={lang: rules.call_state(held.state, lang) for lang in ("nl", "en")})
    waves = reading.waves_of(held)
    made = reading.wave(held, number)
    before = next((one for one in waves if one.number == number - 1), None)
    if made.started_at is not None or (before is not None and before.started_at is None):
        raise NotItsTurn()
    if at < made.starts_at:
        raise NotYetThen(begins={lang: wording.instant(made.starts_at, lang, zone_of()) for lang in ("nl", "en")})
    healthy = before is None or before.health == health.HEALTHY
    _newcomers(held, waves[-1], at)
    tenants = set(Turn.objects.filter(rollout=held).values_list("tenant_id", flat=True))
    hold(reading.agreements(tenants, at), number, at, healthy=healthy)
    if not healthy:
        raise NotHealthy()
    made.started_at = at
    made.save(update_fields=["started_at"])
    held.state, held.stopped_why = rules.RUNNING, ""
    held.revision += 1
    held.save(update_fields=["state", "stopped_why", "revision"])
    many = Turn.objects.filter(wave=made).count()
    note_wave(WAVE_STARTED, held, made, by=by, at=at, wave=wave_word(number), customers=str(many))
    return made


def _newcomers(held: Rollout, last: Wave, at: datetime) -> None:
    """Customers since it was planned. Once the last wave began, whoever comes begins with the new version."""
    if last.started_at is not None:
        return
    known = set(Turn.objects.filter(rollout=held).values_list("tenant_id", flat=True))
    fresh = sorted(set(reading.members(held.item, at)) - known)
    Turn.objects.bulk_create(
        [Turn(tenant_id=one, rollout=held, wave=last, picked=last.number) for one in fresh], ignore_conflicts=True
    )
