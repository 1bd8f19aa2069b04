"""What a customer bought as a file (plumbing/sheets/lists.py): what it has, had, and what begins later."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waarborg.catalogue.models import Purchase
from waarborg.catalogue.permissions import SEE_BOUGHT
from waarborg.catalogue.rules.kinds import called
from waarborg.plumbing.sheets.lists import Asked, Offered, offer
from waarborg.plumbing.sheets.write import Cell


def _head() -> list[str]:
    return [_("Name"), _("Kind"), _("First day"), _("Last day")]


def _products(asked: Asked) -> Iterator[list[Cell]]:
    rows = Purchase.objects.select_related("item").filter(tenant_id=asked.tenant, withdrawn_at=None)
    for one in rows.order_by("starts_on", "id"):
        yield [one.item.say(asked.lang), called(one.item.kind, asked.lang), one.starts_on, one.ends_on]


offer({"products": Offered(gettext_lazy("what we have bought"), SEE_BOUGHT, _head, _products)})
