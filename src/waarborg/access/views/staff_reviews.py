"""The desk's page on which the staff's access is judged anew, and one person's on it."""

from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from waarborg.access import forms
from waarborg.access.actions import staff_reviews as actions
from waarborg.access.forms import refuse
from waarborg.access.guard import staff_only
from waarborg.access.permissions import OPEN_AS_ADMINISTRATOR, REVIEW_STAFF, SET_POLICY
from waarborg.access.queries import staff_reviews as queries
from waarborg.access.roles import LABELS
from waarborg.access.rules.staff_review import LONGEST_MONTHS
from waarborg.access.views.security_pages import pages_of
from waarborg.customers.rules.roles import PROVIDER_ROLES
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock
from waarborg.plumbing.permissions import NotFound, declared, may, require
from waarborg.plumbing.web.wording import date_words, tongue


@staff_only
def review(request: HttpRequest) -> HttpResponse:
    """`what` in a form says what is asked: open, complete, interval."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    require(actor, REVIEW_STAFF)
    at, what = clock.now(), request.POST.get("what", "")
    held = queries.stand(actor.tenant, at=at)
    interval = forms.ReviewInterval(
        request.POST if what == "interval" else None, initial={"months": held.months}, most=LONGEST_MONTHS
    )
    if request.method == "POST":
        if what == "interval" and interval.is_valid():
            actions.set_interval(interval.cleaned_data["months"], by=actor, at=at)
            success(request, _("The interval has been changed."))
        elif what == "open":
            actions.open_review(by=actor, at=at)
            success(request, _("The review has begun: judge each colleague's access."))
        elif what == "complete":
            actions.complete_review(by=actor, at=at)
            success(request, _("The review is complete, and kept in the journal."))
        if what in ("open", "complete") or (what == "interval" and interval.is_valid()):
            return HttpResponseRedirect(request.path)
    members = queries.staff(actor.tenant, held.open, at=at)
    context = {
        "page_title": _("Staff access"),
        "pages": pages_of(request),
        "held": held,
        "due": date_words(held.due, translation.get_language(), weekday=False),
        "rows": [_row(one) for one in members],
        "left": sum(not one.is_judged for one in members),
        "interval": interval if may(actor, SET_POLICY) else None,
    }
    return render(request, "access/staff_review.html", context, status=422 if interval.errors else 200)


def _row(one: queries.Member) -> dict[str, Any]:
    return {
        "name": one.person.name,
        "url": reverse("access:staff-judge", args=[one.person.id]),
        "roles": _words(one.roles),
        "door": one.door,
        "is_unused": one.is_unused and one.door.state == "in",
        "may_open": one.may_open,
        "opened": one.opened,
        "is_opening_unused": one.is_opening_unused,
        "judgement": one.judgement if one.is_judged else None,
        "was_changed": one.judgement is not None and not one.is_judged,
    }


def _words(roles: Any) -> list[str]:
    return [_(LABELS[role]) for role in PROVIDER_ROLES if role in roles]


@staff_only
def judge(request: HttpRequest, person: UUID) -> HttpResponse:
    """One of the staff: confirm, change or end what they may, while a review is open."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    require(actor, REVIEW_STAFF)
    at, back = clock.now(), reverse("access:staff-review")
    held = queries.stand(actor.tenant, at=at)
    member = next((one for one in queries.staff(actor.tenant, held.open, at=at) if one.person.id == person), None)
    if member is None:
        raise NotFound()
    initial = {"roles": sorted(member.roles), "verdict": "ended" if member.is_unused else "confirmed"}
    if member.is_opening_unused and not member.is_unused:
        left = member.roles - declared()[OPEN_AS_ADMINISTRATOR]
        initial = {"roles": sorted(left), "verdict": "changed" if left else "ended"}
    form = forms.JudgementForm(
        request.POST if request.method == "POST" else None, possible=PROVIDER_ROLES, initial=initial
    )
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                actions.judge(member.person, **form.cleaned_data, by=actor, at=at)
            except Refusal as refusal:
                refuse(form, refusal, tongue(translation.get_language()))
                status = refusal.status
            else:
                success(request, _("Judged: %(name)s.") % {"name": member.person.name})
                return HttpResponseRedirect(back)
    context = {"page_title": member.person.name, "back": back, "row": _row(member), "form": form, "open": held.open}
    return render(request, "access/staff_judge.html", context, status=status)
