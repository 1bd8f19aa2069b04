"""From an agreement file to terms that can be replayed."""

from datetime import date

import pytest

from waarborg.kernel.durations import parse_duration
from waarborg.promises.rules.agreement import Agreement, load
from waarborg.promises.rules.registry import known
from waarborg.promises.rules.replay import Calendars, Case, Condition, SchemeWord, Warn, explain, replay
from waarborg.promises.rules.replay.from_agreement import (
    clocks_of,
    compiled_calendars,
    phrases_from,
    runs_on,
    states_from_registry,
    terms_from,
)
from waarborg.promises.rules.tests.replay_tickets import TICKET, at, log, said

FILE = """
agreement: zorgplan
version: 2026.1
effective: 2026-01-01
timezone: Europe/Amsterdam
language: nl
provider: {name: Zorgplan Online}
nl: Dienstverleningsovereenkomst
en: Service agreement
defaults:
  calendar: desk
  counting: closing
  running: live
  on_change: from-change
  warn: [{at: 75 %, tell: [provider.support]}, {at: 30 business minutes before, tell: [provider.service-manager]}]
calendars:
  desk: {nl: kantooruren, en: office hours, weekly: {mon-fri: ["09:00-17:00"]}, holidays: NL}
  always: {nl: dag en nacht, en: day and night, weekly: {mon-sun: ["00:00-24:00"]}, holidays: none}
schemes:
  plan: {of: contracts.line, values: {kade: {nl: Kade, en: Quay}, haven: {nl: Haven, en: Harbour}}}
  priority:
    of: support.ticket
    values:
      p1: {nl: Spoed, en: Urgent, if: {plan: haven}, else: p2}
      p2: {nl: Storing, en: Failure}
chapters: {support: {nl: Ondersteuning, en: Support}, data: {nl: Gegevens, en: Data}, money: {nl: Geld, en: Money}}
promises:
  support.solve:
    nl: "Wij lossen een storing op binnen {cases}."
    en: "We solve a failure within {cases}."
    level: target
    unless: {topic: custom-work}
    clock:
      from: support.ticket.reported
      until: support.ticket.resolved
      pause: [support.ticket.waiting-for-customer]
      running: frozen
      on_change: from-start
      cases:
        - {if: {priority: p1}, within: 4 business hours, calendar: always}
        - {within: 8 business hours}
  data.backup:
    nl: "Wij maken minstens elke {every} een back-up."
    en: "We back up at least every {every}."
    level: guarantee
    warn: [{at: 1 business day after start, tell: [provider.operator]}]
    clock: {every: 4h, until: continuity.backup.completed}
  data.logs:
    nl: "Elke {every} krijgt u het toegangslog."
    en: "Every {every} you receive the access log."
    level: guarantee
    offered: true
    clock: {every: month, until: trust.log.delivered}
  money.pay:
    nl: "U betaalt binnen de termijn, anders binnen {within}."
    en: "You pay within the term, otherwise within {within}."
    level: guarantee
    by: customer
    clock: {from: billing.invoice.received, until: billing.invoice.paid, due: term, within: 14 days}
"""


@pytest.fixture(scope="module")
def agreement() -> Agreement:
    return load(FILE.encode(), name="zorgplan.yaml").require()


def test_events_states_and_conditions_are_taken_over(agreement):
    terms = terms_from("support.solve", agreement)
    assert (terms.from_events, terms.until_events) == ({"support.ticket.reported"}, {"support.ticket.resolved"})
    assert terms.pause_states == {"support.ticket.waiting-for-customer"}
    assert terms.exceptions == (Condition("topic", frozenset({"custom-work"})),)
    assert (terms.level, terms.by, terms.version) == ("target", "provider", "2026.1")


def test_a_clock_ends_with_its_subject_without_saying_so(agreement):
    terms = terms_from("support.solve", agreement)
    assert terms.void_events == {"support.ticket.withdrawn", "support.ticket.merged"}
    assert terms.merge_events == {"support.ticket.merged"}


def test_cases_fill_in_what_they_are_silent_on(agreement):
    assert terms_from("support.solve", agreement).cases == (
        Case(
            parse_duration("4 business hours"), (Condition("priority", frozenset({"p1"})),), "always", "closing", None
        ),
        Case(parse_duration("8 business hours"), (), "desk", "closing", None),
    )


def test_what_the_clock_says_goes_before_the_defaults(agreement):
    solve, pay = terms_from("support.solve", agreement), terms_from("money.pay", agreement)
    assert (solve.running, solve.on_change) == ("frozen", "from-start")
    assert (pay.running, pay.on_change, pay.counting, pay.calendar) == ("live", "from-change", "closing", "desk")


def test_warnings_are_read_by_their_kind(agreement):
    assert terms_from("money.pay", agreement).warn == (
        Warn("75 %", ("provider.support",), ppm=750_000),
        Warn("30 business minutes before", ("provider.service-manager",), before=parse_duration("30 business minutes")),
    )
    assert terms_from("data.backup", agreement).warn == (
        Warn("1 business day after start", ("provider.operator",), after=parse_duration("1 business day")),
    )


def test_a_word_that_depends_on_the_plan_comes_along(agreement):
    plan = (Condition("plan", frozenset({"haven"})),)
    assert terms_from("support.solve", agreement).schemes == (SchemeWord("priority", "p1", plan, "p2"),)
    assert terms_from("money.pay", agreement).schemes == ()


def test_a_duty_that_recurs_by_itself_begins_when_the_customer_is_bound(agreement):
    assert said(terms_from("data.backup", agreement).begins_us) == "2026-01-01 00:00"
    assert terms_from("data.backup", agreement, begins_us=at("2026-03-01 00:00")).begins_us == at("2026-03-01 00:00")
    assert terms_from("data.logs", agreement).cadence == "month"
    assert terms_from("support.solve", agreement).begins_us is None


def test_a_date_agreed_and_who_is_bound_are_taken_over(agreement):
    terms = terms_from("money.pay", agreement)
    assert (terms.due_date, terms.by) == ("term", "customer")


def test_clocks_are_those_that_are_not_merely_offered(agreement):
    assert clocks_of(agreement) == ["support.solve", "data.backup", "money.pay"]


def test_each_clock_says_what_kind_of_subject_has_it(agreement):
    kinds = {name: runs_on(name, agreement, known()) for name in clocks_of(agreement)}
    assert kinds == {
        "support.solve": "support.ticket",
        "data.backup": "customers.customer",
        "money.pay": "billing.invoice",
    }


def test_what_is_no_clock_is_refused(agreement):
    with pytest.raises(KeyError):
        terms_from("support.nothing", agreement)


def test_the_registry_knows_what_reopens_a_ticket(agreement):
    states = states_from_registry(known())
    assert "support.ticket.reopened" in states["support.ticket.solved"].closes
    assert "support.ticket.customer-replied" in states["support.ticket.waiting-for-customer"].closes


def test_a_ticket_is_replayed_from_the_file_alone(agreement):
    calendars = Calendars(
        {name: [found] for name, found in compiled_calendars(agreement, date(2026, 1, 1), date(2027, 12, 31)).items()}
    )
    entries = log(
        ("2026-03-01 00:00", "contracts.line.started", {"plan": "kade"}, {"subjects": ("contracts.line:7",)}),
        ("2026-04-03 16:30", "reported", {"priority": "p1"}),
        ("2026-04-07 09:10", "asked-back"),
        ("2026-04-07 10:05", "customer-replied"),
        ("2026-04-07 17:05", "reprioritised", {"priority": "p2"}),
        ("2026-04-08 09:30", "resolved"),
        ("2026-04-08 10:30", "reopened"),
    )
    states = states_from_registry(known())
    terms = terms_from("support.solve", agreement)
    (run,) = replay(terms, entries, calendars, states=states, subject=TICKET).runs
    # 0:30 on Friday, 7:05 on Tuesday and 0:25 on Wednesday make eight hours: it was solved five minutes late.
    assert (run.verdict, said(run.due_us)) == ("broken", "2026-04-08 09:25")
    timeline = replay(terms, entries[:3], calendars, states=states, subject=TICKET)
    lines = explain(timeline, "nl", phrases=phrases_from(known(), agreement)).lines
    assert lines[0] == "Gemeld vrijdag 3 april 16:30"


def test_words_of_the_file_and_names_of_the_registry_are_spoken(agreement):
    phrases = phrases_from(known(), agreement)
    assert phrases("word", "priority=p1", "nl") == "Spoed"
    assert phrases("word", "priority=unknown", "nl") == ""
    assert phrases("word", "topic=custom-work", "en") == ""
    assert phrases("property", "priority", "en") == known().say("property", "priority", "en")
    assert phrases("event", "nobody.knows", "en") == ""
