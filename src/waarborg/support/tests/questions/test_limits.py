"""How often a visitor may ask, by mail address and by connection."""

from datetime import timedelta

import pytest

from waarborg.support.rules.questions.limits import Asked, limit, shown
from waarborg.support.tests.reports import at

NOW = at("2026-04-07 10:00")


@pytest.mark.parametrize(
    ("earlier", "found"),
    [
        ([], ""),
        ([("a", "x", 60)] * 2, ""),
        ([("a", "x", 60)] * 3, "quiet"),
        ([("a", "x", 24 * 60)] * 3, ""),
        ([("b", "1", 59)] * 5, "full"),
        ([("b", "1", 60)] * 5, ""),
        ([("b", "x", 1)] * 99, ""),
        ([("b", "x", 1)] * 100, "full"),
    ],
)
def test_a_person_can_ask_and_a_machine_cannot(earlier: list[tuple[str, str, int]], found: str) -> None:
    before = [Asked(NOW - timedelta(minutes=minutes), email, came) for email, came, minutes in earlier]
    assert limit(before, email="a", connection="1", at=NOW) == found


def test_a_question_has_a_number_of_its_own() -> None:
    assert shown(42) == "V-00042"
