"""Who may come in at all. Sign-in stands above this package: here a visitor is only sent on to it."""

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.problems import SignInFirst, wants_json

View = Callable[..., HttpResponse]


def _for(kind: str, view: View) -> View:
    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **rest: Any) -> HttpResponse:
        actor = getattr(request, "actor", None)
        if actor is None:
            if wants_json(request):
                raise SignInFirst()
            return redirect_to_login(request.get_full_path())
        if actor.kind != kind:
            raise NotFound()
        return view(request, *args, **rest)

    return guarded


def staff_only(view: View) -> View:
    """For the desk: visitors sign in first, contacts get 404."""
    return _for("staff", view)


def contact_only(view: View) -> View:
    """For the portal: visitors sign in first, staff get 404."""
    return _for("contact", view)
