"""The notice on the portal's first page that one's organisation became part of another."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from waarborg.access.guard import contact_only
from waarborg.contracts.actions.put_away import put_away
from waarborg.plumbing import clock


@contact_only
@require_POST
def merged_seen(request: HttpRequest) -> HttpResponse:
    """It is put away, by this person for himself."""
    put_away(by=request.actor, at=clock.now())  # type: ignore[attr-defined]
    return redirect("portal")
