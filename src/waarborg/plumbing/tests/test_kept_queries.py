"""A query that is kept gives each asker what is his, and refuses to keep anything of the first one."""

from uuid import UUID

import pytest
from django.db.models import QuerySet

from waarborg.customers.models import Person
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.tenancy import Role, kept


def names(tenant: UUID) -> list[str]:
    return [one.name for one in kept.rows("test.people", lambda one: Person.objects.filter(tenant_id=one), tenant)]


def test_the_next_customer_gets_his_own_rows_and_none_of_another(cast: Cast) -> None:
    told = {}
    for tenant in (cast.merendaal.id, cast.hazelvoort.id):
        with tenancy.enter(Role.CUSTOMER, tenant):
            told[tenant] = set(names(tenant))
            assert told[tenant] == {one.name for one in Person.objects.all()} != set()
    assert told[cast.merendaal.id].isdisjoint(told[cast.hazelvoort.id])
    with tenancy.enter(Role.CUSTOMER, cast.hazelvoort.id):
        assert names(cast.merendaal.id) == []


def test_what_was_not_handed_over_is_refused(cast: Cast) -> None:
    with tenancy.enter(Role.DESK), pytest.raises(ValueError, match="of whoever asked first"):
        kept.rows("test.baked", lambda: Person.objects.filter(tenant_id=cast.merendaal.id))


def named(listed: str) -> QuerySet[Person]:
    return Person.objects.filter(id__in=kept.among(listed)).order_by("name")


def test_as_many_are_asked_for_as_there_are_and_a_customer_still_finds_its_own_alone(cast: Cast) -> None:
    with tenancy.enter(Role.DESK):
        everybody = list(Person.objects.order_by("name"))
        for some in ([], everybody[:1], everybody):
            found = kept.rows("test.named", named, kept.as_list(one.id for one in some))
            assert found == some
    with tenancy.enter(Role.CUSTOMER, cast.merendaal.id):
        found = kept.rows("test.named", named, kept.as_list(one.id for one in everybody))
        assert found == [one for one in everybody if one.tenant_id == cast.merendaal.id] != []


def test_words_of_the_query_stand_in_its_text_as_they_are(cast: Cast) -> None:
    odd = ["100% d'r \\ bij", "%s", "V. Proef"]

    def build(tenant: UUID) -> QuerySet[Person]:
        return Person.objects.filter(tenant_id=tenant, active=True).exclude(name__in=odd).order_by("name")

    with tenancy.enter(Role.CUSTOMER, cast.merendaal.id):
        found = kept.rows("test.words", build, cast.merendaal.id)
        assert found == list(build(cast.merendaal.id)) != []
        Person.objects.filter(id=found[0].id).update(name=odd[0])
        Person.objects.filter(id=found[1].id).update(name=odd[1])
        assert kept.rows("test.words", build, cast.merendaal.id) == found[2:]
