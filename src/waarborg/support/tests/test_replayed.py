"""What was replayed of a ticket's clocks is kept until something happens, by somebody or by itself, and not an instant
longer: at every instant it is what would be replayed then."""

from datetime import datetime, timedelta
from importlib import import_module

import pytest

from waarborg.customers.tests.cast import Cast
from waarborg.kernel.instants import from_us, to_us
from waarborg.promises.models import AgreementVersion
from waarborg.promises.queries import cards, standing
from waarborg.promises.queries.replayed import Replayed, replayed
from waarborg.promises.rules.replay import next_attention
from waarborg.support.actions.answer import answer
from waarborg.support.models import Ticket
from waarborg.support.tests.reports import at, reported
from waarborg.support.views.effects import effects

# The package names the functions of the same name.
keeping, foreseeing = (import_module(f"waarborg.promises.queries.{name}") for name in ("replayed", "foreseen"))
PURPOSES = ("message", "question", "workaround", "resolution")
MICROSECOND = timedelta(microseconds=1)
NOW = at("2026-04-07 09:42")


def told(cast: Cast, ticket: Ticket, now: datetime) -> Replayed:
    with cast.agent.at_work():
        bound = standing(ticket.tenant_id)
        assert bound is not None
        return replayed(bound, ticket.ref, tenant=ticket.tenant_id, now=now)


def seen(cast: Cast, ticket: Ticket, now: datetime) -> object:
    """All that a page says of the clocks."""
    with cast.agent.at_work():
        return (
            cards(ticket.ref, tenant=ticket.tenant_id, now=now, lang="nl", audience="staff"),
            effects(ticket, PURPOSES, now=now, lang="nl"),
        )


def forget() -> None:
    keeping._newest.cache_clear()
    foreseeing._kept.cache_clear()


def turns(cast: Cast, ticket: Ticket, since: datetime) -> list[datetime]:
    """The instants at which something happens by itself to a clock of the ticket, the first six."""
    found, now = [], since
    for _ in range(6):
        coming = [next_attention(one, now) for one in told(cast, ticket, now).found]
        now = from_us(min(turn for turn in coming if turn is not None))
        found.append(now)
    return found


def test_at_every_instant_it_is_what_would_be_replayed_then(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    around = [turn + step for turn in turns(cast, ticket, NOW) for step in (-MICROSECOND, timedelta(0), MICROSECOND)]
    kept = [seen(cast, ticket, now) for now in (NOW, *around)]
    anew = []
    for now in (NOW, *around):
        forget()
        anew.append(seen(cast, ticket, now))
    assert kept == anew
    assert kept[0] != kept[-1]


def test_time_that_runs_back_finds_what_was_so_then(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    before, later = seen(cast, ticket, NOW), seen(cast, ticket, NOW + timedelta(days=9))
    assert (before, later) == (seen(cast, ticket, NOW), seen(cast, ticket, NOW + timedelta(days=9)))
    assert before != later


def test_it_is_replayed_once_for_everybody_who_looks(
    cast: Cast, appreo: AgreementVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    turn = turns(cast, ticket, NOW)[0]
    seen(cast, ticket, NOW)
    first = told(cast, ticket, NOW)
    assert first.lasts and first.until_us == to_us(turn)
    again: list[object] = []
    for where in (keeping, foreseeing):
        name = "every_clock" if where is keeping else "replay_all"
        monkeypatch.setattr(where, name, lambda *asked, **more: again.append(asked))
    assert told(cast, ticket, NOW + timedelta(seconds=20)) is first
    seen(cast, ticket, NOW + timedelta(seconds=20))
    assert again == []


def test_what_is_recorded_is_another_story_at_once(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    before = told(cast, ticket, NOW)
    with cast.agent.at_work():
        answer(ticket, by=cast.agent.actor, at=NOW, text="Wij kijken.", purpose="message")
    after = told(cast, ticket, NOW)
    assert after is not before
    assert sum(run.is_open for one in before.found for run in one.runs) > sum(
        run.is_open for one in after.found for run in one.runs
    )


def test_a_clock_that_is_paused_is_replayed_each_time(cast: Cast, appreo: AgreementVersion) -> None:
    """Its due time moves along with now."""
    ticket = reported(cast, "2026-04-07 09:00")
    with cast.agent.at_work():
        answer(ticket, by=cast.agent.actor, at=NOW, text="Welke browser?", purpose="question")
    later = NOW + timedelta(hours=2)
    shown = [told(cast, ticket, now) for now in (NOW, later)]
    assert not any(one.lasts for one in shown)
    dues = [[run.due_us for one in each.found for run in one.runs if run.state == "paused"] for each in shown]
    assert dues[0] != dues[1] and len(dues[0]) == len(dues[1]) > 0


def test_two_tickets_of_one_instant_share_nothing(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    other = reported(cast, "2026-04-07 09:00")
    assert told(cast, ticket, NOW) is not told(cast, other, NOW)
