"""Who can see what: for those who oversee an organisation, and for the provider's own at the desk."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from waarborg.access.guard import contact_only, staff_only
from waarborg.access.roles import LABELS
from waarborg.console.permissions import SEE_RIGHTS
from waarborg.console.queries import rights as queries
from waarborg.customers.rules.roles import CUSTOMER_ROLES, PROVIDER_ROLES
from waarborg.plumbing import clock
from waarborg.plumbing.permissions import require
from waarborg.plumbing.web.wording import tongue

# So many names on a line; the rest are counted.
NAMES = 8


@contact_only
@require_GET
def portal(request: HttpRequest) -> HttpResponse:
    """A customer's own people, and what our roles may."""
    return _page(request, "portal.html")


@staff_only
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """The provider's own people, and what a customer's roles may."""
    return _page(request, "desk.html")


def _page(request: HttpRequest, shell: str) -> HttpResponse:
    """`?person=` shows what one of one's own people may."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    require(actor, SEE_RIGHTS, tenant=actor.tenant)
    lang = tongue(translation.get_language())
    everybody = queries.people(actor.tenant, at=clock.now())
    one = next((who for who in everybody if str(who.id) == request.GET.get("person")), None)
    found = queries.rights(everybody, customer_roles=CUSTOMER_ROLES, staff_roles=PROVIDER_ROLES, lang=lang)
    groups = [
        (domain, [_row(right, actor.is_staff) for right in rights if _is_shown(right, one)]) for domain, rights in found
    ]
    context = {
        "page_title": _("Who can see what"),
        "shell": shell,
        "everybody": everybody,
        "one": one,
        "roles": _words(role for role in (*PROVIDER_ROLES, *CUSTOMER_ROLES) if one and role in one.roles),
        "groups": [(domain, rows) for domain, rows in groups if rows],
        "data": [] if one else queries.data(lang),
    }
    return render(request, "console/rights.html", context)


def _is_shown(right: queries.Right, one: queries.Person | None) -> bool:
    return one is None or one in right.people


def _row(right: queries.Right, is_staff: bool) -> dict[str, Any]:
    return {
        "text": right.text,
        "names": [who.name for who in right.people[:NAMES]],
        "more": max(0, len(right.people) - NAMES),
        "others": _words(right.of_customer if is_staff else right.of_staff),
    }


def _words(roles: Any) -> list[str]:
    return [_(LABELS[role]) for role in roles]
