"""The page Speed: quantiles from counts between lengths, each day of a month, and the pictures with their tables."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from waarborg.availability.queries.response import Bar
from waarborg.availability.queries.speed_by_day import by_day
from waarborg.availability.rules.periods import period
from waarborg.availability.rules.response.quantiles import quantile
from waarborg.availability.tests.otlp import mapped, message, point, sent, token
from waarborg.availability.views.speed_pictures import days_shown
from waarborg.catalogue.tests.stock import make_stock
from waarborg.customers.tests.cast import NOW, Cast, Player
from waarborg.plumbing.web.pictures.spread import spread

MS = 10**6
APRIL = period("2026-04", "Europe/Amsterdam")


@pytest.mark.parametrize(
    ("counts", "per_mille", "expected"),
    [
        ((10, 9, 1), 500, (0, 10 * MS)), ((10, 9, 1), 501, (10 * MS, 50 * MS)), ((10, 9, 1), 950, (10 * MS, 50 * MS)),
        ((10, 9, 1), 951, (50 * MS, None)), ((0, 0, 1), 1, (50 * MS, None)), ((0, 3, 0), 999, (10 * MS, 50 * MS)),
        ((1, 0, 0), 0, (0, 10 * MS)), ((0, 0, 0), 500, None), ((), 500, None),
    ],
)  # fmt: skip
def test_a_quantile_lies_where_the_request_of_that_rank_does(
    counts: tuple[int, ...], per_mille: int, expected: tuple[int, int | None] | None
) -> None:
    edges = ((0, 10 * MS), (10 * MS, 50 * MS), (50 * MS, None))
    spans = [(low, high, count) for (low, high), count in zip(edges, counts, strict=False)]
    assert quantile(spans, per_mille) == expected


def test_a_picture_has_two_bars_for_each_day_that_is_known_and_none_for_the_others() -> None:
    drawn = spread(
        [((0.1, 0.2), (0.5, 0.6), "eerste <dag>"), None, ((0, 0), (1, 2), "derde")], [(0.5, "100 ms")], label="Zo & zo"
    )
    assert (drawn.count("b-plan"), drawn.count("b-ok")) == (2, 2)
    assert "eerste &lt;dag&gt;" in drawn
    assert 'aria-label="Zo &amp; zo"' in drawn
    assert min(float(one) for one in re.findall(r'<rect [^>]* height="([\d.]+)"', drawn)) >= 2


@pytest.mark.django_db
def test_requests_are_of_the_local_day_in_which_their_hour_begins(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("waarborg.plumbing.clock.now", lambda: NOW)
    stock = make_stock(cast)
    mapped(cast)
    # 22:30 and 23:30 by Greenwich on 5 April are 00:30 and 01:30 of the sixth in Amsterdam.
    night = NOW.replace(day=5, hour=22, minute=30)
    for number, (apart, counts) in enumerate(((-2, [3, 0, 0, 0, 0]), (0, [1, 0, 0, 0, 0]), (1, [0, 0, 0, 2, 0]))):
        one = point(counts, sum(counts) * 0.01, at=night + timedelta(hours=apart))
        sent(client, token(cast.manager), message(one, instance=str(number)))
    with cast.manager.at_work():
        days = by_day([stock.application.id], APRIL)[stock.application.id]
    assert {day: sum(one.count for one in bars) for day, bars in days.items()} == {
        date(2026, 4, 5): 3,
        date(2026, 4, 6): 3,
    }
    # The sender has no bound below 20 ms: such a request counts in the shortest span it may belong to.
    told = days_shown(days, APRIL, "de applicatie", "nl")
    assert [(one.date, one.count, one.median) for one in told.rows] == [
        ("zondag 5 april", 3, "ten hoogste 1 ms"),
        ("maandag 6 april", 3, "2 s – 2,5 s"),
    ]


def test_a_month_without_a_measurement_has_no_picture() -> None:
    empty = days_shown({date(2026, 4, 5): [Bar(0, None, 0)]}, APRIL, "de applicatie", "nl")
    assert (empty.picture, empty.rows) == ("", [])


@pytest.mark.django_db
def test_the_desk_sees_both_pictures_with_their_tables_and_what_to_do_before(
    cast: Cast, client: Client, signed_in: Callable[[Player], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("waarborg.plumbing.clock.now", lambda: NOW)
    desk = signed_in(cast.agent)
    assert "waarborg metrics apply" in desk.get("/desk/speed/").content.decode()
    make_stock(cast)
    mapped(cast)
    sent(client, token(cast.manager), message(point([5, 0, 0, 0, 1], 6.0)))
    page = desk.get("/desk/speed/").content.decode()
    assert page.count('role="img"') == 2
    assert "Van dag tot dag" in page
    assert page.count("<details>") == 2
    assert 'role="img"' not in desk.get("/desk/speed/?month=2026-03").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("routes", [("/",), ("/", "/clients", "/trajectories")])
def test_the_page_asks_as_often_for_one_part_as_for_three(
    cast: Cast,
    client: Client,
    signed_in: Callable[[Player], Client],
    django_assert_max_num_queries: Callable[..., object],
    monkeypatch: pytest.MonkeyPatch,
    routes: tuple[str, ...],
) -> None:
    monkeypatch.setattr("waarborg.plumbing.clock.now", lambda: NOW)
    make_stock(cast)
    mapped(cast)
    sent(client, token(cast.manager), message(*(point([5, 0, 0, 0, 1], 6.0, http_route=one) for one in routes)))
    desk = signed_in(cast.agent)
    desk.get("/desk/speed/")
    with django_assert_max_num_queries(22):  # type: ignore[attr-defined]
        page = desk.get("/desk/speed/").content.decode()
    assert page.count('role="img"') == 2 * len(routes)
