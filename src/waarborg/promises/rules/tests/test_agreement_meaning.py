"""Cases that take everything, rights that nothing refuses, floors of the law, and what is enforced."""

from types import SimpleNamespace

import pytest

from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.agreement.enforcement import not_yet_enforced
from waarborg.promises.rules.registry import Registry, live_files, planned
from waarborg.promises.rules.tests.files import BRUGWACHT, HERE, NAMES, problems_of, read, refused, spoilt

SOLVE = (
    "cases: [{if: {priority: p1}, within: 1 business day}, {if: {priority: p2}, within: 5 business days}, "
    "{within: none}]"
)


def cases(*written: str) -> list[str]:
    return [said for _, _, said in problems_of(spoilt(SOLVE, f"cases: [{', '.join(written)}]"))]


# ---- cases -----------------------------------------------------------------------------------------------------------
def test_a_word_with_a_condition_of_its_own_needs_no_case_where_it_cannot_stand():
    # p1 exists on plan haven only, so the plan kade needs no case for it.
    assert (
        cases("{if: {priority: p1, plan: haven}, within: 1h}", "{if: {priority: p2}, within: 2h}", "{within: none}")
        == []
    )
    assert cases("{if: {priority: p1, plan: haven}, within: 1h}", "{if: {priority: [p2, wish]}, within: 2h}") == []


def test_a_combination_without_a_case_is_named_by_the_fewest_words():
    assert cases("{if: {priority: p1}, within: 1h}", "{if: {priority: p2, plan: haven}, within: 2h}") == [
        "priority wish has no case; if there is no clock for it, say so with within: none",
        "plan kade has no case; if there is no clock for it, say so with within: none",
    ]


def test_an_open_property_needs_a_case_for_everything_else():
    assert cases("{if: {channel: phone}, within: 1h}", "{if: {channel: mail}, within: 2h}") == [
        "any other channel has no case; if there is no clock for it, say so with within: none"
    ]


def test_a_case_that_several_earlier_ones_take_is_never_reached():
    assert cases(
        "{if: {priority: p1}, within: 1h}", "{if: {priority: p2}, within: 2h}",
        "{if: {priority: {not: wish}}, within: 3h}", "{within: none}",
    ) == ["this case is never reached: cases 1 and 2 already take everything it would"]  # fmt: skip


def test_a_case_that_the_promise_excludes_is_never_reached():
    assert cases("{if: {topic: custom-work}, within: 1h}", "{within: none}") == [
        "this case is never reached: the promise does not apply to it"
    ]


def test_a_case_after_one_without_condition_is_never_reached():
    assert cases("{within: 1h}", "{if: {priority: p2}, within: 2h}") == [
        "this case is never reached: case 1 already takes everything it would"
    ]


# ---- rights and the rules against them -------------------------------------------------------------------------------
def with_rule(rule: str, *, more: str = "", text: str = BRUGWACHT) -> list[str]:
    block = f"  data.busy:\n    {{nl: x., en: x., level: guarantee, {more}rule: {rule}}}\n  data.erase:\n"
    return [said for _, _, said in problems_of(spoilt("  data.erase:\n", block, text))]


CONFLICT = (
    '"data.export" says continuity.export.request is always possible, "data.busy" may refuse it: exclude one, or write '
    "yields_to: [data.busy]"
)
REFUSING = "{act: continuity.export.request, allowed: only-if, needs: [not continuity.export.open]}"


def test_a_rule_that_may_refuse_a_right_is_a_conflict():
    assert with_rule(REFUSING) == [CONFLICT]
    assert with_rule("{act: continuity.export.request, allowed: never}") == [CONFLICT]
    assert with_rule("{act: continuity.export.request, allowed: only-if, who: [provider.operator]}") == [CONFLICT]


def test_a_rule_that_cannot_refuse_it_is_none():
    # Whoever has the right may do it by this rule as well.
    assert with_rule("{act: continuity.export.request, allowed: only-if, who: [customer.owner, customer.user]}") == []
    assert with_rule("{act: continuity.export.request, allowed: never, who: [provider.support]}") == []
    assert with_rule("{act: continuity.export.request, allowed: whenever}") == []


def test_a_rule_that_is_only_offered_is_none_yet():
    assert with_rule(REFUSING, more="offered: true, ") == []


def test_excluding_one_settles_it():
    text = spoilt("data.export:\n", "data.export:\n    unless: {channel: phone}\n")
    assert with_rule(REFUSING, more="if: {channel: phone}, ", text=text) == []


def test_yielding_settles_it():
    text = spoilt("who: [customer.owner], latest", "who: [customer.owner], yields_to: [data.busy], latest")
    assert with_rule(REFUSING, text=text) == []


def test_only_a_right_yields():
    assert with_rule(REFUSING[:-1] + ", yields_to: [data.erase]}")[-1] == (
        "only a right (allowed: whenever) can yield to another rule"
    )


# ---- floors of the law -----------------------------------------------------------------------------------------------
def warnings(old: str = "", new: str = "") -> list[str]:
    loaded = read(spoilt(old, new) if old else BRUGWACHT)
    assert loaded.problems == ()
    assert loaded.agreement is not None
    return [one.code for one in loaded.warnings]


BASELINE = ["LAW-DATA-ACT-25-RETRIEVAL", "LAW-DATA-ACT-25-NOTICE"]
FLOORS = {
    "retrieval": ("latest: 15 days after contracts", "latest: 30 days after contracts", BASELINE[1:]),
    "notice": ("method notice after contracts.notice", "2 months after contracts.notice", BASELINE[:1]),
    "long notice": ("method notice after contracts.notice", "3 months after contracts.notice", BASELINE),
    "notice that gives way to the law": ("step: 1 month}", "step: 1 month, floor: 2 months}", BASELINE[:1]),
    "notice with a floor above the law's": ("step: 1 month}", "step: 1 month, floor: 3 months}", BASELINE),
    "the provider's own notice": (
        "rule: {act: contracts.termination.take-effect, allowed: only-if,",
        "rule: {act: contracts.termination.take-effect, allowed: only-if, who: [provider.service-manager],",
        BASELINE[:1],
    ),
    "breach at the ceiling": ("within: 48h", "within: 72h", BASELINE),
    "breach late": ("within: 48h", "within: 4 days", ["LAW-GDPR-33-2", *BASELINE]),
    "breach in office hours": ("within: 48h", "within: 8 business hours", ["LAW-GDPR-33-2", *BASELINE]),
    "payment": (
        "within: 14 days, counting: closing", "within: 60 days, counting: closing", ["LAW-BW-6-119A", *BASELINE],
    ),
    "payment on time": ("within: 14 days, counting: closing", "within: 30 days, counting: closing", BASELINE),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "codes"), FLOORS.values(), ids=FLOORS.keys())
def test_a_promise_below_a_floor_of_the_law_is_warned_about_and_not_refused(old, new, codes):
    assert warnings(old, new) == codes


SUBPROCESSOR = """  data.subprocessor:
    nl: Een nieuwe subverwerker schakelen wij in na aankondiging.
    en: We engage a new sub-processor after announcing it.
    level: guarantee
    rule: {act: privacy.subprocessor.activate, ALLOWED}
  data.backup:
"""


@pytest.mark.parametrize(
    ("allowed", "codes"),
    [
        ("allowed: whenever, who: [provider.service-manager]", ["LAW-GDPR-28-2"]),
        ("allowed: only-if, earliest: 0h after privacy.subprocessor.announced", ["LAW-GDPR-28-2"]),
        ("allowed: only-if, earliest: 30 days after privacy.subprocessor.announced", []),
    ],
)
def test_a_sub_processor_without_time_to_object_is_below_the_floor(allowed, codes):
    found = warnings("  data.backup:\n", SUBPROCESSOR.replace("ALLOWED", allowed))
    assert [one for one in found if one not in BASELINE] == codes


def test_a_warning_names_its_source_and_says_that_it_is_no_advice():
    (first, _) = read(BRUGWACHT).warnings
    assert (first.place.line, first.warning) == (183, True)
    assert first.say("nl") == (
        '"15 days after contracts.contract.ends" is minder dan de 30 dagen die de Dataverordening geeft om gegevens op '
        "te halen (Regulation (EU) 2023/2854, art. 25(2)(g)). Dit is informatie, geen juridisch advies"
    )


# ---- what is enforced ------------------------------------------------------------------------------------------------
def test_a_statutory_term_that_pauses_is_warned_about():
    state = {"nl": "onderzoek van het lek", "en": "research into the breach", "subject": "breach"}
    more = SimpleNamespace(
        DOMAIN="privacy",
        STATES={"breach:researched": state | {"opens": ["breach:discovered"], "closes": ["breach:changed"]}},
    )
    text = spoilt("within: 48h", "within: 48h, pause: [privacy.breach.researched]")
    names = Registry.of(live=[], planned=[*planned(), *live_files(), more])
    loaded = load(text.encode(), name="brugwacht.yaml", registry=names)
    assert loaded.problems == ()
    assert [one.code for one in loaded.warnings] == ["LAW-GDPR-PAUSE", *BASELINE]


def live(**tables: dict[str, dict[str, object]]) -> SimpleNamespace:
    return SimpleNamespace(DOMAIN="support", **tables)


ANSWER = live(
    SUBJECTS={"ticket": {"nl": "de melding", "en": "the report"}},
    EVENTS={
        "ticket:reported": {"nl": "uw melding", "en": "your report", "subjects": ["ticket"]},
        "ticket:answered": {"nl": "ons antwoord", "en": "our answer", "subjects": ["ticket"]},
    },
)


def test_a_promise_is_enforced_once_every_name_it_uses_is_live():
    agreement = read(BRUGWACHT).require()
    before = not_yet_enforced(agreement, NAMES)
    assert before["support.answer"] == ("support.ticket.reported", "support.ticket.answered")
    assert "trust.origin" not in before
    after = not_yet_enforced(agreement, Registry.of(live=[ANSWER], planned=[*planned(), *live_files()]))
    assert set(before) - set(after) == {"support.answer"}
    # Its clock runs, but the times of one customer say nothing of those of all together.
    assert after["support.answer-average"] == ("promises.clock.duration-of-everybody",)
    assert after["support.solve"] == ("support.ticket.resolved", "support.ticket.waiting-for-customer")
    assert after["availability.uptime"] == ("availability.component.uptime", "availability.uptime/1")


def test_the_file_has_no_word_for_it():
    assert problems_of(spoilt("    offered: true ", "    enforced: false\n    offered: true "))[0][2].startswith(
        'unknown key "enforced"'
    )


def test_a_version_that_replaces_itself_is_refused_with_its_place_and_a_hint():
    version = BRUGWACHT.partition("\nversion: ")[2].split()[0]
    line = next(line for line in BRUGWACHT.splitlines() if line.startswith("replaces: "))
    said = refused(line, f"replaces: {HERE}{version}")
    assert said[0].startswith(f'versie "{version}" kan zichzelf niet vervangen; noem bij replaces de versie ervoor')
    assert said[1].startswith(f'version "{version}" cannot replace itself; name the version before it at replaces')
