"""Notices to the customers of one ring, and what a list reads of how far notices have come."""

from collections.abc import Callable

import pytest
from django.test import Client

from waarborg.catalogue.actions.keep_purchase import choose_ring
from waarborg.catalogue.tests.stock import Stock, bought, make_stock
from waarborg.customers.tests.cast import NOW, Cast, Player
from waarborg.notices.actions.outcomes import note_outcomes
from waarborg.notices.actions.publish import correct
from waarborg.notices.actions.read import confirm, open_notice
from waarborg.notices.actions.spread import spread
from waarborg.notices.actions.write import UnknownTargets
from waarborg.notices.models import Delivery, Notice
from waarborg.notices.models import Tally as Parts
from waarborg.notices.queries.notices import Tally, audience_words, tallies
from waarborg.notices.tests.told import draft, meant, published, words
from waarborg.plumbing import tenancy
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.tenancy import Role

SignIn = Callable[[Player], Client]


@pytest.fixture
def stock(cast: Cast) -> Stock:
    """Merendaal gets new versions of the records early, Hazelvoort has payroll as most do."""
    made = make_stock(cast)
    records = bought(cast, made.records, cast.merendaal)
    bought(cast, made.payroll, cast.hazelvoort)
    with cast.manager.at_work():
        choose_ring(records, "early", by=cast.manager.actor, at=NOW)
    return made


def told(held: Notice) -> list[str]:
    with tenancy.enter(Role.DESK):
        rows = Delivery.objects.filter(notice=held).order_by("tenant_id")
        return [str(one) for one in rows.values_list("tenant_id", flat=True)]


def test_a_notice_goes_to_the_customers_of_a_ring(cast: Cast, stock: Stock, signed_in: SignIn) -> None:
    first, most = str(cast.merendaal.id), str(cast.hazelvoort.id)
    for targets, whom in (
        (("early",), [first]),
        (("general",), [most]),
        (("early", "general"), sorted([first, most])),
        (("records/early",), [first]),
        (("payroll/early",), []),
    ):
        assert told(published(cast, whom=meant(reach="ring", targets=targets))) == whom, targets
    form = signed_in(cast.manager).get("/desk/notices/new/").content.decode()
    assert "<code>records/early</code> Cliëntdossier, vroeg" in form
    with tenancy.enter(Role.DESK):
        held = draft(cast, whom=meant(reach="ring", targets=("early", "records/late")))
        assert audience_words(held, "nl") == "ring van nieuwe versies: vroeg, Cliëntdossier, laat"


@pytest.mark.parametrize("target", ["now", "records", "records/now", "absent/early", "/early", "plans/early"])
def test_what_is_no_ring_is_refused_before_anybody_is_told(cast: Cast, stock: Stock, target: str) -> None:
    with pytest.raises(UnknownTargets):
        draft(cast, whom=meant(reach="ring", targets=("early", target)))
    with tenancy.enter(Role.DESK):
        assert not Notice.objects.exists()


def counted(held: Notice) -> Tally:
    """As the list has it, which is what the deliveries come to, of each edition."""
    with tenancy.enter(Role.DESK):
        fresh = Notice.objects.get(id=held.id)
        for edition in range(1, fresh.edition + 1):
            rows = Delivery.objects.filter(notice=fresh, edition=edition)
            names = ("people", "accepted", "opened", "confirmed")
            summed = (rows.count(), *(sum(getattr(one, name) for one in rows) for name in names))
            parts = list(Parts.objects.filter(notice=fresh, edition=edition))
            assert tuple(sum(getattr(one, name) for one in parts) for name in ("customers", *names)) == summed
        return tallies([fresh]).get(fresh.id, Tally())


def test_the_list_reads_what_the_deliveries_come_to_whatever_happens(cast: Cast) -> None:
    held = published(cast, whom=meant(needs_confirmation=True))
    assert counted(held) == Tally(customers=2, people=5)
    for player in (cast.owner, cast.stranger, cast.owner):
        with player.at_work():
            open_notice(held, by=player.actor, at=NOW)
    with cast.owner.at_work():
        confirm(held, by=cast.owner.actor, at=NOW)
    with tenancy.enter(Role.DESK):
        OutboxMail.objects.exclude(to_address="g.model@example.org").update(state="sent", sent=NOW)
    note_outcomes(now=lambda: NOW)
    assert counted(held) == Tally(customers=2, people=5, accepted=4, opened=2, confirmed=1)
    with cast.manager.at_work():
        fresh = Notice.objects.get(id=held.id)
        correct(
            held.id,
            words("Onderhoud op zondag"),
            revision=fresh.revision,
            tell_again=True,
            by=cast.manager.actor,
            at=NOW,
        )
    spread(held.id, now=lambda: NOW)
    assert counted(held) == Tally(customers=2, people=5)
    with tenancy.enter(Role.DESK):
        # Of each edition so many rows at most, however many customers there are.
        assert max(Parts.objects.values_list("part", flat=True)) < 32
