"""What a reader sees: sentences and figures made from the signed payload alone."""

from typing import Any

import pytest

from waarborg.trust.queries.presented import present
from waarborg.trust.queries.words import TEXTS
from waarborg.trust.tests.signed import Chain, april, april_report, payload


def told(report: dict[str, Any], lang: str = "nl") -> dict[str, Any]:
    return present(report, sha256="0" * 64, fingerprint="00", lang=lang)


def lead(report: dict[str, Any], lang: str = "nl") -> str:
    return "".join(text for text, _ in told(report, lang)["lead"])


def measured(report: dict[str, Any], lang: str = "nl") -> dict[str, str]:
    return {row["id"]: row["measured"] for row in told(report, lang)["rows"]}


def test_it_begins_in_plain_words() -> None:
    assert lead(april_report()) == (
        "Wij deden u 73 beloften. In april kwamen er 5 aan de orde: 2 nagekomen, één niet nagekomen en 2 nog lopend. "
        "2 verklaarden wij, zonder meting. 56 meten wij nog niet; die staan hieronder ook."
    )
    assert lead(april_report(), "en") == (
        "We made you 73 promises. In April, 5 of them came up: 2 met, one not met and 2 still running. "
        "2 we declared, without a measurement. 56 are not measured yet; they are listed below as well."
    )


def test_a_quiet_month_says_so() -> None:
    # What runs by itself: the yearly audit, and the evaluation of the second quarter. That of the first fell in March.
    assert lead(payload(Chain())).startswith(
        "Wij deden u 73 beloften. In april kwamen er 2 aan de orde: 2 nog lopend. "
    )


def test_each_promise_says_how_often_and_how_late() -> None:
    assert measured(april_report()) == {
        "security.audit": "1 open",
        "support.evaluation": "1 open",
        "support.pick-up": "1 van 2, M-00002 0:27 te laat",
        "support.bug": "niets te doen gehad",
        "support.workaround": "2 van 2, langzaamste 4:55",
        "support.fix": "2 van 2, langzaamste 14:00 werkuren",
        "support.start": "niets te doen gehad",
        "support.solve": "niets te doen gehad",
        "support.wishes-delivered": "niets te doen gehad",
        "contract.onboarding": "niets te doen gehad",
        "releases.platforms": "niets te doen gehad",
        "releases.updates": "niets te doen gehad",
        "releases.innovation": "niets te doen gehad",
        "releases.rhythm": "niets te doen gehad",
        "releases.idea-ready": "niets te doen gehad",
    }


def test_more_than_three_late_ones_are_counted_not_listed() -> None:
    chain = Chain()
    for number in range(1, 6):
        chain.reported("2026-04-14 09:00", number)
    for number in range(1, 6):
        chain.note("2026-04-14 14:00", "picked-up", number)
    assert measured(payload(chain))["support.pick-up"] == (
        "0 van 5, M-00001 1:00 te laat, M-00002 1:00 te laat, M-00003 1:00 te laat, en 2 andere"
    )


def test_what_is_not_measured_is_listed_by_chapter_and_never_left_out() -> None:
    chapters = told(april_report())["not_measured"]
    assert sum(chapter["count"] for chapter in chapters) == 56
    assert {chapter["name"] for chapter in chapters} >= {"Beveiliging", "Beschikbaarheid", "Uw gegevens"}


def test_what_is_not_measured_says_what_is_still_needed() -> None:
    listed = {words for chapter in told(april_report())["not_measured"] for words in chapter["promises"]}
    uptime = next(one for one in april_report()["promises"] if one["id"] == "availability.uptime")
    assert uptime["waits"]["nl"]
    assert f"{uptime['nl']} (nog nodig om te meten: {uptime['waits']['nl']})" in listed
    shared = next(one for one in april_report()["promises"] if one["id"] == "security.one-level")
    assert shared["waits"] == {"nl": "", "en": ""}
    assert f"{shared['nl']} (rapporten tellen dit soort belofte nog niet)" in listed
    assert all(one["waits"] is None for one in april_report()["promises"] if one["enforced"])


def test_a_promise_that_was_not_kept_is_told_in_full() -> None:
    (section,) = told(april_report())["not_kept"]
    ((promise,),) = ([section["promises"][0]],)
    (run,) = promise["runs"]
    assert section["heading"] == "De niet nagekomen belofte"
    assert run["sentence"] == (
        "M-00002 begon op dinsdag 14 april 2026 14:05. Uiterlijk woensdag 15 april 2026 10:05 was het moment; "
        "het kwam op woensdag 15 april 2026 10:32, 0:27 te laat."
    )
    assert run["late"] == {"what": "Over de afspraak heen", "amount": "0:27"}
    assert [bar["kind"] for bar in run["picture"]["bars"]] == ["counted", "counted", "late"]
    assert sum(bar["width"] for bar in run["picture"]["bars"]) in range(9_990, 10_011)


def test_a_restatement_says_what_it_takes_back() -> None:
    chain = april()
    chain.note("2026-05-04 10:00", "reopened", 1)
    again = payload(chain, at="2026-05-05 06:00", restates=april_report(), version=2)
    corrections = told(again)["corrections"]
    assert corrections[0].startswith("Vervangt WB-2026-04-0001-v1 (sha256 ")
    assert corrections[1].startswith("M-00001, ‘Na een storing met de hoogste prioriteit volgt een blijvende oplossing")
    assert told(april_report())["corrections"][0].startswith("Geen.")


def test_an_interim_report_says_that_the_month_is_not_over() -> None:
    (note,) = told(payload(april(), at="2026-04-20 12:00"))["notes"]
    assert note.startswith("De maand is nog niet voorbij: dit is de stand van maandag 20 april 2026 12:00.")


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_every_sentence_has_the_same_values_in_both_languages(key: str) -> None:
    import string

    nl, en = ({field for _, field, _, _ in string.Formatter().parse(text) if field} for text in TEXTS[key])
    assert nl == en
