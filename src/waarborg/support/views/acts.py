"""Addresses that only take a form: whoever comes there in another way is shown the page that the form stands on."""

import functools
from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect

from waarborg.support.queries import tickets as reading

View = Callable[..., HttpResponse]


def posted_from(page: str) -> Callable[[View], View]:
    """`page` is the name of the ticket's page: after signing in again, or with an address that was copied."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def acted(request: HttpRequest, ticket: UUID) -> HttpResponse:
            if request.method == "POST":
                return view(request, ticket=ticket)
            if request.method in ("GET", "HEAD"):
                return redirect(page, ticket=reading.find(request.actor, ticket).id)  # type: ignore[attr-defined]
            return HttpResponseNotAllowed(["POST"])

        return acted

    return decorate
