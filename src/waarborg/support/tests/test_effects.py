"""What the composer says that sending will do is what sending then does."""

import pytest

from waarborg.customers.tests.cast import Cast
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.answer import answer
from waarborg.support.rules.states import PURPOSES, Purpose
from waarborg.support.tests.reports import at, reported, runs
from waarborg.support.views.effects import effects


def told(cast: Cast, when: str, *, lang: str = "nl") -> dict[Purpose, list[str]]:
    ticket = reported(cast, "2026-04-03 16:30")
    with cast.agent.at_work():
        found = effects(ticket, list(PURPOSES), now=at(when), lang=lang)
    return {purpose: [f"{line['name']} {line['text']}" for line in lines] for purpose, lines in found.items()}


def test_in_time_each_purpose_says_what_it_does_to_each_clock(cast: Cast, appreo: AgreementVersion) -> None:
    found = told(cast, "2026-04-07 11:42")
    met = "Oppakken van de melding wordt nagekomen, 0:48 voor de afspraak"
    goes_on = "Tussenoplossing loopt door, uiterlijk vandaag 16:30"
    assert found == {
        "message": [
            met, goes_on, "Oplossing loopt door, uiterlijk ma 13 apr 16:30",
        ],
        "question": [
            met, goes_on, "Oplossing gaat stilstaan tot de klant reageert",
        ],
        "workaround": [
            met, "Tussenoplossing wordt nagekomen, 4:48 voor de afspraak",
            "Oplossing loopt door, uiterlijk ma 13 apr 16:30",
        ],
        "resolution": [
            met, "Tussenoplossing wordt nagekomen, 4:48 voor de afspraak",
            "Oplossing wordt nagekomen, 36:48 voor de afspraak",
        ],
    }  # fmt: skip


def test_late_it_says_so_and_by_how_much(cast: Cast, appreo: AgreementVersion) -> None:
    assert told(cast, "2026-04-07 12:52", lang="en")["message"][0] == "Pick-up of the report will be not met, 0:22 late"


@pytest.mark.parametrize("purpose", list(PURPOSES))
def test_what_was_said_comes_true(cast: Cast, appreo: AgreementVersion, purpose: Purpose) -> None:
    ticket = reported(cast, "2026-04-03 16:30")
    with cast.agent.at_work():
        said = effects(ticket, [purpose], now=at("2026-04-07 11:42"), lang="nl")[purpose]
        answer(ticket, by=cast.agent.actor, at=at("2026-04-07 11:42"), text="Goedemorgen.", purpose=purpose)
    stands = sorted(run.verdict or run.state for run in runs(cast, ticket).values())
    assert sorted(line["state"] for line in said) == stands
