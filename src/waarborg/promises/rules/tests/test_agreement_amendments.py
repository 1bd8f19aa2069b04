"""An amendment replaces keys of promises, within the room it is given, and the whole is checked again."""

import pytest

from waarborg.promises.rules.agreement import sha256_of
from waarborg.promises.rules.tests.files import BRUGWACHT, HAVEN_NOORD, marked, read, spoilt

FILE = "haven-noord.yaml"


def amended(text: str = HAVEN_NOORD, base: str = BRUGWACHT):
    return read(text, name=FILE, base=read(base))


def refused(old: str, new: str, base: str = BRUGWACHT) -> str:
    """What is said in English; it must point at the mark in `new`, in the amendment's own file."""
    text, line, column = marked(spoilt(old, new, HAVEN_NOORD))
    (found,) = amended(text, base).problems
    assert (found.place.file, found.place.line, found.place.column) == (FILE, line, column)
    return found.say("en")


def test_a_key_given_replaces_that_key_whole_and_leaves_the_others():
    loaded = amended()
    assert loaded.problems == ()
    base, whole = read(BRUGWACHT).require(), loaded.require()
    answer = whole.promises["support.answer"]
    assert [str(case.within) for case in answer.clock.cases] == ["2 business hours", "none"]
    assert answer.clock.cases[0].calendar == "long-desk"
    assert answer.clock.from_ == ("support.ticket.reported",)
    assert answer.remedy == base.promises["support.answer"].remedy
    assert str(whole.promises["availability.uptime"].measure.target) == ">= 99.95 %"
    assert whole.promises["data.logs"].offered is False
    assert set(base.promises) - set(whole.promises) == {"trust.origin"}
    assert whole.promises["data.breach"] == base.promises["data.breach"]


def test_the_agreement_itself_is_not_touched():
    base = read(BRUGWACHT)
    before = sha256_of(base.require())
    read(HAVEN_NOORD, name=FILE, base=base)
    assert sha256_of(base.require()) == before == sha256_of(read(BRUGWACHT).require())


def test_a_figure_outside_the_room_is_refused():
    said = 'target: ⟦">= 99.999 %"'
    assert refused('target: ">= 99.95 %"', said) == "99.999 is outside what the agreement allows here: 99.5..99.99 %"


@pytest.mark.parametrize("figure", ["99.5", "99.99", "99.7"])
def test_a_figure_at_the_edge_of_the_room_or_inside_it_is_taken(figure):
    assert amended(spoilt("99.95", figure, HAVEN_NOORD)).problems == ()


def test_only_negotiable_keys_may_be_set():
    said = refused("support.answer: {clock: {cases:", "support.answer: {⟦level: target, clock: {cases:")
    assert said == 'the agreement does not let an amendment set "level"; it allows clock.cases'


def test_without_negotiable_every_key_may_be_set():
    text = spoilt("data.logs: {offered: false}", "data.logs: {offered: false, level: target}", HAVEN_NOORD)
    assert amended(text).require().promises["data.logs"].level == "target"


def test_taking_up_an_offer_needs_no_room():
    base = spoilt("    offered: true ", "    negotiable: {clock.every: [month, week]}\n    offered: true ")
    assert amended(base=base).require().promises["data.logs"].offered is False


def test_one_of_a_list_of_words():
    base = spoilt("    offered: true ", "    negotiable: {clock.every: [month, week]}\n    offered: true ")
    given = "data.logs: {offered: false}", "data.logs: {clock: {every: ⟦quarter}}"
    assert refused(*given, base=base) == "quarter is outside what the agreement allows here: month, week"


def test_a_range_of_terms():
    base = spoilt("clock: {every: 4h,", "negotiable: {clock.every: 1h..6h}\n    clock: {every: 4h,")
    given = "data.logs: {offered: false}", "data.backup: {clock: {every: ⟦8h}}"
    assert refused(*given, base=base) == "8h is outside what the agreement allows here: 1h..6h"


MISTAKES = {
    "unknown promise": (
        "data.logs: {offered: false}", "⟦data.log: {offered: false}",
        'no promise is called "data.log"; did you mean "data.logs"?',
    ),
    "unknown key": (
        "data.logs: {offered: false}", "data.logs: {⟦offred: false}", 'unknown key "offred"; did you mean "offered"?',
    ),
    "another kind": (
        "data.logs: {offered: false}", "data.logs: {⟦rule: {act: support.ticket.open, allowed: never}}",
        '"data.logs" is a clock; an amendment does not change the kind',
    ),
    "another version": (
        "amends: brugwacht 2026.2", "amends: ⟦brugwacht 2026.1",
        'this amendment belongs to "brugwacht 2026.1", this is "brugwacht 2026.2"; re-read it against this version',
    ),
    "changed and withdrawn": (
        "withdraws: [trust.origin]", "withdraws: [⟦data.logs]",
        '"data.logs" is changed and withdrawn here; choose one',
    ),
    "until before effective": (
        "until: 2027-08-31", "until: ⟦2026-08-31", "until 2026-08-31 is before effective 2026-09-01",
    ),
    "yes": (
        "offered: false", "offered: ⟦no", '"no" is not a yes/no here; write true or false',
    ),
    "unreachable case": (
        "within: 2 business hours, calendar: long-desk}, {within: none}",
        "within: 2 business hours, calendar: long-desk}, ⟦{if: {priority: p2}, within: 1h}, {within: none}",
        "this case is never reached: case 1 already takes everything it would",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), MISTAKES.values(), ids=MISTAKES.keys())
def test_what_an_amendment_may_not_do_is_refused_in_its_own_file(old, new, said):
    assert refused(old, new) == said


def test_a_calendar_of_the_agreement_cannot_be_changed():
    given = "calendars: {long-desk:", "calendars: {⟦desk: {nl: x, en: x, weekly: {mon: []}, holidays: none}, long-desk:"
    assert refused(*given) == ('"desk" is already in the agreement; an amendment only adds; give it a name of its own')


def test_withdrawing_what_another_promise_relies_on_is_refused():
    (found,) = amended(spoilt("withdraws: [trust.origin]", "withdraws: [maintenance.hotfix]", HAVEN_NOORD)).problems
    assert found.say("en").startswith('no rule is called "maintenance.hotfix"')


def test_an_amendment_alone_asks_for_its_agreement():
    loaded = read(HAVEN_NOORD, name=FILE)
    assert [one.say("nl") for one in loaded.problems] == [
        'deze wijziging hoort bij "brugwacht 2026.2"; geef die overeenkomst mee met --base'
    ]
    assert loaded.agreement is None
    assert loaded.amended == ()


def test_an_amendment_on_a_spoilt_agreement_is_not_accepted():
    loaded = amended(base=spoilt("within: 1h}", "within: 1 our}"))
    assert [one.code for one in loaded.problems] == ["agreement.value.duration"]
    assert loaded.amended == ()
