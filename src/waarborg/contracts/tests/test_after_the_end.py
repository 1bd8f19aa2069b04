"""After the last day: what came in before it is finished under the agreement, what comes in later starts no term."""

import html
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.contracts.actions.give_notice import give_notice, take_effect
from waarborg.contracts.models import Termination
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.models import JournalEntry
from waarborg.promises.actions.bind import bind
from waarborg.promises.actions.end_binding import end_binding
from waarborg.promises.models import AgreementVersion, Binding, ClockRun
from waarborg.promises.queries import board, standing
from waarborg.promises.tests.announced import bound_to
from waarborg.support.actions.answer import answer
from waarborg.support.tests.reports import at, reported, runs

Enter = Callable[[Player], Client]
LAST, ENDS = "zondag 10 mei 2026", "2026-05-11 00:00"


@pytest.fixture(autouse=True)
def june(settings: object) -> None:
    settings.CLOCK_OFFSET = at("2026-06-15 11:00") - timezone.now()  # type: ignore[attr-defined]


@pytest.fixture
def version(cast: Cast) -> AgreementVersion:
    return bound_to(cast, "perplex-dbc")


def noticed(cast: Cast) -> Termination:
    """Nobody recorded a contract, so nothing holds the customer to more than the day itself."""
    with cast.owner.at_work():
        made: Termination = give_notice(cast.merendaal.id, by=cast.owner.actor, at=at("2026-05-10 16:00"))
    assert made.ends_at == at(ENDS)
    return made


def ended(cast: Cast, made: Termination | None = None, when: str = ENDS) -> None:
    made = made or noticed(cast)
    with cast.manager.at_work():
        take_effect(made.id, at=at(when))


def test_a_term_that_ran_goes_on_and_a_later_report_starts_none(cast: Cast, version: AgreementVersion) -> None:
    before = reported(cast, "2026-05-08 16:50")
    running = {name: (one.due_at, one.is_open) for name, one in runs(cast, before).items()}
    assert any(is_open for _, is_open in running.values())
    notice = noticed(cast)
    at_last = reported(cast, "2026-05-10 23:59:59")
    ended(cast, notice)
    assert {name: (one.due_at, one.is_open) for name, one in runs(cast, before).items()} == running
    assert runs(cast, at_last) != {}
    assert runs(cast, reported(cast, "2026-05-11 09:00")) == {}
    with cast.agent.at_work():
        answer(before, by=cast.agent.actor, at=at("2026-05-11 09:30"), text="Opgelost.", purpose="resolution")
    assert {one.is_open for one in runs(cast, before).values()} == {False}
    with cast.owner.at_work():
        [entry] = JournalEntry.objects.filter(kind="promises.version.ended")
        assert (entry.subject_kind, entry.properties["bound-until"]) == (
            "customers.customer", "2026-05-10T22:00:00.000000Z",
        )  # fmt: skip


def test_terms_that_began_before_anybody_recorded_the_end_are_taken_back(cast: Cast, version: AgreementVersion) -> None:
    """The job came an hour late; a day late, it ends later itself."""
    notice = noticed(cast)
    meanwhile = reported(cast, "2026-05-11 00:30")
    assert runs(cast, meanwhile)
    ended(cast, notice, "2026-05-11 01:00")
    assert runs(cast, meanwhile) == {}
    with cast.manager.at_work():
        ends = end_binding(cast.hazelvoort.id, at("2026-05-11 00:00"), by=cast.manager.actor, at=at("2026-05-13 12:00"))
    assert ends is not None and ends.ends_at == at("2026-05-12 12:00")


def test_what_is_agreed_anew_holds_from_then_on(cast: Cast, version: AgreementVersion) -> None:
    ended(cast)
    between = reported(cast, "2026-05-20 09:00")
    with cast.manager.at_work():
        bind(version, by=cast.manager.actor, at=at("2026-06-01 00:00"), tenant=cast.merendaal.id)
    assert runs(cast, reported(cast, "2026-06-02 09:00")) != {}
    assert runs(cast, between) == {}
    with cast.manager.at_work():
        found = standing(cast.merendaal.id)
        assert found is not None
        assert [found.over_since(round(at(one).timestamp() * 1_000_000)) is None for one in (
            "2026-05-10 23:59", "2026-05-11 00:00", "2026-05-31 23:59", "2026-06-01 00:00",
        )] == [True, False, False, True]  # fmt: skip
        assert Binding.objects.filter(tenant_id=cast.merendaal.id).count() == 2


def test_the_board_then_has_what_outlasts_the_agreement_and_what_still_runs(
    cast: Cast, version: AgreementVersion
) -> None:
    ticket = reported(cast, "2026-05-08 16:50")
    ended(cast)
    with cast.owner.at_work():
        running = set(ClockRun.objects.filter(subject_id=ticket.id, is_open=True).values_list("promise", flat=True))
        found = board(cast.merendaal.id, now=at("2026-05-12 09:00"), lang="nl")
    assert found is not None and str(found.ended) == "2026-05-10"
    shown = {one.id for one in found.stands}
    assert running and running <= shown
    assert {"agreement.leave", "licence.export-after", "licence.archive-read-only"} <= shown
    assert not {"agreement.versions", "service.misuse", "data.backup"} & shown
    with cast.stranger.at_work():
        other = board(cast.hazelvoort.id, now=at("2026-05-12 09:00"), lang="nl")
    assert other is not None and other.ended is None and len(other.stands) > len(found.stands)


def test_both_sides_read_that_it_ended_on_that_day_and_what_still_holds(
    cast: Cast, version: AgreementVersion, signed_in: Enter
) -> None:
    reported(cast, "2026-05-08 16:50")
    ended(cast)
    owner, manager = signed_in(cast.owner), signed_in(cast.manager)

    def page(client: Client, path: str) -> str:
        found = client.get(path)
        assert found.status_code == 200, path
        return " ".join(html.unescape(found.content.decode()).split())

    agreement = page(owner, "/portal/agreement/")
    assert f"Deze overeenkomst is geëindigd op <b>{LAST}</b>." in agreement
    assert "Wat nog geldt" in agreement and 'href="#licence.export-after"' in agreement
    home = page(owner, "/portal/")
    assert f"Uw overeenkomst is geëindigd op <b>{LAST}</b>." in home
    customer = page(manager, f"/desk/customers/{cast.merendaal.id}/")
    assert f"Geëindigd op {LAST}" in customer
    for path in ("/portal/tickets/new/", "/portal/tickets/", "/portal/agreement/leaving/", "/portal/reports/",
                 "/portal/agreement/?on=2026-03-01", "/portal/agreement/?on=2026-06-01"):  # fmt: skip
        page(owner, path)
    for path in ("/desk/queue/", f"/desk/tickets/new/?customer={cast.merendaal.id}",
                 f"/desk/customers/{cast.merendaal.id}/contract/", "/desk/agreements/"):  # fmt: skip
        page(manager, path)
