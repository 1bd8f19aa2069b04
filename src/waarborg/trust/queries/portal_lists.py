"""Reports and delivered logs as files (plumbing/sheets/lists.py), each with the number that binds it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waarborg.plumbing.sheets.lists import Asked, Offered, offer
from waarborg.plumbing.sheets.write import Cell
from waarborg.trust.models import DeliveredLog
from waarborg.trust.permissions import READ, READ_LOG
from waarborg.trust.queries.reports import listed


def _head() -> list[str]:
    return [_("Month"), _("Version"), _("Whole month"), _("Made at"), _("SHA-256")]


def _reports(asked: Asked) -> Iterator[list[Cell]]:
    for one in listed(asked.tenant):
        yield [one.month, one.version, _("yes") if one.complete else _("no"), one.made_at, one.sha256]


def _log_head() -> list[str]:
    return [_("Month"), _("Lines"), _("Bytes"), _("Delivered at"), _("SHA-256")]


def _logs(asked: Asked) -> Iterator[list[Cell]]:
    for one in DeliveredLog.objects.filter(tenant_id=asked.tenant).order_by("-month"):
        yield [one.month, one.lines, one.size, one.delivered_at, one.sha256]


offer(
    {
        "reports": Offered(gettext_lazy("reports by month"), READ, _head, _reports),
        "logs": Offered(gettext_lazy("access logs"), READ_LOG, _log_head, _logs),
    }
)
