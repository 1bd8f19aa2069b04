"""The figure of a month from the database: by the agreement's own method, for what a customer bought."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from waarborg.availability.actions.correct_outage import correct_outage
from waarborg.availability.actions.findings import exclude_downtime, put_right
from waarborg.availability.actions.refusals import NoEvidence, NoReason, NotInOrder, NotYet, UnknownCause
from waarborg.availability.models import Finding, Incident
from waarborg.availability.queries.month_figures import of_components, of_customer, of_customers
from waarborg.availability.rules.timeline import WHOLE
from waarborg.availability.tests.figures import bound, buys, outage, when
from waarborg.availability.tests.times import S
from waarborg.catalogue.tests.stock import bought, make_stock
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.permissions import NotAllowed
from waarborg.plumbing.tenancy import Role

MIN = 60 * S * WHOLE
MAY = when("2026-05-02 09:00")


def figures(cast: Cast, month: str = "2026-04", at: str = "2026-05-02 09:00"):
    with tenancy.enter(Role.DESK):
        return {(one.node.key, one.terms.promise): one for one in of_customer(cast.merendaal.id, month, at=when(at))}


@pytest.mark.clause("TO-08")
@pytest.mark.parametrize(("until", "verdict"), [("12:43:12", "met"), ("12:43:13", "broken")])
def test_43_minutes_and_12_seconds_of_april_are_within_999_promille_and_a_second_more_is_not(
    cast: Cast, until: str, verdict: str
) -> None:
    stock, parts = bound(cast, "24office", "website")
    website = parts["website"]
    buys(cast, stock)
    outage(cast, website, "2026-04-10 12:00", f"2026-04-10 {until}")
    one = figures(cast)["website", "availability.reach"]
    assert (one.account.verdict, one.account.agreed) == (verdict, 30 * 86_400 * S)
    assert one.account.judgements[0].budget == 43 * MIN + 12 * S * WHOLE


@pytest.mark.clause("AP-19")
def test_of_one_component_both_promises_are_told_each_with_its_verdict(cast: Cast) -> None:
    """February has 40,320 minutes: 4.2 of them are 99.98958 %."""
    stock, parts = bound(cast, "appreo", "servers")
    servers = parts["servers"]
    buys(cast, stock)
    outage(cast, servers, "2026-02-10 12:00:00", "2026-02-10 12:04:12")
    found = figures(cast, "2026-02", "2026-03-02 09:00")
    told = {name: one.account.verdict for (key, name), one in found.items() if key == "servers"}
    assert told == {"availability.uptime": "broken", "availability.downtime": "met"}


def test_what_he_did_not_buy_and_what_others_run_stand_in_no_figure(cast: Cast) -> None:
    stock, _ = bound(cast, "24office", "website")
    assert figures(cast) == {}
    buys(cast, stock, date(2026, 4, 30))
    assert [key for key, _ in figures(cast)] == ["website", "application", "database"]
    assert figures(cast, "2026-03", "2026-04-07 09:00") == {}


def test_a_month_that_goes_on_is_broken_only_once_its_whole_budget_is_spent(cast: Cast) -> None:
    stock, parts = bound(cast, "24office", "website")
    website = parts["website"]
    buys(cast, stock)
    outage(cast, website, "2026-04-02 12:00", "2026-04-02 12:40")
    early = figures(cast, at="2026-04-03 00:00")["website", "availability.reach"]
    assert (early.running, early.account.verdict, early.account.known) == (True, "not-measured", 2 * 86_400 * S)
    outage(cast, website, "2026-04-04 12:00", "2026-04-04 12:04")
    assert figures(cast, at="2026-04-05 00:00")["website", "availability.reach"].account.verdict == "broken"


def test_a_correction_of_an_outage_and_of_what_was_measured_both_count(cast: Cast) -> None:
    stock, parts = bound(cast, "24office", "website")
    website = parts["website"]
    buys(cast, stock)
    told = outage(cast, website, "2026-04-10 12:00", "2026-04-10 13:00")
    before = figures(cast)["website", "availability.reach"]
    with cast.manager.at_work():
        one = Incident.objects.get(id=told.id).outages.get()
        correct_outage(
            told.id, one.id, when("2026-04-10 12:00"), when("2026-04-10 12:50"), "Logboek.",
            by=cast.manager.actor, at=MAY,
        )  # fmt: skip
    assert figures(cast)["website", "availability.reach"].account.down == 50 * MIN
    with cast.manager.at_work():
        put_right(
            website.id, when("2026-04-10 12:10"), when("2026-04-10 12:30"), "up", "De proxy stond er nog.",
            by=cast.manager.actor, at=MAY,
        )  # fmt: skip
        put_right(
            website.id, when("2026-04-20 12:00"), when("2026-04-20 12:05"), "unknown", "De meter hing.",
            by=cast.manager.actor, at=MAY,
        )  # fmt: skip
    after = figures(cast)["website", "availability.reach"]
    assert after.account.down == 30 * MIN
    assert after.account.known == after.account.agreed - 5 * 60 * S
    assert before.seen.sha256 != after.seen.sha256 == figures(cast)["website", "availability.reach"].seen.sha256


@pytest.mark.clause("PX-64")
def test_downtime_is_left_out_for_a_cause_the_agreement_names_and_with_evidence_alone(cast: Cast) -> None:
    stock, parts = bound(cast, "perplex-dbc", "network")
    network = parts["network"]
    buys(cast, stock)
    outage(cast, network, "2026-04-20 10:00", "2026-04-20 10:01")
    by = cast.manager.actor
    between = (network.id, when("2026-04-20 10:00"), when("2026-04-20 10:01"))
    for cause, evidence, reason, problem in (
        ("customer-fault", " ", "Router van de klant.", NoEvidence),
        ("weather", "M-00117", "Regen.", UnknownCause),
        ("customer-fault", "M-00117", " ", NoReason),
    ):
        with cast.manager.at_work(), pytest.raises(problem):
            exclude_downtime(*between, cause, evidence, reason, by=by, at=MAY)
    with cast.manager.at_work(), pytest.raises(NotInOrder):
        exclude_downtime(*between[:2], between[1], "agreed", "M-00117", "Afgesproken.", by=by, at=MAY)
    with cast.manager.at_work(), pytest.raises(NotYet):
        exclude_downtime(network.id, between[1], when("2026-05-02 09:01"), "agreed", "M-00117", "Af.", by=by, at=MAY)
    with cast.agent.at_work(), pytest.raises(NotAllowed):
        exclude_downtime(*between, "customer-fault", "M-00117", "Router.", by=cast.agent.actor, at=MAY)
    with cast.manager.at_work():
        assert not Finding.objects.exists()
    assert figures(cast)["network", "service.network"].account.verdict == "broken"
    with cast.manager.at_work():
        exclude_downtime(*between, "customer-fault", "M-00117", "Router van de klant.", by=by, at=MAY)
    left = figures(cast)["network", "service.network"].account
    assert (left.verdict, left.down, left.planned, left.agreed) == ("met", 0, MIN, 30 * 86_400 * S - 60 * S)


@pytest.mark.clause("PX-64")
def test_an_agreement_that_leaves_nothing_out_counts_it_all_the_same(cast: Cast) -> None:
    stock, parts = bound(cast, "24office", "website")
    website = parts["website"]
    buys(cast, stock)
    outage(cast, website, "2026-04-20 10:00", "2026-04-20 11:00")
    with cast.manager.at_work():
        exclude_downtime(
            website.id, when("2026-04-20 10:00"), when("2026-04-20 11:00"), "force-majeure", "Brief van 21 april",
            "Kabelbreuk.", by=cast.manager.actor, at=MAY,
        )  # fmt: skip
    assert figures(cast)["website", "availability.reach"].account.down == 60 * MIN


def test_many_customers_cost_as_many_queries_as_one(cast: Cast) -> None:
    stock, _ = bound(cast, "24office", "website")
    counts = []
    for customer in (cast.merendaal, cast.hazelvoort):
        bought(cast, stock.records, customer, at=when("2026-01-02 10:00"))
    for tenants in ([cast.merendaal.id], [cast.merendaal.id, cast.hazelvoort.id]):
        with (
            tenancy.enter(Role.DESK),
            CaptureQueriesContext(
                connection,
            ) as asked,
        ):
            found = of_customers(tenants, "2026-04", at=MAY)
        assert all(len(one) == 3 for one in found.values())
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12


def test_the_desk_sees_every_component_of_ours_also_one_that_nothing_was_promised_of(cast: Cast) -> None:
    stock = make_stock(cast)
    outage(cast, stock.application, "2026-04-10 12:00", "2026-04-10 12:30", effect="partial")
    outage(cast, stock.application, "2026-04-11 12:00", "2026-04-11 12:30", effect="degraded")
    with tenancy.enter(Role.DESK):
        found = {one.node.key: one.account for one in of_components("2026-04", at=MAY)}
    assert {key: (one.down, one.verdict) for key, one in found.items()} == {
        "database": (0, "timed"), "application": (30 * MIN, "timed"),
    }  # fmt: skip
