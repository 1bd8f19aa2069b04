"""Back-ups as a file (plumbing/sheets/lists.py): what is copied, how often, and when the last good one was."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waarborg.continuity.permissions import READ
from waarborg.continuity.queries.plans import covering
from waarborg.continuity.queries.standings import read_plans
from waarborg.continuity.rules import plans
from waarborg.plumbing.sheets.lists import Asked, Offered, offer
from waarborg.plumbing.sheets.write import Cell

MINUTE = 60


def _head() -> list[str]:
    return [_("Of what"), _("Where"), _("Of whom"), _("State"), _("Every so many minutes"), _("The last good one")]


def _backups(asked: Asked) -> Iterator[list[Cell]]:
    for one in covering(read_plans()):
        yield [
            one.what(asked.lang), one.where(asked.lang), plans.call(one.scope, asked.lang),
            plans.call(one.state(asked.at), asked.lang), one.every // MINUTE, one.good_as_of,
        ]  # fmt: skip


offer({"backups": Offered(gettext_lazy("back-ups"), READ, _head, _backups)})
