"""Tickets that stand in the queue whatever chance does: late, tight, due today, waiting; every band has work."""

from random import Random

from waarborg.console.demo import words
from waarborg.console.demo.story import MINUTE, Step, Tale
from waarborg.kernel.calendars import CompiledCalendar

# Open minutes since the report, priority, kind, number of the subject, minutes to pick-up (None: nobody yet), what else
# happened (start, ask), and whether the main customer reported it.
SCENES: tuple[tuple[int, str, str, int, int | None, tuple[str, ...], bool], ...] = (
    (262, "p1", "incident", 1, None, (), False),
    (226, "p1", "incident", 7, None, (), True),
    (190, "p1", "incident", 6, None, (), False),
    (95, "p1", "incident", 3, None, (), False),
    (432, "p1", "incident", 0, 18, ("start",), True),
    (498, "p1", "incident", 4, 31, (), False),
    (874, "p2", "bug", 0, 100, (), False),
    (968, "p2", "incident", 2, 240, (), False),
    (2190, "p2", "bug", 1, 75, ("start",), False),
    (2391, "p2", "incident", 5, 60, ("start",), False),
    (310, "p2", "bug", 2, 44, ("start", "ask"), True),
    (1204, "p2", "incident", 3, 130, ("start", "ask"), False),
    (55, "p3", "question", 0, None, (), False),
)


def scenes(source: Random, now_us: int, calendar: CompiledCalendar) -> list[tuple[int, Tale, bool]]:
    """Instant of the report, the tale so far, and whether it is the main customer's."""
    present = calendar.opened(now_us)
    found = []
    for ago, priority, kind, subject, picked, more, main in SCENES:
        at = calendar.when_opened(max(1, present - ago * MINUTE))
        title, place = words.SUBJECTS[kind][subject]
        tale = Tale(title, kind, priority, place, "vanochtend", "alle wijkteams" if priority == "p1" else "één collega")
        tale.steps.append(Step(at, "customer", ("ticket.reported",), "report", source.choice(words.WHAT)))
        if picked is not None:
            tale.steps += _picked_up(source, calendar, at, picked, more)
        found.append((at, tale, main))
    return found


def _picked_up(source: Random, calendar: CompiledCalendar, at: int, after: int, more: tuple[str, ...]) -> list[Step]:
    def later(minutes: int) -> int:
        return calendar.when_opened(calendar.opened(at) + minutes * MINUTE)

    events = ("ticket.picked-up", "ticket.answered")
    steps = [Step(later(after), "staff", events, "message", source.choice(words.FIRST))]
    if "start" in more:
        steps.append(Step(later(after + 8), "staff", ("ticket.work-started",)))
    if "ask" in more:
        asked = ("ticket.answered", "ticket.asked-back")
        steps.append(Step(later(after + 30), "staff", asked, "question", source.choice(words.QUESTION)))
    return steps
