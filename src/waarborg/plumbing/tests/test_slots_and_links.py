"""Slots and links: lower pages show what higher packages have, without knowing them."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from waarborg.plumbing import links, slots, tenancy
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.models import OutboxMail, Tenant
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tests.conftest import NOW
from waarborg.plumbing.tests.page_texts import written

pytestmark = pytest.mark.urls("waarborg.plumbing.urls")

SLOT = "test.aside"


@pytest.fixture(autouse=True)
def only_ours(settings: Any) -> Iterator[None]:
    settings.SLOT_BUDGETS = "raise"
    yield
    slots._panels.pop(SLOT, None)
    links._kinds.pop("test.mail", None)


def page(subject: Any) -> str:
    request = RequestFactory().get("/")
    return written('<aside>{{ "test.aside"|slot(subject) }}</aside>', request=request, subject=subject)


def asks(times: int) -> slots.Render:
    def panel(request: HttpRequest, subject: Any) -> str:
        return "".join(f"<p>{OutboxMail.objects.count()}</p>" for _ in range(times))

    return panel


def test_a_slot_nobody_fills_is_empty(db: None) -> None:
    assert page("x") == "<aside></aside>"


def test_panels_stand_in_order_and_empty_ones_leave_nothing() -> None:
    slots.register(SLOT, lambda request, subject: f"<p>second {subject}</p>", name="b", order=20)
    slots.register(SLOT, lambda request, subject: "<p>first</p>", name="c", order=10)
    slots.register(SLOT, lambda request, subject: "", name="a", order=5)
    assert page("x") == "<aside><p>first</p><p>second x</p></aside>"


def test_a_panel_registered_again_is_shown_once() -> None:
    for text in ("old", "new"):
        slots.register(SLOT, lambda request, subject, text=text: text, name="a")  # type: ignore[misc]
    assert page("x") == "<aside>new</aside>"


def test_a_panel_within_its_budget_is_shown(db: None) -> None:
    slots.register(SLOT, asks(2), name="a", budget=2)
    with tenancy.enter(Role.DESK):
        assert page("x") == "<aside><p>0</p><p>0</p></aside>"


def test_a_panel_over_its_budget_is_told(db: None) -> None:
    slots.register(SLOT, asks(3), name="a", budget=2)
    with pytest.raises(slots.OverBudget, match=r"used 3 queries, its budget is 2"), tenancy.enter(Role.DESK):
        page("x")


def test_panels_with_nothing_to_say_are_asked_together(merendaal: Tenant) -> None:
    """Of two conditions one holds: its panel is shown, the other is not even asked, in one statement for both."""
    here = f"%(tenant)s = '{merendaal.id}'::uuid"
    slots.register(SLOT, asks(1), name="a", budget=0, there=f"NOT ({here})")
    slots.register(SLOT, lambda request, subject: "<p>there</p>", name="b", budget=0, there=here)
    with tenancy.enter(Role.CUSTOMER, merendaal.id), slots.counted() as statements:
        assert page("x") == page("y") == "<aside><p>there</p></aside>"
    assert len(statements) == 1


def test_a_condition_is_asked_of_the_tenant_in_scope(merendaal: Tenant, hazelvoort: Tenant) -> None:
    there = f"%(tenant)s = '{merendaal.id}'::uuid"
    slots.register(SLOT, lambda request, subject: "<p>there</p>", name="a", there=there)
    with tenancy.enter(Role.CUSTOMER, hazelvoort.id):
        assert page("x") == "<aside></aside>"
    with tenancy.enter(Role.CUSTOMER, merendaal.id):
        assert page("x") == "<aside><p>there</p></aside>"
    with pytest.raises(tenancy.NoScope):
        page("x")


def subjects(ids: list[UUID]) -> dict[UUID, str]:
    return {mail.id: mail.subject for mail in OutboxMail.objects.filter(id__in=ids)}


@pytest.fixture
def mail(merendaal: Tenant, settings: Any, tmp_path: Any) -> Ref:
    (tmp_path / "mail.txt").write_text("Q<A\n\ntext")
    settings.TEMPLATES = [settings.TEMPLATES[0], {**settings.TEMPLATES[1], "DIRS": [tmp_path]}]
    links.register("test.mail", url_name="outbox:demo-one", labels=subjects, argument="mail")
    with tenancy.enter(Role.CUSTOMER, merendaal.id):
        return Ref("test.mail", send_mail("mail.txt", tenant=merendaal.id, to=Recipient("r@example.nl"), at=NOW))


def link(ref: Ref) -> str:
    return written("{{ ref|link }}", ref=ref)


def test_a_subject_is_printed_without_knowing_its_package(mail: Ref) -> None:
    with tenancy.enter(Role.DESK):
        assert link(mail) == f'<a href="/demo/mail/{mail.id}/">Q&lt;A</a>'


def test_a_stranger_sees_neither_link_nor_label(mail: Ref, hazelvoort: Tenant) -> None:
    with tenancy.enter(Role.CUSTOMER, hazelvoort.id):
        assert link(mail) == ""


def test_a_kind_without_a_page_is_left_out(db: None) -> None:
    ref = Ref("test.unknown", uuid7())
    assert (links.url_for(ref), links.resolve([ref])) == (None, {})


def test_many_subjects_of_a_kind_cost_one_query(mail: Ref) -> None:
    with tenancy.enter(Role.DESK), slots.counted() as queries:
        found = links.resolve([mail, mail, Ref("test.mail", uuid7())])
    assert list(found) == [mail]
    assert len(queries) == 1
