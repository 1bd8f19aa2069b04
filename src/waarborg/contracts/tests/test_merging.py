"""Who comes along when two customers become one, and as what they are proposed."""

from uuid import uuid4

import pytest

from waarborg.contracts.rules.merging import Known, carry, offered
from waarborg.customers.rules.roles import ADMINISTRATOR, KEY_USER, OWNER, SUPPORT_CONTACT, USER


def known(name: str, email: str, *roles: str) -> Known:
    return Known(uuid4(), name, email, frozenset(roles))


@pytest.mark.parametrize(
    ("had", "holds", "proposed"),
    [
        ({SUPPORT_CONTACT, USER}, set(), (SUPPORT_CONTACT, USER)),
        ({OWNER}, set(), (ADMINISTRATOR,)),
        ({OWNER, ADMINISTRATOR}, set(), (ADMINISTRATOR,)),
        ({OWNER, KEY_USER}, {OWNER}, (KEY_USER,)),
        ({KEY_USER}, {KEY_USER}, ()),
        (set(), {OWNER}, ()),
    ],
)
def test_ownership_does_not_come_along_and_nothing_is_proposed_twice(
    had: set[str], holds: set[str], proposed: tuple[str, ...]
) -> None:
    assert offered(had, holds) == proposed


def test_the_same_address_is_the_same_person_whatever_its_capitals() -> None:
    gone, erased = known("A. Een", "A.Een@Example.org", USER), known("-", "", USER)
    twin = known("A. de Een", "a.een@example.org")
    (found,) = carry([gone, erased], [twin, known("B. Twee", "")])
    assert (found.person, found.twin, found.roles) == (gone, twin, (USER,))
