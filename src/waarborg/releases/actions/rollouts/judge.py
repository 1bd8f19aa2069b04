"""How a wave is doing: by its numbers, which stop the roll-out where too much fails, and by who says it may go on."""

from datetime import datetime
from uuid import UUID

from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require
from waarborg.releases.actions.rollouts.noting import note, note_wave
from waarborg.releases.actions.rollouts.refusals import NotBegun, NotCounts, NoWhy, WrongState
from waarborg.releases.events import ROLLOUT_RESUMED, ROLLOUT_STOPPED, WAVE_HEALTHY, WAVE_UNHEALTHY
from waarborg.releases.models import Rollout, Wave, WaveFinding
from waarborg.releases.permissions import JUDGE, STOP
from waarborg.releases.queries import rollouts as reading
from waarborg.releases.rules import health
from waarborg.releases.rules import rollouts as rules

KINDS = {health.HEALTHY: WAVE_HEALTHY, health.UNHEALTHY: WAVE_UNHEALTHY}


@action("releases.wave.judge")
def judge_wave(rollout: UUID, number: int, *, requests: int, failed: int, by: Actor, at: datetime) -> WaveFinding:
    """So many requests of the customers in this wave, so many of which failed. More than the stated share stops the
    roll-out; numbers that are well again do not resume it. Too few say nothing, and leave what was known.

    Raises NotAllowed, NotFound, NotCounts, NotBegun.
    """
    require(by, JUDGE)
    if not 0 <= failed <= requests < 2**62:
        raise NotCounts(path="failed")
    held = reading.alone(rollout)
    wave = reading.wave(held, number)
    if wave.started_at is None:
        raise NotBegun()
    verdict = health.judge(requests, failed, held.bounds)
    made: WaveFinding = WaveFinding.objects.create(
        tenant_id=held.tenant_id, wave=wave, at=at, requests=requests, failed=failed, verdict=verdict, said_by=by.name
    )
    numbers = {"requests": str(requests), "failed": str(failed)}
    if verdict == health.UNHEALTHY:
        if held.state == rules.RUNNING:
            _put(held, rules.STOPPED, "")
            note(ROLLOUT_STOPPED, held, by=by, at=at, number=str(number), **numbers)
        _found(held, wave, verdict, by=by, at=at, **numbers)
    # One that was found unwell is well again only when somebody says why the roll-out goes on.
    elif verdict == health.HEALTHY and wave.health != health.UNHEALTHY:
        _found(held, wave, verdict, by=by, at=at, **numbers)
    return made


@action("releases.rollout.stop")
def stop_rollout(rollout: UUID, why: str, *, by: Actor, at: datetime) -> Rollout:
    """No further wave begins, and no further data moves, until it is resumed. Raises NotAllowed, NotFound, NoWhy,
    WrongState."""
    require(by, STOP)
    words = _words(why)
    held = reading.alone(rollout)
    if held.state not in (rules.PLANNED, rules.RUNNING):
        raise _wrong(held)
    _put(held, rules.STOPPED, words)
    note(ROLLOUT_STOPPED, held, by=by, at=at)
    return held


@action("releases.rollout.resume")
def resume_rollout(rollout: UUID, why: str, *, by: Actor, at: datetime) -> Rollout:
    """It goes on, and `why` stands with it. A wave that was found unwell counts as well from now on, by who says so.

    Raises NotAllowed, NotFound, NoWhy, WrongState.
    """
    require(by, STOP)
    words = _words(why)
    held = reading.alone(rollout)
    if held.state != rules.STOPPED:
        raise _wrong(held)
    begun = [one for one in reading.waves_of(held) if one.started_at is not None]
    _put(held, rules.RUNNING if begun else rules.PLANNED, "")
    note(ROLLOUT_RESUMED, held, by=by, at=at)
    for wave in begun:
        if wave.health == health.UNHEALTHY:
            WaveFinding.objects.create(
                tenant_id=held.tenant_id, wave=wave, at=at, verdict=health.HEALTHY, said_by=by.name, why=words
            )
            _found(held, wave, health.HEALTHY, by=by, at=at)
    return held


def _found(held: Rollout, wave: Wave, verdict: str, *, by: Actor, at: datetime, **numbers: str) -> None:
    if wave.health == verdict:
        return
    wave.health = verdict
    wave.save(update_fields=["health"])
    note_wave(KINDS[verdict], held, wave, by=by, at=at, **numbers)


def _put(held: Rollout, state: str, why: str) -> None:
    held.state, held.stopped_why = state, why
    held.revision += 1
    held.save(update_fields=["state", "stopped_why", "revision"])


def _words(why: str) -> str:
    words = " ".join(why.split())
    if not 1 <= len(words) <= rules.LONGEST_WHY:
        raise NoWhy(path="why")
    return words


def _wrong(held: Rollout) -> WrongState:
    return WrongState(state={lang: rules.call_state(held.state, lang) for lang in ("nl", "en")})
