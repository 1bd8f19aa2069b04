"""Organisations and their people for programs: the same checks and actions as the pages."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Query, Router, Schema
from pydantic import Field

from waarborg.access.actions.admit import admit
from waarborg.access.permissions import SEE_PEOPLE
from waarborg.customers import permissions as rights
from waarborg.customers import queries
from waarborg.customers.actions import change_organisation, change_person, enrol_organisation
from waarborg.customers.models import Organisation, Person
from waarborg.plumbing import access_log, clock
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.rest import pages
from waarborg.plumbing.rest.conditions import require_unchanged
from waarborg.plumbing.rest.input import Body, Email, Line, Word
from waarborg.plumbing.rest.operations import by_of, made, reads, writes

router = Router()
Size = Annotated[int, Field(ge=0, le=10_000_000)]
Language = Literal["nl", "en"]


class OrganisationOut(Schema):
    id: UUID
    name: str
    slug: str
    size: int | None
    language: str
    created: datetime


class Organisations(Schema):
    items: list[OrganisationOut]
    next: str | None


class NewOrganisation(Body):
    name: Line
    size: Size | None = None
    language: Language = "nl"


class OrganisationChange(Body):
    """What is left out stays as it is."""

    name: Line = ""
    size: Size | None = None
    language: Language = "nl"


class PersonOut(Schema):
    """`roles` are dotted names, such as customer.owner, that hold now."""

    id: UUID
    customer: UUID
    name: str
    initials: str
    email: str
    language: str
    active: bool
    roles: list[str]


class People(Schema):
    items: list[PersonOut]
    next: str | None


class NewPerson(Body):
    name: Line
    email: Email
    language: Language | None = Field(None, description="That of the organisation where left out.")
    roles: list[Word] = Field([], max_length=20)
    invite: bool = Field(False, description="Send an invitation to sign in.")


class PersonChange(Body):
    """What is left out stays as it is."""

    name: Line = ""
    email: Email = ""
    initials: Annotated[str, Field(max_length=4)] = ""
    language: Language = "nl"


def told(one: Organisation) -> OrganisationOut:
    return OrganisationOut(**{name: getattr(one, name) for name in OrganisationOut.model_fields})


def _customer(by: Actor, customer: UUID, right: str) -> Organisation:
    """Raises NotFound, NotAllowed."""
    require(by, right, tenant=customer)
    found = queries.organisation(customer)
    if found.kind != "customer" and found.tenant_id != by.tenant:
        raise NotFound()
    return found


@router.get("/customers", tags=["customers"], **reads("customers:read", "customers_list", Organisations))
def list_customers(
    request: HttpRequest,
    cursor: pages.Cursor = None,
    limit: pages.Limit = pages.LIMIT,
    search: Annotated[str, Query(max_length=100, description="Staff only: part of a name.")] = "",
) -> Organisations:
    """Customers by name; for others than staff, their own organisation."""
    by = by_of(request)
    require(by, rights.SEE_ORGANISATIONS)
    if not by.is_staff:
        return Organisations(items=[told(queries.organisation(by.tenant))] if by.tenant else [], next=None)
    place: Any = pages.after(cursor, str, pages.identifier)
    words = " ".join(search.replace("\0", "").split())
    rows = queries.customers(search=words, after=tuple(place) if place else None, limit=limit + 1)
    shown, later = pages.cut(rows, limit, lambda one: (one.name, one.id))
    return Organisations(items=[told(one) for one in shown], next=later)


@router.post(
    "/customers",
    tags=["customers"],
    **writes("customers:write", "customers_create", OrganisationOut, made=True, conditional=False),
)
def create_customer(request: HttpRequest, body: NewOrganisation) -> HttpResponse:
    """Enrol a customer. For staff."""
    found = enrol_organisation(**body.model_dump(), by=by_of(request), at=clock.now())
    return made(request, told(found), reverse("api-1:customers_read", kwargs={"customer": found.id}))


@router.get(
    "/customers/{uuid:customer}", tags=["customers"], **reads("customers:read", "customers_read", OrganisationOut)
)
def read_customer(request: HttpRequest, customer: UUID) -> OrganisationOut:
    """One organisation."""
    by = by_of(request)
    found = _customer(by, customer, rights.SEE_ORGANISATIONS)
    access_log.read(by=by, tenant=found.id, what=found.ref, why="API", at=clock.now())
    return told(found)


@router.patch(
    "/customers/{uuid:customer}",
    tags=["customers"],
    **writes("customers:write", "customers_change", OrganisationOut, made=False),
)
def change_customer(request: HttpRequest, customer: UUID, body: OrganisationChange) -> OrganisationOut:
    """Change what is given."""
    by = by_of(request)
    found = _customer(by, customer, rights.EDIT_ORGANISATION)
    held = Organisation.objects.select_for_update().get(id=found.id)
    require_unchanged(request, told(held))
    return told(change_organisation(held, **body.model_dump(exclude_unset=True), by=by, at=clock.now()))


def _told(one: Person, roles: list[str]) -> PersonOut:
    row = {name: getattr(one, name) for name in PersonOut.model_fields if hasattr(one, name)}
    return PersonOut(**{**row, "customer": one.tenant_id, "roles": roles})


def _with_roles(one: Person) -> PersonOut:
    return _told(one, [held.role for held in queries.roles_of(one, at=clock.now())])


def _right_to_read(by: Actor) -> str:
    """As the pages: staff who may change people, and the administrators of an organisation."""
    return rights.CHANGE_PEOPLE if by.is_staff else SEE_PEOPLE


@router.get("/customers/{uuid:customer}/people", tags=["people"], **reads("people:read", "people_list", People))
def list_people(
    request: HttpRequest, customer: UUID, cursor: pages.Cursor = None, limit: pages.Limit = pages.LIMIT
) -> People:
    """The people of an organisation, in the order in which they were added; also who has left."""
    by = by_of(request)
    found = _customer(by, customer, _right_to_read(by))
    access_log.read(by=by, tenant=found.id, what=found.ref, why="API", at=clock.now())
    place = pages.after(cursor, pages.identifier)
    rows = queries.people_of(found.id, at=clock.now()).order_by("id")
    rows = rows.filter(id__gt=place[0]) if place else rows
    shown, later = pages.cut(list(rows[: limit + 1]), limit, lambda one: (one.id,))
    return People(items=[_told(one, [held.role for held in one.live_authorities]) for one in shown], next=later)


@router.post(
    "/customers/{uuid:customer}/people",
    tags=["people"],
    **writes("people:write", "people_create", PersonOut, made=True, conditional=False),
)
def create_person(request: HttpRequest, customer: UUID, body: NewPerson) -> HttpResponse:
    """Add a person, with roles that the holder of the token may give."""
    by = by_of(request)
    found = _customer(by, customer, rights.CHANGE_PEOPLE)
    given = body.model_dump(exclude={"invite"})
    given["language"] = body.language or found.language
    person = admit(found, **given, invited=body.invite, by=by, at=clock.now())
    return made(request, _with_roles(person), reverse("api-1:people_read", kwargs={"person": person.id}))


def _person(by: Actor, person: UUID, right: str) -> Person:
    found = queries.person(person, tenant=None if by.is_staff else by.tenant)
    require(by, right, tenant=found.tenant_id)
    return found


@router.get("/people/{uuid:person}", tags=["people"], **reads("people:read", "people_read", PersonOut))
def read_person(request: HttpRequest, person: UUID) -> PersonOut:
    """One person."""
    by = by_of(request)
    found = _person(by, person, _right_to_read(by))
    access_log.read(by=by, tenant=found.tenant_id, what=found.ref, why="API", at=clock.now())
    return _with_roles(found)


@router.patch(
    "/people/{uuid:person}", tags=["people"], **writes("people:write", "people_change", PersonOut, made=False)
)
def change(request: HttpRequest, person: UUID, body: PersonChange) -> PersonOut:
    """Change what is given."""
    by = by_of(request)
    found = _person(by, person, rights.CHANGE_PEOPLE)
    held = Person.objects.select_for_update().get(id=found.id)
    require_unchanged(request, _with_roles(held))
    return _with_roles(change_person(held, **body.model_dump(exclude_unset=True), by=by, at=clock.now()))
