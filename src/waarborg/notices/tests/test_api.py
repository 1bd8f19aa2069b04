"""Notices for programs: staff's write and publish them and ask whom they reached, a customer's read its own."""

import json
from typing import Any

import pytest

from waarborg.access.tests.programs import Program, codes, program
from waarborg.customers.tests.cast import NOW, Cast
from waarborg.notices.actions.spread import spread
from waarborg.notices.models import Notice
from waarborg.notices.tests.told import mails, published, receipts
from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.webhooks import deliver
from waarborg.plumbing.webhooks.models import Message

pytestmark = pytest.mark.django_db
NEW = {"kind": "maintenance", "title_nl": "Onderhoud", "body_nl": "Beste {naam} van {klant}, zaterdag."}


def told(response: Any) -> Any:
    assert response.status_code < 300, response.content
    return json.loads(response.content)


def state(made: dict[str, Any]) -> str:
    with tenancy.enter(Role.DESK):
        return str(Notice.objects.get(id=made["id"]).state)


def test_from_a_draft_to_a_withdrawn_notice(cast: Cast) -> None:
    managers, owners = program(cast.manager), program(cast.owner)
    answer = managers.post("/notices", NEW)
    one = told(answer)
    there = f"/notices/{one['id']}"
    assert (answer.status_code, answer.headers["Location"], one["state"]) == (201, f"/api/v1{there}", "draft")
    assert owners.get(there).status_code == 404
    seen = managers.get(there)
    changed = told(managers.patch(there, {"title_nl": "Onderhoud zaterdag"}, If_Match=seen.headers["ETag"]))
    assert (changed["title_nl"], changed["body_nl"]) == ("Onderhoud zaterdag", NEW["body_nl"])
    stale = managers.post(f"{there}/publication", {}, If_Match=seen.headers["ETag"])
    assert (codes(stale), state(one)) == ((412, "plumbing.api.changed"), "draft")
    assert told(managers.post(f"{there}/publication", {}))["state"] == "published"
    spread(Notice(id=one["id"]).id, now=lambda: NOW)
    read = told(owners.get(there))
    assert read["body_nl"] == "Beste T. Fictief van Stichting Thuiszorg Merendaal, zaterdag."
    assert (read["staff"], read["opened_at"]) == (None, None)
    better = {"title_nl": "Onderhoud", "body_nl": "Zondag.", "tell_again": True}
    assert told(managers.post(f"{there}/correction", better))["edition"] == 2
    assert codes(managers.post(f"{there}/withdrawal", {})) == (422, "notices.notice.no-reason")
    assert told(managers.post(f"{there}/withdrawal", {"reason_nl": "Gaat niet door."}))["state"] == "withdrawn"
    assert told(owners.get(there))["reason_nl"] == "Gaat niet door."
    assert codes(managers.post(f"{there}/publication", {})) == (409, "notices.notice.not-draft")


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"body_nl": "Beste {klant.id}"}, (422, "notices.text.placeholder")),
        ({"title_en": "Only a title"}, (422, "notices.text.half-english")),
        ({"reach": "customers"}, (422, "notices.notice.nobody-chosen")),
        ({"reach": "customers", "targets": ["niemand"]}, (422, "notices.notice.unknown-target")),
        ({"on_sign_in": True}, (422, "notices.notice.not-for-visitors")),
        ({"roles": ["provider.operator"]}, (422, "plumbing.api.invalid")),
        ({"title_nl": " "}, (422, "plumbing.api.invalid")),
    ],
)
def test_what_the_page_refuses_a_program_is_refused_too(
    cast: Cast, changes: dict[str, Any], refused: tuple[int, str]
) -> None:
    assert codes(program(cast.manager).post("/notices", NEW | changes)) == refused
    with tenancy.enter(Role.DESK):
        assert not Notice.objects.exists()


def test_a_support_agents_program_writes_and_does_not_publish(cast: Cast) -> None:
    agents = program(cast.agent)
    one = told(agents.post("/notices", NEW, Idempotency_Key="n-1"))
    assert told(agents.post("/notices", NEW, Idempotency_Key="n-1")) == one
    assert codes(agents.post(f"/notices/{one['id']}/publication", {})) == (403, "plumbing.not-allowed")
    past = program(cast.manager).post(f"/notices/{one['id']}/publication", {"at": "2020-01-01T00:00:00Z"})
    assert codes(past) == (422, "notices.notice.in-the-past")
    assert state(one) == "draft"
    later = program(cast.manager).post(f"/notices/{one['id']}/publication", {"at": "2099-01-01T00:00:00+01:00"})
    assert (told(later)["state"], told(later)["staff"]["planned_at"]) == ("planned", "2098-12-31T23:00:00Z")


def test_a_customers_program_lists_what_its_maker_may_read_and_opens_nothing(cast: Cast) -> None:
    made = [published(cast), published(cast)]
    owners = program(cast.owner)
    first = told(owners.get("/notices?limit=1"))
    second = told(owners.get(f"/notices?limit=1&cursor={first['next']}"))
    assert [one["id"] for page in (first, second) for one in page["items"]] == [str(made[1].id), str(made[0].id)]
    assert second["next"] is None
    told(owners.get(f"/notices/{made[0].id}"))
    assert {one.opened_at for one in receipts(made[0]).values()} == {None}
    assert codes(owners.post("/notices", NEW)) == (403, "plumbing.api.scope")
    assert codes(owners.get(f"/notices/{made[0].id}/reach")) == (403, "plumbing.api.scope")


def test_whom_it_reached_in_numbers_and_by_person(cast: Cast) -> None:
    held = published(cast)
    managers = program(cast.manager)
    with tenancy.enter(Role.DESK):
        held.receipts.filter(mail_id=mails()[0].id).update(mail="accepted")
    numbers = told(managers.get(f"/notices/{held.id}/reach"))
    assert numbers["mail"] == {**dict.fromkeys(numbers["mail"], 0), "accepted": 1, "waiting": 4}
    counted = ("customers", "customers_reached", "people", "people_reached", "opened", "confirmed")
    assert [numbers[name] for name in counted] == [2, 1, 5, 1, 0, 0]
    found, cursor = [], ""
    while True:
        page = told(managers.get(f"/notices/{held.id}/recipients?limit=2{cursor}"))
        found += page["items"]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert len({one["person"] for one in found}) == len(found) == 5
    assert [one["email"] for one in found if one["reached"]] == [mails()[0].to_address]


def test_webhooks_hear_of_a_published_notice(cast: Cast) -> None:
    """A customer's that it was told; the provider's also of the publication, which stands in its own journal."""
    url = "https://hooks.example.org/w"
    ours, theirs = program(cast.manager), program(cast.owner)
    kinds = ["notices.notice.published", "notices.notice.told"]
    assert codes(theirs.post("/webhooks", {"url": url, "kinds": kinds})) == (422, "plumbing.webhook.kinds")
    of_us = told(ours.post("/webhooks", {"url": url, "kinds": kinds}))
    of_them = told(theirs.post("/webhooks", {"url": url, "kinds": kinds[1:]}))
    held = published(cast, at=clock.now())
    deliver.gather()
    with tenancy.enter(Role.DESK):
        heard = [(str(one.endpoint_id), one.kind, one.about) for one in Message.objects.all()]
        assert JournalEntry.objects.filter(subject_id=held.id, kind=kinds[0]).count() == 1
    assert sorted(heard, key=str) == sorted(
        [
            (of_us["id"], kinds[0], None),
            (of_us["id"], kinds[1], cast.merendaal.id),
            (of_us["id"], kinds[1], cast.hazelvoort.id),
            (of_them["id"], kinds[1], None),
        ],
        key=str,
    )


def test_nothing_of_it_without_a_token() -> None:
    assert codes(Program("").get("/notices")) == (401, "access.api-token.needed")
