"""Tests that begin with the same rows share them, and none sees what another did to them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from waarborg.customers.models import Organisation, Person
from waarborg.customers.tests.cast import Cast, Player, make_player
from waarborg.plumbing import tenancy
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tests.beginnings import Beginnings

TIMES = pytest.mark.parametrize("time", ["first", "second", "third"])


def names() -> set[str]:
    with tenancy.enter(Role.DESK):
        return set(Person.objects.values_list("name", flat=True))


@TIMES
def test_rows_and_objects_are_as_they_were_whatever_another_test_did_to_them(
    cast: Cast, owner: Player, time: str
) -> None:
    assert names() == {one.person.name for one in cast.players}
    assert owner.person is cast.owner.person
    make_player(cast.merendaal, "N. Nieuw", "n.nieuw@example.org")
    with tenancy.enter(Role.DESK):
        Organisation.objects.filter(pk=cast.hazelvoort.pk).update(name="Anders")
        owner.person.name = "Ander"
        owner.person.save()
        owner.person.name = "Nog een ander"
    assert {"Ander", "N. Nieuw"} <= names()


@TIMES
def test_also_when_the_last_statement_failed(cast: Cast, time: str) -> None:
    assert len(names()) == len(cast.players)
    with tenancy.enter(Role.DESK):
        Person.objects.all().update(language="en")
    with connection.cursor() as cursor, pytest.raises(Exception, match="nothing_of_that_name"):
        cursor.execute("SELECT nothing_of_that_name")


@TIMES
def test_also_when_the_connection_was_closed(cast: Cast, time: str) -> None:
    assert len(names()) == len(cast.players)
    connection.close()


def test_who_begins_without_them_finds_nothing(db: None) -> None:
    assert names() == set()


@pytest.mark.usefixtures("committed")
def test_who_commits_finds_nothing_either() -> None:
    assert names() == set()
    assert not connection.in_atomic_block


@pytest.fixture
def later(settings: Any) -> None:
    settings.CLOCK_OFFSET += timedelta(days=3)


@TIMES
def test_under_other_settings_they_are_written_anew(later: None, cast: Cast, time: str) -> None:
    assert len(names()) == len(cast.players)


def test_what_stands_on_rows_of_one_test_alone_is_not_kept(cast: Cast, beginnings: Beginnings) -> None:
    """It would be there in the next one too."""
    make_player(cast.merendaal, "N. Nieuw", "n.nieuw@example.org")
    assert beginnings.begin("more", lambda: 7) == 7
    assert [one.name for one in beginnings._layers] == ["cast"]
