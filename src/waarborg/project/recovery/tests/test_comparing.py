"""A journal that was put back is held against the one that goes on here."""

import pytest

from waarborg.customers.actions import add_person
from waarborg.customers.tests.cast import NOW, Cast
from waarborg.plumbing import journal
from waarborg.project.recovery.drill import compared


@pytest.mark.django_db
def test_a_journal_is_the_beginning_of_the_one_here_or_it_is_named(cast: Cast) -> None:
    for name in ("a", "b"):
        with cast.owner.at_work():
            given = {"name": name, "email": f"{name}@example.org"}
            add_person(cast.merendaal, **given, by=cast.owner.actor, at=NOW)
        if name == "a":
            with cast.owner.at_work():
                then = journal.verify(cast.merendaal.id)
    tenant = str(cast.merendaal.id)
    assert compared({tenant: (then.entries, then.head.hex())}, erased=[]) == []
    other = {tenant: (then.entries, bytes(32).hex())}
    assert compared(other, erased=[]) == [tenant]
    # Who was erased since has entries of that there.
    assert compared(other, erased=[tenant]) == []
    assert compared({tenant: (then.entries + 5, then.head.hex())}, erased=[]) == [tenant]
