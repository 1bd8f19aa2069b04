"""From every page of a face one key or click leads to its search, wherever the page comes from."""

from collections.abc import Callable

import pytest
from django.test import Client

from waarborg.customers.tests.cast import Cast, Player

Enter = Callable[[Player], Client]


@pytest.mark.parametrize("page", ["/desk/queue/", "/desk/customers/", "/desk/reports/", "/desk/webhooks/"])
def test_the_desk_jumps_to_the_tickets(cast: Cast, signed_in: Enter, page: str) -> None:
    found = signed_in(cast.manager).get(page).content.decode()
    assert '<a class="w-jump" href="/desk/tickets/#q" data-key="/" data-jump>' in found


@pytest.mark.parametrize("page", ["/portal/", "/portal/reports/", "/portal/people/"])
def test_the_portal_leads_to_the_tickets_of_its_reader(cast: Cast, signed_in: Enter, page: str) -> None:
    assert '<a class="w-quiet" href="/portal/tickets/#q">' in signed_in(cast.owner).get(page).content.decode()
