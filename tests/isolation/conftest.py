"""A world with committed rows: policies are tried over connections of their own, as the roles that serve requests."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connections
from tests.isolation.rows import Maker

from waarborg.customers.tests.cast import Cast, make_cast


@dataclass
class World:
    cast: Cast
    maker: Maker


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The cast, committed; every table is emptied afterwards."""
    with django_db_blocker.unblock():
        cast = make_cast()
        maker = Maker(provider=cast.provider.id)
        for organisation in (cast.provider, cast.merendaal, cast.hazelvoort):
            maker.made["plumbing_tenant", organisation.id] = {"id": organisation.id}
            maker.made["customers_organisation", organisation.id] = {
                "id": organisation.id,
                "tenant_id": organisation.id,
            }
        yield World(cast, maker)
        connections["default"].close()
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                "SELECT string_agg(format('%I', tablename), ', ') FROM pg_tables WHERE schemaname = 'public'"
                " AND tablename NOT IN ('django_migrations', 'django_content_type', 'auth_permission')"
            )
            cursor.execute(f"TRUNCATE {cursor.fetchone()[0]} CASCADE")
        connections["owner"].close()
