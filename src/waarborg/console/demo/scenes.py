"""Tickets that stand in the queue whatever chance does: late, tight, due today, waiting; every band has work."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from waarborg.console.demo import words
from waarborg.console.demo.plot import Plot, Term
from waarborg.console.demo.story import MINUTE, Step, Tale
from waarborg.kernel.instants import civil_start, local


@dataclass(frozen=True, slots=True)
class Scene:
    """`share` of the next term has passed, `minutes` where the report has none; `done` is what happened since."""

    share: float
    minutes: int
    rank: int
    kind: str
    subject: int
    done: tuple[str, ...] = ()
    main: bool = False


PICKED, STARTED, ASKED = ("picked-up",), ("picked-up", "start"), ("picked-up", "start", "ask")
SCENES = (
    Scene(1.09, 262, 0, "incident", 1),
    Scene(0.94, 226, 0, "incident", 7, main=True),
    Scene(0.79, 190, 0, "incident", 6),
    Scene(0.40, 95, 0, "incident", 3),
    Scene(0.90, 432, 0, "incident", 0, STARTED, True),
    Scene(1.04, 498, 0, "incident", 4, PICKED),
    Scene(0.91, 874, 1, "bug", 0, PICKED),
    Scene(1.01, 968, 1, "incident", 2, PICKED),
    Scene(0.91, 2190, 1, "bug", 1, STARTED),
    Scene(0.996, 2391, 1, "incident", 5, STARTED),
    Scene(0.13, 310, 1, "bug", 2, ASKED, True),
    Scene(0.50, 1204, 1, "incident", 3, ASKED),
    Scene(0.40, 95, 1, "incident", 6),
    Scene(0.85, 55, 2, "question", 0),
    Scene(0.15, 55, 2, "question", 1),
)
# Of a term: four business hours become 27 minutes too late.
LATE = 1.1125
ENDS = {"picked-up": {"picked-up", "answered"}, "start": {"work-started"}, "ask": {"answered"}}


def scenes(source: Random, now_us: int, plot: Plot) -> list[tuple[int, Tale, bool]]:
    """Instant of the report, the tale so far, and whether it is the main customer's."""
    found = [(_tale(scene, source, now_us, plot), scene.main) for scene in SCENES]
    found += [(tale, True) for tale in _late_last_month(source, now_us, plot)]
    return [(tale.steps[0].at_us, tale, main) for tale, main in found]


def _late_last_month(source: Random, now_us: int, plot: Plot) -> list[Tale]:
    """One promise that was broken in the month of the newest report: picked up, or else solved, a ninth of its term too
    late. So that the report shows what it is for."""
    kind = "incident" if "incident" in plot.kinds else next(iter(plot.kinds))
    title, place = words.subjects(kind)[0]
    tale = Tale(title, kind, plot.priority(0), place, "vanochtend", "alle wijkteams")
    terms = plot.terms(tale.properties)
    at = plot.hours.when_opened(plot.hours.opened(_second_tuesday_before(now_us, plot.compiled.agreement.timezone)))
    late = min(terms, key=lambda term: term.due(at), default=None)
    if late is None:
        return []
    tale.steps.append(Step(at, "customer", ("ticket.reported",), "report", words.WHAT[0]))
    too_late = late.point(at, LATE)
    answered = bool(late.events & {"support.ticket.picked-up", "support.ticket.answered"})
    taken = too_late if answered else late.point(at, 0.3)
    tale.steps.append(Step(taken, "staff", ("ticket.picked-up", "ticket.answered"), "message", words.FIRST[0]))
    if any("support.ticket.worked-around" in term.events for term in terms):
        around = taken + 28 * MINUTE if answered else too_late
        done = ("ticket.answered", "ticket.worked-around")
        tale.steps.append(Step(around, "staff", done, "workaround", words.WORKAROUND[0]))
    said = tale.steps[-1].at_us
    hours_on = plot.hours.when_opened(plot.hours.opened(said) + 7 * 60 * MINUTE)
    solved = hours_on if answered else max(too_late, said + MINUTE)
    tale.steps.append(Step(solved, "staff", ("ticket.answered", "ticket.resolved"), "resolution", words.SOLVED[0]))
    return [tale]


def _second_tuesday_before(now_us: int, zone: str) -> int:
    """14:05 on the second Tuesday of the month before."""
    last = local(now_us, zone).date().replace(day=1) - timedelta(days=1)
    eighth = last.replace(day=8)
    return civil_start(eighth + timedelta(days=(1 - eighth.weekday()) % 7), 14 * 60 + 5, zone)


def _tale(scene: Scene, source: Random, now_us: int, plot: Plot) -> Tale:
    kind = scene.kind if scene.kind in plot.kinds else next(iter(plot.kinds))
    choices = words.subjects(kind)
    title, place = choices[scene.subject % len(choices)]
    affected = "alle wijkteams" if scene.rank == 0 else "één collega"
    tale = Tale(title, kind, plot.priority(scene.rank), place, "vanochtend", affected)
    ended = {f"support.ticket.{event}" for word in scene.done for event in ENDS[word]}
    left = [term for term in plot.terms(tale.properties) if not term.events & ended]
    at = _reported(scene, left, now_us, plot)
    tale.steps.append(Step(at, "customer", ("ticket.reported",), "report", source.choice(words.WHAT)))
    opened = plot.hours.opened(at)
    since = plot.hours.opened(now_us) - opened
    for number, word in enumerate(scene.done, start=1):
        # What happened since stands in the first quarter of the time that has passed.
        then = plot.hours.when_opened(opened + max(1, since * number // (4 * len(scene.done))))
        tale.steps.append(_step(word, min(max(then, at + number * MINUTE), now_us), source))
    return tale


def _reported(scene: Scene, left: list[Term], now_us: int, plot: Plot) -> int:
    if left:
        # The term that is due first is the one the queue shows.
        sample = plot.hours.when_opened(plot.hours.opened(now_us) - 1)
        nearest = min(left, key=lambda term: term.due(sample))
        return nearest.reported(now_us, scene.share)
    return plot.hours.when_opened(max(1, plot.hours.opened(now_us) - scene.minutes * MINUTE))


def _step(word: str, at: int, source: Random) -> Step:
    if word == "start":
        return Step(at, "staff", ("ticket.work-started",))
    if word == "ask":
        return Step(at, "staff", ("ticket.answered", "ticket.asked-back"), "question", source.choice(words.QUESTION))
    return Step(at, "staff", ("ticket.picked-up", "ticket.answered"), "message", source.choice(words.FIRST))
