"""Correcting the times: with a reason, within what can have been, and what stood there stays in the journal."""

import json

import pytest

from waarborg.availability.actions.correct_outage import correct_outage
from waarborg.availability.actions.incidents import Said, update_incident
from waarborg.availability.actions.refusals import NoReason, NotInOrder, NotYet, Overlapping
from waarborg.availability.models import Incident, Outage
from waarborg.availability.tests.incidents import at, out, resolved
from waarborg.catalogue.tests.stock import make_stock
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing.models import JournalData, JournalEntry
from waarborg.plumbing.permissions import NotAllowed


def test_it_follows_the_logs_of_the_server_and_says_what_stood_there(cast: Cast) -> None:
    held = resolved(cast, out(cast, make_stock(cast)), "02:00")
    with cast.manager.at_work():
        one = Outage.objects.get()
        given = (held.id, one.id, at("00:52"), at("01:58"), "Het logboek van de server")
        correct_outage(*given, by=cast.manager.actor, at=at("05:00"))
        found = Incident.objects.get()
        assert (found.begins_at, found.ends_at, Outage.objects.get().corrected) == (at("00:52"), at("01:58"), True)
    with cast.manager.at_work():
        entry = JournalEntry.objects.get(kind="availability.outage.corrected")
        data = json.loads(JournalData.objects.get(sequence=entry.sequence).data)
        assert (data["was_from"], data["was_to"]) == (at("01:00").isoformat(), at("02:00").isoformat())


@pytest.mark.parametrize(
    ("begins", "ends", "reason", "refused"),
    [
        ("00:52", "01:58", " ", NoReason),
        ("00:52", "05:01", "x", NotYet),
        ("05:01", "05:02", "x", NotYet),
        ("01:58", "00:52", "x", NotInOrder),
        ("00:52", "", "x", NotInOrder),
    ],
)
def test_what_cannot_have_been_changes_nothing(
    cast: Cast, begins: str, ends: str, reason: str, refused: type[Exception]
) -> None:
    held = resolved(cast, out(cast, make_stock(cast)), "02:00")
    with cast.manager.at_work():
        one = Outage.objects.get()
        given = (held.id, one.id, at(begins), at(ends) if ends else None, reason)
        with pytest.raises(refused):
            correct_outage(*given, by=cast.manager.actor, at=at("05:00"))
        one.refresh_from_db()
        assert (one.begins_at, one.ends_at, one.corrected) == (at("01:00"), at("02:00"), False)


def test_one_component_is_never_hit_twice_at_once(cast: Cast) -> None:
    stock = make_stock(cast)
    held = out(cast, stock)
    with cast.manager.at_work():
        said = Said("identified", "Half hersteld.")
        update_incident(
            held.id, said, {stock.application.id: "partial"}, revision=0, by=cast.manager.actor, at=at("02:00")
        )
        first = Outage.objects.get(effect="down")
        with pytest.raises(Overlapping):
            correct_outage(held.id, first.id, at("01:00"), at("02:30"), "x", by=cast.manager.actor, at=at("05:00"))


def test_support_does_not_correct(cast: Cast) -> None:
    held = out(cast, make_stock(cast))
    with cast.agent.at_work(), pytest.raises(NotAllowed):
        one = Outage.objects.get()
        correct_outage(held.id, one.id, at("00:10"), None, "x", by=cast.agent.actor, at=at("05:00"))
