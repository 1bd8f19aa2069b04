"""The lists of support as files, for who sees them as pages. What staff take along of a customer, it can see."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.access.guard import contact_only, staff_only
from waarborg.plumbing import access_log, clock, permissions
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.sheets import as_file
from waarborg.plumbing.templatetags import waarborg as design
from waarborg.plumbing.web import marks, wording
from waarborg.promises import queries as promises
from waarborg.support.permissions import READ_COMPLAINT
from waarborg.support.queries import tickets as reading
from waarborg.support.queries.ahead import next_open_day
from waarborg.support.queries.finding import search
from waarborg.support.queries.narrowing import narrow, narrowed
from waarborg.support.queries.queue import Filter, edges_at, queue
from waarborg.support.queries.sheets import tickets as sheets
from waarborg.support.queries.sheets.lists import LISTS
from waarborg.support.queries.sheets.rows import Asked
from waarborg.support.rules.order import BANDS

# So many lines the queue has as a file; a desk with more has another trouble.
MOST = 10_000


class Seen:
    """Keeps whose rows went along, and writes it down once for each of them."""

    def __init__(self, request: HttpRequest) -> None:
        self.by: Any = request.actor  # type: ignore[attr-defined]
        self.tenants: set[UUID] = set()

    def __call__(self, tenant: UUID) -> None:
        self.tenants.add(tenant)

    def write(self, why: str) -> None:
        at = clock.now()
        for tenant in sorted(self.tenants):
            access_log.read(by=self.by, tenant=tenant, what=Ref("customers.organisation", tenant), why=why, at=at)


def _asked(request: HttpRequest, name: str) -> UUID | None:
    return _uuid(request.GET.get(name, ""))


def _lang() -> str:
    return wording.tongue(get_language())


def _kind(request: HttpRequest) -> str:
    return request.GET.get("as", "csv")


def _answer(request: HttpRequest, name: str, head: list[str], rows: Any, seen: Seen, why: str = "") -> HttpResponse:
    """The rows are read while the file is written: what was seen is known after it. Without `why` nothing is noted."""
    made = as_file(_kind(request), name, head, rows, zone=design.zone_of())
    if why:
        seen.write(why)
    return made


@staff_only
@require_safe
def desk_tickets(request: HttpRequest) -> HttpResponse:
    by: Any = request.actor  # type: ignore[attr-defined]
    permissions.require(by, "support.ticket.read")
    chosen = narrow(request.GET.dict())
    rows = search(narrowed(chosen, by=by), chosen.text, notes=True, customer=chosen.customer)
    seen = Seen(request)
    cells = sheets.ticket_rows(rows, at=clock.now(), lang=_lang(), staff=True, seen=seen)
    why = gettext_noop("list of tickets")
    return _answer(request, _("tickets"), sheets.ticket_head(staff=True), cells, seen, why)


@contact_only
@require_safe
def portal_tickets(request: HttpRequest) -> HttpResponse:
    by: Any = request.actor  # type: ignore[attr-defined]
    permissions.require(by, "support.ticket.read")
    seen = Seen(request)
    cells = sheets.ticket_rows(reading.visible(by), at=clock.now(), lang=_lang(), staff=False, seen=seen)
    return _answer(request, _("tickets"), sheets.ticket_head(staff=False), cells, seen)


def _chosen(request: HttpRequest) -> Filter:
    """The filter of the queue's page, from the same words in the address."""
    by, asked = request.actor, request.GET  # type: ignore[attr-defined]
    view = asked.get("view", "all")
    return Filter(
        mine=by.person if view == "mine" else None,
        nobody=view == "nobody",
        band=view if view in BANDS else "",
        priority=asked.get("priority", "")[:20],
        tag=asked.get("tag", "")[:40],
        team=_uuid(asked.get("team", "")),
        text=asked.get("q", "")[:200],
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@staff_only
@require_safe
def queue_file(request: HttpRequest) -> HttpResponse:
    """The queue as it stands now, with the filter of the page."""
    by: Any = request.actor  # type: ignore[attr-defined]
    permissions.require(by, "support.ticket.read")
    now, lang, desk = clock.now(), _lang(), promises.desk_calendar()
    edges = edges_at(now, desk, next_open_day(desk, now))
    found = queue(_chosen(request), edges=edges, lang=lang, limit=MOST)
    lines = [line for band in found.bands.values() for line in band]
    seen = Seen(request)
    for line in lines:
        seen(line.ticket.tenant_id)

    def why(one: Any) -> str:
        said = one.en if lang == "en" else one.nl
        return said.replace("{at}", wording.instant(one.at, lang, desk.zone, now=now, short=True)) if one.at else said

    named = sheets.priorities({one.ticket.tenant_id for one in lines}, at=now, lang=lang)
    cells = sheets.queue_rows(lines, named=named, state=lambda state: marks.word(state, lang), why=why)
    return _answer(request, _("queue"), sheets.queue_head(), cells, seen, gettext_noop("the queue as a list"))


@staff_only
@require_safe
def desk_complaints(request: HttpRequest) -> HttpResponse:
    by: Any = request.actor  # type: ignore[attr-defined]
    permissions.require(by, READ_COMPLAINT)
    seen = Seen(request)
    cells = sheets.complaint_rows(by, lang=_lang(), seen=seen)
    why = gettext_noop("list of complaints")
    return _answer(request, _("complaints"), sheets.complaint_head(staff=True), cells, seen, why)


@contact_only
@require_safe
def portal_complaints(request: HttpRequest) -> HttpResponse:
    by: Any = request.actor  # type: ignore[attr-defined]
    permissions.require(by, READ_COMPLAINT)
    seen = Seen(request)
    cells = sheets.complaint_rows(by, lang=_lang(), seen=seen)
    return _answer(request, _("complaints"), sheets.complaint_head(staff=False), cells, seen)


@staff_only
@require_safe
def desk_list(request: HttpRequest, listed: str) -> HttpResponse:
    """One of the desk's other lists, by its word (`queries/sheets/lists.py`)."""
    by: Any = request.actor  # type: ignore[attr-defined]
    found = LISTS.get(listed)
    if found is None:
        raise permissions.NotFound()
    permissions.require(by, found.permission)
    seen = Seen(request)
    asked = Asked(by, clock.now(), _lang(), request.GET.dict())
    cells = (_looked_at(seen, tenant, row) for tenant, row in found.rows(asked))
    return _answer(request, str(found.name), found.head(), cells, seen, gettext_noop("a list of the service desk"))


def _looked_at(seen: Seen, tenant: UUID | None, row: list[Any]) -> list[Any]:
    if tenant is not None:
        seen(tenant)
    return row
