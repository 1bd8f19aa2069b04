"""Notices for their readers, and which of them come by mail."""

from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from waarborg.access.guard import contact_only
from waarborg.notices.actions.prefer import prefer
from waarborg.notices.actions.read import confirm, open_notice
from waarborg.notices.forms import PreferencesForm
from waarborg.notices.permissions import CHOOSE, READ
from waarborg.notices.queries import portal as reading
from waarborg.notices.rules import kinds
from waarborg.notices.views.showing import in_list, shown
from waarborg.plumbing import brand, clock, permissions
from waarborg.plumbing.web.paging import cursor_of, page_of
from waarborg.plumbing.web.reader import lang


def _values(request: HttpRequest) -> dict[str, str]:
    person: Any = request.person  # type: ignore[attr-defined]
    return {"customer": person.organisation, "name": person.name, "provider": brand.name()}


@contact_only
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """What was said to this reader, the newest first. One query."""
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, READ, tenant=by.tenant)
    found = reading.page(by, after=cursor_of(request.GET.get("after", "")), limit=reading.PAGE + 1)
    page = page_of(found, reading.PAGE, lambda one: (one.published_at, one.id))
    values, language = _values(request), lang()
    context = {
        "lines": [in_list(one, language, values) for one in page.rows],
        "more": page.more,
        "may_choose": permissions.may(by, CHOOSE, tenant=by.tenant),
        "page_title": _("Messages"),
    }
    return render(request, "notices/portal_notices.html", context)


@contact_only
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest, notice: UUID) -> HttpResponse:
    """One notice; opening it is noted once. By POST it is confirmed."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    permissions.require(by, READ, tenant=by.tenant)
    held = reading.read(by, notice)
    if request.method == "POST":
        confirm(held, by=by, at=at)
        success(request, _("Thank you: your confirmation has been noted."))
        return redirect("notices:notice", notice=held.id)
    if request.method == "GET" and held.opened is None:  # type: ignore[attr-defined]
        open_notice(held, by=by, at=at)
    language, values = lang(), _values(request)
    context = {
        **shown(held, language, values),
        "earlier": [_earlier(one, language) for one in reversed(held.earlier)],
        "page_title": _("Messages"),
        "crumbs": [
            {"label": _("Messages"), "url": reverse("notices:notices")},
            {"label": kinds.kind(held.kind).words(language)},
        ],
    }
    return render(request, "notices/portal_notice.html", context)


def _earlier(one: dict[str, Any], language: str) -> dict[str, Any]:
    """An edition that was corrected, as it was."""
    tongue = "en" if language == "en" and one["title_en"] else "nl"
    return {"title": one[f"title_{tongue}"], "text": one[f"body_{tongue}"], "edition": one["edition"]}


@contact_only
@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Which kinds come by mail; compulsory ones are named with why."""
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, CHOOSE, tenant=by.tenant)
    language = lang()
    form = PreferencesForm(
        request.POST if request.method == "POST" else None, chosen=reading.preferences(by), lang=language
    )
    if request.method == "POST" and form.is_valid():
        prefer(form.cleaned_data, by=by, at=clock.now())
        success(request, _("Your choice has been kept."))
        return redirect("notices:preferences")
    context = {
        "form": form,
        "always": [one.words(language) for one in kinds.KINDS.values() if one.compulsory],
        "page_title": _("Messages by mail"),
        "crumbs": [{"label": _("Messages"), "url": reverse("notices:notices")}, {"label": _("Messages by mail")}],
    }
    return render(request, "notices/preferences.html", context)
