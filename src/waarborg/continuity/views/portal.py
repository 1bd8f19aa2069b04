"""Back-ups as a customer reads them: of what, how often, when the last good one was, and what was promised."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.access.guard import contact_only
from waarborg.continuity.permissions import READ
from waarborg.continuity.queries.plans import covering
from waarborg.continuity.queries.promised import promised
from waarborg.continuity.queries.standings import read_plans
from waarborg.continuity.views.showing import promise_shown, shown
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web.reader import lang


@contact_only
@require_safe
def backups(request: HttpRequest) -> HttpResponse:
    """What covers the own organisation, and how what was promised stands. Three queries."""
    by: Any = request.actor  # type: ignore[attr-defined]
    permissions.require(by, READ, tenant=by.tenant)
    now, rows = clock.now(), read_plans()
    context = {
        "page_title": _("Back-ups of your data"),
        "lines": [shown(one, lang(), now) for one in covering(rows)],
        "promised": [promise_shown(one, lang()) for one in promised(by.tenant, rows, lang=lang(), at=now)],
    }
    return render(request, "continuity/portal_backups.html", context)
