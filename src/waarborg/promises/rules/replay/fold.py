"""The fold: entries one after another, in order, move one clock. Nothing here reads a time of its own.

At each entry first whatever fell due before it is settled; then the entry ends (waiver, stop, void), says (properties,
dates, states), reopens and starts, in that order. An answer therefore counts before the question asked with it,
whatever their order within one instant, and a report carries its own priority.
"""

from collections.abc import Collection, Sequence

from waarborg.kernel.pauses import FOREVER
from waarborg.promises.rules.replay.calendars import Calendars
from waarborg.promises.rules.replay.changes import replan
from waarborg.promises.rules.replay.course import Course
from waarborg.promises.rules.replay.entries import ROBOT, Entry
from waarborg.promises.rules.replay.periods import next_boundary
from waarborg.promises.rules.replay.program import MERGE, REOPEN, START, STOP, VOID, WAIVE, Program
from waarborg.promises.rules.replay.timeline import RESOLVED

NOT_IN_FORCE = "not-in-force"
_ENDS = STOP | VOID | WAIVE


class Fold:
    """Replays one clock. `programs` are the versions of its terms and the instant each comes into force, in order.

    The first one holds from the beginning; None is a time without the promise. `publications` are the instants at which
    a calendar of a `live` clock gets a new version.
    """

    def __init__(
        self,
        programs: Sequence[tuple[int, Program | None]],
        calendars: Calendars,
        own: frozenset[str] = frozenset(),
        publications: Sequence[int] = (),
    ) -> None:
        self.calendars = calendars
        self.own = own
        self.words: dict[str, str] = {}
        self.own_words: set[str] = set()
        self.dates: dict[str, int] = {}
        self.open_states: set[str] = set()
        self.said: list[tuple[int, str, str]] = []
        self.courses: list[Course] = []
        self.run: Course | None = None
        self.program = programs[0][1]
        self.watched = [program for _, program in programs if program is not None]
        first = self.watched[0]
        self.heard = first.heard.union(*(program.heard for program in self.watched[1:]))
        self.names = frozenset(name for program in self.watched for name in program.names)
        self.coming = list(programs[1:])
        self.publications = list(publications)
        self.tick: int | None = None
        self.next_mark = FOREVER
        self.look_ahead()

    # ---- one entry -------------------------------------------------------------------------------------------------

    def take(self, entry: Entry) -> None:
        at, kind = entry.at_us, entry.kind
        if kind not in self.heard and not entry.properties and not entry.dates:
            return  # nothing to this clock; what falls due meanwhile is settled at whatever comes next
        if at >= self.next_mark:
            self.advance(at)
        run = self.run
        human = entry.actor_kind != ROBOT
        role = 0
        if run is not None:
            if at > run.floor:
                run.settle(at)
            if human:
                role = run.program.role(entry)
                if role & _ENDS:
                    self.end(run, role, entry)
        if self.hear(entry, human) and run is not None and run.ended is None:
            self.rejudge(run, entry)
        if role & REOPEN and run is not None:
            self.reopen(run, at)
        if self.program is not None:
            self.begin(self.program, run, entry, human)

    def begin(self, program: Program, run: Course | None, entry: Entry, human: bool) -> None:
        """`from` starts, unless one runs; a duty to do something at least so often starts again at each `until`."""
        role = program.role(entry)
        if role & START:
            self.start(entry.at_us)
        elif role & STOP and program.restarts and human:
            first = run is None and not program.terms.from_events
            if first or (run is not None and run.stop == entry.at_us):
                self.start(entry.at_us)

    def end(self, run: Course, role: int, entry: Entry) -> None:
        if role & WAIVE:
            self.waive(run, entry)
        if run.ended is not None:
            return
        if role & STOP:
            run.end(entry.at_us)
            run.stop = entry.at_us
            run.stops.append(entry.at_us)
        elif role & VOID and not (role & MERGE and self.takes_in(entry)):
            self.void(run, entry.at_us, entry.kind)
            self.tick = None
            self.look_ahead()

    def takes_in(self, entry: Entry) -> bool:
        """A merge names first the subject that goes, then the one that takes it in; only the first one's clocks end."""
        return bool(self.own and entry.subjects) and entry.subjects[0] not in self.own

    def void(self, run: Course, at: int, reason: str) -> None:
        """Only a run without a verdict becomes void."""
        run.end(at)
        if run.broken is None and run.waived is None and run.began:
            run.voided, run.void_reason = at, reason

    def waive(self, run: Course, entry: Entry) -> None:
        """The run that `data["started_us"]` names, else the last one. What was met or void stays so."""
        data = entry.data or {}
        if data.get("promise", run.program.terms.promise) != run.program.terms.promise:
            return
        started = data.get("started_us", run.start)
        for course in self.courses:
            found = course.decided()
            if (
                course.start == started
                and course.waived is None
                and course.voided is None
                and found != ("met", course.stop)
            ):
                course.restate(entry.at_us)
                course.waived = entry.at_us
                course.floor = FOREVER
                course.mark(entry.at_us)

    # ---- what an entry says ----------------------------------------------------------------------------------------

    def hear(self, entry: Entry, human: bool) -> bool:
        """Properties, dates and states. True when anything moved that a term or a pause may depend on."""
        moved = False
        if entry.properties:
            own = not self.own or (bool(entry.subjects) and entry.subjects[0] in self.own)
            for name, word in entry.properties.items():
                moved |= self.learn(entry.at_us, name, word, own)
        if entry.dates:
            self.dates.update(entry.dates)
            moved = True
        if human:
            kind, states = entry.kind, self.open_states
            for program in self.watched:
                for state in program.closes.get(kind, ()):
                    moved |= state in states
                    states.discard(state)
                for state in program.opens.get(kind, ()):
                    moved |= state not in states
                    states.add(state)
        return moved

    def learn(self, at: int, name: str, word: str, own: bool) -> bool:
        """The subject's own word goes before one from what stands above it."""
        if own:
            self.own_words.add(name)
        elif name in self.own_words:
            return False
        if self.words.get(name) == word:
            return False
        self.words[name] = word
        if name not in self.names:
            return False
        self.said.append((at, name, word))
        return True

    def rejudge(self, run: Course, entry: Entry) -> None:
        program, fixed = run.program, run.fixed
        plan = program.plan(self.words, self.open_states)
        if entry.dates and program.terms.due_date is not None:
            fixed = self.dates.get(program.terms.due_date)
        if fixed != run.fixed:
            self.change(run, entry.at_us, "date", fixed=fixed)
        elif plan != run.plan:
            self.change(run, entry.at_us, "property", names=entry.properties or {})
        else:
            run.pause(entry.at_us, self.open_states)

    def change(
        self, run: Course, at: int, cause: str, *, fixed: int | None = None, names: Collection[str] = ()
    ) -> None:
        replan(
            run,
            run.program.plan(self.words, self.open_states),
            at=at,
            cause=cause,
            open_states=self.open_states,
            calendars=self.calendars,
            said=tuple((name, self.words[name]) for name in run.program.names if name in names),
            fixed=fixed if cause == "date" else run.fixed,
        )

    # ---- start and reopen ------------------------------------------------------------------------------------------

    def start(self, at: int) -> None:
        program = self.program
        if program is None or self.tick is not None or (self.run is not None and self.run.ended is None):
            return
        fixed = None
        if program.cadence is not None:
            fixed = self.tick = next_boundary(at, program.cadence, program.terms.timezone)
            self.look_ahead()
        elif program.terms.due_date is not None:
            fixed = self.dates.get(program.terms.due_date)
        plan = program.plan(self.words, self.open_states)
        self.run = Course(program, at, plan, fixed, self.calendars.version(plan, program.terms, at))
        self.run.mark(at)
        self.run.pause(at, self.open_states)
        self.courses.append(self.run)

    def reopen(self, run: Course, at: int) -> None:
        """The same clock goes on, with the span in which it stood resolved as a pause."""
        if run is not self.run or run.stop is None or run.program.terms.every is not None:
            return
        if run.waived is None and run.broken is None:
            run.restate(at)
        if at > run.stop:
            run.pauses.append((run.stop, at))
            run.reasons.append(RESOLVED)
        run.reopened.append(at)
        run.ended = run.stop = None
        run.moved()
        if run.program.plan(self.words, self.open_states) != run.plan:
            self.change(run, at, "property", names=list(self.words))
        run.mark(at)
        run.pause(at, self.open_states)
        due = run.due() if run.judged else None
        if due is not None and due < at:
            # Months never move, so the due time may have passed while it stood resolved: it breaks now, not then.
            run.breaks(at, due)

    # ---- what happens by itself ------------------------------------------------------------------------------------

    def look_ahead(self) -> None:
        self.next_mark = min(
            FOREVER if self.tick is None else self.tick,
            self.coming[0][0] if self.coming else FOREVER,
            self.publications[0] if self.publications else FOREVER,
        )

    def advance(self, at: int, *, final: bool = False) -> None:
        """Periods that ended, versions that came into force and calendars published up to this instant.

        An entry exactly at the end of a period still belongs to it, so there the turn waits for what comes after.
        """
        while self.next_mark <= at:
            mark = self.next_mark
            if self.tick == mark:
                if mark == at and not final:
                    return
                self.turn(mark)
            elif self.coming and self.coming[0][0] == mark:
                self.enter(*self.coming.pop(0))
            else:
                self.publications.pop(0)
                self.republish(mark)
            self.look_ahead()

    def finish(self, at: int) -> None:
        if at >= self.next_mark:
            self.advance(at, final=True)
        if self.run is not None and at > self.run.floor:
            self.run.settle(at)

    def turn(self, at: int) -> None:
        """A period is over: what was not done in it is broken, once, and the next one begins."""
        run = self.run
        self.tick = None
        if run is not None and run.ended is None:
            if run.judged:
                run.breaks(at, at)
            run.end(at)
        while self.coming and self.coming[0][0] == at:
            self.program = self.coming.pop(0)[1]
        if self.program is not None and self.program.cadence is not None:
            self.start(at)

    def enter(self, at: int, program: Program | None) -> None:
        """Another version of the terms is in force. A frozen run keeps the one under which it started."""
        self.program = program
        run = self.run
        if run is not None and run.ended is None:
            if at > run.floor:
                run.settle(at)
            if program is None:
                if run.program.terms.every is not None or run.program.terms.running == "live":
                    self.void(run, at, NOT_IN_FORCE)
                    self.tick = None
            elif program.terms.running == "live":
                run.program = program
                if run.broken is None and run.waived is None:
                    self.change(run, at, "version")
        if program is not None and program.terms.every is not None and not program.terms.from_events:
            self.start(at)

    def republish(self, at: int) -> None:
        run = self.run
        if run is None or run.ended is not None or run.plan is None or run.program.terms.running != "live":
            return
        if at > run.floor:
            run.settle(at)
        if run.judged and self.calendars.version(run.plan, run.program.terms, at) is not run.version:
            self.change(run, at, "calendar")
