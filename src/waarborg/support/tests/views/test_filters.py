"""What of the queue's address a saved view keeps."""

import pytest

from waarborg.support.rules.views.filters import address, is_counted, kept

TEAM = "019a0000-0000-7000-8000-000000000001"


@pytest.mark.parametrize(
    ("asked", "query"),
    [
        ({}, ""),
        ({"view": "all"}, ""),
        ({"view": "mine", "page": "3", "before": "x"}, "view=mine"),
        ({"tag": " navraag ", "priority": "p1"}, "priority=p1&tag=navraag"),
        ({"team": "geen team", "q": "uren  komen"}, "q=uren+komen"),
        ({"team": TEAM}, f"team={TEAM}"),
    ],
)
def test_only_what_narrows_the_queue_is_kept_in_one_order(asked: dict[str, str], query: str) -> None:
    assert address(kept(asked)) == query


@pytest.mark.parametrize(
    ("asked", "query"),
    [
        ({"view": "all", "of": "tickets"}, ""),
        ({"state": "resolved", "priority": "p1", "view": "nobody"}, "view=nobody&state=resolved"),
        ({"customer": TEAM, "team": "geen"}, f"customer={TEAM}"),
    ],
)
def test_the_list_of_all_tickets_has_words_of_its_own(asked: dict[str, str], query: str) -> None:
    assert address(kept(asked, "tickets"), "tickets") == query


@pytest.mark.parametrize(
    ("words", "counted"),
    [
        ({"view": "mine"}, True),
        ({"priority": "p1", "tag": "navraag"}, True),
        ({"view": "late"}, False),
        ({"view": "mine", "q": "uren"}, False),
    ],
)
def test_a_text_and_a_band_are_not_counted(words: dict[str, str], counted: bool) -> None:
    assert is_counted(words) is counted
