"""A password forgotten, set by a link, or changed."""

from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from waarborg.access import forms
from waarborg.access.actions import attempts, one_time, passwords
from waarborg.access.guard import account_only, own_door_only
from waarborg.access.models import Account
from waarborg.access.rules import throttling
from waarborg.access.views.answers import page, refused, visitor_address
from waarborg.access.views.link_gone import tells_why
from waarborg.access.views.sign_in import let_in, require_network
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock


def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link by mail. The answer is the same for every address."""
    form = forms.Forgotten(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form, "page_title": _("Password forgotten")}
    if request.method != "POST":
        return page(request, "access/forgotten.html", context)
    if not form.is_valid():
        return page(request, "access/forgotten.html", context, status=422)
    try:
        passwords.ask_for_link(form.cleaned_data["email"], address=visitor_address(request), at=clock.now())
    except Refusal as refusal:
        return refused(request, "access/forgotten.html", context, form, refusal)
    return HttpResponseRedirect(reverse("account_reset_password_done"))


def forgotten_done(request: HttpRequest) -> HttpResponse:
    return page(request, "access/forgotten_done.html", {"page_title": _("Look in your mail")})


@tells_why("password")
@sensitive_post_parameters("password")
def new_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Set a password by the link of a mail, then go in, through the second step where there is one."""
    attempts.count("link", visitor_address(request), throttling.LINK_ADDRESS)
    link = one_time.look_up(token, "password")
    form = forms.NewPassword(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form, "page_title": _("Choose a password"), "email": link.email}
    if request.method != "POST":
        return page(request, "access/new_password.html", context)
    if not form.is_valid():
        return page(request, "access/new_password.html", context, status=422)
    if link.account is not None:
        require_network(request, link.account)
    try:
        account = passwords.set_by_link(link, form.cleaned_data["password"], at=clock.now())
    except Refusal as refusal:
        return refused(request, "access/new_password.html", context, form, refusal)
    return let_in(request, account, leads_to="/")


@sensitive_post_parameters("current", "password")
@account_only
@own_door_only
def change(request: HttpRequest) -> HttpResponse:
    """Replace the password, or set a first one; every other session ends."""
    account: Account = request.user  # type: ignore[assignment]
    needed = account.has_usable_password()
    form = forms.ChangePassword(request.POST if request.method == "POST" else None, needed=needed)
    title = _("Change your password") if needed else _("Choose a password")
    context: dict[str, Any] = {"form": form, "page_title": title, "back_url": reverse("access:account")}
    if request.method != "POST":
        return page(request, "access/change_password.html", context)
    if not form.is_valid():
        return page(request, "access/change_password.html", context, status=422)
    try:
        passwords.change(
            account,
            current=form.cleaned_data.get("current", ""),
            new=form.cleaned_data["password"],
            this_session=request.session.session_key,
            at=clock.now(),
        )
    except Refusal as refusal:
        return refused(request, "access/change_password.html", context, form, refusal)
    update_session_auth_hash(request, account)
    success(request, _("Your password has been changed. Other sessions were signed out."))
    return HttpResponseRedirect(reverse("access:account"))
