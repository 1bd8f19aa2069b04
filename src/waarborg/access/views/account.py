"""What is yours: account, sessions, second step, and the organisation you work for."""

from typing import Any

from django.contrib.auth import logout
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from waarborg.access import sessions
from waarborg.access.actions.choose_idle import choose_idle
from waarborg.access.actions.end_sessions import end_all, end_one
from waarborg.access.actions.note_sign_in import note_sign_in
from waarborg.access.forms import IdleForm
from waarborg.access.guard import account_only
from waarborg.access.models import Account
from waarborg.access.queries import second_factor
from waarborg.access.queries.locks import locks_of
from waarborg.access.queries.memberships import idle_of, memberships_of
from waarborg.access.queries.networks import require_way_in
from waarborg.access.queries.passkeys import passkeys_of
from waarborg.access.queries.sessions import seats
from waarborg.access.views.answers import page, visitor_address, way_on
from waarborg.customers.queries import Standing, standing
from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.tenancy import Role


@account_only
def overview(request: HttpRequest) -> HttpResponse:
    account: Account = request.user  # type: ignore[assignment]
    context = {
        "page_title": _("Your account"),
        "account": account,
        "has_password": account.has_usable_password(),
        "second_factor": second_factor.authenticator(account),
        "passkeys": passkeys_of(account).count(),
        "places": places(account),
        "sessions": len(seats(account, this=None)),
    }
    return page(request, "access/account.html", context)


def places(account: Account) -> list[dict[str, Any]]:
    """Where this account may work: membership, and the person there; without those who have left."""
    found = []
    for membership in memberships_of(account):
        role = Role.DESK if membership.kind == "staff" else Role.CUSTOMER
        with tenancy.enter(role, membership.tenant_id):
            person: Standing | None = standing(tenant=membership.tenant_id, person=membership.person_id, at=clock.now())
        if person is not None:
            found.append({"membership": membership, "person": person})
    return found


@account_only
def organisations(request: HttpRequest) -> HttpResponse:
    """Choose for which organisation this session is. Another choice gives the session a fresh key."""
    account: Account = request.user  # type: ignore[assignment]
    through = request.session.get(sessions.THROUGH)
    found = [one for one in places(account) if not through or str(one["membership"].tenant_id) == through["tenant"]]
    shut = locks_of(one["membership"].tenant_id for one in found)
    if found and len(shut) == len(found):
        return HttpResponseRedirect(reverse("access:account-locked"))
    if request.method == "POST":
        chosen = next(
            (one["membership"] for one in found if str(one["membership"].id) == request.POST.get("place")), None
        )
        if chosen is None:
            raise NotFound()
        require_way_in(chosen.tenant_id, visitor_address(request))
        request.session.cycle_key()
        request.session[sessions.MEMBERSHIP] = str(chosen.id)
        note_sign_in(chosen, described=request.session.get(sessions.DEVICE, ""), at=clock.now())
        return HttpResponseRedirect(way_on(request))
    context = {
        "page_title": _("Choose an organisation"),
        "places": found,
        "current": request.session.get(sessions.MEMBERSHIP),
        "shut": shut,
    }
    return page(request, "access/organisations.html", context)


@account_only
def session_list(request: HttpRequest) -> HttpResponse:
    account: Account = request.user  # type: ignore[assignment]
    context = {
        "page_title": _("Where you are signed in"),
        "seats": seats(account, this=request.session.session_key),
        "form": _idle_form(request, account),
        "back_url": reverse("access:account"),
    }
    return page(request, "access/sessions.html", context)


def _idle_form(request: HttpRequest, account: Account) -> IdleForm:
    """With what holds without the own choice as the longest."""
    held = request.membership  # type: ignore[attr-defined]
    return IdleForm(
        request.POST if request.method == "POST" else None,
        initial={"idle_minutes": account.idle_minutes},
        most=idle_of(held.tenant if held else None),
    )


@require_POST
@account_only
def idle(request: HttpRequest) -> HttpResponse:
    """After how long without use this account is signed out, where that is sooner than the organisation asks."""
    account: Account = request.user  # type: ignore[assignment]
    form = _idle_form(request, account)
    if not form.is_valid():
        return HttpResponse(status=422)
    choose_idle(account, form.cleaned_data["idle_minutes"])
    success(request, _("This holds from now on."))
    return HttpResponseRedirect(reverse("access:sessions"))


@require_POST
@account_only
def session_end(request: HttpRequest) -> HttpResponse:
    """End one session (`seat`), all others (`others`), or every one (`all`), this one included."""
    account: Account = request.user  # type: ignore[assignment]
    this = request.session.session_key
    if request.POST.get("which") == "all":
        end_all(account)
        logout(request)
        return HttpResponseRedirect(reverse("account_login"))
    if request.POST.get("which") == "others":
        end_all(account, except_key=this)
        success(request, _("You have been signed out everywhere else."))
    else:
        end_one(account, seat=request.POST.get("seat", ""))
        success(request, _("That session has been ended."))
    return HttpResponseRedirect(reverse("access:sessions"))
