"""What stands beside the name of an act, for agreements, and what the permissions say are the same."""

from waarborg.plumbing.permissions import declared
from waarborg.promises.rules.registry import known

# Contacts appoint each other only where their agreement says so (support/tests/test_contacts.py).
BY_AGREEMENT = {"customers.contact.change": frozenset({"customer.support-contact"})}


def test_who_can_carry_out_an_act_is_who_the_permissions_let():
    """What stands beside an act's name is no wish: each role there holds the permission of that name."""
    names = known()
    acts = [one for act in names.of_kind("act") if (one := names.find("act", act)) and one.open_to]
    assert acts
    assert {one.full: one.open_to - declared().get(one.full, frozenset()) for one in acts} == {
        one.full: BY_AGREEMENT.get(one.full, frozenset()) for one in acts
    }
    # And nobody at a customer who holds it is left out, or a rule that names fewer would seem held.
    assert {
        one.full: {role for role in declared()[one.full] if role.startswith("customer.")} - one.open_to for one in acts
    } == {one.full: set() for one in acts}
