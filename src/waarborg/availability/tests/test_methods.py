"""Methods and statements: what is printed comes from what is calculated with, and a figure is never changed."""

from pathlib import Path

import pytest

import waarborg
from waarborg.availability.rules.methods import (
    EXCLUSION,
    UPTIME,
    ExclusionMethod,
    UnknownMethod,
    UnknownSetting,
    UnsuitableSetting,
    UptimeMethod,
    method,
    uptime,
)
from waarborg.availability.rules.probing import Probing
from waarborg.availability.rules.statements import NoReasonToRestate, restate, sha256_of, state
from waarborg.availability.rules.targets import ShareOutOfRange, TooFine, UnreadableLength, UnreadableShare, of_uptime
from waarborg.availability.rules.timeline import DEGRADED, OUTAGE, PARTIAL, WHOLE
from waarborg.kernel.errors import BadInput
from waarborg.promises.rules.agreement import load

PROFILES = Path(waarborg.__file__).parent / "promises" / "profiles"


@pytest.mark.parametrize("name", ["24office", "appreo", "cliendo", "perplex-dbc"])
def test_every_method_of_availability_in_a_profile_is_one_we_know(name):
    agreement = load(PROFILES / f"{name}.yaml").require()
    found = [one for one in agreement.methods.values() if one.uses.startswith("availability.")]
    assert found
    for one in found:
        for lang in ("nl", "en"):
            assert method(one.uses, one.settings).say(lang)


def test_a_method_prints_what_it_does_in_both_languages():
    found = uptime({"weights": {"partial-outage": "0.3"}, "coverage": "95 %", "every": "30 s", "failures": 3})
    assert found == UptimeMethod(
        weights=((OUTAGE, WHOLE), (PARTIAL, 300_000), (DEGRADED, 0)),
        coverage=950_000,
        probing=Probing(30_000_000, failures=3),
    )
    assert found.say("nl") == [
        "Meetmethode availability.uptime/1.",
        "Alle uren van de maand tellen.",
        "Als uitval telt: uitval voor 100 % en gedeeltelijke uitval voor 30 %.",
        "Niet als uitval telt: verminderde werking.",
        "Is er meer tegelijk aan de hand, dan telt op elk moment het zwaarste.",
        "Tijd waarvan niets bekend is, telt aan geen van beide kanten mee.",
        "Onder 95 % bekend is er geen oordeel, tenzij de bekende uitval al meer is dan de hele periode toelaat.",
        "Er wordt niets uitgezonderd.",
        "Gemeten wordt elke 30 s.",
        "Een plaats is onbereikbaar van de laatste goede meting voor 3 mislukte op rij tot de volgende goede.",
        "Het onderdeel is onbereikbaar zolang dat voor ten minste 1 van de plaatsen geldt.",
        "Ligt er meer dan 90 s tussen twee metingen van een plaats, dan is de tijd ertussen onbekend.",
        "Vergeleken wordt in hele microseconden; alleen wat getoond wordt, is afgekapt.",
    ]
    assert uptime({"down": ["outage"], "hours": "office"}).say("en")[1:4] == [
        "The hours of the calendar ‘office’ count.",
        "As downtime counts: outage for 100 %.",
        "Not as downtime counts: partial outage and degraded service.",
    ]
    assert ExclusionMethod(("agreed",)).say("en") == [
        "Accounting method availability.exclusion/1.",
        "Downtime is left out only for: agreed maintenance.",
        "That needs evidence.",
    ]


@pytest.mark.parametrize(
    ("uses", "settings", "refusal", "path"),
    [
        ("availability.uptime/2", {}, UnknownMethod, "uses"),
        (UPTIME, {"cover": "99 %"}, UnknownSetting, "cover"),
        (UPTIME, {"coverage": "most"}, UnsuitableSetting, "coverage"),
        (UPTIME, {"coverage": "101 %"}, ShareOutOfRange, "coverage"),
        (UPTIME, {"weights": {"degraded": "2"}}, UnsuitableSetting, "weights.degraded"),
        (UPTIME, {"weights": {"degraded": "NaN"}}, UnsuitableSetting, "weights.degraded"),
        (UPTIME, {"weights": {"slow": "1"}}, UnsuitableSetting, "weights"),
        (UPTIME, {"down": ["outage", "slow"]}, UnsuitableSetting, "down[1]"),
        (UPTIME, {"every": "-60s"}, BadInput, "every"),
        (UPTIME, {"every": "1 month"}, UnsuitableSetting, "every"),
        (UPTIME, {"failures": 2}, UnsuitableSetting, "failures"),
        (UPTIME, {"every": "60 s", "places": 0}, UnsuitableSetting, "places"),
        (EXCLUSION, {"causes": ["weather"]}, UnsuitableSetting, "causes[0]"),
        (EXCLUSION, {"evidence": "maybe"}, UnsuitableSetting, "evidence"),
    ],
)
def test_settings_that_cannot_be_meant_are_refused_with_their_place(uses, settings, refusal, path):
    with pytest.raises(refusal) as refused:
        method(uses, settings)
    assert refused.value.path == path
    assert refused.value.say("nl") and refused.value.way_out("en")


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        (">= 100.1 %", ShareOutOfRange),
        (">= 99.99995 %", TooFine),
        ("99.9", UnreadableShare),
        (">= NaN %", UnreadableShare),
        ("<= -5 min", UnreadableLength),
        ("<= 50", UnreadableLength),
        ("<= 0.0000001 ms", TooFine),
    ],
)
def test_a_target_that_is_none_is_refused(text, refusal):
    with pytest.raises(refusal):
        of_uptime(text)


def test_late_data_state_a_figure_anew_and_name_the_one_before():
    first = state({"figure": "99.95"}, at=5)
    assert restate(first, {"figure": "99.95"}, at=6, reason="nothing new") is None
    second = restate(first, {"figure": "99.93"}, at=7, reason="results of place 2 came in late")
    assert (second["version"], second["replaces"], second["figure"]) == (2, sha256_of(first), {"figure": "99.93"})
    assert first == state({"figure": "99.95"}, at=5)
    with pytest.raises(NoReasonToRestate):
        restate(second, {"figure": "99.92"}, at=8, reason=" ")
