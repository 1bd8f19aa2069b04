"""A duty that recurs every hour has thousands of runs: their rows are worked out in one go, each as it is by itself."""

from datetime import UTC, date, datetime
from uuid import UUID

from waarborg.kernel.instants import to_us
from waarborg.plumbing.journal import Ref
from waarborg.promises.actions.project_clocks import drawn, key_of, row, rows_of
from waarborg.promises.profiles import profile
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.registry import known
from waarborg.promises.rules.replay import Calendars, ClockTimeline, Entry, replay
from waarborg.promises.rules.replay.from_agreement import compiled_calendars, states_from_registry, terms_from
from waarborg.promises.rules.replay.notices import BREACH

BEGIN = to_us(datetime(2026, 4, 1, tzinfo=UTC))
MINUTE = 60_000_000
US = Ref("customers.customer", UUID(int=1))
# Minutes from one back-up to the next: in time, later than the warning at 45 minutes, and too late.
GAPS = (30, 50, 60, 61, 44)


def hourly(rounds: int) -> ClockTimeline:
    """The hourly back-up of Cliendo, done so many times."""
    agreement = load(profile("cliendo"), name="cliendo").require()
    written = compiled_calendars(agreement, date(2026, 3, 1), date(2027, 12, 31))
    at, entries = BEGIN, []
    for number in range(rounds):
        at += GAPS[number % len(GAPS)] * MINUTE
        entries.append(Entry(at, number, "continuity.backup.completed", (f"{US.kind}:{US.id}",), None, None))
    return replay(
        terms_from("data.backup-hourly", agreement, begins_us=BEGIN),
        entries,
        Calendars({name: [one] for name, one in written.items()}),
        states=states_from_registry(known()),
    )


def plain(one: object) -> dict[str, object]:
    return {name: value for name, value in vars(one).items() if name not in ("id", "_state")}


def test_each_row_is_what_it_is_by_itself() -> None:
    timeline = hourly(40)
    first = next(notice for notices in drawn(timeline).told.values() for notice in notices)
    told = {key_of(US.id, timeline, first)}
    found = rows_of(US, US.id, timeline, told=told)
    assert [plain(one) for one in found] == [plain(row(US, US.id, timeline, run, told=told)) for run in timeline.runs]
    assert len(found) == 41 and [one.verdict for one in found[:5]] == ["met", "met", "met", "broken", "met"]
    # Of what was told nothing is waited for; of what was not, the scheduler comes at once.
    assert [one.attention_at is not None for one in found[:5]] == [False, False, True, True, False]


def test_a_breach_and_a_warning_are_told_of_the_run_that_they_are_about() -> None:
    timeline = hourly(10)
    told = drawn(timeline).told
    broken = [
        run.number for run in timeline.runs if any(one.threshold == BREACH for one in told.get(run.started_us, ()))
    ]
    assert broken == [4, 9]
    warned = [
        run.number for run in timeline.runs if any(one.threshold != BREACH for one in told.get(run.started_us, ()))
    ]
    assert warned == [2, 3, 4, 7, 8, 9]
