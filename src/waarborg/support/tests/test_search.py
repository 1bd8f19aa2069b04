"""Searching is planned for what was typed, in this transaction; lists without a search keep their plans."""

import pytest
from django.db import connection

from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.tenancy import Role
from waarborg.support.models import Ticket
from waarborg.support.queries.tickets import search

pytestmark = pytest.mark.django_db


def mode() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW plan_cache_mode")
        return str(cursor.fetchone()[0])


@pytest.mark.parametrize(("typed", "planned"), [("", "auto"), ("  ", "auto"), ("rooster", "force_custom_plan")])
def test_only_a_search_is_planned_for_its_words(cast: Cast, typed: str, planned: str) -> None:
    with tenancy.enter(Role.DESK):
        assert list(search(Ticket.objects.all(), typed)) == []
        assert mode() == planned
