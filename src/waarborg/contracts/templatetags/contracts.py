"""Words of the pages about proposals."""

from django.utils.translation import gettext as _

from waarborg.contracts.models import Quote
from waarborg.plumbing.templatetags import waarborg as design
from waarborg.plumbing.web.pages import page_filter

MARKS = {"open": "plan", "accepted": "met", "declined": "exceeded"}


@page_filter
def quote_state(one: Quote) -> str:
    return MARKS[one.state]


@page_filter
def quote_said(one: Quote) -> str:
    return {"open": _("waits for an answer"), "accepted": _("accepted"), "declined": _("declined")}[one.state]


@page_filter
def quote_price(one: Quote) -> str:
    """EUR 240.00, or that it costs nothing."""
    if one.amount is None:
        return _("costs nothing")
    text = f"{one.currency} {one.amount:.2f}"
    return text.replace(".", ",") if design.lang_of_page() == "nl" else text
