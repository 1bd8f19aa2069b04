"""A link that does not work: the page says which of the possible reasons it is, and the way out of just that one."""

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from waarborg.access.actions.one_time import LinkGarbled, LinkGone, LinkUsed
from waarborg.access.views.answers import page

View = Callable[..., HttpResponse]


def tells_why(purpose: str) -> Callable[[View], View]:
    """For the views of a link with this purpose (sign-in, invitation, password): the page instead of a bare refusal."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, *args, **kwargs)
            except LinkGone as refusal:
                return _page(request, purpose, refusal)

        return told

    return decorate


def _page(request: HttpRequest, purpose: str, refusal: LinkGone) -> HttpResponse:
    context = {
        "page_title": _("This link does not work any more"),
        "refusal": refusal,
        "advice": _advice(request, purpose, refusal),
        "actions": _actions(request, purpose),
    }
    return page(request, "access/link_gone.html", context, status=refusal.status)


def _advice(request: HttpRequest, purpose: str, refusal: LinkGone) -> str:
    if isinstance(refusal, LinkGarbled):
        return _("Copy the whole link from the mail into the address bar; some mail programs break it off.")
    if request.user.is_authenticated:
        return _("You are signed in in this browser, so you need no link.")
    if purpose == "invitation":
        if isinstance(refusal, LinkUsed):
            return _("You accepted this invitation before. Sign in with the password that you chose then.")
        return _("Ask whoever invited you to invite you again. If you have chosen a password already, sign in.")
    if purpose == "password":
        return _("Ask for a new link; it comes to the same address and works at once. Your password is as it was.")
    return _("Sign in with your password, or choose a new one by a link that we mail to you.")


def _actions(request: HttpRequest, purpose: str) -> list[dict[str, str]]:
    """The first is the one that most will need."""
    onward = {"label": _("Go on"), "url": "/"}
    inside = {"label": _("Sign in"), "url": reverse("account_login")}
    forgotten = reverse("account_reset_password")
    if request.user.is_authenticated:
        return [onward]
    if purpose == "password":
        return [{"label": _("Ask for a new link"), "url": forgotten}, inside]
    # Whoever was invited may have no password yet that could be forgotten.
    return [inside] if purpose == "invitation" else [inside, {"label": _("Password forgotten?"), "url": forgotten}]
