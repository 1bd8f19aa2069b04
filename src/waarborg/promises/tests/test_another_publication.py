"""One test publishes a file in one year, the next the same file in another: each reads its own hours."""

from datetime import datetime

import pytest

from waarborg.customers.tests.cast import Cast
from waarborg.promises.profiles import profile
from waarborg.promises.queries import standing
from waarborg.promises.tests.agreements import PUBLISHED, publish_and_bind


@pytest.mark.parametrize("published", [PUBLISHED, PUBLISHED.replace(year=2024), PUBLISHED])
def test_hours_are_written_out_from_the_publication_in_this_database(cast: Cast, published: datetime) -> None:
    publish_and_bind(cast, profile("appreo"), published=published)
    with cast.owner.at_work():
        found = standing(cast.merendaal.id)
    assert found is not None
    calendar = next(iter(found.at(published.replace(year=2026, month=6)).calendars.values()))
    assert calendar.first.year == published.year - 1
