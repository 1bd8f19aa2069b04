"""Where the desk begins."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from waarborg.access.guard import staff_only


@staff_only
def desk(request: HttpRequest) -> HttpResponse:
    """Staff begin with what is due next."""
    return redirect("support:queue")
