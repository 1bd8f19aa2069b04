"""What a month's figure reads of maintenance: every announcement of it in order, and when it was really worked."""

from datetime import datetime

import pytest

from waarborg.availability.models import Work, WorkAnnouncement, WorkComponent
from waarborg.availability.queries.maintenance import works_of
from waarborg.availability.rules import maintenance as judging
from waarborg.availability.tests.incidents import at
from waarborg.catalogue.models import Item
from waarborg.catalogue.tests.stock import Stock, make_stock
from waarborg.customers.tests.cast import Cast
from waarborg.kernel.instants import to_us


@pytest.fixture
def stock(cast: Cast) -> Stock:
    return make_stock(cast)


def worked(cast: Cast, component: Item, began: str | None, ended: str | None) -> Work:
    common = {"tenant_id": cast.provider.id, "audience": "customers"}
    with cast.manager.at_work():
        made = Work.objects.create(
            **common, kind="regular", title_nl="Onderhoud", text_nl="Werk.", from_at=at("02:00"), until_at=at("04:00"),
            announced_at=at("00:30"), began_at=at(began) if began else None, ended_at=at(ended) if ended else None,
            state="done" if ended else "running" if began else "planned",
        )  # fmt: skip
        WorkComponent.objects.create(**common, work=made, component=component)
        for when, change, first, last in (
            ("00:45", "moved", at("02:00"), at("04:00")),
            ("00:30", "announced", at("01:00"), at("03:00")),
        ):
            WorkAnnouncement.objects.create(
                **common, work=made, at=at(when), change=change, from_at=first, until_at=last
            )
        return made


def us(clock: str) -> int:
    return to_us(at(clock))


def test_announcements_come_in_order_with_what_was_really_worked(cast: Cast, stock: Stock) -> None:
    made = worked(cast, stock.database, "02:05", "04:10")
    with cast.manager.at_work():
        assert works_of(stock.database.id, at("00:00"), at("12:00")) == (
            judging.Work(
                (
                    judging.Announcement(us("00:30"), (us("01:00"), us("03:00"))),
                    judging.Announcement(us("00:45"), (us("02:00"), us("04:00"))),
                ),
                ((us("02:05"), us("04:10")),),
                str(made.id),
            ),
        )


@pytest.mark.parametrize(
    ("began", "ended", "start", "until", "spans"),
    [
        ("02:05", None, "00:00", "12:00", [(us("02:05"), us("12:00"))]),
        ("02:05", "03:00", "03:00", "12:00", None),
        ("02:05", "03:00", "00:00", "02:05", None),
        (None, None, "00:00", "12:00", None),
    ],
    ids=["goes on", "ended before", "begins after", "never begun"],
)
def test_only_what_was_worked_within_the_span_is_read(
    cast: Cast, stock: Stock, began: str | None, ended: str | None, start: str, until: str, spans: object
) -> None:
    worked(cast, stock.database, began, ended)
    with cast.manager.at_work():
        found = works_of(stock.database.id, at(start), at(until))
        assert [list(one.actual) for one in found] == ([] if spans is None else [spans])
        assert works_of(stock.application.id, datetime(2026, 1, 1, tzinfo=at("00:00").tzinfo), at("12:00")) == ()
