"""The staff's list of every ticket, narrowed and searched, with the views that were saved of it."""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from waarborg.access.guard import staff_only
from waarborg.customers.queries import names_of
from waarborg.plumbing import permissions
from waarborg.plumbing.tenancy import kept
from waarborg.plumbing.web import wording
from waarborg.support.models import Team
from waarborg.support.queries import tickets as reading
from waarborg.support.queries.finding import newest, search
from waarborg.support.queries.narrowing import narrow, narrowed
from waarborg.support.queries.views import views_of
from waarborg.support.rules import states
from waarborg.support.rules.views.filters import address

PAGE = "support:desk-tickets"
# (value, words)
Options = list[tuple[str, str]]


@staff_only
@require_GET
def tickets(request: HttpRequest) -> HttpResponse:
    """Newest first, searched by number or words, of all customers or of one."""
    by = request.actor
    permissions.require(by, "support.ticket.read")
    saved = views_of(by.person, "tickets")
    opening = next((one for one in saved if one.default), None)
    if opening is not None and not request.GET:
        return redirect(f"{reverse(PAGE)}?{opening.query}")
    chosen = narrow(request.GET.dict())
    customer, rows = chosen.customer, narrowed(chosen, by=by)
    # Of one customer all is looked through, of all customers together the newest.
    if customer:
        rows, cut = search(rows, chosen.text, notes=True, customer=customer), False
    else:
        rows, cut = newest(rows, chosen.text)
    before = request.GET.get("before", "")
    found, cursor = reading.page(rows, before=before) if chosen.words or before else reading.first_page()
    tenants = {one.tenant_id for one in found} | ({customer} if customer else set())
    names = names_of(tenants)
    if customer and customer not in names:
        raise permissions.NotFound()
    asked = address(chosen.words, "tickets")
    context = {
        "lines": [(one, names.get(one.tenant_id, "")) for one in found],
        "cursor": cursor,
        "cut": cut,
        "text": chosen.text,
        "tag": chosen.words.get("tag", ""),
        "customer": {"id": customer, "name": names[customer]} if customer else None,
        "choices": _choices(chosen.words),
        "saved": saved,
        "asked": asked,
    }
    return render(request, "support/desk_tickets.html", context)


def _teams() -> QuerySet[Team, tuple[UUID, str]]:
    return Team.objects.filter(active=True).values_list("id", "name")


def _choices(words: Mapping[str, str]) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
    """The fields that narrow by choosing: name, label, and each (value, words, whether it is chosen)."""
    lang = wording.tongue(get_language())
    said: Options = [(word, texts[lang]) for word, texts in states.STAFF_STATES.items()]
    whose = [("mine", _("Mine")), ("nobody", _("Nobody's"))]
    teams = [(str(key), name) for key, name in kept.rows("support.teams", _teams)]
    fields: list[tuple[str, str, str, Options]] = [
        ("state", _("State"), _("every state"), said),
        ("view", _("Handled by"), _("whoever handles it"), whose),
        ("team", _("Team"), _("every team"), sorted(teams, key=lambda one: one[1].casefold())),
    ]
    return [
        (name, label, [(value, text, words.get(name, "") == value) for value, text in [("", every), *of]])
        for name, label, every, of in fields
        if of
    ]
