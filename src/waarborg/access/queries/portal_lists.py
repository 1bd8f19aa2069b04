"""People of an organisation as a file (plumbing/sheets/lists.py)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waarborg.access.permissions import SEE_PEOPLE
from waarborg.access.roles import LABELS
from waarborg.customers.queries import people_with_roles
from waarborg.plumbing.sheets.lists import Asked, Offered, offer
from waarborg.plumbing.sheets.write import Cell


def _head() -> list[str]:
    return [_("Name"), _("E-mail address"), _("Roles"), _("Is there")]


def _people(asked: Asked) -> Iterator[list[Cell]]:
    for one in people_with_roles(asked.tenant, at=asked.at):
        roles = ", ".join(str(_(LABELS[role])) for role in one.held_roles if role in LABELS)
        yield [one.name, one.email, roles, _("yes") if one.active else _("no")]


offer({"people": Offered(gettext_lazy("people"), SEE_PEOPLE, _head, _people)})
