"""Leaving: what notice would come to, before anything is confirmed; giving it, and taking it back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.access.guard import contact_only
from waarborg.contracts import permissions as rights
from waarborg.contracts.actions.give_notice import give_notice, withdraw_notice
from waarborg.contracts.forms import NoticeForm
from waarborg.contracts.queries import notices
from waarborg.contracts.rules.leaving import ends_at
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.web.wording import tongue
from waarborg.promises.queries import announcements, compiled, readable


@contact_only
@require_http_methods(["GET", "POST"])
def leaving(request: HttpRequest) -> HttpResponse:
    """By POST, `do` is leave or withdraw; `switching` and `after` (an announcement) go along in the address."""
    by, at = request.actor, clock.now()
    permissions.require(by, rights.SEE, tenant=by.tenant)
    do = request.POST.get("do")
    form = NoticeForm(request.POST if do == "leave" else None)
    refusal = None
    if request.method == "POST" and (do == "withdraw" or form.is_valid()):
        try:
            _act(request, form, by=by, at=at)
        except Refusal as found:
            refusal = found
        else:
            return redirect("contracts:leaving")
    return _page(request, form, refusal, by=by, at=at)


def _act(request: HttpRequest, form: NoticeForm, *, by: Actor, at: datetime) -> None:
    if request.POST.get("do") == "withdraw":
        held = notices.running(by.tenant) if by.tenant else None
        if held is None:
            raise permissions.NotFound()
        withdraw_notice(held.id, by=by, at=at)
        success(request, _("The notice has been withdrawn: the agreement goes on."))
        return
    if by.tenant is None:
        raise permissions.NotFound()
    give_notice(
        by.tenant,
        by=by,
        at=at,
        why=form.cleaned_data["why"],
        switching=_switching(request),
        announcement=_after(request),
    )
    success(request, _("You gave notice. You and your administrators get a mail that says so."))


def _switching(request: HttpRequest) -> bool:
    return request.GET.get("switching") == "1"


def _after(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("after", ""))
    except ValueError:
        return None


def _page(request: HttpRequest, form: NoticeForm, refusal: Refusal | None, *, by: Actor, at: datetime) -> HttpResponse:
    if by.tenant is None:
        raise permissions.NotFound()
    held = notices.running(by.tenant)
    switching, after = _switching(request), _after(request)
    found = None if held else notices.prospect(by.tenant, by=by, at=at, switching=switching)
    told = announcements.find(after, tenant=by.tenant) if after else None
    context: dict[str, Any] = {
        "held": held,
        "found": found,
        "after": told,
        "switching": switching,
        "form": form,
        "refusal": refusal,
        "contracts": notices.contracts_of(by.tenant),
        "may_leave": permissions.may(by, rights.LEAVE, tenant=by.tenant),
        "back": reverse("promises:agreement"),
    }
    if found is not None:
        context |= reasons(found)
    status = refusal.status if refusal else 422 if form.is_bound and form.errors else 200
    return render(request, "contracts/leaving.html", context, status=status)


def reasons(found: notices.Prospect) -> dict[str, Any]:
    """The promises that decide, with their words and the last day each asks for; and those that could not."""
    lang = tongue(get_language())
    text = readable(found.version.sha256, lang)
    articles = {one.id: one for chapter in text.chapters for one in chapter.articles}
    agreement = compiled(found.version.sha256).agreement
    return {
        "reasons": [(articles[one.promise], one.last) for one in found.ending.reasons if one.promise in articles],
        "unknown": [articles[name] for name in found.ending.unknown if name in articles],
        "right": articles.get(found.right) if found.right else None,
        "ends": ends_at(found.ending.last, agreement),
        "zone": agreement.timezone,
    }
