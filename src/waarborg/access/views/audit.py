"""The audit page of an organisation, for its own owner and administrators: everything that happened, and as a file."""

import csv
import io
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from waarborg.access.forms import AuditFilter
from waarborg.access.guard import contact_only
from waarborg.access.permissions import READ_AUDIT
from waarborg.access.queries import audit
from waarborg.access.views.audit_words import Line, lines, names_of
from waarborg.customers.models import Person
from waarborg.kernel.instants import civil_end, civil_start, from_us
from waarborg.plumbing.permissions import require
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web import wording

KINDS = {
    audit.SIGN_INS: gettext_lazy("Signing in"),
    audit.READS: gettext_lazy("Looked at by our staff"),
    "support-access": gettext_lazy("Access of support"),
    "access": gettext_lazy("People, roles and security"),
    "tickets": gettext_lazy("Reports and questions"),
    "agreement": gettext_lazy("Agreement and promises"),
    "reports": gettext_lazy("Evidence reports"),
    "data": gettext_lazy("Exports, mail and programs"),
    "refused": gettext_lazy("Refused"),
}


@contact_only
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Fifty at a time, the newest first."""
    by: Any = request.actor  # type: ignore[attr-defined]
    require(by, READ_AUDIT, tenant=by.tenant)
    form, wanted = _asked(request, by.tenant)
    rows, place = audit.page(by.tenant, wanted, after=audit.Place.of(request.GET.get("after", "")))
    context = {
        "page_title": _("What happened"),
        "form": form,
        "lines": lines(rows, lang=_lang()),
        "after": str(place) if place else "",
        "first": "after" not in request.GET,
        "filtered": wanted != audit.Wanted(),
        "file_url": f"{reverse('access:audit-file')}?{_kept(request)}",
    }
    return render(request, "access/audit.html", context)


@contact_only
@require_GET
def file(request: HttpRequest) -> HttpResponse:
    """The same as CSV, all pages of it (at most a hundred thousand rows). A text that a spreadsheet would run as a
    formula gets a ' before it."""
    by: Any = request.actor  # type: ignore[attr-defined]
    require(by, READ_AUDIT, tenant=by.tenant)
    _form, wanted = _asked(request, by.tenant)
    told = lines(list(audit.everything(by.tenant, wanted)), lang=_lang())
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_("When"), _("Who"), _("On behalf of"), _("What"), _("About"), _("More")])
    writer.writerows([_safe(cell) for cell in _cells(one)] for one in told)
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return response


def _cells(one: Line) -> tuple[str, ...]:
    return (one.at.isoformat(), one.who, one.behalf, one.what, one.about, one.more)


def _safe(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "-", "+", "@", "\t", "\r") else cell


def _lang() -> str:
    return wording.tongue(translation.get_language())


def _kept(request: HttpRequest) -> str:
    kept = request.GET.copy()
    kept.pop("after", None)
    return kept.urlencode()


def _asked(request: HttpRequest, tenant: UUID) -> tuple[forms.Form, audit.Wanted]:
    """The filter as a form, and what it asks; what cannot be read asks nothing."""
    people = [(str(one), name) for one, name in Person.objects.filter(tenant_id=tenant).values_list("id", "name")]
    who = request.GET.get("who", "")
    known = {value for value, _name in people}
    one = _uuid(who)
    # Somebody of ours whose name was chosen in the list.
    others = [(who, names_of([one]).get(one, who[:8]))] if one and who not in known else []
    staff = (audit.STAFF, _("Our staff"))
    form = AuditFilter(
        request.GET or None, people=[*sorted(people, key=lambda p: p[1].lower()), staff, *others], kinds=KINDS
    )
    found = form.cleaned_data if form.is_bound and form.is_valid() else {}
    return form, audit.Wanted(
        kind=found.get("kind", ""),
        person=_uuid(found.get("who", "")),
        staff=found.get("who") == audit.STAFF,
        begins=_begin(found.get("since")),
        ends=_end(found.get("until")),
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _begin(day: date | None) -> datetime | None:
    return from_us(civil_start(day, 0, zone_of())) if day else None


def _end(day: date | None) -> datetime | None:
    """To the end of that day."""
    return from_us(civil_end(day, 1440, zone_of())) if day else None
