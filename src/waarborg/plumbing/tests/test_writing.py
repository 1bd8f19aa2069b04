"""A row written by a kept statement is the row that `save` would have written, and is refused where it would be."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from waarborg.access.models import Account
from waarborg.customers.tests.cast import NOW, Cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.mail_in.models import MailIn
from waarborg.plumbing.tenancy import NoScope, Role, writing
from waarborg.plumbing.tenancy.provider import provider_tenant

LATER = NOW + timedelta(hours=1)


def mail(digest: str) -> MailIn:
    return MailIn(
        tenant_id=provider_tenant(), mailbox="m", sha256=digest, size=3, received=NOW, arrived=NOW, about={"ü": [1]}
    )


def columns(row: MailIn) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in MailIn._meta.concrete_fields}


@pytest.mark.usefixtures("cast")
def test_what_is_inserted_reads_back_as_it_was_with_its_defaults() -> None:
    with tenancy.enter(Role.DESK):
        row = mail("a")
        writing.insert(row)
        assert columns(MailIn.objects.get(id=row.id)) == columns(row)
        assert (row.state, row.attempts, row._state.adding) == ("waiting", 0, False)


@pytest.mark.usefixtures("cast")
def test_only_the_named_columns_of_that_row_change() -> None:
    with tenancy.enter(Role.DESK):
        row, other = mail("a"), mail("b")
        writing.insert(row)
        writing.insert(other)
        row.state, row.about, row.decided, row.mailbox = "held", {"text": "x"}, LATER, "not named"
        writing.update(row, ("state", "about", "decided"))
        found = MailIn.objects.get(id=row.id)
        assert (found.state, found.about, found.decided, found.mailbox) == ("held", {"text": "x"}, LATER, "m")
        assert columns(MailIn.objects.get(id=other.id)) == columns(other)


@pytest.mark.usefixtures("cast")
def test_a_second_of_what_may_be_there_once_is_refused_and_the_savepoint_is_rolled_back() -> None:
    with tenancy.enter(Role.DESK):
        writing.insert(mail("a"))
        with pytest.raises(IntegrityError), transaction.atomic():
            writing.insert(mail("a"))
        assert MailIn.objects.count() == 1


@pytest.mark.usefixtures("cast")
def test_a_row_that_is_not_there_is_not_changed_in_silence() -> None:
    with tenancy.enter(Role.DESK), pytest.raises(DatabaseError, match="no row"), transaction.atomic():
        writing.update(mail("a"), ("state",))


def test_a_customer_changes_no_row_of_the_provider(cast: Cast) -> None:
    with tenancy.enter(Role.DESK):
        row = mail("a")
        writing.insert(row)
    row.state = "held"
    with cast.owner.at_work(), pytest.raises(DatabaseError), transaction.atomic():
        writing.update(row, ("state",))
    with tenancy.enter(Role.DESK):
        assert MailIn.objects.get(id=row.id).state == "waiting"


def test_outside_a_scope_nothing_is_written() -> None:
    with pytest.raises(NoScope):
        writing.insert(MailIn(sha256="a"))
    with pytest.raises(NoScope):
        writing.update(MailIn(sha256="a"), ("state",))


@pytest.mark.usefixtures("cast")
def test_what_the_database_fills_in_itself_is_left_to_django() -> None:
    with tenancy.enter(Role.DESK), pytest.raises(ValueError, match="no plain value"):
        writing.insert(Account(email="a@example.org"))
