"""What holds for every story of a ticket, whatever happened in it."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from waarborg.kernel.canonical import canonical_json
from waarborg.promises.rules.replay import Entry, explain, next_attention, notices, project, replay
from waarborg.promises.rules.tests.replay_tickets import (
    CALENDARS,
    DESK,
    STATES,
    TICKET,
    at,
    case,
    clock,
    kind,
    warn,
)

SLOT = 15 * 60_000_000
BEGIN = at("2026-05-11 08:00")
WITHINS = ("4 business hours", "2 business days", "6h", "3 days", "1 month", "next business day", "unstated", "none")
EVENTS = (
    "reported",
    "answered",
    "asked-back",
    "customer-replied",
    "held",
    "released",
    "resolved",
    "reopened",
    "withdrawn",
    "reprioritised",
    "support.desk.crowding-declared",
    "support.desk.crowding-lifted",
)
WARNED = (warn("50 %"), warn("30 business minutes before"))

fast = settings(max_examples=150, deadline=None)


@st.composite
def stories(draw, events=EVENTS, most=14):
    """Entries in order of time; several may share an instant."""
    moment, entries = BEGIN, []
    first = draw(st.sampled_from(("p1", "p2", "p3")))
    for number in range(1, draw(st.integers(1, most)) + 1):
        event = "reported" if number == 1 else draw(st.sampled_from(events))
        word = first if number == 1 else draw(st.sampled_from(("p1", "p2", "p3")))
        properties = {"priority": word} if event in ("reported", "reprioritised") else None
        actor = draw(st.sampled_from(("staff", "contact", "staff", "contact", "robot")))
        entries.append(Entry(moment, number, kind(event), (TICKET,), properties, actor))
        moment += draw(st.sampled_from((0, 1, SLOT, 3 * SLOT, 20 * SLOT, 100 * SLOT, 700 * SLOT)))
    return entries


@st.composite
def clocks(draw):
    cases = [case(draw(st.sampled_from(WITHINS)), when={"priority": word}) for word in ("p1", "p2")]
    cases.append(case(draw(st.sampled_from(WITHINS))))
    return clock(
        cases,
        pause=draw(st.booleans()),
        on_change=draw(st.sampled_from(("from-start", "from-change"))),
        counting=draw(st.sampled_from(("rolling", "closing"))),
        level=draw(st.sampled_from(("guarantee", "experience"))),
        warn=WARNED,
    )


def timeline_of(terms, entries, now=None):
    return replay(terms, entries, CALENDARS, states=STATES, now=now, subject=TICKET)


def bytes_of(terms, entries, now=None):
    return canonical_json(project(timeline_of(terms, entries, now)))


def instants(entries):
    """The instants of the entries, and one long after."""
    return [*sorted({entry.at_us for entry in entries}), entries[-1].at_us + 5000 * SLOT]


@fast
@given(clocks(), stories())
def test_what_was_known_at_an_instant_does_not_depend_on_what_came_after(terms, entries):
    for now in instants(entries):
        known = [entry for entry in entries if entry.at_us <= now]
        assert bytes_of(terms, entries, now) == bytes_of(terms, known, now)


@fast
@given(clocks(), stories(), st.randoms(use_true_random=False))
def test_the_order_in_which_entries_are_handed_in_does_not_matter(terms, entries, chance):
    shuffled = list(entries)
    chance.shuffle(shuffled)
    assert bytes_of(terms, shuffled) == bytes_of(terms, entries)


@fast
@given(clocks(), stories(), st.data())
def test_entries_handed_in_twice_do_no_harm(terms, entries, data):
    again = data.draw(st.lists(st.sampled_from(entries)))
    assert bytes_of(terms, [*entries, *again]) == bytes_of(terms, entries)


@fast
@given(clocks(), stories(), st.randoms(use_true_random=False))
def test_a_rebuild_gives_what_following_along_gave(terms, entries, chance):
    arrived, late = [], list(entries)
    chance.shuffle(late)
    for entry in late:
        arrived.append(entry)
        followed = bytes_of(terms, arrived, entries[-1].at_us)
    assert followed == bytes_of(terms, entries)


@fast
@given(clocks(), stories())
def test_a_breach_is_for_ever(terms, entries):
    broken = set()
    for now in instants(entries):
        found = {run.started_us: run for run in timeline_of(terms, entries, now).runs}
        assert all(found[start].verdict in ("broken", "exceeded") for start in broken)
        broken |= {start for start, run in found.items() if run.broken_us is not None}


@fast
@given(clocks(), stories())
def test_what_was_told_stays_told_and_is_told_once(terms, entries):
    told = []
    for now in instants(entries):
        found = [notice.key for notice in notices(timeline_of(terms, entries, now), now)]
        assert len(set(found)) == len(found)
        assert set(told) <= set(found)
        told = found


@fast
@given(clocks(), stories())
def test_each_breach_is_told_and_nothing_else_is_called_one(terms, entries):
    for now in instants(entries):
        timeline = timeline_of(terms, entries, now)
        told = {notice.started_us for notice in notices(timeline, now) if notice.kind == "breach"}
        assert told == {run.started_us for run in timeline.runs if run.broken_us is not None}


@fast
@given(clocks(), stories())
def test_looking_only_when_told_to_misses_nothing(terms, entries):
    """A scheduler that sleeps until `next_attention` sees every notice that one who always looks sees."""
    timeline = timeline_of(terms, entries)
    end, seen, now = entries[-1].at_us + 5000 * SLOT, set(), entries[-1].at_us
    seen |= {notice.key for notice in notices(timeline, now)}
    while (coming := next_attention(timeline, now)) is not None and coming <= end:
        now = coming
        timeline = timeline_of(terms, entries, now)
        seen |= {notice.key for notice in notices(timeline, now)}
    assert seen == {notice.key for notice in notices(timeline_of(terms, entries, end), end)}


@fast
@given(clocks(), stories())
def test_a_run_is_whole(terms, entries):
    for now in instants(entries):
        for run in timeline_of(terms, entries, now).runs:
            assert run.started_us <= run.counts_from_us <= now
            assert (run.decided_us is None) == (run.month is None)
            assert run.verdict != "met" or (run.stopped_us is not None and run.stopped_us <= run.due_us)
            assert run.verdict not in ("broken", "exceeded") or run.due_us <= run.broken_us
            assert all(one.end_us <= other.start_us for one, other in pairwise(run.pauses))
            assert run.by_raise == any(change.broke for change in run.changes)


@fast
@given(clocks(), stories())
def test_every_clock_can_be_explained(terms, entries):
    for now in instants(entries):
        timeline = timeline_of(terms, entries, now)
        for run in timeline.runs:
            for audience in ("customer", "staff"):
                nl = explain(timeline, "nl", run=run, audience=audience)
                en = explain(timeline, "en", run=run, audience=audience)
                assert len(nl.lines) == len(en.lines) > 0
                assert all(line.strip() and "{" not in line for line in (*nl.lines, *en.lines))


PAUSED_WITHINS = [within for within in WITHINS if within not in ("unstated", "none")]


@fast
@given(
    st.sampled_from(PAUSED_WITHINS),
    st.sampled_from(("rolling", "closing")),
    st.lists(st.integers(1, 60), min_size=2, max_size=8),
    st.integers(0, 200),
)
def test_more_waiting_never_gives_an_earlier_due_time(within, counting, gaps, more):
    terms = clock(within, counting=counting)

    def due(lengthened):
        moment, entries = BEGIN, [Entry(BEGIN, 1, kind("reported"), (TICKET,))]
        for number, gap in enumerate(gaps, start=2):
            moment += gap * SLOT + (lengthened * SLOT if number == len(gaps) // 2 * 2 + 1 else 0)
            event = "asked-back" if number % 2 == 0 else "customer-replied"
            entries.append(Entry(moment, number, kind(event), (TICKET,)))
        return timeline_of(terms, entries[: len(gaps) // 2 * 2 + 1]).runs[0]

    shorter, longer = due(0), due(more)
    assert longer.due_us >= shorter.due_us
    without = timeline_of(terms, [Entry(BEGIN, 1, kind("reported"), (TICKET,))]).runs[0]
    assert shorter.due_us >= without.due_us


SIMPLE = ("asked-back", "customer-replied", "resolved", "reopened", "withdrawn")


@fast
@given(stories(events=SIMPLE, most=10), st.integers(1, 30), st.integers(0, 400))
def test_a_slow_count_slot_by_slot_agrees(entries, hours, wait):
    """Counts open quarters one by one while nothing pauses, as somebody with pencil and paper would."""
    on_grid = [
        Entry(BEGIN + (entry.at_us - BEGIN) // SLOT * SLOT, entry.sequence, entry.kind, (TICKET,)) for entry in entries
    ]
    now = on_grid[-1].at_us + wait * SLOT
    run = timeline_of(clock(f"{hours} business hours"), on_grid, now).runs[0]
    verdict, due = _by_hand(on_grid, hours * 4, now)
    assert (run.verdict, run.broken_us if run.verdict == "broken" else None) == (verdict, due)


def _by_hand(entries, amount, now):
    """The verdict of the first run, and when it broke."""
    counted, waiting, stopped, reached, moment = 0, False, False, None, entries[0].at_us
    for entry in [*entries[1:], None]:
        until = now if entry is None else entry.at_us
        while moment < until:
            alive = not waiting and not stopped
            if alive and reached is None and DESK.open_between(moment, moment + SLOT):
                counted += 1
                if counted == amount:
                    reached = moment + SLOT
            moment += SLOT
            if reached is not None and moment > reached and not stopped:
                return "broken", reached
        if entry is None:
            break
        name = entry.kind.rpartition(".")[2]
        if name == "resolved" and not stopped:
            stopped = True
        elif name == "withdrawn" and not stopped:
            return "void", None
        elif name == "reopened" and stopped:
            stopped = False
            if reached is not None and moment > reached:
                return "broken", moment
        if name == "asked-back":
            waiting = True
        elif name in ("customer-replied", "reopened", "withdrawn"):
            waiting = False
    return ("met" if stopped else None), None
