"""Who took back the verdict of a clock, when and why."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from waarborg.plumbing.journal import Ref
from waarborg.promises.rules.replay import WAIVED

READ = """
SELECT e.properties ->> 'promise', e.at, d.data FROM journal_entry e
LEFT JOIN journal_data d ON d.tenant_id = e.tenant_id AND d.sequence = e.sequence
WHERE e.tenant_id = %s AND e.subject_id = %s AND e.kind = %s ORDER BY e.sequence
"""


@dataclass(frozen=True, slots=True)
class Waiver:
    """`why` is empty once the reason was erased."""

    at: datetime
    why: str


def waivers(subject: Ref, *, tenant: UUID) -> dict[str, Waiver]:
    """The last waiver of each promise on a subject. One query."""
    with connection.cursor() as cursor:
        cursor.execute(READ, [tenant, subject.id, WAIVED])
        return {
            promise: Waiver(at, json.loads(data).get("why", "") if data else "")
            for promise, at, data in cursor.fetchall()
        }
