"""Where the desk begins."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from waarborg.access.guard import staff_only
from waarborg.plumbing import permissions


@staff_only
def desk(request: HttpRequest) -> HttpResponse:
    """Staff begin with what is due next; those who do not read tickets with the customers."""
    reads = permissions.may(request.actor, "support.ticket.read")  # type: ignore[attr-defined]
    return redirect("support:queue" if reads else "access:customers")
