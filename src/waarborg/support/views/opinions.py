"""Saying what one thinks of how a ticket was resolved: by the link in a mail, in the portal; and the desk's page of it.

Looking changes nothing, because scanners of mail look at every link: the grade in the address only chooses the button.
"""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from waarborg.access.guard import contact_only, staff_only
from waarborg.customers.models import Organisation
from waarborg.customers.queries import standing
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions, tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.web import wording
from waarborg.promises import queries as promises
from waarborg.support.actions.give_opinion import give_opinion
from waarborg.support.forms.opinions import OpinionForm
from waarborg.support.permissions import GIVE_OPINION, SEE_OPINIONS
from waarborg.support.queries import tickets as reading
from waarborg.support.queries.opinions import Asked, by_month, by_token, comments, opinion_of
from waarborg.support.rules.opinions import ENOUGH, GRADES, is_open


# Whoever opens a mail has no cookie and no token of ours: the address itself is the right, and gives only this. It
# lies under accounts/, outside any scope, because what is said is written as the customer's.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_mail(request: HttpRequest, token: str) -> HttpResponse:
    asked, lang = by_token(token[:600]), wording.tongue(get_language())
    form = OpinionForm(
        request.POST if request.method == "POST" else None, lang=lang, initial={"grade": request.GET.get("grade", "")}
    )
    done, refusal = False, None
    if form.is_bound and form.is_valid():
        try:
            _give(asked, form)
            done = True
        except Refusal as refused:
            refusal = refused
    context = {
        "page_title": _("Your opinion"),
        "number": asked.ticket.shown_number,
        "form": form,
        "done": done,
        "open": is_open(asked.resolved_at, clock.now()),
        "refusal": refusal,
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "support/opinions/by_mail.html", context, status=status)


def _give(asked: Asked, form: OpinionForm) -> None:
    at, tenant = clock.now(), asked.ticket.tenant_id
    with tenancy.enter(Role.CUSTOMER, tenant):
        who = standing(tenant=tenant, person=asked.person.id, at=at)
        if who is None:
            raise permissions.NotFound()
        by = Actor(kind="contact", tenant=tenant, person=who.person, name=who.name, roles=who.roles)
        give_opinion(asked.ticket, form.cleaned_data["grade"], comment=form.cleaned_data["comment"], by=by, at=at)


@contact_only
@require_http_methods(["GET", "POST"])
def opinion(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """The same in the portal."""
    by, at, lang = request.actor, clock.now(), wording.tongue(get_language())  # type: ignore[attr-defined]
    found = reading.find(by, ticket)
    permissions.require(by, GIVE_OPINION, tenant=found.tenant_id)
    held = opinion_of(found)
    before = {"grade": held.grade, "comment": held.comment} if held and held.resolved_at == found.resolved_at else {}
    form = OpinionForm(request.POST if request.method == "POST" else None, lang=lang, initial=before)
    refusal = None
    if form.is_bound and form.is_valid():
        try:
            give_opinion(found, form.cleaned_data["grade"], comment=form.cleaned_data["comment"], by=by, at=at)
        except Refusal as refused:
            refusal = refused
        else:
            success(request, _("Thank you; we read it."))
            return redirect("support:ticket", ticket=found.id)
    context = {
        "ticket": found,
        "form": form,
        "refusal": refusal,
        "open": found.resolved_at is not None and is_open(found.resolved_at, at),
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "support/opinions/give.html", context, status=status)


@staff_only
@require_GET
def opinions(request: HttpRequest) -> HttpResponse:
    """By month, always with how many answered; and what was said."""
    permissions.require(request.actor, SEE_OPINIONS)  # type: ignore[attr-defined]
    lang, said = wording.tongue(get_language()), comments()
    names = dict(Organisation.objects.filter(id__in={one.tenant_id for one in said}).values_list("id", "name"))
    context = {
        "months": by_month(ZoneInfo(promises.desk_calendar().zone)),
        "grades": [(word, words[lang]) for word, words in GRADES.items()],
        "said": [(one, names.get(one.tenant_id, ""), GRADES[one.grade][lang]) for one in said],  # type: ignore[index]
        "enough": ENOUGH,
    }
    return render(request, "support/opinions/desk.html", context)
