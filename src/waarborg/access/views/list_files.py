"""Every list of the portal as a file, for who sees it as a page: one address, whatever package offers the list."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from waarborg.access.guard import contact_only
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.sheets import as_file
from waarborg.plumbing.sheets.lists import Asked, offered
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web import wording


@contact_only
@require_safe
def portal_list(request: HttpRequest, listed: str) -> HttpResponse:
    """`listed` is the word of the list, `as` csv or xlsx. The rows are those of the reader's own organisation."""
    by: Any = request.actor  # type: ignore[attr-defined]
    found = offered().get(listed)
    if found is None:
        raise permissions.NotFound()
    permissions.require(by, found.permission, tenant=by.tenant)
    asked = Asked(by, clock.now(), wording.tongue(get_language()), request.GET.dict())
    kind = request.GET.get("as", "csv")
    made: HttpResponse = as_file(kind, str(found.name), found.head(), found.rows(asked), zone=zone_of())
    return made
