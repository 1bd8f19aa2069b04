"""Charges, all of them, and the steps of an onboarding as files (plumbing/sheets/lists.py)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waarborg.contracts.models import Charge
from waarborg.contracts.permissions import SEE_CHARGES, SEE_ONBOARDING
from waarborg.contracts.queries.onboarding import of_tenant
from waarborg.contracts.rules.onboarding import CUSTOMER
from waarborg.plumbing.sheets.lists import Asked, Offered, offer
from waarborg.plumbing.sheets.write import Cell


def _head() -> list[str]:
    return [_("Agreed at"), _("What for"), _("About"), _("Agreed by"), _("Amount"), _("Currency")]


def _charges(asked: Asked) -> Iterator[list[Cell]]:
    rows = Charge.objects.filter(tenant_id=asked.tenant).order_by("-consent_at", "-id")
    for one in rows.iterator(chunk_size=500):
        yield [one.consent_at, one.what, one.source_label, one.consent_name, one.amount, one.currency]


def _step_head() -> list[str]:
    return [_("Contract"), _("Step"), _("Whose work"), _("Supplier"), _("Customer"), _("Due by"), _("Done at"), _("By")]


def _steps(asked: Asked) -> Iterator[list[Cell]]:
    """Of every onboarding, in order; what shows that a step was done stays on the page."""
    for held in of_tenant(asked.tenant):
        for one in held.steps.all():
            yield [
                held.contract.reference, one.title(asked.lang), _("yours") if one.side == CUSTOMER else _("ours"),
                one.ours_name, one.theirs_name, one.due_on, one.done_at, one.done_by,
            ]  # fmt: skip


offer(
    {
        "charges": Offered(gettext_lazy("charges"), SEE_CHARGES, _head, _charges),
        "onboarding": Offered(gettext_lazy("onboarding"), SEE_ONBOARDING, _step_head, _steps),
    }
)
