"""On the desk's page of a customer: what he has bought."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import get_language

from waarborg.catalogue import permissions, queries
from waarborg.catalogue.queries.overview import overview
from waarborg.customers.models import Organisation
from waarborg.plumbing import clock
from waarborg.plumbing.permissions import may
from waarborg.plumbing.web.wording import tongue


def bought(request: HttpRequest, customer: Organisation) -> str:
    """What the customer has now and will have. One query."""
    if not may(request.actor, permissions.SEE_BOUGHT):  # type: ignore[attr-defined]
        return ""
    shown = overview(customer.id, queries.day_of(clock.now()), tongue(get_language()))
    return render_to_string("catalogue/panel_bought.html", {"customer": customer, "shown": shown}, request)
