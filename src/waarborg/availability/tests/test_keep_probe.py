"""Setting up what is asked of components: what cannot be asked is refused, and changes nothing."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from waarborg.availability.actions.keep_place import make_place, renew_place, revoke_place
from waarborg.availability.actions.keep_probe import change_probe, make_probe, remove_probe, set_probe_enabled
from waarborg.availability.actions.probe_refusals import (
    KindStays,
    NameTaken,
    NoName,
    OwnPlace,
    PlaceNeeded,
    ProbeChanged,
    TooFewPlaces,
    UnknownComponent,
    UnknownPlace,
)
from waarborg.availability.models import Place, Probe, Watch
from waarborg.availability.queries.probes import place_of, tasks_of
from waarborg.availability.rules.watching import (
    BadCondition,
    BadTarget,
    Conditions,
    OutOfRange,
    PrivateAddress,
    TooSlow,
)
from waarborg.availability.tests.incidents import at
from waarborg.availability.tests.probes import asked, own, probe
from waarborg.catalogue.tests.stock import Stock, make_stock
from waarborg.customers.tests.cast import Cast
from waarborg.kernel.addresses import Inside
from waarborg.kernel.errors import Refusal
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed


@pytest.fixture
def stock(cast: Cast) -> Stock:
    return make_stock(cast)


def test_it_is_asked_from_the_own_place_from_now_on(cast: Cast, stock: Stock) -> None:
    made = probe(cast, stock.application)
    with cast.manager.at_work():
        assert [one.id for one in tasks_of(own(cast))] == [str(made.id)]
        watch = Watch.objects.get()
        assert (watch.component_id, watch.state, watch.settled_at) == (stock.application.id, "unknown", at("01:00"))
        written = JournalEntry.objects.filter(kind="availability.probe.kept")
        assert [one.properties for one in written] == [{"component": "application", "kind": "http", "did": "made"}]


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"name": " "}, NoName),
        ({"name": "x" * 81}, NoName),
        ({"target": "ftp://care.example.nl/"}, BadTarget),
        ({"target": "https://user:word@care.example.nl/"}, BadTarget),
        ({"target": "https://care.example.nl:99999/"}, BadTarget),
        ({"target": "https://care.example.nl/\r\nX: y"}, BadTarget),
        ({"target": "http://10.1.2.3/"}, PrivateAddress),
        ({"target": "http://169.254.169.254/latest/meta-data"}, PrivateAddress),
        ({"target": "http://[::ffff:127.0.0.1]/"}, PrivateAddress),
        ({"target": "http://localhost/"}, PrivateAddress),
        ({"kind": "tcp", "target": "care.example.nl"}, BadTarget),
        ({"kind": "tcp", "target": "127.0.0.1:22"}, PrivateAddress),
        ({"kind": "icmp", "target": "192.168.0.1"}, PrivateAddress),
        ({"kind": "telnet"}, BadTarget),
        ({"kind": "heartbeat"}, BadTarget),
        ({"every": 9}, OutOfRange),
        ({"every": 86_401}, OutOfRange),
        ({"timeout": 31}, OutOfRange),
        ({"retries": 6}, OutOfRange),
        ({"failures": 0}, OutOfRange),
        ({"every": 20, "timeout": 10, "retries": 2}, TooSlow),
        ({"needed": 2}, TooFewPlaces),
        ({"places": [uuid4()]}, UnknownPlace),
        ({"component": uuid4()}, UnknownComponent),
        ({"conditions": Conditions(status=(500, 200))}, BadCondition),
        ({"conditions": Conditions(header=("", "text"))}, BadCondition),
        ({"conditions": Conditions(header=("a b", "text"))}, BadCondition),
    ],
)
def test_what_cannot_be_asked_is_refused_and_leaves_nothing(
    cast: Cast, stock: Stock, change: dict[str, Any], refused: type[Refusal]
) -> None:
    with cast.manager.at_work():
        with pytest.raises(refused):
            given = replace(asked(stock.application), **change)
            make_probe(given, provider=cast.provider.id, by=cast.manager.actor, at=at("01:00"))
        assert Probe.objects.count() == Watch.objects.count() == 0


def test_an_address_inside_is_asked_where_the_operator_allowed_it(cast: Cast, stock: Stock, settings: Any) -> None:
    settings.PROBE_INSIDE = Inside.of(["10.0.0.0/8"])
    assert probe(cast, stock.application, target="http://10.1.2.3/").target == "http://10.1.2.3/"


def test_two_probes_never_have_one_name(cast: Cast, stock: Stock) -> None:
    probe(cast, stock.application)
    with cast.manager.at_work(), pytest.raises(NameTaken):
        make_probe(asked(stock.database), provider=cast.provider.id, by=cast.manager.actor, at=at("01:01"))
    with cast.manager.at_work():
        assert Probe.objects.count() == 1


def test_only_who_runs_the_machines_sets_them_up(cast: Cast, stock: Stock) -> None:
    with cast.agent.at_work(), pytest.raises(NotAllowed):
        make_probe(asked(stock.application), provider=cast.provider.id, by=cast.agent.actor, at=at("01:00"))


def test_another_target_begins_anew_and_another_name_does_not(cast: Cast, stock: Stock) -> None:
    made = probe(cast, stock.application)
    with cast.manager.at_work():
        renamed = change_probe(
            made.id, asked(stock.application, name="Deur"), revision=0, by=cast.manager.actor, at=at("02:00")
        )
        assert (renamed.name, renamed.counts_from, renamed.revision) == ("Deur", at("01:00"), 1)
        other = asked(stock.application, target="https://care.example.nl/")
        changed = change_probe(made.id, other, revision=1, by=cast.manager.actor, at=at("03:00"))
        assert (changed.counts_from, Watch.objects.get().floor_at) == (at("03:00"), at("03:00"))
        with pytest.raises(ProbeChanged):
            change_probe(made.id, other, revision=1, by=cast.manager.actor, at=at("03:01"))
        with pytest.raises(KindStays):
            change_probe(
                made.id,
                asked(stock.application, kind="tcp", target="care.example.nl:443"),
                revision=2,
                by=cast.manager.actor,
                at=at("03:01"),
            )


def test_a_paused_or_removed_probe_is_not_asked(cast: Cast, stock: Stock) -> None:
    made = probe(cast, stock.application)
    with cast.manager.at_work():
        set_probe_enabled(made.id, False, by=cast.manager.actor, at=at("02:00"))
        assert tasks_of(own(cast)) == []
        set_probe_enabled(made.id, True, by=cast.manager.actor, at=at("03:00"))
        assert len(tasks_of(own(cast))) == 1
        remove_probe(made.id, by=cast.manager.actor, at=at("04:00"))
        assert tasks_of(own(cast)) == []


def test_a_place_elsewhere_comes_in_by_a_token_that_is_not_kept(cast: Cast, stock: Stock) -> None:
    with cast.manager.at_work():
        made, token = make_place("Frankfurt", provider=cast.provider.id, by=cast.manager.actor, at=at("01:00"))
        found = place_of(token)
        assert found is not None
        assert found.id == made.id
        assert place_of("guess") is None
        renewed = renew_place(made.id, by=cast.manager.actor, at=at("01:30"))
        assert (place_of(token), place_of(renewed)) == (None, made)
        token = renewed
        assert token not in str(Place.objects.filter(id=made.id).values())
        revoke_place(made.id, by=cast.manager.actor, at=at("02:00"))
        assert place_of(token) is None


def test_a_place_that_a_probe_needs_and_the_own_one_stay(cast: Cast, stock: Stock) -> None:
    with cast.manager.at_work():
        made, token = make_place("Frankfurt", provider=cast.provider.id, by=cast.manager.actor, at=at("01:00"))
    probe(cast, stock.application, places=[made.id])
    with cast.manager.at_work():
        with pytest.raises(PlaceNeeded):
            revoke_place(made.id, by=cast.manager.actor, at=at("02:00"))
        with pytest.raises(OwnPlace):
            revoke_place(own(cast), by=cast.manager.actor, at=at("02:00"))
        with pytest.raises(OwnPlace):
            renew_place(own(cast), by=cast.manager.actor, at=at("02:00"))
        assert place_of(token) is not None
