"""Webhooks for programs: where they hear of what happens, what was told, and telling it again."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Query, Router, Schema
from pydantic import Field, StringConstraints

from waarborg.plumbing import clock
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.rest import pages
from waarborg.plumbing.rest.conditions import require_unchanged
from waarborg.plumbing.rest.input import Body, Instant, Word
from waarborg.plumbing.rest.operations import by_of, made, reads, removes, writes
from waarborg.plumbing.webhooks import again, manage
from waarborg.plumbing.webhooks.models import Endpoint, Message
from waarborg.plumbing.webhooks.permissions import MANAGE

router = Router(tags=["webhooks"])
Address = Annotated[str, StringConstraints(max_length=1000, pattern=r"^[!-~]+$")]
Kinds = Annotated[list[Word], Field(max_length=100)]


class WebhookOut(Schema):
    """`state` is gone after the address answered 410, and failed after it took nothing for five days."""

    id: UUID
    url: str
    kinds: list[str]
    state: Literal["on", "off", "gone", "failed"]
    made_at: datetime


class WebhookWithSecret(WebhookOut):
    """The secret is told here and never again."""

    secret: str


class Webhooks(Schema):
    items: list[WebhookOut]


class NewWebhook(Body):
    url: Address
    kinds: Kinds


class WebhookChange(Body):
    """What is left out stays as it is. Switched on again it hears of what happened meanwhile."""

    url: Address = ""
    kinds: Kinds = []
    on: bool = True


class Nothing(Body):
    """No member."""


class Since(Body):
    """From which moment; `only_failed` leaves out what arrived."""

    since: Instant
    only_failed: bool = False


class Many(Schema):
    """How many messages go again."""

    messages: int


class DeliveryOut(Schema):
    """`answer` is the status that came back; `failure` a word for why it was no good.

    A trial has no `sequence`; `customer` stands where the provider hears of one.
    """

    id: UUID
    sequence: int | None
    customer: UUID | None
    kind: str
    state: Literal["waiting", "delivered", "dead", "dropped"]
    attempts: int
    answer: int | None
    failure: str
    written_at: datetime
    delivered_at: datetime | None


class Deliveries(Schema):
    items: list[DeliveryOut]
    next: str | None


def told(one: Endpoint) -> WebhookOut:
    return WebhookOut(**{name: getattr(one, name) for name in WebhookOut.model_fields})


def with_secret(one: Endpoint, secret: str) -> WebhookWithSecret:
    return WebhookWithSecret(**told(one).model_dump(), secret=secret)


def said(one: Message) -> DeliveryOut:
    named = {name: getattr(one, name) for name in DeliveryOut.model_fields if name != "customer"}
    return DeliveryOut(**named, customer=one.about)


def _found(by: Actor, webhook: UUID) -> Endpoint:
    """Raises NotFound, NotAllowed."""
    found: Endpoint | None = Endpoint.objects.filter(id=webhook, tenant_id=by.tenant, visitor=False).first()
    if found is None:
        raise NotFound()
    require(by, MANAGE, tenant=found.tenant_id)
    return found


@router.get("/webhooks", **reads("webhooks:read", "webhooks_list", Webhooks))
def list_webhooks(request: HttpRequest) -> Webhooks:
    """All of the own organisation; there are at most twenty."""
    by = by_of(request)
    require(by, MANAGE, tenant=by.tenant)
    held = Endpoint.objects.filter(tenant_id=by.tenant, visitor=False).order_by("id")
    return Webhooks(items=[told(one) for one in held])


@router.post(
    "/webhooks", **writes("webhooks:write", "webhooks_create", WebhookWithSecret, made=True, conditional=False)
)
def create_webhook(request: HttpRequest, body: NewWebhook) -> HttpResponse:
    """Hear of what happens from now on. The secret in the answer checks its signatures."""
    one, secret = manage.add_endpoint(**body.model_dump(), by=by_of(request), at=clock.now())
    return made(request, with_secret(one, secret), reverse("api-1:webhooks_read", kwargs={"webhook": one.id}))


@router.get("/webhooks/{uuid:webhook}", **reads("webhooks:read", "webhooks_read", WebhookOut))
def read_webhook(request: HttpRequest, webhook: UUID) -> WebhookOut:
    """One webhook."""
    return told(_found(by_of(request), webhook))


@router.patch("/webhooks/{uuid:webhook}", **writes("webhooks:write", "webhooks_change", WebhookOut, made=False))
def change_webhook(request: HttpRequest, webhook: UUID, body: WebhookChange) -> WebhookOut:
    """Change what is given."""
    by = by_of(request)
    held = Endpoint.objects.select_for_update().get(id=_found(by, webhook).id)
    require_unchanged(request, told(held))
    return told(manage.change_endpoint(held, **body.model_dump(exclude_unset=True), by=by, at=clock.now()))


@router.delete("/webhooks/{uuid:webhook}", **removes("webhooks:write", "webhooks_remove"))
def remove_webhook(request: HttpRequest, webhook: UUID) -> HttpResponse:
    """Remove it, with its messages."""
    by = by_of(request)
    manage.remove_endpoint(_found(by, webhook), by=by, at=clock.now())
    return HttpResponse(status=204)


@router.post(
    "/webhooks/{uuid:webhook}/secret",
    **writes("webhooks:write", "webhooks_rotate", WebhookWithSecret, made=True, conditional=False),
)
def rotate(request: HttpRequest, webhook: UUID, body: Nothing) -> HttpResponse:
    """A new secret. The old one signs along for a day."""
    by = by_of(request)
    one, secret = manage.rotate_secret(_found(by, webhook), by=by, at=clock.now())
    return made(request, with_secret(one, secret), reverse("api-1:webhooks_read", kwargs={"webhook": one.id}))


@router.get("/webhooks/{uuid:webhook}/messages", **reads("webhooks:read", "deliveries_list", Deliveries))
def list_deliveries(
    request: HttpRequest,
    webhook: UUID,
    cursor: pages.Cursor = None,
    limit: pages.Limit = pages.LIMIT,
    state: Annotated[Literal["waiting", "delivered", "dead", "dropped"] | None, Query()] = None,
) -> Deliveries:
    """What was told and what became of it, the newest first; kept for thirty days."""
    found = _found(by_of(request), webhook)
    rows = Message.objects.filter(tenant_id=found.tenant_id, endpoint=found)
    rows = rows.filter(state=state) if state else rows
    place = pages.after(cursor, pages.identifier)
    rows = rows.filter(id__lt=place[0]) if place else rows
    shown, later = pages.cut(list(rows.order_by("-id")[: limit + 1]), limit, lambda one: (one.id,))
    return Deliveries(items=[said(one) for one in shown], next=later)


@router.post(
    "/webhooks/{uuid:webhook}/messages/{uuid:message}/again",
    **writes("webhooks:write", "deliveries_again", DeliveryOut, made=True, conditional=False),
)
def send_again(request: HttpRequest, webhook: UUID, message: UUID, body: Nothing) -> HttpResponse:
    """Tell it once more, under the same id."""
    by = by_of(request)
    found = _found(by, webhook)
    rows = Message.objects.select_related("endpoint").filter(tenant_id=found.tenant_id, endpoint=found)
    one = rows.filter(id=message).first()
    if one is None:
        raise NotFound()
    sent = again.send_again(one, by=by, at=clock.now())
    return made(request, said(sent), reverse("api-1:deliveries_list", kwargs={"webhook": found.id}))


@router.post(
    "/webhooks/{uuid:webhook}/test",
    **writes("webhooks:write", "webhooks_test", DeliveryOut, made=True, conditional=False),
)
def test(request: HttpRequest, webhook: UUID, body: Nothing) -> HttpResponse:
    """A message of the kind `webhook.test`, signed and delivered as every other."""
    by = by_of(request)
    found = _found(by, webhook)
    sent = manage.try_out(found, by=by, at=clock.now())
    return made(request, said(sent), reverse("api-1:deliveries_list", kwargs={"webhook": found.id}))


@router.post(
    "/webhooks/{uuid:webhook}/again", **writes("webhooks:write", "webhooks_again", Many, made=False, conditional=False)
)
def send_again_since(request: HttpRequest, webhook: UUID, body: Since) -> Many:
    """Tell everything since a moment once more, each message under its id, as far as it is kept: thirty days."""
    by = by_of(request)
    number = again.send_again_since(
        _found(by, webhook), body.since, only_failed=body.only_failed, by=by, at=clock.now()
    )
    return Many(messages=number)
