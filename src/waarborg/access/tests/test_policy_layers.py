"""Agreement, provider and organisation each ask their own; the strictest holds, and none undoes what another asked."""

from typing import Any

import pytest
from django.test import Client, override_settings

from waarborg.access.actions.set_policy import Weaker, follow_agreement, set_policy
from waarborg.access.models import AccessPolicy
from waarborg.access.queries.memberships import second_factor_required
from waarborg.access.tests.doors import sign_in
from waarborg.customers.tests.cast import NOW, Player
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.models import JournalEntry

LENIENT: dict[str, Any] = {"require_second_factor": False, "idle_minutes": 60, "absolute_hours": 12}


def agreed(player: Player, asked: bool) -> None:
    with player.at_work():
        follow_agreement(player.organisation.id, require_second_factor=asked, by=SYSTEM, at=NOW)


def chosen(player: Player, **stricter: Any) -> None:
    with player.at_work():
        set_policy(player.organisation.id, **(LENIENT | stricter), by=player.actor, at=NOW)


def holds() -> tuple[bool, int, int]:
    found = AccessPolicy.objects.get()
    return found.require_second_factor, found.idle_minutes, found.absolute_hours


@pytest.mark.clause("CL-46", "TO-12")
def test_an_agreement_that_does_not_ask_leaves_an_organisations_own_choice(owner: Player) -> None:
    chosen(owner, require_second_factor=True, idle_minutes=20)
    agreed(owner, True)
    agreed(owner, False)
    assert holds() == (True, 20, 12)
    client = sign_in(Client(), owner, second_factor=False)
    assert client.get("/portal/people/").headers["Location"].startswith("/accounts/second-factor/")


@pytest.mark.clause("CL-46")
def test_an_organisation_takes_its_own_choice_back(owner: Player) -> None:
    chosen(owner, require_second_factor=True)
    chosen(owner)
    assert holds() == (False, 60, 12)
    assert not second_factor_required(owner.organisation.id)


def test_an_organisation_does_not_take_back_what_its_agreement_asks(owner: Player) -> None:
    chosen(owner, require_second_factor=True)
    agreed(owner, True)
    with owner.at_work(), pytest.raises(Weaker):
        set_policy(owner.organisation.id, **LENIENT, by=owner.actor, at=NOW)
    assert holds() == (True, 60, 12)
    assert AccessPolicy.objects.get().own_second_factor


def test_the_provider_and_the_organisation_do_not_overwrite_each_other(owner: Player, manager: Player) -> None:
    chosen(owner, idle_minutes=30)
    with manager.at_work():
        set_policy(owner.organisation.id, **LENIENT | {"absolute_hours": 8}, by=manager.actor, at=NOW)
    assert holds() == (False, 30, 8)
    with owner.at_work(), pytest.raises(Weaker) as refused:
        set_policy(owner.organisation.id, **LENIENT, by=owner.actor, at=NOW)
    assert "8 uur" in (refused.value.way_out("nl") or "")
    with manager.at_work():
        set_policy(owner.organisation.id, **LENIENT, by=manager.actor, at=NOW)
    assert holds() == (False, 30, 12)


def test_the_same_agreement_again_writes_nothing(owner: Player) -> None:
    agreed(owner, False)
    assert not AccessPolicy.objects.exists()
    agreed(owner, True)
    agreed(owner, True)
    with owner.at_work():
        entry = JournalEntry.objects.get()
    assert (entry.properties, AccessPolicy.objects.get().agreed_second_factor) == ({"second-factor": "required"}, True)


def test_where_everybody_needs_it_no_policy_is_asked(owner: Player) -> None:
    client = sign_in(Client(), owner, second_factor=False)
    assert client.get("/portal/people/").status_code == 200
    with override_settings(SECOND_FACTOR_FOR_ALL=True):
        assert client.get("/portal/people/").headers["Location"].startswith("/accounts/second-factor/")
    chosen(owner)
    with override_settings(SECOND_FACTOR_FOR_ALL=True):
        assert client.get("/portal/people/").status_code == 302
        with owner.at_work(), pytest.raises(Weaker):
            set_policy(owner.organisation.id, **LENIENT, by=owner.actor, at=NOW)
