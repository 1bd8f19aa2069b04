"""An amendment goes along to a newer version by itself only where nothing it rests on has changed."""

import datetime as dt

import pytest

from waarborg.promises.rules.agreement import Loaded
from waarborg.promises.rules.agreement.carry_over import as_agreed, carry_over, has_ended, touched
from waarborg.promises.rules.tests.files import BRUGWACHT, HAVEN_NOORD, marked, read, spoilt

FILE = "haven-noord.yaml"
NEWER = spoilt("version: 2026.2", "version: 2026.3").replace("effective: 2026-07-01", "effective: 2026-10-01", 1)


def carried(text: str = HAVEN_NOORD, newer: str = NEWER) -> Loaded:
    base, later = read(BRUGWACHT), read(newer)
    assert later.problems == ()
    return carry_over(text.encode(), name=FILE, base=base, newer=later)


def refused(old: str, new: str, *, at: str) -> list[str]:
    """What is said of a newer version changed from `old` to `new`; the first points at what follows `at`."""
    found = carried(newer=spoilt(old, new, NEWER))
    assert found.amended == ()
    _, line, column = marked(HAVEN_NOORD.replace(at, f"⟦{at}", 1))
    first = found.problems[0].place
    assert (first.file, first.line, first.column) == (FILE, line, column)
    return [one.say("en") for one in found.problems]


def test_where_nothing_it_touches_has_changed_it_goes_along():
    (amended,) = carried(newer=spoilt("within: 48h", "within: 36h", NEWER)).amended
    agreement = amended.agreement
    assert [str(case.within) for case in agreement.promises["support.answer"].clock.cases] == [
        "2 business hours",
        "none",
    ]
    assert str(agreement.promises["data.breach"].clock.within) == "36h"
    assert "trust.origin" not in agreement.promises
    assert amended.amendment.amends == "brugwacht 2026.3"
    # It cannot begin before the version that it now amends.
    assert amended.amendment.effective == dt.date(2026, 10, 1)


def test_a_promise_that_is_gone_is_refused_at_its_line_with_a_way_out():
    begin, end = NEWER.index("  data.logs:"), NEWER.index("  data.breach:")
    found = carried(newer=NEWER[:begin] + NEWER[end:])
    (problem,) = found.problems
    assert problem.code == "agreement.amendment.gone"
    assert HAVEN_NOORD.splitlines()[problem.place.line - 1].strip().startswith("data.logs:")
    assert problem.message("nl") == '"data.logs" staat niet meer in brugwacht 2026.3'
    assert problem.hint("en") == "leave it out of the amendment, or re-read that against the new version"
    assert found.amended == ()


def test_a_withdrawn_promise_that_is_gone_is_refused_too():
    begin, end = NEWER.index("  trust.origin:"), NEWER.index("\nterms:") + 1
    found = carried(newer=NEWER[:begin] + NEWER[end:])
    (problem,) = found.problems
    assert problem.message("en") == '"trust.origin" is no longer in brugwacht 2026.3'
    assert problem.path == ("withdraws", 0)


@pytest.mark.parametrize(
    ("old", "new", "at", "said"),
    [
        ("target: \">= 99.9 %\", method", "target: \">= 99.8 %\", method", "availability.uptime:",
         '"availability.uptime" reads differently in brugwacht 2026.3'),
        ("Een mens beantwoordt", "Iemand beantwoordt", "support.answer:",
         '"support.answer" reads differently in brugwacht 2026.3'),
        ("coverage: 95 %", "coverage: 90 %", "availability.uptime:",
         '"availability.uptime" uses methods.uptime, which reads differently in brugwacht 2026.3'),
        ("De eerste versie kwam uit", "De allereerste versie kwam uit", "trust.origin]",
         '"trust.origin" reads differently in brugwacht 2026.3'),
        ("closed: [2026-12-31]", "closed: [2026-12-30]", "support.answer:",
         '"support.answer" uses calendars.desk, which reads differently in brugwacht 2026.3'),
    ],
    ids=["figure", "wording", "method", "withdrawn", "calendar"],
)  # fmt: skip
def test_what_it_rests_on_reads_differently(old: str, new: str, at: str, said: str):
    found = refused(old, new, at=at)
    assert f"{said}; re-read this amendment against that version" in found


def test_the_figure_it_sets_must_still_lie_within_the_room():
    """Even so the room itself belongs to the promise: another room is another promise."""
    found = refused("99.5..99.99 %", "99.5..99.9 %", at='">= 99.95 %"')
    assert found[0] == "99.95 is outside what the agreement allows here: 99.5..99.9 %"


def test_a_file_in_one_line_is_readdressed_as_well():
    text = (
        "{amendment: kort, amends: brugwacht 2026.2, customer: x, effective: 2026-09-01, "
        "promises: {data.logs: {offered: false}}}"
    )
    (amended,) = carried(text).amended
    assert (amended.amendment.amends, amended.amendment.effective) == ("brugwacht 2026.3", dt.date(2026, 10, 1))


def test_the_agreement_of_one_customer_has_a_name_and_a_hash_of_its_own():
    base = read(BRUGWACHT)
    (amended,) = read(HAVEN_NOORD, name=FILE, base=base).amended
    agreed = as_agreed(amended, base.require())
    assert (agreed.version, agreed.effective) == ("2026.2+haven-noord-2026", dt.date(2026, 9, 1))
    assert touched(agreed, base.require()) == (
        {"support.answer", "availability.uptime", "data.logs"}, {"trust.origin"},
    )  # fmt: skip


@pytest.mark.parametrize(("day", "ended"), [("2027-08-31", False), ("2027-09-01", True)])
def test_the_last_day_of_an_amendment_still_counts(day: str, ended: bool):
    (amended,) = read(HAVEN_NOORD, name=FILE, base=read(BRUGWACHT)).amended
    assert has_ended(amended, dt.date.fromisoformat(day)) is ended
