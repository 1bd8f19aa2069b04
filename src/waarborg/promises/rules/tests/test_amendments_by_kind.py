"""What an amendment can set of a clock, a measure, a rule and a fact; one that says nothing changes nothing."""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waarborg.promises.profiles import PROFILES, profile
from waarborg.promises.rules.agreement import Loaded, load, sha256_of
from waarborg.promises.rules.agreement.amendments import merge
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.promise import Promise
from waarborg.promises.rules.agreement.shape import build
from waarborg.promises.rules.agreement.yaml_nodes import Document
from waarborg.promises.rules.registry import Registry, live_files, planned

NAMES = Registry.of(live=[], planned=[*planned(), *live_files()])
HEAD = "amendment: merendaal-2026\namends: perplex-dbc 2026.1\ncustomer: merendaal\neffective: 2026-06-01\n"
BASES = {name: load(profile(name), name=f"{name}.yaml", registry=NAMES) for name in PROFILES}
PERPLEX = BASES["perplex-dbc"]


def amended(promises: str, head: str = HEAD, before: str = "") -> Loaded:
    text = f"{head}{before}promises:\n  {promises}\n"
    return load(text.encode(), name="amendment.yaml", registry=NAMES, base=PERPLEX)


def promise(name: str, given_keys: str, before: str = "") -> Promise:
    return amended(f"{name}: {given_keys}", before=before).require().promises[name]


def said(loaded: Loaded) -> list[str]:
    return [f"{one.place.line} {one.say('en')}" for one in loaded.problems]


def refused(name: str, given_keys: str) -> list[str]:
    return said(amended(f"{name}: {given_keys}"))


def of_base(name: str) -> Promise:
    return PERPLEX.require().promises[name]


# ---- clocks ----------------------------------------------------------------------------------------------------------
LONG = "calendars: {long: {nl: lange uren, en: long hours, weekly: {mon-sat: ['08:00-20:00']}, holidays: NL}}\n"


def test_clock_a_shorter_term_replaces_the_term_and_leaves_events_and_pauses():
    found, base = promise("support.problem", "{clock: {within: 3 business days}}"), of_base("support.problem")
    assert found.clock is not None and base.clock is not None
    assert str(found.clock.within) == "3 business days"
    assert (found.clock.from_, found.clock.until, found.clock.pause) == (
        base.clock.from_, base.clock.until, base.clock.pause,
    )  # fmt: skip
    assert (found.say("nl"), found.warn, found.level) == (base.say("nl"), base.warn, base.level)


def test_clock_a_calendar_of_the_customers_own_is_added_and_counts():
    found = promise("support.problem", "{clock: {calendar: long}}", before=LONG)
    assert found.clock is not None and (found.clock.calendar, str(found.clock.within)) == ("long", "5 business days")


def test_clock_an_empty_list_of_pauses_is_not_possible_but_another_list_replaces_it_whole():
    assert refused("support.problem", "{clock: {pause: []}}") == ["6 this list is empty; leave it out"]
    crowded = promise("support.problem", "{clock: {pause: [support.desk.crowded]}}")
    assert crowded.clock is not None and crowded.clock.pause == ("support.desk.crowded",)


def test_clock_the_level_and_the_warnings_can_be_agreed_as_well():
    found = promise("support.disturbing", "{level: guarantee, warn: [{at: 25 %, tell: [provider.support]}]}")
    assert found.level == "guarantee"
    assert [str(one.at) for one in found.warn or ()] == ["25 %"]


def test_clock_a_term_that_cannot_be_read_is_refused_at_its_line():
    (found,) = refused("support.problem", "{clock: {within: 3 busines days}}")
    assert found.startswith('6 "3 busines days" is not a duration')


def test_clock_a_first_answer_does_not_come_to_pause_by_amendment():
    (found,) = refused("support.pick-up", "{clock: {pause: [support.ticket.waiting-for-customer]}}")
    assert found.startswith("6 a first answer never pauses")


# ---- measures --------------------------------------------------------------------------------------------------------
def test_measure_another_target_keeps_what_is_measured():
    found, base = promise("service.clients", '{measure: {target: ">= 98 %"}}'), of_base("service.clients")
    assert found.measure is not None and base.measure is not None
    assert str(found.measure.target) == ">= 98 %"
    assert (found.measure.where, found.measure.sample) == (base.measure.where, base.measure.sample)


def test_measure_what_counts_as_good_can_be_agreed():
    found = promise("service.clients", '{measure: {good: "<= 1 s"}}')
    assert found.measure is not None and str(found.measure.good) == "<= 1 s"


def test_measure_a_target_in_another_unit_is_refused():
    (found,) = refused("service.clients", '{measure: {target: ">= 98 h"}}')
    assert found.startswith('6 ">= 98 h"')


def test_measure_a_method_can_be_added_for_one_customer():
    before = "methods: {strict: {uses: availability.uptime/1, hours: always, down: [outage], coverage: 99.9 %}}\n"
    found = promise("service.network", "{measure: {method: strict}}", before=before)
    assert found.measure is not None and found.measure.method == "strict"


def test_measure_a_method_of_the_agreement_is_not_changed_by_one_customer():
    before = "methods: {uptime: {uses: availability.uptime/1, hours: always, down: [outage]}}\n"
    (found,) = said(amended('service.network: {measure: {target: ">= 99 %"}}', before=before))
    assert found == '5 "uptime" is already in the agreement; an amendment only adds; give it a name of its own'


# ---- rules -----------------------------------------------------------------------------------------------------------
def test_rule_a_longer_notice_replaces_the_moment():
    found = promise("service.maintenance", "{rule: {earliest: 10 days notice of availability.maintenance.announced}}")
    assert found.rule is not None and found.rule.earliest is not None
    assert [str(one) for one in found.rule.earliest.items] == ["10 days notice of availability.maintenance.announced"]
    assert found.rule.inside == ("night", "weekend")


def test_rule_another_window_replaces_the_list_whole():
    found = promise("service.maintenance", "{rule: {inside: [night]}}")
    assert found.rule is not None and found.rule.inside == ("night",)


def test_rule_other_people_can_be_named():
    found = promise("support.contacts-only", "{rule: {who: [contact, employee]}}")
    assert found.rule is not None and found.rule.who == ("contact", "employee")


def test_rule_a_prohibition_against_a_right_is_refused():
    found = refused("support.contacts-only", "{rule: {allowed: never, who: [contact]}}")
    assert any("support.report" in one and "support.contacts-only" in one for one in found)


def test_rule_extra_support_is_included_for_one_customer_with_first_class():
    """First Class as an amendment: what the plan gives, agreed with one customer."""
    given_keys = (
        "{nl: Extra ondersteuning rekenen wij niet., en: We do not charge extra support., rule: {allowed: never}}"
    )
    found = promise("support.extra-charge", given_keys)
    assert found.rule is not None and found.rule.allowed == "never"
    assert found.say("nl") == "Extra ondersteuning rekenen wij niet."


# ---- facts -----------------------------------------------------------------------------------------------------------
def test_fact_a_shorter_review_is_agreed():
    found = promise("security.penetration-test", "{fact: {review: 6 months}}")
    assert found.fact is not None and str(found.fact.review) == "6 months"
    assert found.fact.source == of_base("security.penetration-test").fact.source  # type: ignore[union-attr]


def test_fact_another_source_replaces_the_source_whole():
    found = promise("privacy.locations", "{fact: {source: {register: trust.certificate, where: {norm: NEN 7510}}}}")
    assert found.fact is not None and found.fact.source.register_ == "trust.certificate"
    assert found.fact.source.where is not None and list(found.fact.source.where) == ["norm"]


def test_fact_two_sources_are_refused():
    (found,) = refused("privacy.locations", "{fact: {source: {register: trust.location, check: trust.tls-only}}}")
    assert found.startswith("6 ")


def test_fact_a_declaration_without_an_end_is_refused():
    found = refused("security.layers", "{fact: {source: {declared: 2026-01-01}, review: 12 months}}")
    assert found == []
    (stale,) = refused("breach.drafts", "{fact: {source: {declared: 2026-01-01}}}")
    assert "a declared fact needs until or review" in stale


def test_fact_withdrawn_is_gone_for_this_customer_alone():
    text = f"{HEAD}withdraws: [service.data-centres]\n"
    loaded = load(text.encode(), name="amendment.yaml", registry=NAMES, base=PERPLEX)
    assert "service.data-centres" not in loaded.require().promises
    assert "service.data-centres" in PERPLEX.require().promises


# ---- First Class and Premium as plans --------------------------------------------------------------------------------
@pytest.mark.clause("CL-88", "CL-90")
def test_a_first_answer_is_agreed_for_one_customer_of_cliendo():
    text = (
        "amendment: haven\namends: cliendo 2026.1\ncustomer: haven\neffective: 2026-06-01\n"
        "calendars: {long: {nl: ruim, en: long, weekly: {mon-sat: ['08:00-20:00']}, holidays: NL}}\n"
        "promises:\n  support.answer: {clock: {within: 2 business hours, calendar: long}}\n"
    )
    loaded = load(text.encode(), name="amendment.yaml", registry=NAMES, base=BASES["cliendo"])
    clock = loaded.require().promises["support.answer"].clock
    assert clock is not None and (str(clock.within), clock.calendar) == ("2 business hours", "long")


# ---- what says nothing changes nothing -------------------------------------------------------------------------------
def merged_hash(base: Loaded, content: dict[str, Any]) -> str:
    """The hash of an agreement with an amendment of this content laid over it."""
    if base.document is None:
        raise ValueError(base.name)
    whole = build(Agreement, merge(base.document, Document(content)).content)
    if whole.model is None:
        raise ValueError(whole.findings)
    return sha256_of(whole.model)


@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize("content", [{}, {"promises": {}}, {"promises": {}, "withdraws": [], "calendars": {}}], ids=str)
def test_an_empty_amendment_changes_nothing(name: str, content: dict[str, Any]):
    assert merged_hash(BASES[name], content) == sha256_of(BASES[name].require())


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_an_amendment_that_repeats_what_stands_there_changes_nothing(data: st.DataObject):
    base = BASES[data.draw(st.sampled_from(PROFILES))]
    if base.document is None:
        raise ValueError(base.name)
    promises = base.document.content["promises"]
    chosen = data.draw(st.lists(st.sampled_from(sorted(promises)), unique=True, max_size=8))
    repeated = {}
    for name in chosen:
        keys = data.draw(st.lists(st.sampled_from(sorted(promises[name])), unique=True))
        repeated[name] = {key: copy.deepcopy(promises[name][key]) for key in keys}
    before = copy.deepcopy(base.document.content)
    assert merged_hash(base, {"promises": repeated}) == sha256_of(base.require())
    assert base.document.content == before


def test_an_amendment_that_says_nothing_is_not_taken_as_one():
    loaded = load(HEAD.encode(), name="amendment.yaml", registry=NAMES, base=PERPLEX)
    assert said(loaded) == ["1 this amendment changes nothing; write promises or withdraws"]
