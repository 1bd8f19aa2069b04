"""Promises about a part of what is supplied: where their clocks start, for whom they hold, what nobody supplies."""

import pytest

from waarborg.kernel.instants import parse_instant, to_us
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.scope import concerns, is_scoped, scopes, told, unknown, unsupplied, with_parts
from waarborg.promises.rules.replay import Entry, replay
from waarborg.promises.rules.replay.calendars import Calendars
from waarborg.promises.rules.replay.from_agreement import compiled_calendars, states_from_registry, terms_from
from waarborg.promises.rules.tests.files import BRUGWACHT, NAMES, read, spoilt

CLOCK = "    clock:\n      from: support.ticket.reported\n      until: support.ticket.answered"
SUPPLIED = {
    "service": frozenset({"brugwacht"}),
    "product": frozenset({"records", "payroll"}),
    "module": frozenset({"care-plans"}),
    "component": frozenset({"web", "openings", "water-levels"}),
    "window": frozenset({"openings"}),
}


def about(condition: str) -> Agreement:
    return read(spoilt(CLOCK, f"    if: {condition}\n{CLOCK}")).require()


def starts(condition: str, **words: str) -> bool:
    """Whether the clock of a first answer starts for a ticket with these words."""
    agreement = about(condition)
    at = parse_instant("2026-04-07T09:00:00+02:00")
    calendars = Calendars(
        {name: [one] for name, one in compiled_calendars(agreement, at.date().replace(month=1), at.date()).items()}
    )
    said = {"priority": "p2", "kind": "question", **words}
    reported = Entry(to_us(at), 1, "support.ticket.reported", ("support.ticket:1",), said, "contact")
    terms = terms_from("support.answer", agreement)
    timeline = replay(
        terms, [reported], calendars, states=states_from_registry(NAMES), now=at, subject="support.ticket:1"
    )
    return [run.plan is not None for run in timeline.runs] == [True]


@pytest.mark.parametrize(
    ("condition", "words", "there"),
    [
        ("{product: records}", {"product": "records", "service": "brugwacht"}, True),
        ("{product: records}", {"product": "payroll", "service": "brugwacht"}, False),
        ("{product: records}", {}, False),
        ("{product: [records, payroll]}", {"product": "payroll"}, True),
        ("{module: care-plans}", {"product": "records"}, False),
        ("{module: care-plans}", {"product": "records", "module": "care-plans"}, True),
        ("{window: openings}", {"window": "openings", "component": "openings"}, True),
        # What is said of the whole holds for its parts, and not the other way round.
        ("{component: web}", {"window": "openings", "component": "openings"}, True),
        ("{component: openings}", {"component": "web"}, False),
        ("{component: {not: web}}", {"component": "openings"}, False),
        ("{component: {not: web}}", {"component": "water-levels"}, True),
        ("{product: {not: payroll}}", {}, True),
    ],
)
def test_a_clock_starts_only_for_tickets_about_its_scope(condition: str, words: dict[str, str], there: bool) -> None:
    assert starts(condition, **words) is there


@pytest.mark.parametrize(
    ("condition", "held", "there"),
    [
        ("{product: records}", {"product": frozenset({"records"})}, True),
        ("{product: records}", {"product": frozenset({"payroll"})}, False),
        ("{product: records}", {}, False),
        ("{product: {not: records}}", {}, True),
        ("{component: web}", {"component": frozenset({"openings"})}, True),
        ("{addon: labs}", {}, True),
    ],
)
def test_a_promise_holds_only_for_who_has_what_it_is_about(
    condition: str, held: dict[str, frozenset[str]], there: bool
) -> None:
    agreement = about(condition)
    assert concerns(agreement.promises["support.answer"], agreement, held) is there


def test_a_promise_about_nothing_in_particular_holds_for_everybody() -> None:
    assert not is_scoped(read(BRUGWACHT).require())
    assert is_scoped(about("{product: records}"))


def test_the_file_alone_is_good_and_the_catalogue_warns_at_its_line() -> None:
    loaded = read(spoilt(CLOCK, f"    if: {{product: record}}\n{CLOCK}"))
    assert loaded.problems == ()
    assert [one.code for one in loaded.warnings] == [one.code for one in read(BRUGWACHT).warnings]
    [warned] = unsupplied(loaded, SUPPLIED)
    line = BRUGWACHT[: BRUGWACHT.index(CLOCK)].count("\n") + 1
    assert (warned.place.line, warned.warning, warned.path) == (
        line,
        True,
        ("promises", "support.answer", "if", "product", 0),
    )
    assert warned.say("nl") == (
        'het aanbod kent geen product "record"; zolang dat zo is, geldt deze belofte voor niemand; bedoelt u "records"?'
    )
    assert warned.say("en").startswith('the catalogue has no product "record"')


def test_what_an_agreement_calls_its_own_is_its_own() -> None:
    """Its schemes have words of their own; without a catalogue its components are those of the agreement."""
    plain = read(BRUGWACHT).require()
    nothing = {kind: frozenset[str]() for kind in SUPPLIED}
    assert {one.kind for one in scopes(plain)} <= {"component"}
    assert unknown(plain, nothing) == unknown(plain, SUPPLIED) == []
    [missing] = unknown(about("{window: openings}"), nothing)
    assert told(missing, nothing, "nl") == 'het aanbod kent geen venster "openings"'


def test_parts_are_counted_to_the_last() -> None:
    assert with_parts(["web"], read(BRUGWACHT).require()) == {"web", "openings"}
    assert with_parts(["openings"], read(BRUGWACHT).require()) == {"openings"}
