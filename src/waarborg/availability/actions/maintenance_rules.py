"""Holding maintenance to the agreements in force: refused with the rule it would break and the earliest time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from waarborg.availability.actions.maintenance_refusals import (
    MayNotWaive,
    NotAnnounced,
    NotByThem,
    NotThisCase,
    OutsideHours,
    TooSoon,
)
from waarborg.availability.rules import maintenance as judging
from waarborg.availability.rules import planning
from waarborg.availability.rules.agreed_work import Asked, together
from waarborg.kernel.instants import from_us, to_us
from waarborg.kernel.intervals import Interval
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web import wording

Words = dict[str, str]


@dataclass(frozen=True, slots=True)
class Allowed:
    """`waived` are the promises whose notice was set aside."""

    waived: tuple[str, ...] = ()


def hold(
    found: Sequence[Asked],
    announcements: Sequence[judging.Announcement],
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    decided: bool = False,
) -> Allowed:
    """Hold every part that is announced and lies ahead to the rules found, each since when it was announced.

    With a reason, whoever a rule names may set its notice aside, never its hours; `decided`: somebody did that before.
    Raises NotThisCase, NotByThem, OutsideHours, TooSoon, MayNotWaive.
    """
    pieces = [one for one in judging.announced(announcements) if one.end > to_us(at)]
    waived: dict[str, None] = {}
    # What is never allowed of this case is said before when it would be.
    for one in found:
        _right_case(one, by)
    for one in found:
        for piece in pieces:
            plan = planning.check((piece.start, piece.end), piece.since, one.notice or judging.Notices(()), one.windows)
            if plan.outside:
                raise OutsideHours(**_words(one), earliest=_offer(found, piece, at))
            if plan.latest is None:
                continue
            if not reason:
                raise TooSoon(**_words(one), latest=_moment(plan.latest), earliest=_offer(found, piece, at))
            if not decided and by.kind != "system" and not one.waiver & by.roles:
                raise MayNotWaive(promise=one.promise, who=", ".join(sorted(one.waiver)) or "-")
            waived[one.promise] = None
    return Allowed(tuple(waived))


def hold_unannounced(found: Sequence[Asked], window: Interval, *, by: Actor, at: datetime) -> None:
    """A hotfix of which nobody is told: only where no rule asks an announcement. Raises NotAnnounced, NotThisCase,
    NotByThem, OutsideHours."""
    if any(one.notice is not None for one in found):
        raise NotAnnounced()
    for one in found:
        _right_case(one, by)
        if planning.check(window, to_us(at), judging.Notices(()), one.windows).outside:
            raise OutsideHours(**_words(one), earliest=_offer(found, judging.Piece(*window, to_us(at)), at))


def earliest(found: Sequence[Asked], lasting: int, *, at: datetime, after: datetime | None = None) -> datetime | None:
    """The first minute, from `after` on, at which work of that length (microseconds) may begin if announced at `at`;
    None where there is none within some four hundred days."""
    notice, windows = together(found)
    us = planning.earliest(to_us(at), lasting, notice, windows, after=to_us(after or at))
    return None if us is None else from_us(us)


def _right_case(one: Asked, by: Actor) -> None:
    if not one.fits:
        raise NotThisCase(**_words(one), wording=dict(one.wording))
    # What runs by schedule was planned by somebody who may.
    if one.who is not None and by.kind != "system" and not one.who & by.roles:
        raise NotByThem(**_words(one), who=", ".join(sorted(one.who)))


def _words(one: Asked) -> dict[str, object]:
    return {"said": dict(one.said), "promise": one.promise}


def _offer(found: Sequence[Asked], piece: judging.Piece, at: datetime) -> Words:
    us = earliest(found, piece.end - piece.start, at=at, after=max(from_us(piece.start), at))
    if us is None:
        return {"nl": "nooit: zo lang duurt geen venster", "en": "never: no window is that long"}
    return _moment(to_us(us))


def _moment(us: int) -> Words:
    return {lang: wording.instant(from_us(us), lang, zone_of()) for lang in ("nl", "en")}
