"""Whom a notice reached and whom it did not, as a page and as a file."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.access.guard import staff_only
from waarborg.notices.permissions import SEE
from waarborg.notices.queries import notices as reading
from waarborg.notices.queries import reach as reaching
from waarborg.notices.queries.reach import Place
from waarborg.notices.rules.cells import table
from waarborg.notices.rules.unreached import why
from waarborg.plumbing import permissions
from waarborg.plumbing.web.reader import lang


@staff_only
@require_safe
def who(request: HttpRequest, notice: UUID) -> HttpResponse:
    """Whom the last told edition did not reach; everybody with `?all=1`. Fifty at a time, five queries at most."""
    permissions.require(request.actor, SEE)  # type: ignore[attr-defined]
    held, language = reading.find(notice), lang()
    everybody = request.GET.get("all") == "1"
    found = reaching.lines(held, everybody=everybody, after=_place(request.GET.get("after", "")[:80]))
    page = found[: reaching.PAGE]
    lines = [{"line": one, "why": "" if one.reached else why(one.mail, language)} for _at, one in page]
    context = {
        "held": held,
        "title": held.title(language),
        "reach": reaching.reach(held),
        "lines": lines,
        "everybody": everybody,
        "later_pages": bool(request.GET.get("after")),
        "more": _after(page[-1][0]) if len(found) > reaching.PAGE else "",
        "page_title": _("Who was reached"),
        "crumbs": [
            {"label": _("Notices"), "url": reverse("notices:desk-notices")},
            {"label": held.title(language), "url": reverse("notices:desk-notice", args=[held.id])},
            {"label": _("Who was reached")},
        ],
    }
    return render(request, "notices/reach.html", context)


def _after(place: Place) -> str:
    return f"{place.tenant}_{place.receipt or ''}"


def _place(text: str) -> Place | None:
    """The line before the page, from an address; None for none, and for what is none."""
    tenant, _mark, receipt = text.partition("_")
    try:
        return Place(UUID(tenant), UUID(receipt) if receipt else None)
    except ValueError:
        return None


@staff_only
@require_safe
def file(request: HttpRequest, notice: UUID) -> HttpResponse:
    """The same as a table, whole; instants in UTC (ISO 8601)."""
    permissions.require(request.actor, SEE)  # type: ignore[attr-defined]
    held, language = reading.find(notice), lang()
    everybody = request.GET.get("all") == "1"
    head = [
        *(_("Customer"), _("Short name"), _("Person"), _("E-mail address"), _("Reached"), _("Why not")),
        *(_("Mail settled"), _("Opened"), _("Confirmed")),
    ]
    rows = (
        [
            *(one.organisation, one.slug, one.name, one.address),
            *(_("yes") if one.reached else _("no"), "" if one.reached else why(one.mail, language)),
            *(at.isoformat() if at else "" for at in (one.settled_at, one.opened_at, one.confirmed_at)),
        ]
        for one in reaching.all_lines(held, everybody=everybody)
    )
    # With a mark at its start, or a well-known spreadsheet reads the bytes in another encoding.
    body = "\ufeff" + table(head, rows)
    name = f"bericht-{held.id}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(body, content_type="text/csv; charset=utf-8", headers=headers)
