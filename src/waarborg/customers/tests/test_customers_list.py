"""The desk's list of customers: by name, page after page."""

import pytest

from waarborg.customers.queries import customers
from waarborg.customers.tests.cast import Player, make_organisation


def names(**asked: object) -> list[str]:
    return [one.name for one in customers(**asked)]  # type: ignore[arg-type]


def test_pages_follow_each_other_without_gap_or_repeat(agent: Player) -> None:
    for number in range(5):
        make_organisation("Apotheek Voorbeeld", f"apotheek-{number}")
    with agent.at_work():
        everybody = customers(limit=100)
        seen = []
        after = None
        while page := customers(after=after, limit=3):
            seen += page
            after = (page[-1].name, page[-1].id)
    assert seen == everybody
    assert [one.name for one in seen] == ["Apotheek Voorbeeld"] * 5 + [
        "Stichting Thuiszorg Merendaal",
        "Zorggroep Hazelvoort",
    ]


def test_search_finds_part_of_a_name_in_any_case(agent: Player) -> None:
    with agent.at_work():
        assert names(search="MEREN") == ["Stichting Thuiszorg Merendaal"]
        assert names(search="nergens") == []


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow_with_the_rows(agent: Player, number: int, django_assert_num_queries: object) -> None:
    for one in range(number):
        make_organisation(f"Klant {one}", f"klant-{one}")
    with agent.at_work(), django_assert_num_queries(2):  # type: ignore[operator]
        assert [one.people for one in customers()][-2:] == [4, 1]  # type: ignore[attr-defined]
