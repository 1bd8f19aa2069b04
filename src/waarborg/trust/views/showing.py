"""What a page about one report needs, for both faces."""

from typing import Any

from django.utils.translation import get_language

from waarborg.plumbing.web import wording
from waarborg.trust.models import Report
from waarborg.trust.queries import reports as reading
from waarborg.trust.queries.presented import present
from waarborg.trust.rules.raw_data import resting


def shown(report: Report) -> dict[str, Any]:
    lang = wording.tongue(get_language())
    payload = reading.payload_of(report)
    told = present(payload, sha256=report.sha256, fingerprint=report.fingerprint, lang=lang)
    newest = reading.newest(tenant=report.tenant_id, month=report.month)
    newer = newest if newest is not None and newest.version > report.version else None
    # Of figures that were counted from more than the customer's own journal, the data can be had.
    return {"report": report, "told": told, "newer": newer, "has_data": any(True for _ in resting(payload))}
