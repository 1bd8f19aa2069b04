"""The card of a clock, written once but for what moves, is the card that the page would write each time."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from waarborg.plumbing.tests.page_texts import written
from waarborg.plumbing.web.pieces import kept_pieces

NOW = datetime(2026, 4, 7, 7, 42, tzinfo=UTC)
DUE = NOW + timedelta(hours=3)
WHOLE = (
    '{% with act_url=act_url, act_label="Waive" %}{% include "components/clock_card.html" %}{% endwith %}'
    "|{{ card.name }}"
)
PIECE = '{{ card|clock_card(act_url, "Waive") }}|{{ card.name }}'
LEDGER = {
    "caption": "Reported on Tuesday",
    "rows": [
        {"when": "Tue 09:00", "text": "opening hours", "amount": "3:00", "skip": False},
        {"when": "Tue 12:00", "text": "closed <now>", "amount": "", "skip": True},
    ],
    "total": {"when": "Tue 12:42", "text": "due", "amount": "3:00"},
}


def card(**other: Any) -> SimpleNamespace:
    given: dict[str, Any] = {
        "id": "AP-24", "name": "Solution <b>", "state": "running", "us": 10_800_000_000, "until": DUE, "due": DUE,
        "day_us": None, "words": "within three hours", "source": "AP-24", "source_url": "/agreement#AP-24",
        "explanation": {"steps": (), "start": NOW - timedelta(hours=1), "due": DUE, "now": NOW, "state": "running"},
        "ledger": LEDGER, "waiver": None, "foot": "Guarantee", "open": False,
    }  # fmt: skip
    return SimpleNamespace(**{**given, **other})


@pytest.mark.parametrize(
    "shown",
    [
        card(),
        card(state="late", us=60_000_000, until=None),
        card(explanation=None, ledger=None),
        card(ledger={**LEDGER, "total": None}),
        card(state="waived", waiver=SimpleNamespace(at=NOW, why="Agreed & <signed>")),
        card(words="", foot="", source_url=""),
        card(name="<stands>", foot="<picture>"),
    ],
)
@pytest.mark.parametrize("act_url", ["", "/waive/"])
def test_it_is_the_card_that_the_page_would_write(shown: SimpleNamespace, act_url: str) -> None:
    for now in (NOW, NOW + timedelta(minutes=5), NOW + timedelta(days=2)):
        given = {"card": shown, "act_url": act_url, "now": now}
        assert written(PIECE, **given) == written(WHOLE, **given)


def test_what_moves_with_the_time_is_no_card_of_its_own() -> None:
    name = "waarborg.plumbing.templatetags.clock_cards._around"
    seen: list[str] = []
    held = 0
    for seconds in (0, 1, 61):
        moved = card(name="Pick-up", us=10_800_000_000 - seconds * 1_000_000)
        seen.append(written(PIECE, card=moved, act_url="", now=NOW + timedelta(seconds=seconds)))
        held = held or kept_pieces()[name][0]
        assert kept_pieces()[name][0] == held
    assert len(set(seen)) == 3
