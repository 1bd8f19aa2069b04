"""The clocks of a subject, replayed once for as long as nothing moves by itself (docs/adr/0023).

Replay is the same whoever asks and however often, and between two turns (a warning, a due time that passes, a period or
a version that begins) it is the same at each instant. So what it gave is kept by what it was made of, with the instants
between which it holds: a ticket that is looked at again, by a colleague or because a part of its page changed, has
nothing to replay.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property, lru_cache
from uuid import UUID

from waarborg.kernel.instants import to_us
from waarborg.kernel.pauses import FOREVER
from waarborg.plumbing import tenancy
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.web.pieces import forgotten
from waarborg.promises.queries.standing import Standing
from waarborg.promises.queries.timelines import Story, every_clock, merged_into, story
from waarborg.promises.rules.replay import BREACH, ClockTimeline, Run, next_attention, notices


class Itself:
    """Something that is equal to itself alone, and is held on to for as long as it is compared."""

    __slots__ = ("one",)

    def __init__(self, one: object) -> None:
        self.one = one

    def __hash__(self) -> int:
        return id(self.one)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Itself) and self.one is other.one


class Replayed:
    """The clocks of a subject at any instant (us) from `since_us` up to, not including, `until_us`; `found` are those
    that ever ran, each as of `since_us`. Equal to itself alone."""

    def __init__(self, found: Sequence[ClockTimeline], since_us: int, until_us: int) -> None:
        self.found, self.since_us, self.until_us = found, since_us, until_us

    @property
    def lasts(self) -> bool:
        """Whether it holds longer than the instant for which it was made."""
        return self.until_us > self.since_us + 1

    @cached_property
    def marks(self) -> Sequence[str | None]:
        """How the current run of each stands, as `mark_of` says; None for one without."""
        runs = [one.current for one in self.found]
        return [mark_of(one, run, self.since_us) if run else None for one, run in zip(self.found, runs, strict=True)]


class _Newest:
    """The place of what was replayed last; a thread that looks meanwhile finds it, or the one before."""

    __slots__ = ("replayed",)

    def __init__(self) -> None:
        self.replayed: Replayed | None = None


@forgotten
@lru_cache(512)
def _newest(_bound: Itself, _told: Story, _subject: Ref) -> _Newest:
    """By the agreement and the journal's own words: both never change, another entry is another story."""
    return _Newest()


def replayed(bound: Standing, subject: Ref, *, tenant: UUID, now: datetime) -> Replayed:
    """The clocks of one subject as of `now`. One query in a unit of work."""
    read = lambda: _replayed(bound, subject, tenant, to_us(now))  # noqa: E731
    found: Replayed = tenancy.remembered(("promises.replayed", subject.id, now), read)
    return found


def _replayed(bound: Standing, subject: Ref, tenant: UUID, at: int) -> Replayed:
    told = story(subject, tenant=tenant)
    newest = _newest(Itself(bound), told, subject)
    held = newest.replayed
    if held is not None and held.since_us <= at < held.until_us:
        return held
    merged = merged_into(bound, subject, tenant=tenant)
    every = every_clock(bound, subject, told.entries, now=at, merged=merged)
    # The story says nothing of what others went through before they were merged into this subject.
    until = at + 1 if merged else _holds_until(bound, told, every, at)
    made = Replayed([one for one in every if one.runs], at, until)
    if made.lasts:
        newest.replayed = made
    return made


def _holds_until(bound: Standing, told: Story, every: Sequence[ClockTimeline], at: int) -> int:
    """Up to which instant (us, exclusive) replay gives what it gave at `at`."""
    turns = [bound.calendars.known_until(at), *(one.at_us for one in told.entries if one.at_us > at)]
    for timeline in every:
        # The due time of a clock that is paused moves along with now.
        if any(run.state == "paused" for run in timeline.runs):
            return at + 1
        turn = next_attention(timeline, at)
        turns.append(FOREVER if turn is None else turn)
    return min(turns)


def mark_of(timeline: ClockTimeline, run: Run, at: int) -> str:
    """How a run stands at an instant (us), as a mark of the design system: late while it is open and its time has
    passed, tight once a warning about this due time has passed."""
    if run.verdict == "waived":
        return "waived"
    if run.is_open and run.broken_us is not None:
        return "late"
    if run.verdict is not None:
        return run.verdict
    if run.state == "paused":
        return "paused"
    if not run.is_open:
        return "met"
    warned = any(
        notice.started_us == run.started_us and notice.threshold != BREACH and notice.due_us == run.due_us
        for notice in notices(timeline, at)
    )
    return "risk" if warned else "running"
