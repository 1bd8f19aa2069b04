"""What the register of features says of a customer, by the feature's effect and by what the customer said."""

import pytest

from waarborg.releases.rules.features import IMPACTS, SAID, call_state, is_on, names_rights, state


@pytest.mark.clause("AP-40")
def test_without_effect_it_is_on_for_everybody_from_its_release() -> None:
    assert state("none", released=False) == "expected"
    assert state("none", released=True) == "active"
    # Also for whoever asked before, and for a customer who said nothing because it came yesterday.
    assert state("none", released=True, said="requested") == "active"
    assert is_on("none", released=True)


@pytest.mark.clause("AP-41")
@pytest.mark.parametrize(("said", "on"), [("", False), ("requested", False), ("consented", False), ("active", True)])
def test_with_effect_it_is_off_until_we_switched_it_on(said: str, on: bool) -> None:
    assert is_on("process", released=True, said=said) is on
    assert state("process", released=True, said=said) == (said or "available")


@pytest.mark.clause("AP-44")
@pytest.mark.parametrize("impact", IMPACTS)
def test_what_was_declined_stays_off_even_where_a_later_release_makes_it_everybodys(impact: str) -> None:
    for released in (True, False):
        assert state(impact, released=released, said="declined") == "declined"
        assert not is_on(impact, released=released, said="declined")


@pytest.mark.parametrize("impact", IMPACTS)
@pytest.mark.parametrize("said", ["", *SAID])
def test_what_is_not_released_is_on_for_nobody(impact: str, said: str) -> None:
    assert not is_on(impact, released=False, said=said)
    assert call_state(state(impact, released=False, said=said), "nl")


@pytest.mark.clause("CL-61")
@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (["Hoe werkt het?", "Rechten"], True),
        (["What it does", "Who may do what"], True),
        (["Hoe werkt het?", "Veelgestelde vragen"], False),
        ([], False),
    ],
)
def test_a_manual_names_the_rights_in_a_heading_of_its_own(headings: list[str], found: bool) -> None:
    assert names_rights(headings) is found
