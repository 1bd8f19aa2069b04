"""Notices for staff: the list, and one with what can be done to it."""

from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from waarborg.access.forms import refused
from waarborg.access.guard import staff_only
from waarborg.access.roles import LABELS
from waarborg.kernel.errors import Refusal
from waarborg.notices.actions import publish as acts
from waarborg.notices.forms import PlanForm, WithdrawForm
from waarborg.notices.models import Notice
from waarborg.notices.permissions import PUBLISH, SEE, WRITE
from waarborg.notices.queries import notices as reading
from waarborg.notices.queries.reach import reach
from waarborg.notices.rules.kinds import kind
from waarborg.notices.views.showing import shown
from waarborg.plumbing import brand, clock, permissions
from waarborg.plumbing.web.paging import cursor_of, page_of
from waarborg.plumbing.web.reader import lang, zone


@staff_only
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """All notices, the last written first, each with how far it has come. Two queries and the audiences'."""
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, SEE)
    found = reading.page(after=cursor_of(request.GET.get("after", "")), limit=reading.PAGE + 1)
    page = page_of(found, reading.PAGE, lambda one: (one.written_at, one.id))
    tallies, language = reading.tallies(page.rows), lang()
    lines = [
        {
            "notice": one,
            "title": one.title(language),
            "kind": kind(one.kind).words(language),
            "state": state_words(one),
            "tally": tallies.get(one.id, reading.Tally()) if one.published_at else None,
        }
        for one in page.rows
    ]
    context = {"lines": lines, "more": page.more, "may_write": permissions.may(by, WRITE), "page_title": _("Notices")}
    return render(request, "notices/desk_notices.html", context)


def state_words(held: Notice) -> str:
    return {"draft": _("draft"), "planned": _("planned"), "published": _("published"), "withdrawn": _("withdrawn")}[
        held.state
    ]


@staff_only
@require_http_methods(["GET", "POST"])
def notice(request: HttpRequest, notice: UUID) -> HttpResponse:
    """A notice as its readers see it, in both languages, and what can be done; by POST `do` says what."""
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, SEE)
    held = reading.find(notice)
    do = request.POST.get("do", "")
    plan = PlanForm(request.POST if do == "plan" else None, zone=zone())
    withdraw = WithdrawForm(request.POST if do == "withdraw" and held.is_live else None)
    status = 200
    if request.method == "POST":
        status = _act(request, held, do, plan, withdraw)
        if status == 302:
            return redirect("notices:desk-notice", notice=held.id)
    return render(request, "notices/desk_notice.html", _context(request, held, plan, withdraw), status=status)


def _act(request: HttpRequest, held: Notice, do: str, plan: PlanForm, withdraw: WithdrawForm) -> int:
    """Do what was asked; answers 302 when it is done."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    if do == "publish":
        acts.publish(held.id, by=by, at=at)
        success(request, _("The notice has been published and is being handed to its customers."))
    elif do == "plan":
        if not plan.is_valid():
            return 422
        try:
            acts.plan(held.id, plan.cleaned_data["moment"], by=by, at=at)
        except Refusal as refusal:
            return refused(plan, refusal)
        success(request, _("The notice will be published by itself."))
    elif do == "withdraw":
        if held.is_live and not withdraw.is_valid():
            return 422
        acts.withdraw(held.id, **(withdraw.cleaned_data if held.is_live else {"reason_nl": ""}), by=by, at=at)
        success(request, _("The notice has been withdrawn."))
    else:
        return 422
    return 302


def _context(request: HttpRequest, held: Notice, plan: PlanForm, withdraw: WithdrawForm) -> dict[str, Any]:
    by, language = request.actor, lang()  # type: ignore[attr-defined]
    unpublished = held.state in (Notice.State.DRAFT, Notice.State.PLANNED)
    return {
        "held": held,
        "kind": kind(held.kind).words(language),
        "state": state_words(held),
        "audience": reading.audience_words(held, language),
        "roles": [_(LABELS[role]) for role in held.roles if role in LABELS],
        "previews": [_preview(held, one) for one in ("nl", "en") if one == "nl" or held.title_en],
        "customers": len(reading.customers_of(held, at=clock.now())) if unpublished else None,
        "reach": reach(held) if held.published_at else None,
        "overdue": held.state == Notice.State.PLANNED and held.planned_at and held.planned_at < clock.now(),
        "plan": plan,
        "withdraw": withdraw,
        "unpublished": unpublished,
        "may_write": permissions.may(by, WRITE),
        "may_publish": permissions.may(by, PUBLISH),
        "crumbs": [{"label": _("Notices"), "url": reverse("notices:desk-notices")}, {"label": held.title(language)}],
    }


def _preview(held: Notice, language: str) -> dict[str, Any]:
    """As its reader sees it, with words for the reader in that language."""
    with translation.override(language):
        values = {"customer": _("(the customer)"), "name": _("(the reader)"), "provider": brand.name()}
    return shown(held, language, values)
