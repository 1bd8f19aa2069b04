"""What customers agreed to pay for and nobody billed yet: their own list, and the desk's of all."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from waarborg.access.guard import contact_only, staff_only
from waarborg.contracts.permissions import SEE_CHARGES
from waarborg.contracts.queries.charges import charges
from waarborg.contracts.queries.quotes import quotes
from waarborg.customers.models import Organisation
from waarborg.plumbing import links, permissions
from waarborg.plumbing.journal import Ref


@contact_only
@require_GET
def of_us(request: HttpRequest) -> HttpResponse:
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, SEE_CHARGES, tenant=by.tenant)
    rows = charges(tenant=by.tenant)
    lines = [(one, "", links.url_for(Ref(one.source_kind, one.source_id), portal=True)) for one in rows]
    proposed = [(one, "") for one in quotes(tenant=by.tenant)]
    return render(request, "contracts/charges.html", {"lines": lines, "quotes": proposed, "shell": "portal.html"})


@staff_only
@require_GET
def of_all(request: HttpRequest) -> HttpResponse:
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, SEE_CHARGES)
    rows, proposed = charges(), quotes()
    owners = {one.tenant_id for one in (*rows, *proposed)}
    names = dict(Organisation.objects.filter(id__in=owners).values_list("id", "name"))
    lines = [(one, names.get(one.tenant_id, ""), links.url_for(Ref(one.source_kind, one.source_id))) for one in rows]
    context = {
        "lines": lines,
        "quotes": [(one, names.get(one.tenant_id, "")) for one in proposed],
        "shell": "desk.html",
    }
    return render(request, "contracts/charges.html", context)
