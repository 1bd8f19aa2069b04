"""Decorators for views: who may come in at all. What somebody may do there is for the actions to decide."""

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from waarborg.access import sessions
from waarborg.access.middleware import away
from waarborg.kernel.errors import Refusal
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


class ThroughProvider(Refusal):
    """Whoever runs an organisation's provider must not change the locks of an account that opens others too."""

    code = "access.sign-on.own-door"
    nl = "U bent ingelogd via de inlogdienst van uw organisatie. Dit kan alleen als u hier met uw wachtwoord inlogt."
    en = "You came in by the sign-in service of your organisation. This takes signing in here with your password."
    nl_way_out = "Log uit en met uw wachtwoord in; hebt u er geen, vraag er dan een aan op de inlogpagina."
    en_way_out = "Sign out, and in with your password; if you have none, ask for one on the sign-in page."


def own_door_only(view: View) -> View:
    """For pages that change how an account signs in: not from a session that came in by an organisation's provider."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.session.get(sessions.THROUGH) and request.user.is_authenticated:
            raise ThroughProvider()
        return view(request, *args, **kwargs)

    return guarded
