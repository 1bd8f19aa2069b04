"""Names of clocks as staff say them."""

import re

import pytest

from waarborg.promises.queries.cards import name_of_clock
from waarborg.promises.rules.audience import as_staff_say
from waarborg.promises.rules.registry import known


@pytest.mark.parametrize(
    ("lang", "customer", "staff"),
    [
        ("nl", "Oppakken van uw melding", "Oppakken van de melding"),
        ("en", "Pick-up of your report", "Pick-up of the report"),
    ],
)
def test_a_clock_is_named_for_who_reads_it(lang: str, customer: str, staff: str) -> None:
    events = ["support.ticket.picked-up"]
    assert name_of_clock(events, lang) == customer
    assert name_of_clock(events, lang, audience="staff") == staff


def test_no_event_speaks_to_the_customer_when_staff_read_it() -> None:
    for key in known().of_kind("event"):
        for lang in ("nl", "en"):
            said = as_staff_say(known().say("event", key, lang), lang)
            assert not re.search(r"\b(u|uw|you|your)\b", said), (key, said)


def test_dutch_nouns_keep_their_article() -> None:
    assert as_staff_say("de bevestiging van uw verzoek", "nl") == "de bevestiging van het verzoek"
    assert as_staff_say("het wachten op u", "nl") == "het wachten op de klant"
