"""Enrolling an organisation."""

import pytest

from waarborg.customers.actions import enrol_organisation
from waarborg.customers.actions.enrol_organisation import NameMissing, SlugTaken
from waarborg.customers.models import Organisation
from waarborg.customers.tests.cast import NOW, Player
from waarborg.plumbing import tenancy
from waarborg.plumbing.models import JournalEntry, Tenant
from waarborg.plumbing.permissions import NotAllowed
from waarborg.plumbing.tenancy import Role


def test_it_makes_tenant_and_organisation_and_one_journal_entry(manager: Player) -> None:
    with manager.at_work():
        made = enrol_organisation(name="  Huisartsen   De Linde ", size=14, by=manager.actor, at=NOW)
    with tenancy.enter(Role.CUSTOMER, made.id):
        assert Organisation.objects.get() == made
        entry = JournalEntry.objects.get()
    assert (made.name, made.slug, made.size, made.kind) == (
        "Huisartsen De Linde",
        "huisartsen-de-linde",
        14,
        "customer",
    )
    assert (entry.kind, entry.subject_id, entry.actor_id) == (
        "customers.organisation.enrolled",
        made.id,
        manager.person.id,
    )


def test_a_short_name_is_used_once(manager: Player) -> None:
    with manager.at_work():
        with pytest.raises(SlugTaken):
            enrol_organisation(name="Merendaal", slug="merendaal", by=manager.actor, at=NOW)
        assert Tenant.objects.count() == 3


def test_there_is_one_provider(manager: Player) -> None:
    with manager.at_work(), pytest.raises(SlugTaken):
        enrol_organisation(name="Tweede Aanbieder", kind="provider", by=manager.actor, at=NOW)


@pytest.mark.parametrize("name", ["", "   ", "x" * 201])
def test_a_name_has_one_to_two_hundred_characters(manager: Player, name: str) -> None:
    with manager.at_work(), pytest.raises(NameMissing):
        enrol_organisation(name=name, by=manager.actor, at=NOW)


def test_a_support_agent_does_not_enrol_and_the_refusal_is_noted(agent: Player) -> None:
    with agent.at_work():
        with pytest.raises(NotAllowed):
            enrol_organisation(name="Nieuw", by=agent.actor, at=NOW)
        assert Organisation.objects.count() == 3
    with agent.at_work():
        assert [entry.kind for entry in JournalEntry.objects.all()] == ["act.refused"]
