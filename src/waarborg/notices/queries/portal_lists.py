"""Messages as a file (plumbing/sheets/lists.py), without their texts."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waarborg.notices.permissions import READ
from waarborg.notices.queries.portal import readable
from waarborg.notices.rules.kinds import kind
from waarborg.plumbing.sheets.lists import Asked, Offered, offer
from waarborg.plumbing.sheets.write import Cell


def _head() -> list[str]:
    return [_("Published at"), _("Title"), _("Kind"), _("Withdrawn at"), _("Opened at"), _("Confirmed at")]


def _notices(asked: Asked) -> Iterator[list[Cell]]:
    one: Any  # `opened` and `confirmed` come with the query.
    for one in readable(asked.by).defer("body_nl", "body_en", "earlier").iterator(chunk_size=500):
        yield [
            one.published_at, one.title(asked.lang), kind(one.kind).words(asked.lang), one.withdrawn_at, one.opened,
            one.confirmed,
        ]  # fmt: skip


offer({"notices": Offered(gettext_lazy("messages"), READ, _head, _notices)})
