"""What a page about one report needs, for both faces."""

from typing import Any

from django.utils.translation import get_language

from waarborg.plumbing.web import wording
from waarborg.trust.models import Report
from waarborg.trust.queries import reports as reading
from waarborg.trust.queries.presented import present


def shown(report: Report) -> dict[str, Any]:
    lang = wording.tongue(get_language())
    told = present(reading.payload_of(report), sha256=report.sha256, fingerprint=report.fingerprint, lang=lang)
    newest = reading.newest(tenant=report.tenant_id, month=report.month)
    newer = newest if newest is not None and newest.version > report.version else None
    return {"report": report, "told": told, "newer": newer}
