"""The first page: each to their own face."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse

from waarborg.access.guard import signed_in_only


@signed_in_only
def home(request: HttpRequest) -> HttpResponse:
    """Staff go to the desk, contacts to the portal; visitors sign in first."""
    staff = request.actor.kind == "staff"  # type: ignore[attr-defined]
    for name in ("desk", "access:customers") if staff else ("portal", "access:account"):
        try:
            return HttpResponseRedirect(reverse(name))
        except NoReverseMatch:
            continue
    return HttpResponseRedirect(reverse("access:account"))
