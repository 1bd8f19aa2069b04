"""One owner for each account, where the agreement lets the owner alone give orders; else there may be several."""

import pytest

from waarborg.access.actions.transfer import answer_transfer, ask_transfer
from waarborg.customers.actions import grant_authority
from waarborg.customers.actions.authority import OneOwner
from waarborg.customers.models import Authority, Organisation
from waarborg.customers.rules.roles import OWNER
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing.actors import SYSTEM
from waarborg.promises.actions.end_binding import end_binding
from waarborg.promises.profiles import profile
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.one_owner import asks_for_one_owner
from waarborg.promises.tests.announced import bound_to
from waarborg.support.tests.reports import at

PROFILES = ("24office", "appreo", "cliendo", "perplex-dbc", "superoffice")


def owners(cast: Cast) -> set[str]:
    with cast.owner.at_work():
        rows = Authority.objects.filter(tenant_id=cast.merendaal.id, role=OWNER, ends_at__isnull=True)
        return set(rows.values_list("person__name", flat=True))


@pytest.mark.clause("CL-74")
def test_by_the_agreement_an_account_has_one_owner_and_a_transfer_leaves_the_new_one_alone(cast: Cast) -> None:
    second = cast.administrator.person
    bound_to(cast, "cliendo")
    with cast.owner.at_work(), pytest.raises(OneOwner) as refused:
        grant_authority(second, OWNER, by=cast.owner.actor, at=at("2026-04-07 12:00"))
    assert cast.owner.person.name in refused.value.say("nl")
    assert owners(cast) == {cast.owner.person.name}
    with cast.owner.at_work():
        asked = ask_transfer(
            cast.owner.person, second, form="in-account", by=cast.owner.actor, at=at("2026-04-07 12:00")
        )
    with cast.administrator.at_work():
        answer_transfer(asked, accept=True, by=cast.administrator.actor, at=at("2026-04-07 12:05"))
    assert owners(cast) == {second.name}


def test_after_the_end_of_the_agreement_and_under_another_there_may_be_several(cast: Cast) -> None:
    bound_to(cast, "cliendo")
    with cast.manager.at_work():
        assert Organisation.objects.get(id=cast.merendaal.id).sole_owner
        end_binding(cast.merendaal.id, at("2026-04-07 12:00"), by=SYSTEM, at=at("2026-04-07 12:00"))
        assert not Organisation.objects.get(id=cast.merendaal.id).sole_owner
        assert Organisation.objects.get(id=cast.hazelvoort.id).sole_owner
    with cast.owner.at_work():
        grant_authority(cast.administrator.person, OWNER, by=cast.owner.actor, at=at("2026-04-07 12:01"))
    assert owners(cast) == {cast.owner.person.name, cast.administrator.person.name}


def test_only_an_agreement_that_names_the_owner_alone_asks_for_one() -> None:
    asking = [name for name in PROFILES if asks_for_one_owner(load(profile(name), name=f"{name}.yaml").require())]
    assert asking == ["cliendo"]
