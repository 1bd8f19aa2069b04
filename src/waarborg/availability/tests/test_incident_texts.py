"""Filling in a text that was kept ready, and what cannot be filled in."""

import pytest

from waarborg.availability.rules.incident_texts import COMPONENT, TIME, fill, strangers

WORDS = {COMPONENT: "de applicatie en de database", TIME: "09:42"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Sinds {tijd} werkt {onderdeel} niet.", "Sinds 09:42 werkt de applicatie en de database niet."),
        ("{component} a. {component} b.", "De applicatie en de database a. De applicatie en de database b."),
        ("Since {time}: {component}", "Since 09:42: de applicatie en de database"),
        ("Foutmelding {code} bij {}", "Foutmelding {code} bij {}"),
        ("", ""),
    ],
    ids=["in a sentence", "a capital where one begins", "in English", "what is no place stays", "nothing"],
)  # fmt: skip
def test_places_are_filled_in(text: str, said: str) -> None:
    assert fill(text, WORDS) == said


def test_words_in_braces_that_nothing_fills_in_are_named_once() -> None:
    assert strangers("{onderdeel} {klant} {tijd} {klant} {eta}") == ["klant", "eta"]
