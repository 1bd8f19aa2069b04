"""Notices for programs: the same checks and actions as the pages. A program reads, and opens or confirms nothing."""

from datetime import datetime
from typing import Annotated, Any, Literal, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Query, Router, Schema
from pydantic import Field

from waarborg.customers.queries import organisation
from waarborg.notices import forms
from waarborg.notices.actions import publish as acts
from waarborg.notices.actions.write import NotDraft, write
from waarborg.notices.models import Notice
from waarborg.notices.permissions import PUBLISH, READ, SEE, WRITE
from waarborg.notices.queries import notices as desk
from waarborg.notices.queries import portal, reach
from waarborg.notices.rules import audiences
from waarborg.notices.rules.placeholders import fill
from waarborg.plumbing import brand, clock
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require
from waarborg.plumbing.rest import pages
from waarborg.plumbing.rest.conditions import require_unchanged
from waarborg.plumbing.rest.input import Body, Instant, Line, LongText, Word, of_form
from waarborg.plumbing.rest.operations import by_of, made, reads, spoken, writes
from waarborg.plumbing.templatetags.waarborg import zone_of

router = Router(tags=["notices"])
KindWord = Literal["maintenance", "release", "news", "terms", "security"]
StateWord = Literal["draft", "planned", "published", "withdrawn"]
MailWord = Literal["none", "waiting", "accepted", "refused", "held", "declined", "no-address", "dropped"]
FILLED_IN = ("title_nl", "title_en", "body_nl", "body_en")


class ForStaff(Schema):
    """`reach` is `all` or the name of an audience, `targets` what was chosen of it; no `roles` means everybody."""

    reach: str
    targets: list[str]
    roles: list[str]
    by_mail: bool
    on_sign_in: bool
    written_at: datetime
    written_by: str
    planned_at: datetime | None
    handed_out_at: datetime | None


class NoticeLine(Schema):
    """A notice without its text. `opened_at` and `confirmed_at` are of the token's maker, in the portal; `staff` holds
    what only staff see."""

    id: UUID
    kind: KindWord
    state: StateWord
    edition: int
    title_nl: str
    title_en: str
    needs_confirmation: bool
    shown_until: datetime | None
    published_at: datetime | None
    withdrawn_at: datetime | None
    reason_nl: str
    reason_en: str
    opened_at: datetime | None
    confirmed_at: datetime | None
    staff: ForStaff | None


class NoticeOut(NoticeLine):
    """For a customer's program its placeholders are filled in, as for the token's maker; staff read them as written."""

    body_nl: str
    body_en: str


class Notices(Schema):
    items: list[NoticeLine]
    next: str | None


class Text(Body):
    title_nl: Line
    body_nl: LongText
    title_en: Line = ""
    body_en: LongText = ""


class NewNotice(Text):
    """In a text {klant}, {naam} and {leverancier} stand for the reader, as on pages."""

    kind: KindWord
    reach: Word = audiences.ALL
    targets: list[Word] = Field([], max_length=5000)
    roles: list[Word] = Field([], max_length=20, description="Only people with one of these; none: everybody.")
    by_mail: bool = True
    on_sign_in: bool = False
    needs_confirmation: bool = False
    shown_until: Instant | None = None


class DraftChange(Body):
    """What is left out stays as it is."""

    title_nl: Line = ""
    body_nl: LongText = ""
    title_en: Line = ""
    body_en: LongText = ""
    kind: KindWord = "maintenance"
    reach: Word = audiences.ALL
    targets: list[Word] = Field([], max_length=5000)
    roles: list[Word] = Field([], max_length=20)
    by_mail: bool = True
    on_sign_in: bool = False
    needs_confirmation: bool = False
    shown_until: Instant | None = None


class Publication(Body):
    """`at` left out is now."""

    at: Instant | None = None


class Correction(Text):
    """With `tell_again` everybody is mailed the new words, and whoever has to confirm does so again."""

    tell_again: bool = False


class Withdrawal(Body):
    """The reason is read by whoever read the notice; a draft needs none."""

    reason_nl: Annotated[str, Field(max_length=500)] = ""
    reason_en: Annotated[str, Field(max_length=500)] = ""


class MailCounts(Schema):
    """People by what became of their mail: accepted by the relay is all that is known of an arrival by mail."""

    none: int = 0
    waiting: int = 0
    accepted: int = 0
    refused: int = 0
    held: int = 0
    declined: int = 0
    no_address: int = 0
    dropped: int = 0


class ReachOut(Schema):
    """Of the edition that people were told last. Reached is confirmed where the notice asks that; otherwise opened in
    the portal, or mailed and accepted. A customer is reached when one of its people is."""

    edition: int
    customers: int
    customers_reached: int
    people: int
    people_reached: int
    opened: int
    confirmed: int
    mail: MailCounts


class RecipientOut(Schema):
    customer: UUID
    person: UUID
    name: str
    email: str
    mail: MailWord
    settled_at: datetime | None
    failure: str
    opened_at: datetime | None
    confirmed_at: datetime | None
    reached: bool


class Recipients(Schema):
    items: list[RecipientOut]
    next: str | None


def _values(by: Actor) -> dict[str, str] | None:
    """What placeholders stand for, None for staff, who read them as they were written. One query."""
    if by.is_staff or by.tenant is None:
        return None
    return {"customer": organisation(by.tenant).name, "name": by.name, "provider": brand.name()}


def _told(held: Notice, values: dict[str, str] | None, shape: Any) -> Any:
    own = [name for name in shape.model_fields if hasattr(held, name)]
    row = {name: getattr(held, name) for name in own}
    if values is not None:
        row |= {name: fill(row[name], values) for name in own if name in FILLED_IN}
        return shape(**row, opened_at=held.opened, confirmed_at=held.confirmed, staff=None)  # type: ignore[attr-defined]
    named = {name: getattr(held, name) for name in ForStaff.model_fields if name != "handed_out_at"}
    staff = ForStaff(**named, handed_out_at=held.spread_at)
    return shape(**row, opened_at=None, confirmed_at=None, staff=staff)


def told(held: Notice, by: Actor) -> NoticeOut:
    found: NoticeOut = _told(held, _values(by), NoticeOut)
    return found


def _found(by: Actor, notice: UUID) -> Notice:
    """Raises NotFound, NotAllowed."""
    require(by, SEE if by.is_staff else READ, tenant=by.tenant)
    return desk.find(notice) if by.is_staff else portal.read(by, notice)


def _held(request: HttpRequest, notice: UUID, right: str) -> Notice:
    """For a change, its row locked. Raises NotFound, NotAllowed, ChangedMeanwhile (412)."""
    by = by_of(request)
    found = _found(by, notice)
    require(by, right)
    held = desk.locked(found)
    require_unchanged(request, told(held, by))
    return held


@router.get("/notices", **reads("notices:read", "notices_list", Notices))
def list_notices(
    request: HttpRequest,
    cursor: pages.Cursor = None,
    limit: pages.Limit = pages.LIMIT,
    state: Annotated[StateWord | None, Query()] = None,
) -> Notices:
    """Notices, the one made last first: all of them for staff, for others what they may read in the portal."""
    by = by_of(request)
    require(by, SEE if by.is_staff else READ, tenant=by.tenant)
    rows = Notice.objects.all() if by.is_staff else portal.readable(by)
    rows = rows.filter(state=state) if state else rows
    place = pages.after(cursor, pages.identifier)
    rows = rows.filter(id__lt=place[0]) if place else rows
    # Identifiers are made in the order of time (UUID version 7).
    found = list(rows.defer("body_nl", "body_en", "earlier").order_by("-id")[: limit + 1])
    shown, later = pages.cut(found, limit, lambda one: (one.id,))
    values = _values(by)
    return Notices(items=[_told(one, values, NoticeLine) for one in shown], next=later)


@router.post("/notices", **writes("notices:write", "notices_create", NoticeOut, made=True, conditional=False))
def create_notice(request: HttpRequest, body: NewNotice) -> HttpResponse:
    """Write a draft, which nobody but staff sees."""
    by = by_of(request)
    require(by, WRITE)
    held = _written(None, body.model_dump(), by)
    return made(request, told(held, by), reverse("api-1:notices_read", kwargs={"notice": held.id}))


@router.get("/notices/{uuid:notice}", **reads("notices:read", "notices_read", NoticeOut))
def read_notice(request: HttpRequest, notice: UUID) -> NoticeOut:
    """One notice. Reading it here is no proof that a person did, and is not noted as one."""
    by = by_of(request)
    return told(_found(by, notice), by)


@router.patch("/notices/{uuid:notice}", **writes("notices:write", "notices_change", NoticeOut, made=False))
def change_notice(request: HttpRequest, notice: UUID, body: DraftChange) -> NoticeOut:
    """Change a draft, or a planned notice, which becomes a draft again."""
    held, by = _held(request, notice, WRITE), by_of(request)
    if held.state not in (Notice.State.DRAFT, Notice.State.PLANNED):
        raise NotDraft()
    given = {**forms.of_notice(held), "targets": held.targets, **body.model_dump(exclude_unset=True)}
    return told(_written(held, given, by), by)


def _written(held: Notice | None, given: dict[str, Any], by: Actor) -> Notice:
    """By the form of the page. Raises Invalid, and as `write`."""
    until = given["shown_until"]
    filled = {
        **given,
        "targets": "\n".join(given["targets"]),
        "shown_until": until.isoformat() if until else "",
        "revision": held.revision if held else 0,
    }
    form = forms.NoticeForm(filled, audiences_known=audiences.registered(), zone=zone_of(), lang=spoken())
    if not form.is_valid():
        raise of_form(form)
    revision = filled["revision"]
    return write(held.id if held else None, form.words(), form.meant(), revision=revision, by=by, at=clock.now())


@router.post("/notices/{uuid:notice}/publication", **writes("notices:write", "notices_publish", NoticeOut, made=False))
def publish_notice(request: HttpRequest, notice: UUID, body: Publication) -> NoticeOut:
    """Show it from now on and hand it to everybody it is for, or let that happen by itself at a moment to come."""
    held, by, at = _held(request, notice, PUBLISH), by_of(request), clock.now()
    if body.at is not None:
        return told(acts.plan(held.id, body.at, by=by, at=at), by)
    return told(acts.publish(held.id, by=by, at=at), by)


@router.post("/notices/{uuid:notice}/correction", **writes("notices:write", "notices_correct", NoticeOut, made=False))
def correct_notice(request: HttpRequest, notice: UUID, body: Correction) -> NoticeOut:
    """Say it in better words; what was said before stays readable in the portal."""
    held, by = _held(request, notice, PUBLISH), by_of(request)
    form = forms.CorrectForm({**body.model_dump(), "revision": held.revision})
    if not form.is_valid():
        raise of_form(form)
    given = {name: form.cleaned_data[name] for name in ("revision", "tell_again")}
    return told(acts.correct(held.id, form.words(), **given, by=by, at=clock.now()), by)


@router.post("/notices/{uuid:notice}/withdrawal", **writes("notices:write", "notices_withdraw", NoticeOut, made=False))
def withdraw_notice(request: HttpRequest, notice: UUID, body: Withdrawal) -> NoticeOut:
    """Take it back; mail that has not left stays here."""
    held, by = _held(request, notice, WRITE), by_of(request)
    return told(acts.withdraw(held.id, **body.model_dump(), by=by, at=clock.now()), by)


@router.get("/notices/{uuid:notice}/reach", **reads("reach:read", "notices_reach", ReachOut))
def read_reach(request: HttpRequest, notice: UUID) -> ReachOut:
    """How far a notice has come, in numbers. For staff."""
    by = by_of(request)
    held = _found(by, notice)
    require(by, SEE)
    done, by_mail = reach.reach(held), reach.by_mail(held)
    return ReachOut(
        edition=held.told,
        customers=done.customers,
        customers_reached=done.customers_reached,
        people=done.people,
        people_reached=done.people_reached,
        opened=sum(one.opened for one in by_mail),
        confirmed=sum(one.confirmed for one in by_mail),
        mail=MailCounts(**{one.mail.replace("-", "_"): one.people for one in by_mail}),
    )


@router.get("/notices/{uuid:notice}/recipients", **reads("reach:read", "recipients_list", Recipients))
def list_recipients(
    request: HttpRequest, notice: UUID, cursor: pages.Cursor = None, limit: pages.Limit = pages.LIMIT
) -> Recipients:
    """Everybody whom the last told edition was handed to or who opened it, and what is known of each. For staff."""
    by = by_of(request)
    held = _found(by, notice)
    require(by, SEE)
    place = pages.after(cursor, pages.identifier)
    after = place[0] if place else None
    found = reach.recipients(held, after=after if isinstance(after, UUID) else None, limit=limit + 1)
    shown, later = pages.cut(found, limit, lambda one: (one[0],))
    names = ("mail", "settled_at", "failure", "opened_at", "confirmed_at", "reached", "name")
    items = [
        RecipientOut(
            customer=one.tenant,
            person=cast(UUID, one.person),
            email=one.address,
            **{name: getattr(one, name) for name in names},
        )
        for _row, one in shown
    ]
    return Recipients(items=items, next=later)
