"""The words of a promise carry its figures, in both languages, as noun phrases that fit the sentence."""

import pytest

from waarborg.promises.rules.agreement.wording import fill
from waarborg.promises.rules.tests.files import BRUGWACHT, HAVEN_NOORD, NAMES, problems_of, read, refused, spoilt

FILLED = {
    "support.answer": (
        "Een mens beantwoordt uw melding binnen 1 uur (Spoed) of 4 werkuren (Storing). Voor Wens geldt geen termijn.",
        "A human answers your report within 1 hour (Urgent) or 4 business hours (Failure). There is no term for Wish.",
    ),
    "support.solve": (
        (
            "Wij streven naar een oplossing binnen 1 werkdag (Spoed) of 5 werkdagen (Storing), wachttijd op u niet "
            "meegeteld. Voor al het andere geldt geen termijn."
        ),
        (
            "We aim for a solution within 1 business day (Urgent) or 5 business days (Failure), not counting time "
            "spent waiting for you. There is no term for anything else."
        ),
    ),
    "data.backup": ("Wij maken minstens elke 4 uur een back-up.", "We back up at least every 4 hours."),
    "support.answer-average": (
        "Een antwoord duurt gemiddeld hoogstens 3 uur.",
        "An answer takes at most 3 hours on average.",
    ),
    "availability.uptime": (
        "De webapplicatie is per maand ten minste 99,9\N{NO-BREAK SPACE}% van de tijd beschikbaar.",
        "Each month the web application is available at least 99.9\N{NO-BREAK SPACE}% of the time.",
    ),
    "availability.openings": (
        "Het venster Openingen opent in ten minste 95\N{NO-BREAK SPACE}% van de gevallen in hoogstens 2 seconden.",
        "The Openings window opens in at most 2 seconds in at least 95\N{NO-BREAK SPACE}% of cases.",
    ),
    "trust.articles": (
        "De kennisbank telt meer dan 100 artikelen.",
        "The knowledge base holds more than 100 articles.",
    ),
    "trust.iso": (
        "Het datacentrum is gecertificeerd volgens ISO 27001.",
        "The data centre is certified to ISO 27001.",
    ),
}


@pytest.mark.parametrize("name", FILLED)
def test_figures_are_filled_in_in_dutch_and_english(name):
    agreement = read(BRUGWACHT).require()
    said = tuple(fill(agreement.promises[name], agreement, NAMES, lang) for lang in ("nl", "en"))
    assert said == FILLED[name]


def test_moments_are_said_with_the_phrases_of_the_registry():
    agreement = read(BRUGWACHT).require()
    after = NAMES.say("event", "promises.version.delivered", "nl")
    accepted = NAMES.say("event", "promises.version.accepted", "nl")
    said = fill(agreement.promises["brugwacht.change"], agreement, NAMES, "nl")
    assert f"niet eerder dan 1 maand na {after} of {accepted}, wat het eerst komt;" in said
    announced = NAMES.say("event", "availability.maintenance.announced", "en")
    said = fill(agreement.promises["maintenance.planned"], agreement, NAMES, "en")
    assert said == (
        f"Maintenance starts only with {announced} at least 5 days in advance and lies wholly inside nights and "
        "weekends or the upgrade evening."
    )


def test_another_calendar_than_usual_is_named_with_the_term():
    agreement = read(HAVEN_NOORD, base=read(BRUGWACHT)).require()
    assert fill(agreement.promises["support.answer"], agreement, NAMES, "nl") == (
        "Een mens beantwoordt uw melding binnen 2 werkuren (Spoed of Storing, ruime kantooruren). Voor al het andere "
        "geldt geen termijn."
    )


def test_cases_without_a_figure_are_a_sentence_of_their_own():
    agreement = read(
        spoilt("{if: {priority: wish}, within: none}", "{if: {priority: wish}, within: unstated}")
    ).require()
    said = fill(agreement.promises["support.answer"], agreement, NAMES, "en")
    assert said.endswith(" For Wish we state no term, but we do measure the time.")


FIGURES = {
    "in the other language": ("en: We back up at least every {every}.", "en: ⟦We back up at least every 4 hours."),
    "another figure": ("en: We back up at least every {every}.", "en: ⟦We back up at least every 6 hours."),
    "in letters": ("nl: Wij maken minstens elke {every} een back-up.", "nl: ⟦Wij maken elke vier uur een back-up."),
    "beside the placeholder": (
        "nl: Wij maken minstens elke {every} een back-up.", "nl: ⟦Wij maken elke {every} een back-up, dus elke 4 uur.",
    ),
    "a percentage": (
        "nl: De webapplicatie is per maand {target} van", "nl: ⟦De webapplicatie is per maand 99,9 % van",
    ),
    "bare": ("nl: De kennisbank telt {target} artikelen.", "nl: ⟦De kennisbank telt 100 artikelen."),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new"), FIGURES.values(), ids=FIGURES.keys())
def test_a_figure_that_stands_in_the_wording_only_is_refused(old, new):
    assert "stands in the wording only; write {" in refused(old, new)[1]


BACKUP = "nl: Wij maken minstens elke {every} een back-up."
NAMES_WITH_DIGITS = {
    "a norm": (BACKUP, "nl: Elke {every} een back-up volgens NEN 7510."),
    "an article": (BACKUP, "nl: Elke {every} een back-up (artikel 32 AVG)."),
    "day and night": (BACKUP, "nl: Elke {every} een back-up, 24/7."),
    "a year": (BACKUP, "nl: Sinds 2017 elke {every} een back-up."),
    "a limit, which no placeholder prints": (
        "nl: Verlagen kan niet in een maand waarin", "nl: Verlagen kan 0 keer in een maand waarin",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new"), NAMES_WITH_DIGITS.values(), ids=NAMES_WITH_DIGITS.keys())
def test_a_number_that_is_a_name_may_stand_in_the_wording(old, new):
    assert problems_of(spoilt(old, new)) == []


def test_the_name_of_a_scheme_word_may_hold_a_figure():
    text = spoilt("p1: {nl: Spoed,", "p1: {nl: Prioriteit 1,")
    text = spoilt("Een mens beantwoordt uw melding binnen {cases}.", "Bij prioriteit 1 binnen {cases}.", text)
    assert problems_of(text) == []


BREACH = "nl: Bij een datalek hoort u het binnen {within}"


@pytest.mark.parametrize(
    ("placeholder", "said"),
    [
        ("{cases}", '"{cases}" cannot be filled in: this clock has no cases'),
        ("{withn}", 'unknown placeholder "{withn}"; did you mean "{within}"?'),
        ("{within", "a stray brace in the wording; a placeholder looks like {within}"),
    ],
)
def test_a_placeholder_that_cannot_be_filled_in_is_refused(placeholder, said):
    assert refused(BREACH, f"nl: ⟦Bij een datalek hoort u het binnen {placeholder}")[1] == said
