"""Decorators for views: who may come in at all. What somebody may do there is for the actions to decide."""

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from waarborg.access.middleware import away
from waarborg.plumbing.permissions import NotFound

View = Callable[..., HttpResponse]


def _guard(view: View, allowed: Callable[[Any], bool]) -> View:
    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actor = getattr(request, "actor", None)
        if actor is None:
            return away(request, reverse("account_login"))
        if not allowed(actor):
            raise NotFound()
        return view(request, *args, **kwargs)

    return guarded


def staff_only(view: View) -> View:
    """For the desk: visitors sign in first, contacts get 404."""
    return _guard(view, lambda actor: actor.kind == "staff")


def contact_only(view: View) -> View:
    """For the portal: visitors sign in first, staff get 404."""
    return _guard(view, lambda actor: actor.kind == "contact")


def signed_in_only(view: View) -> View:
    """For pages of both faces: visitors sign in first."""
    return _guard(view, lambda actor: True)


def account_only(view: View) -> View:
    """For pages about the account itself (outside any scope): whoever signed in, a membership chosen or not."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return away(request, reverse("account_login"))
        return view(request, *args, **kwargs)

    return guarded
