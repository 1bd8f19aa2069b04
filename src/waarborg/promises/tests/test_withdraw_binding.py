"""Withdrawing a binding that has not begun: what bound the customer goes on; what has begun stays."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.promises.actions.bind import bind
from waarborg.promises.actions.withdraw_binding import InForce, withdraw_binding
from waarborg.promises.models import AgreementVersion, Binding
from waarborg.promises.tests.test_bind import other_version
from waarborg.support.tests.reports import at, due, reported

Enter = Callable[[Player], Client]
TWO_HOURS = (
    "until: support.ticket.picked-up, within: 4 business hours",
    "until: support.ticket.picked-up, within: 2 business hours",
)


def bound_from(cast: Cast, effective: str) -> UUID:
    """The binding to a stricter version, made on Tuesday at nine."""
    newer = other_version(cast, TWO_HOURS)
    with cast.manager.at_work():
        made = bind(
            newer, by=cast.manager.actor, at=at("2026-04-07 09:00"), tenant=cast.merendaal.id, effective=at(effective)
        )
    return made.id


def withdraw(cast: Cast, binding: UUID, now: datetime, player: Player | None = None) -> None:
    who = player or cast.manager
    with who.at_work():
        withdraw_binding(binding, by=who.actor, at=now)


def bindings(cast: Cast) -> list[tuple[str, datetime | None]]:
    with cast.owner.at_work():
        rows = Binding.objects.order_by("starts_at").values_list("version__version", "ends_at")
        return list(rows)


def kinds(cast: Cast) -> list[str]:
    with cast.owner.at_work():
        rows = JournalEntry.objects.filter(kind__startswith="promises.version").order_by("sequence")
        return [kind.rpartition(".")[2] for kind in rows.values_list("kind", flat=True)]


def test_what_bound_the_customer_goes_on_until_further_notice(cast: Cast, appreo: AgreementVersion) -> None:
    binding = bound_from(cast, "2026-04-08 00:00")
    assert bindings(cast) == [("2026.1", at("2026-04-08 00:00")), ("2026.2", None)]
    withdraw(cast, binding, at("2026-04-07 16:00"))
    assert bindings(cast) == [("2026.1", None)]
    assert kinds(cast) == ["applied", "applied", "withdrawn"]
    ticket = reported(cast, "2026-04-08 09:00")
    assert due(cast, ticket, "support.pick-up") == "2026-04-08 13:00"


def test_another_version_can_then_be_bound_from_the_same_instant(cast: Cast, appreo: AgreementVersion) -> None:
    withdraw(cast, bound_from(cast, "2026-04-08 00:00"), at("2026-04-07 09:30"))
    third = other_version(cast, version="2026.3")
    with cast.manager.at_work():
        bind(
            third, by=cast.manager.actor, at=at("2026-04-07 10:00"), tenant=cast.merendaal.id,
            effective=at("2026-04-08 00:00"),
        )  # fmt: skip
    assert [version for version, _ in bindings(cast)] == ["2026.1", "2026.3"]


def test_a_binding_that_has_begun_stays(cast: Cast, appreo: AgreementVersion) -> None:
    binding = bound_from(cast, "2026-04-08 00:00")
    with pytest.raises(InForce) as refused:
        withdraw(cast, binding, at("2026-04-08 00:00"))
    assert "sinds woensdag 8 april 2026 00:00" in refused.value.say("nl")
    assert [version for version, _ in bindings(cast)] == ["2026.1", "2026.2"]


def test_a_second_time_there_is_nothing_to_withdraw(cast: Cast, appreo: AgreementVersion) -> None:
    binding = bound_from(cast, "2026-04-08 00:00")
    withdraw(cast, binding, at("2026-04-07 10:00"))
    with pytest.raises(NotFound):
        withdraw(cast, binding, at("2026-04-07 10:01"))
    assert kinds(cast) == ["applied", "applied", "withdrawn"]


def test_a_support_agent_does_not_withdraw(cast: Cast, appreo: AgreementVersion) -> None:
    binding = bound_from(cast, "2026-04-08 00:00")
    with pytest.raises(NotAllowed):
        withdraw(cast, binding, at("2026-04-07 10:00"), cast.agent)
    assert [version for version, _ in bindings(cast)] == ["2026.1", "2026.2"]


def test_the_page_of_the_version_offers_it_while_it_awaits(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, settings: object
) -> None:
    settings.CLOCK_OFFSET = at("2026-04-07 11:42") - timezone.now()  # type: ignore[attr-defined]
    binding = bound_from(cast, "2026-04-08 00:00")
    address = f"/desk/bindings/{binding}/withdraw/"
    manager, agent = signed_in(cast.manager), signed_in(cast.agent)
    assert address in manager.get("/desk/agreements/appreo/2026.2/").content.decode()
    assert address not in agent.get("/desk/agreements/appreo/2026.2/").content.decode()
    page = manager.post(address, follow=True)
    assert "appreo 2026.2 gaat voor Stichting Thuiszorg Merendaal niet meer in." in page.content.decode()
    assert address not in page.content.decode()
    assert [version for version, _ in bindings(cast)] == ["2026.1"]
