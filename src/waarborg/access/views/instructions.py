"""What the owner of a customer orders: seen, completed and answered in the portal, written down at the desk."""

from typing import Any
from uuid import UUID

from django.contrib.messages import success, warning
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from waarborg.access.actions.rights_requests import ask_rights, complete_rights, missing
from waarborg.access.actions.transfer import answer_transfer, ask_transfer
from waarborg.access.forms import refuse
from waarborg.access.guard import contact_only, staff_only
from waarborg.access.instruction import Instruction
from waarborg.access.instruction_forms import OrderForm, RightsForm, TransferForm
from waarborg.access.queries import instructions as reading
from waarborg.access.roles import LABELS
from waarborg.customers import queries as customers
from waarborg.customers.models import Person
from waarborg.customers.permissions import USE_AUTHORITY
from waarborg.customers.rules import instructions as words
from waarborg.customers.rules.roles import CUSTOMER_ROLES, OWNER
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import access_log, clock
from waarborg.plumbing.permissions import NotFound, may, require
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web.wording import tongue

BACK = "access:instructions"


@contact_only
@require_http_methods(["GET", "POST"])
def portal(request: HttpRequest) -> HttpResponse:
    """For the owner, and for who is asked to take over the account. By POST `do` is transfer, complete, accept or
    decline; the last three name the order in `order`."""
    by: Any = request.actor  # type: ignore[attr-defined]
    rows, owns = reading.instructions_of(by.tenant), may(by, USE_AUTHORITY, tenant=by.tenant)
    for_me = [one for one in rows if one.what == "transfer" and one.state == "waiting" and one.about == by.person]
    if not owns and not for_me:
        require(by, USE_AUTHORITY, tenant=by.tenant)
    people, do = _people(by.tenant), request.POST.get("do", "")
    transfer = TransferForm(request.POST if do == "transfer" else None, people=_listed(people, without=by.person))
    complete = RightsForm(
        request.POST if do == "complete" else None, people=_listed(people), possible=CUSTOMER_ROLES, auto_id="right-%s"
    )
    form, status = {"transfer": transfer, "complete": complete}.get(do), 200
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            success(request, _act(do, request, form.cleaned_data if form else {}, by))
        except Refusal as refusal:
            if form is None:
                raise
            refuse(form, refusal, _lang())
            status = refusal.status
        else:
            return HttpResponseRedirect(reverse(BACK if owns else "access:account"))
    elif form is not None:
        status = 422
    context = {
        "page_title": _("Instructions"),
        "rows": [_shown(one, people) for one in (rows if owns else for_me)],
        "owns": owns,
        "mine": by.person,
        "transfer": transfer,
        "complete": complete,
    }
    return render(request, "access/instructions.html", context, status=status)


def _act(do: str, request: HttpRequest, given: dict[str, Any], by: Any) -> str:
    at = clock.now()
    if do == "transfer":
        me, to = (customers.person(one, tenant=by.tenant) for one in (by.person, UUID(given["about"])))
        ask_transfer(me, to, form=words.IN_ACCOUNT, by=by, at=at)
        return _("Asked. %(name)s has mail, and accepts or declines here.") % {"name": to.name}
    order = reading.instruction(_uuid(request.POST.get("order", "")), tenant=by.tenant)
    if do == "complete":
        about = customers.person(UUID(given["about"]), tenant=by.tenant)
        complete_rights(order, about=about, roles=given["roles"], until=given["until"], zone=zone_of(), by=by, at=at)
        return _("The rights have been changed as you asked; you have mail that says so.")
    if do not in ("accept", "decline"):
        raise NotFound()
    answer_transfer(order, accept=do == "accept", by=by, at=at)
    return _("The account is yours from now on.") if do == "accept" else _("The account is not transferred.")


@staff_only
@require_http_methods(["GET", "POST"])
def desk(request: HttpRequest, customer: UUID) -> HttpResponse:
    """What a customer's owner ordered, and a form to write down what came by mail or in a report."""
    by: Any = request.actor  # type: ignore[attr-defined]
    require(by, USE_AUTHORITY)
    found, at = customers.organisation(customer), clock.now()
    if found.kind != "customer":
        raise NotFound()
    access_log.read(by=by, tenant=found.id, what=found.ref, why=gettext_noop("instructions"), at=at)
    people = _people(found.id)
    owners = customers.holders(found.id, OWNER, at=at)
    form = OrderForm(
        request.POST if request.method == "POST" else None,
        people=_listed(people),
        possible=found.roles,
        chats=reading.chats(owners),
        lang=_lang(),
        initial={"owner": str(owners[0].id) if owners else "", "what": "rights"},
    )
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            made = _order(found.id, form.cleaned_data, by)
        except Refusal as refusal:
            refuse(form, refusal, _lang())
            status = refusal.status
        else:
            _say(request, made)
            return HttpResponseRedirect(request.path)
    context = {
        "page_title": _("Instructions of %(name)s") % {"name": found.name},
        "shown": found,
        "form": form,
        "rows": [_shown(one, people) for one in reading.instructions_of(found.id)],
        "crumbs": [
            {"label": _("Customers"), "url": reverse("access:customers")},
            {"label": found.name, "url": reverse("access:customer", args=[found.id])},
            {"label": _("Instructions")},
        ],
    }
    return render(request, "access/customer_instructions.html", context, status=status)


def _order(tenant: UUID, given: dict[str, Any], by: Any) -> Instruction:
    at, owner = clock.now(), customers.person(UUID(given["owner"]), tenant=tenant)
    about = customers.person(UUID(given["about"]), tenant=tenant) if given["about"] else None
    how = {
        "form": given["form"],
        "address": given["address"],
        "message": UUID(given["message"]) if given["message"] else None,
        "said": given["wording"],
    }
    if given["what"] == "transfer":
        return ask_transfer(owner, about or owner, **how, by=by, at=at)
    roles = given["roles"] if given["roles"] or given["none"] else None
    return ask_rights(owner, about=about, roles=roles, until=given["until"], **how, zone=zone_of(), by=by, at=at)


def _say(request: HttpRequest, made: Instruction) -> None:
    if made.what == "transfer":
        success(request, _("Asked. Who is to own the account has mail, and accepts or declines in the account."))
    elif made.state == "done":
        success(request, _("The rights have been changed exactly as asked; the owner has mail that says so."))
    else:
        warning(request, _("The request is not complete: the owner has mail that says what is missing."))


def _people(tenant: UUID) -> dict[UUID, Person]:
    return {one.id: one for one in customers.people_of(tenant, at=clock.now())}


def _listed(people: dict[UUID, Person], *, without: UUID | None = None) -> list[tuple[str, str]]:
    return [(str(one.id), one.name) for one in people.values() if one.active and one.id != without]


def _shown(one: Instruction, people: dict[UUID, Person]) -> dict[str, Any]:
    """An order with its words."""
    lang = _lang()
    return {
        "order": one,
        "what": words.words(words.WHAT, one.what, lang),
        "form": words.words(words.FORMS, one.form, lang),
        "about": people[one.about].name if one.about in people else "",
        "had": _named(one.had),
        "roles": _named(one.roles),
        "missing": one.what == "rights" and one.state == "incomplete" and missing(one),
        "state": {
            "incomplete": _("not complete"),
            "waiting": _("waiting for an answer"),
            "done": _("carried out"),
            "declined": _("declined"),
            "withdrawn": _("withdrawn"),
        }[one.state],
    }


def _named(roles: list[str] | None) -> str:
    return ", ".join(_(LABELS[role]) for role in roles or ())


def _lang() -> str:
    return tongue(translation.get_language())


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound() from None
