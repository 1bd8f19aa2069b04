"""A query that is kept gives each asker what is his, and refuses to keep anything of the first one."""

from uuid import UUID

import pytest

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
