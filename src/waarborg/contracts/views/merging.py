"""Two customers that become one: read beforehand and confirmed at the desk; who came along is let in in the portal."""

from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.access.guard import contact_only, staff_only
from waarborg.access.roles import LABELS
from waarborg.contracts import permissions as rights
from waarborg.contracts.actions.answer_merged import answer_merged
from waarborg.contracts.actions.merge_customer import merge_customer
from waarborg.contracts.actions.merge_refusals import in_the_way
from waarborg.contracts.forms import MergeForm, MergeOrderForm
from waarborg.contracts.queries import merging as reading
from waarborg.contracts.queries.notices import is_running
from waarborg.customers.models import Organisation
from waarborg.customers.queries import customers, holders, organisation, people_of
from waarborg.customers.rules.roles import OWNER
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import access_log, clock, permissions
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.web.wording import tongue

# As many as are shown to choose from; a longer name finds fewer.
CHOICES = 10


@staff_only
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, customer: UUID) -> HttpResponse:
    """`q` looks for the other customer, `into` names it: then everything that would happen stands here, and a POST
    does exactly that."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    permissions.require(by, rights.MERGE)
    shown = _customer(customer)
    access_log.read(by=by, tenant=shown.id, what=shown.ref, why=gettext_noop("merger"), at=clock.now())
    into = _identifier(request.GET.get("into", ""))
    if into is not None:
        return _confirm(request, shown, _customer(into), by=by)
    search = " ".join(request.GET.get("q", "").split())[:100]
    found = customers(search=search, limit=CHOICES + 1) if search else []
    context = {"search": search, "found": [one for one in found if one.id != shown.id][:CHOICES], **_crumbs(shown)}
    return render(request, "contracts/merge.html", context)


def _confirm(request: HttpRequest, shown: Organisation, other: Organisation, *, by: Actor) -> HttpResponse:
    at, lang = clock.now(), tongue(get_language())
    given = request.POST if request.method == "POST" else None
    plan = reading.plan(shown, other, at=at)
    sides = {
        one.id: MergeOrderForm(given, prefix=name, owners=owners, lang=lang)
        for name, one in (("absorbed", shown), ("survivor", other))
        if (owners := holders(one.id, OWNER, at=at))
    }
    form = MergeForm(given, initial={"seen": plan.digest})
    refusals, status = list(in_the_way(shown, other, at=at)), 200
    if given is not None:
        status = 422
        if all([form.is_valid(), *(one.is_valid() for one in sides.values())]):
            try:
                orders = {one: made.order() for one, made in sides.items()}
                merge_customer(shown, other, seen=form.cleaned_data["seen"], orders=orders, by=by, at=at)
            except Refusal as refusal:
                refusals, status = [refusal], refusal.status
                # Read again before it is confirmed again.
                form = MergeForm(initial={"seen": plan.digest})
            else:
                success(request, _("The two are one from now on. Owners and administrators of both have mail."))
                return redirect("access:customer", other.id)
    context = {
        "plan": plan,
        "other": other,
        "noticed": is_running(shown.id),
        "refusals": refusals,
        "form": form,
        "sides": [(one, sides.get(one.id)) for one in (shown, other)],
        "people": [(one, [_(LABELS[role]) for role in one.roles]) for one in plan.people],
        "blocked": bool(refusals) and given is None,
        **_crumbs(shown),
    }
    return render(request, "contracts/merge_confirm.html", context, status=status)


def _customer(identifier: UUID) -> Organisation:
    found = organisation(identifier)
    if found.kind != "customer":
        raise permissions.NotFound()
    return found


def _crumbs(shown: Organisation) -> dict[str, Any]:
    return {
        "shown": shown,
        "crumbs": [
            {"label": _("Customers"), "url": reverse("access:customers")},
            {"label": shown.name, "url": reverse("access:customer", args=[shown.id])},
            {"label": _("Merge")},
        ],
    }


@contact_only
@require_http_methods(["GET", "POST"])
def came_along(request: HttpRequest) -> HttpResponse:
    """Who came along from an organisation that was merged into one's own. By POST `do` is admit or decline, `person`
    says whom."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    permissions.require(by, rights.ANSWER_MERGED, tenant=by.tenant)
    if by.tenant is None:
        raise permissions.NotFound()
    refusal = None
    if request.method == "POST":
        person, do = _identifier(request.POST.get("person", "")), request.POST.get("do", "")
        row = next((one for one in reading.waiting(by.tenant) if one["person"] == person), None)
        if row is None or person is None or do not in ("admit", "decline"):
            raise permissions.NotFound()
        try:
            answer_merged(row["merger"], person, admit=do == "admit", by=by, at=clock.now())
        except permissions.NotFound:
            raise
        except Refusal as found:
            refusal = found
        else:
            success(request, _("Let in, and invited.") if do == "admit" else _("Not let in."))
            return redirect("contracts:came-along")
    people = {one.id: one for one in people_of(by.tenant, at=clock.now())}
    rows = [
        (people[one["person"]], one["other_name"], [_(LABELS[role]) for role in one["roles"]])
        for one in reading.waiting(by.tenant)
        if one["person"] in people
    ]
    return render(
        request, "contracts/came_along.html", {"rows": rows, "refusal": refusal},
        status=refusal.status if refusal else 200,
    )  # fmt: skip


def _identifier(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
