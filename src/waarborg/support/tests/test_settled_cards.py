"""The card of a clock that is over is made once: it is the card that would be made now, and no other clock's."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import import_module

import pytest

from waarborg.customers.tests.cast import Cast
from waarborg.promises.models import AgreementVersion
from waarborg.promises.queries.cards import Card, cards
from waarborg.promises.rules.replay.explanation import Audience
from waarborg.support.actions.answer import answer
from waarborg.support.actions.reopen import reopen
from waarborg.support.models import Ticket
from waarborg.support.tests.reports import at, reported

# The package names the function of the same name.
making = import_module("waarborg.promises.queries.cards")
LATER = at("2026-04-07 16:00")


@pytest.fixture
def solved(cast: Cast, appreo: AgreementVersion) -> Iterator[Ticket]:
    ticket = reported(cast, "2026-04-07 09:00")
    with cast.agent.at_work():
        answer(ticket, by=cast.agent.actor, at=at("2026-04-07 10:00"), text="Opgelost.", purpose="resolution")
    yield ticket


def shown(
    cast: Cast, ticket: Ticket, now: datetime = LATER, lang: str = "nl", audience: Audience = "staff"
) -> list[Card]:
    with cast.agent.at_work():
        return cards(ticket.ref, tenant=ticket.tenant_id, now=now, lang=lang, audience=audience)


def anew(cast: Cast, ticket: Ticket, monkeypatch: pytest.MonkeyPatch, now: datetime = LATER) -> list[Card]:
    """Made without anything kept."""
    with monkeypatch.context() as without:
        without.setattr(making, "_is_settled", lambda run: False)
        return shown(cast, ticket, now)


def test_it_is_what_would_be_made_now(cast: Cast, solved: Ticket, monkeypatch: pytest.MonkeyPatch) -> None:
    for now in (LATER, LATER + timedelta(minutes=3), LATER + timedelta(days=1), LATER + timedelta(days=40)):
        assert shown(cast, solved, now) == shown(cast, solved, now) == anew(cast, solved, monkeypatch, now)
    assert {one.state for one in shown(cast, solved)} == {"met"}


def test_it_is_made_once_a_day(cast: Cast, solved: Ticket, monkeypatch: pytest.MonkeyPatch) -> None:
    first = shown(cast, solved)
    made: list[object] = []
    monkeypatch.setattr(making, "explain", lambda *asked, **more: made.append(asked))
    assert shown(cast, solved, LATER + timedelta(hours=1)) == first
    assert made == []


def test_languages_and_readers_have_cards_of_their_own(cast: Cast, solved: Ticket) -> None:
    readers: tuple[Audience, ...] = ("staff", "customer")
    found = {
        (lang, reader): [
            (one.words, one.foot, one.name, one.source_url) for one in shown(cast, solved, LATER, lang, reader)
        ]
        for lang in ("nl", "en")
        for reader in readers
        for _again in range(2)
    }
    assert len({tuple(one) for one in found.values()}) == 4


def test_a_clock_that_goes_on_is_another(cast: Cast, solved: Ticket, monkeypatch: pytest.MonkeyPatch) -> None:
    before = shown(cast, solved)
    with cast.agent.at_work():
        reopen(Ticket.objects.get(id=solved.id), by=cast.agent.actor, at=at("2026-04-07 15:00"))
    after = shown(cast, solved)
    assert before != after == anew(cast, solved, monkeypatch)
    assert any(one.is_open for one in after)


def test_another_ticket_with_other_times_has_other_cards(
    cast: Cast, solved: Ticket, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = reported(cast, "2026-04-07 11:00")
    with cast.agent.at_work():
        answer(other, by=cast.agent.actor, at=at("2026-04-07 11:30"), text="Ook.", purpose="resolution")
    assert shown(cast, solved) != shown(cast, other) == anew(cast, other, monkeypatch)
