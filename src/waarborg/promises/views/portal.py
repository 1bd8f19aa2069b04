"""The customer's own agreement, readable, with how each promise stands."""

from datetime import date, datetime, time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from waarborg.access.guard import contact_only
from waarborg.kernel.instants import civil_start, from_us
from waarborg.plumbing import clock, permissions
from waarborg.promises.models import Binding
from waarborg.promises.queries import announcements as told
from waarborg.promises.queries import compiled
from waarborg.promises.queries import versions as reading
from waarborg.promises.queries.bought_documents import goes_with, words_for
from waarborg.promises.queries.versions import last_day_of
from waarborg.promises.views.files import canonical_file, document_file, pdf_file, source_file
from waarborg.promises.views.reading import page


@contact_only
@require_GET
def agreement(request: HttpRequest) -> HttpResponse:
    """What binds the organisation now; with `on` what bound it on that day (CL-01)."""
    by, now = request.actor, clock.now()  # type: ignore[attr-defined]
    permissions.require(by, "promises.agreement.read", tenant=by.tenant)
    found = reading.bindings(by.tenant)
    current = reading.now_of(found, now)
    if current is None:
        return render(request, "promises/not_bound.html")
    on = parsed_day(request.GET.get("on", ""))
    if on is None:
        return _page(request, told.Reached(current.version, current, None), found)
    zone = compiled(current.version.sha256).agreement.timezone
    held = reading.held_on(found, from_us(civil_start(on, time(12), zone)))
    shown = told.Reached(held.version, held, None) if held else told.Reached(current.version, current, None)
    return _page(request, shown, found, on=on, nothing_on=held is None)


@contact_only
@require_GET
def version(request: HttpRequest, agreement: str, version: str) -> HttpResponse:
    """A version that binds the organisation, did, or will, or that was announced to it."""
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, "promises.agreement.read", tenant=by.tenant)
    chosen = told.reached(by.tenant, agreement, version)
    return _page(request, chosen, reading.bindings(by.tenant))


def parsed_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _page(request: HttpRequest, chosen: told.Reached, found: list[Binding], **more: Any) -> HttpResponse:
    by, now = request.actor, clock.now()  # type: ignore[attr-defined]
    sees = permissions.may(by, "promises.board.see", tenant=by.tenant)
    words = words_for(chosen.binding, by.tenant, at=now)
    tenant = by.tenant if sees else None
    shown: dict[str, Any] = page(chosen.version, now=now, tenant=tenant, for_staff=False, words=words)
    current = reading.now_of(found, now)
    announced = [one for one in told.pending(by.tenant, now) if one.version_id != chosen.version.id]
    covered = {one.binding for one in announced}
    here = chosen.binding
    shown |= {
        "binding": here,
        "is_current": current is not None and current.version_id == chosen.version.id,
        "current": current,
        "announced": announced,
        "coming": [one for one in found if one.starts_at > now and one.id not in covered and one != here],
        "others": [one for one in found if one.version_id != chosen.version.id and one.starts_at <= now],
        "now": now,
        "ended": _ended(chosen, current, found, now) if here else None,
        **more,
    }
    return render(request, "promises/agreement.html", shown)


def _ended(chosen: told.Reached, current: Binding | None, found: list[Binding], now: datetime) -> date | None:
    """The last day of the agreement that is shown, where it ended and nothing came in its place."""
    if current is None or current.ends_at is None or current.ends_at > now or chosen.version.id != current.version_id:
        return None
    if any(one.starts_at > now for one in found):
        return None
    zone = compiled(current.version.sha256).agreement.timezone
    return last_day_of(current.ends_at, zone)


@contact_only
@require_GET
def source(request: HttpRequest, agreement: str, version: str) -> HttpResponse:
    return source_file(_of(request, agreement, version), for_staff=False)


@contact_only
@require_GET
def pdf(request: HttpRequest, agreement: str, version: str) -> HttpResponse:
    return pdf_file(_of(request, agreement, version), for_staff=False)


@contact_only
@require_GET
def canonical(request: HttpRequest, agreement: str, version: str) -> HttpResponse:
    return canonical_file(_of(request, agreement, version), for_staff=False)


def _of(request: HttpRequest, agreement: str, version: str) -> Any:
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, "promises.agreement.read", tenant=by.tenant)
    return told.reached(by.tenant, agreement, version).version


@contact_only
@require_GET
def document(request: HttpRequest, agreement: str, version: str, key: str) -> HttpResponse:
    """One that goes with what was not bought is not there (SO-10)."""
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, "promises.agreement.read", tenant=by.tenant)
    chosen = told.reached(by.tenant, agreement, version)
    words = words_for(chosen.binding, by.tenant, at=clock.now())
    if not goes_with(compiled(chosen.version.sha256).agreement, key, words):
        raise permissions.NotFound()
    return document_file(chosen.version, key)
