"""Links that were handed out: one that signs in, an invitation. Opening one shows a page; only a button uses it up."""

from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from waarborg.access import forms, sessions
from waarborg.access.actions import attempts, invite, one_time
from waarborg.access.actions.note_sign_in import note_sign_in
from waarborg.access.guard import own_door_only
from waarborg.access.models import Account, Membership, OneTimeLink, SingleSignOn
from waarborg.access.queries.networks import require_way_in
from waarborg.access.queries.sign_on import by_email
from waarborg.access.rules import throttling
from waarborg.access.views.answers import page, refused, visitor_address
from waarborg.access.views.link_gone import tells_why
from waarborg.access.views.sign_in import let_in, require_network
from waarborg.customers.models import Person
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock


@tells_why("sign-in")
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in once by a link; whoever was signed in here before is signed out first."""
    attempts.count("link", visitor_address(request), throttling.LINK_ADDRESS)
    link = one_time.look_up(token, "sign-in")
    if request.method != "POST" or link.account is None:
        return page(request, "access/link.html", {"page_title": _("Sign in"), "email": _email(link)})
    require_network(request, link.account)
    one_time.use(link)
    if request.user.is_authenticated:
        logout(request)
    return let_in(request, link.account, leads_to=link.leads_to or "/")


def _email(link: OneTimeLink) -> str:
    return link.account.email if link.account else ""


@tells_why("invitation")
@own_door_only
@sensitive_post_parameters("password")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an invitation: with a new password, or with the account there is already."""
    attempts.count("link", visitor_address(request), throttling.LINK_ADDRESS)
    link = one_time.look_up(token, "invitation")
    person, organisation = invite.invited(link)
    signed_in = request.user if request.user.is_authenticated else None
    known = Account.objects.by_email(link.email)
    form = None if known else forms.NewPassword(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {
        "form": form,
        "person": person,
        "organisation_name": organisation.name,
        "known": known is not None,
        "is_them": known is not None and signed_in is not None and signed_in.pk == known.pk,
        "is_other": signed_in is not None and (known is None or signed_in.pk != known.pk),
        "provider": _provider(link) if signed_in is None else None,
        "token": token,
        "page_title": _("Invitation of %(organisation)s") % {"organisation": organisation.name},
    }
    if request.method != "POST":
        return page(request, "access/invitation.html", context)
    if form is not None and not form.is_valid():
        return page(request, "access/invitation.html", context, status=422)
    require_way_in(person.tenant_id, visitor_address(request))
    password = form.cleaned_data["password"] if form is not None else None
    try:
        account = invite.accept(link, password=password, signed_in=signed_in, at=clock.now())
    except Refusal as refusal:
        if form is None:
            raise
        return refused(request, "access/invitation.html", context, form, refusal)
    if context["is_them"]:
        return _enter(request, account, person)
    if signed_in is not None:
        logout(request)
    return let_in(request, account, leads_to="/")


def _provider(link: OneTimeLink) -> SingleSignOn | None:
    found = by_email(link.email)
    return found if found is not None and found.tenant_id == link.tenant_id else None


def _enter(request: HttpRequest, account: Account, person: Person) -> HttpResponse:
    joined = Membership.objects.get(account=account, tenant_id=person.tenant_id, ended_at=None)
    request.session.cycle_key()
    request.session[sessions.MEMBERSHIP] = str(joined.id)
    note_sign_in(joined, described=request.session.get(sessions.DEVICE, ""), at=clock.now())
    return HttpResponseRedirect("/")
