"""Programs of customers hear of incidents and maintenance that concern them, once, and of nothing else."""

import json
from datetime import timedelta
from typing import Any

import pytest

from waarborg.availability.models import Update
from waarborg.availability.reactions.customers_programs import INCIDENT, WORK, tell_programs
from waarborg.availability.tests.incidents import at, out, resolved, shown_to_all
from waarborg.availability.tests.works import planned
from waarborg.catalogue.tests.stock import Stock, bought, make_stock
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.webhooks.manage import add_endpoint
from waarborg.plumbing.webhooks.models import Message

pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def stock(cast: Cast) -> Stock:
    """Merendaal has what runs on the application; both customers have a webhook that hears of how things are."""
    made = make_stock(cast, at("00:01"))
    bought(cast, made.records, cast.merendaal, at=at("00:05"))
    for one in (cast.owner, cast.stranger):
        with one.at_work():
            add_endpoint(
                url=f"https://hooks.example.org/{one.tenant}", kinds=[INCIDENT, WORK], by=one.actor, at=at("00:10")
            )
    return made


def told(kind: str, about: object) -> list[tuple[object, dict[str, Any]]]:
    """The newest message is handed out twice, as by a worker that died; (whose, data) of all there are, in order."""
    with tenancy.enter(Role.DESK):
        moment = (
            Update.objects.order_by("-id").values_list("at", flat=True).first() if kind == INCIDENT else at("02:00")
        )
    for _ in range(2):
        tell_programs(kind=kind, about=str(about), told_at=moment.isoformat())
    with tenancy.enter(Role.DESK):
        rows = Message.objects.order_by("id").values_list("tenant_id", "kind", "body")
        assert {one for _, one, _ in rows} <= {kind}
        return [(tenant, json.loads(body)["data"]) for tenant, _, body in rows]


def test_who_uses_the_component_hears_each_message_once_and_nobody_else_does(cast: Cast, stock: Stock) -> None:
    made = out(cast, stock)
    [(whose, said)] = told(INCIDENT, made.id)
    assert whose == cast.merendaal.tenant_id
    assert (said["nl"]["text"], said["incident"]["status"]) == (
        "Inloggen lukt niet. Wij zoeken uit waarom.",
        "investigating",
    )
    assert [one["name"] for one in said["incident"]["components"]] == ["the application"]
    resolved(cast, made, "02:00")
    assert [one["incident"]["status"] for _, one in told(INCIDENT, made.id)] == ["investigating", "resolved"]


def test_of_what_everybody_may_read_every_program_hears(cast: Cast, stock: Stock) -> None:
    shown_to_all(cast, stock.application)
    made = out(cast, stock)
    assert {whose for whose, _ in told(INCIDENT, made.id)} == {cast.merendaal.tenant_id, cast.hazelvoort.tenant_id}


def test_planned_maintenance_is_told_with_its_window(cast: Cast, stock: Stock) -> None:
    begins = at("12:00") + timedelta(days=2)
    made = planned(cast, stock, (begins, begins + timedelta(hours=1)), at("02:00"), for_visitors=False)
    [(whose, said)] = told(WORK, made.id)
    assert whose == cast.merendaal.tenant_id
    assert said["maintenance"]["scheduled_for"] == f"{begins:%Y-%m-%dT%H:%M:%S}.000Z"
    assert (said["nl"]["title"], said["en"]["title"]) == ("Nieuwe schijven", "New disks")
