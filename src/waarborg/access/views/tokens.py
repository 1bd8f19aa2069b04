"""API tokens: a page on each face, where they are made, seen once, and revoked."""

from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from waarborg.access import forms, sessions
from waarborg.access.actions import passwords
from waarborg.access.actions.tokens import accept_terms, make_token, revoke_token
from waarborg.access.forms import refuse
from waarborg.access.guard import contact_only, staff_only
from waarborg.access.models import Account
from waarborg.access.permissions import MAKE_TOKEN, REVOKE_TOKEN
from waarborg.access.queries import tokens as queries
from waarborg.access.queries.as_login import as_login
from waarborg.customers.models import Person
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock
from waarborg.plumbing.permissions import may, require
from waarborg.plumbing.rest.scopes import declared, possible
from waarborg.plumbing.web.wording import tongue

FACES = {
    "contact": {"shell": "portal.html", "list": "access:tokens", "revoke": "access:token-revoke"},
    "staff": {"shell": "desk.html", "list": "access:desk-tokens", "revoke": "access:desk-token-revoke"},
}


@contact_only
@sensitive_post_parameters("current")
def portal(request: HttpRequest) -> HttpResponse:
    """The organisation's tokens, for its owner."""
    return _page(request)


@staff_only
@sensitive_post_parameters("current")
def desk(request: HttpRequest) -> HttpResponse:
    """One's own tokens; all of the provider's for who looks after them."""
    return _page(request)


def _page(request: HttpRequest) -> HttpResponse:
    actor: Any = request.actor  # type: ignore[attr-defined]
    require(actor, MAKE_TOKEN, tenant=actor.tenant)
    account: Account = request.user  # type: ignore[assignment]
    lang = tongue(translation.get_language())
    if request.method == "POST" and request.POST.get("what") == "accept-terms":
        accept_terms(by=actor, at=clock.now())
        return HttpResponseRedirect(request.path)
    # Who sits down at somebody's open browser must not go away with a key to it.
    needed = account.has_usable_password() and not sessions.just_signed_in(request.session)
    form = forms.NewToken(
        request.POST if request.method == "POST" else None,
        scopes=[(one.name, one.words[lang]) for one in possible(actor)],
        needed=needed,
    )
    status, written = 200, ""
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                written = _made(form, account, actor, confirm=needed)
                status = 200
            except Refusal as refusal:
                refuse(form, refusal, lang)
                status = refusal.status
    return _rendered(request, form, written, status)


def _made(form: forms.NewToken, account: Account, actor: Any, *, confirm: bool) -> str:
    filled = form.cleaned_data
    if confirm:
        with as_login():
            passwords.confirm(account, filled["current"])
    name, scopes, days = filled["name"], filled["scopes"], filled["days"]
    return make_token(name=name, scopes=scopes, days=days, by=actor, at=clock.now())[1]


def _rendered(request: HttpRequest, form: forms.NewToken, written: str, status: int) -> HttpResponse:
    actor: Any = request.actor  # type: ignore[attr-defined]
    face = FACES[actor.kind]
    context = {
        "page_title": _("API tokens"),
        "shell": face["shell"],
        "rows": _rows(actor, face["revoke"]),
        "form": None if written else form,
        "terms": bool(queries.terms_to_accept(actor.tenant)),
        "written": written,
        "list_url": reverse(face["list"]),
    }
    response = render(request, "access/tokens.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _rows(actor: Any, revoke: str) -> list[dict[str, Any]]:
    lang, now = tongue(translation.get_language()), clock.real()
    whose = None if may(actor, REVOKE_TOKEN, tenant=actor.tenant) else actor.person
    found = queries.tokens_of(actor.tenant, person=whose)
    makers = {one.membership.person_id for one in found}
    names = dict(Person.objects.filter(tenant_id=actor.tenant, id__in=makers).values_list("id", "name"))
    words = {one.name: one.words[lang] for one in declared()}
    return [
        {
            "token": one,
            "maker": names.get(one.membership.person_id, ""),
            "rights": [words.get(name, name) for name in one.scopes],
            "state": _state(one, now),
            "revoke_url": reverse(revoke, args=[one.id]),
        }
        for one in found
    ]


def _state(token: Any, now: Any) -> str:
    if token.revoked_at is not None:
        return "revoked"
    if token.membership.ended_at is not None:
        return "left"
    return "expired" if token.expires_at <= now else "works"


@contact_only
def portal_revoke(request: HttpRequest, api_token: UUID) -> HttpResponse:
    """Revoke one of one's organisation."""
    return _revoke(request, api_token)


@staff_only
def desk_revoke(request: HttpRequest, api_token: UUID) -> HttpResponse:
    """Revoke one of the provider's."""
    return _revoke(request, api_token)


def _revoke(request: HttpRequest, api_token: UUID) -> HttpResponse:
    actor: Any = request.actor  # type: ignore[attr-defined]
    require(actor, MAKE_TOKEN, tenant=actor.tenant)
    found = queries.find(api_token, tenant=actor.tenant)
    if request.method == "POST":
        revoke_token(found, by=actor, at=clock.now())
        success(request, _("%(name)s opens nothing any more.") % {"name": found.name})
    return HttpResponseRedirect(reverse(FACES[actor.kind]["list"]))
