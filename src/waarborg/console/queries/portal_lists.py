"""Who looked, as a file (plumbing/sheets/lists.py)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waarborg.plumbing import access_log
from waarborg.plumbing.sheets.lists import Asked, Offered, offer
from waarborg.plumbing.sheets.write import Cell

AT_ONCE = 1000


def _head() -> list[str]:
    return [_("When"), _("Who"), _("What was opened"), _("Number of it"), _("Why")]


def _reads(asked: Asked) -> Iterator[list[Cell]]:
    before = None
    while rows := access_log.reads_of(asked.tenant, before=before, limit=AT_ONCE):
        for one in rows:
            yield [one.at, one.person_name, one.what_kind, str(one.what_id), _(one.why) if one.why else ""]
        before = rows[-1].at


offer({"who-looked": Offered(gettext_lazy("who looked"), "console.access-log.read", _head, _reads)})
