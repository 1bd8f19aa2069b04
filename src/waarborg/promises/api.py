"""Agreements for programs: what binds whom since when, and the text as people read it."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from waarborg.customers.queries import organisation
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.rest.operations import by_of, reads, spoken
from waarborg.promises.models import AgreementVersion, Binding
from waarborg.promises.queries import compiled, readable
from waarborg.promises.queries import versions as reading
from waarborg.promises.rules.agreement.render import render

READ = "promises.agreement.read"
router = Router(tags=["agreements"])


class VersionOut(Schema):
    """A published version; `sha256` is of its canonical text (RFC 8785) and names it."""

    agreement: str
    version: str
    title: str
    effective: date
    published_at: datetime
    sha256: str
    not_enforced_yet: list[str]


class BindingOut(Schema):
    """A customer bound to an exact version; `words` are what it chose, such as a plan."""

    id: UUID
    customer: UUID
    agreement: str
    version: str
    sha256: str
    starts_at: datetime
    ends_at: datetime | None
    current: bool
    words: dict[str, str]


class Bindings(Schema):
    items: list[BindingOut]


def _bound(one: Binding, *, current: Binding | None) -> BindingOut:
    return BindingOut(
        id=one.id,
        customer=one.tenant_id,
        agreement=one.version.agreement,
        version=one.version.version,
        sha256=one.version.sha256,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        current=current is not None and one.id == current.id and not reading.is_over(one, clock.now()),
        words={name: str(word) for name, word in one.words.items()},
    )


def _version(request: HttpRequest, agreement: str, version: str) -> AgreementVersion:
    """For staff any, for others one that binds their organisation, did, or will. Raises NotFound, NotAllowed."""
    by = by_of(request)
    permissions.require(by, READ)
    if "\0" in agreement + version:
        raise permissions.NotFound()
    if by.is_staff:
        return reading.find(agreement, version)
    if by.tenant is None:
        raise permissions.NotFound()
    bound = reading.bindings(by.tenant)
    found = next(
        (one.version for one in bound if (one.version.agreement, one.version.version) == (agreement, version)), None
    )
    if found is None:
        raise permissions.NotFound()
    return found


@router.get("/customers/{uuid:customer}/agreements", **reads("agreements:read", "bindings_list", Bindings))
def list_bindings(request: HttpRequest, customer: UUID) -> Bindings:
    """What binds a customer, did, and will: the newest first."""
    permissions.require(by_of(request), READ, tenant=customer)
    found = reading.bindings(organisation(customer).tenant_id)
    current = reading.now_of(found, clock.now())
    return Bindings(items=[_bound(one, current=current) for one in found])


@router.get("/agreements/{str:agreement}/{str:version}", **reads("agreements:read", "agreements_read", VersionOut))
def read_version(request: HttpRequest, agreement: str, version: str) -> VersionOut:
    """A version, and the promises in it that the software does not enforce by itself yet."""
    found, by = _version(request, agreement, version), by_of(request)
    text = readable(found.sha256, spoken())
    shown = [name for name in text.unenforced if by.is_staff or not text.is_internal(name)]
    return VersionOut(
        agreement=found.agreement,
        version=found.version,
        title=text.title,
        effective=found.effective,
        published_at=found.published_at,
        sha256=found.sha256,
        not_enforced_yet=sorted(shown),
    )


@router.get(
    "/agreements/{str:agreement}/{str:version}/text", **reads("agreements:read", "agreements_text", "text/markdown")
)
def read_text(
    request: HttpRequest, agreement: str, version: str, lang: Annotated[Literal["nl", "en"] | None, Query()] = None
) -> HttpResponse:
    """The whole text as people read it, in Markdown; in the language of the answer unless asked otherwise."""
    found, by = _version(request, agreement, version), by_of(request)
    chosen = lang or spoken()
    # What is among the provider's own people only makes the whole text theirs, as it does the file.
    if not by.is_staff and readable(found.sha256, chosen).has_internal:
        raise permissions.NotFound()
    text = render(compiled(found.sha256).agreement, chosen, "md")
    return HttpResponse(text, content_type="text/markdown; charset=utf-8")


@router.get(
    "/agreements/{str:agreement}/{str:version}/canonical",
    **reads("agreements:read", "agreements_canonical", "application/json"),
)
def read_canonical(request: HttpRequest, agreement: str, version: str) -> HttpResponse:
    """The canonical text (RFC 8785), byte for byte what its SHA-256 is of."""
    found = _version(request, agreement, version)
    if not by_of(request).is_staff and readable(found.sha256, "nl").has_internal:
        raise permissions.NotFound()
    return HttpResponse(found.canonical.encode(), content_type="application/json")
