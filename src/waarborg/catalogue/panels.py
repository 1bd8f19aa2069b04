"""On the desk's page of a customer: what he has bought."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import get_language

from waarborg.catalogue import permissions, queries
from waarborg.catalogue.queries.overview import overview_of
from waarborg.customers.models import Organisation
from waarborg.plumbing import clock
from waarborg.plumbing.permissions import may
from waarborg.plumbing.web.pieces import piece
from waarborg.plumbing.web.wording import tongue


def bought(request: HttpRequest, customer: Organisation) -> str:
    """What the customer has now and will have. One query."""
    if not may(request.actor, permissions.SEE_BOUGHT):  # type: ignore[attr-defined]
        return ""
    return _panel(customer.id, queries.with_purchases(customer.id), queries.day_of(clock.now()))


@piece(512)
def _panel(customer: UUID, rows: tuple[queries.Listed, ...], today: date) -> str:
    """Without a request: nothing of the reader stands in it."""
    shown = overview_of(rows, today, tongue(get_language()))
    return render_to_string("catalogue/panel_bought.html", {"customer_id": customer, "shown": shown})
