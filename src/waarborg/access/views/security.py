"""What an organisation asks of signing in: second step, sessions, and its own provider. For owners, on both faces."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from waarborg.access import forms
from waarborg.access.actions import saml
from waarborg.access.actions.set_policy import set_policy
from waarborg.access.actions.set_sign_on import remove_sign_on, require_sign_on, set_sign_on
from waarborg.access.forms import refuse
from waarborg.access.guard import contact_only, staff_only
from waarborg.access.models import SingleSignOn
from waarborg.access.permissions import SET_SIGN_ON
from waarborg.access.queries.memberships import policy_of
from waarborg.access.queries.sign_on import domains_of, linked, sign_on_of
from waarborg.access.views.security_pages import pages_of
from waarborg.access.views.sign_on import ours
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock
from waarborg.plumbing.permissions import require
from waarborg.plumbing.web.wording import tongue


@contact_only
def security(request: HttpRequest) -> HttpResponse:
    """An organisation's own, in the portal."""
    return _page(request, "portal.html")


@staff_only
def desk_security(request: HttpRequest) -> HttpResponse:
    """The provider's own, at the desk."""
    return _page(request, "desk.html")


def _page(request: HttpRequest, shell: str) -> HttpResponse:
    """`what` in a form says what is asked: policy, sign-on, required, optional, remove."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    require(actor, SET_SIGN_ON, tenant=actor.tenant)
    what, found = request.POST.get("what", ""), sign_on_of(actor.tenant)
    held = policy_of(actor.tenant, own=actor.kind == "contact")
    policy = forms.PolicyForm(request.POST if what == "policy" else None, initial=held)
    kind = _kind(request, found)
    provider = forms.SignOnForm(request.POST if what == "sign-on" else None, initial=_initial(found), kind=kind)
    asked = {"policy": policy, "sign-on": provider}.get(what)
    status = 200
    if request.method == "POST" and what not in CHANGES:
        return HttpResponse(status=400)
    if request.method == "POST" and (asked is None or asked.is_valid()):
        try:
            given = asked.cleaned_data if asked else {}
            success(request, CHANGES[what](actor, given | ({"kind": kind} if what == "sign-on" else {})))
            return HttpResponseRedirect(request.path)
        except Refusal as refusal:
            if asked is None:
                raise
            refuse(asked, refusal, tongue(translation.get_language()))
            status = refusal.status
    elif asked is not None:
        status = 422
    context = {"pages": pages_of(request)} | _context(
        shell, found, actor.tenant, policy=policy, provider=provider, held=held, kind=kind
    )
    return render(request, "access/security.html", context, status=status)


def _kind(request: HttpRequest, found: SingleSignOn | None) -> str:
    """Which kind the form is about: what was chosen, else what there is."""
    chosen = request.POST.get("kind") or request.GET.get("kind") or (found.kind if found else "")
    return chosen if chosen in forms.SignOnForm.NOT_OF else "oidc"


def _context(shell: str, found: SingleSignOn | None, tenant: UUID, **shown: Any) -> dict[str, Any]:
    return {
        **shown,
        "shell": shell,
        "page_title": _("Signing in"),
        "sign_on": found,
        "try_url": reverse("access:sign-on-try"),
        "linked": linked(found) if found else 0,
        "kinds": SingleSignOn.KINDS,
        "back": ours("access:sign-on-back", sign_on=tenant),
        "metadata": ours("access:sign-on-metadata", sign_on=tenant),
        "posted": ours("access:sign-on-posted", sign_on=tenant),
    }


def _initial(found: SingleSignOn | None) -> dict[str, Any]:
    if found is None:
        return {}
    kept = {name: getattr(found, name) for name in ("name", "issuer", "client_id", "asks_second_step")}
    return kept | {"domains": "\n".join(domains_of(found))}


def _policy(actor: Any, given: dict[str, Any]) -> str:
    set_policy(actor.tenant, **given, by=actor, at=clock.now())
    return _("This holds from now on.")


def _sign_on(actor: Any, given: dict[str, Any]) -> str:
    provider: dict[str, Any]
    if given["kind"] == "saml":
        provider = {"client_id": "", **saml.read_metadata(given["metadata"])}
    else:
        provider = {"issuer": given["issuer"], "client_id": given["client_id"], "sign_on_url": "", "certificates": []}
    set_sign_on(
        actor.tenant,
        kind=given["kind"],
        name=given["name"],
        **provider,
        domains=given["domains"].splitlines(),
        secret=given.get("secret", ""),
        asks_second_step=given["asks_second_step"],
        by=actor,
        at=clock.now(),
    )
    return _("The sign-in service has been saved.")


def _required(actor: Any, given: dict[str, Any]) -> str:
    require_sign_on(actor.tenant, required=True, by=actor, at=clock.now())
    return _("From now on your people sign in by the service; owners can always come in with password and second step.")


def _optional(actor: Any, given: dict[str, Any]) -> str:
    require_sign_on(actor.tenant, required=False, by=actor, at=clock.now())
    return _("Your people can sign in with their password again as well.")


def _remove(actor: Any, given: dict[str, Any]) -> str:
    remove_sign_on(actor.tenant, by=actor, at=clock.now())
    return _("The sign-in service has been removed; who came in by it was signed out.")


CHANGES: dict[str, Callable[[Any, dict[str, Any]], str]] = {
    "policy": _policy,
    "sign-on": _sign_on,
    "required": _required,
    "optional": _optional,
    "remove": _remove,
}
