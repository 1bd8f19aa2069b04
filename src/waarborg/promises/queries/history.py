"""What the journal holds of a period, for replaying it under another agreement."""

import json
from collections.abc import Callable
from datetime import date

from django.db import connection

from waarborg.kernel.instants import civil_end, civil_start, from_us, to_us
from waarborg.promises.rules.backtest import History
from waarborg.promises.rules.registry import known
from waarborg.promises.rules.replay import Entry

READ = """
SELECT tenant_id, subject_kind, subject_id, at, sequence, kind, properties, actor_kind
FROM journal_entry
WHERE at < %s AND (at >= %s OR subject_id = tenant_id) AND subject_kind = ANY(%s)
ORDER BY at, sequence
"""
BATCH = 5000


def history(first: date, last: date, *, zone: str, progress: Callable[[int], None] | None = None) -> History:
    """Entries from the local day `first` to the end of `last`; of customers themselves all that came before as well.

    A subject of which the start lies before the period has no clock in it. One query, read in batches; `progress` is
    told after each how many were read.
    """
    registry = known()
    begins, ends = (from_us(us) for us in (civil_start(first, 0, zone), civil_end(last, 1440, zone)))
    found = History()
    names: dict[str, str] = {}
    # The rows stay with the server until they are asked for: a year of them need not stand here twice.
    with connection.chunked_cursor() as cursor:
        cursor.execute(READ, [ends, begins, list(registry.of_kind("subject"))])
        while rows := cursor.fetchmany(BATCH):
            for tenant, subject_kind, subject, at, sequence, kind, properties, actor in rows:
                words = json.loads(properties) if isinstance(properties, str) else properties
                entry = Entry(
                    at_us=to_us(at),
                    sequence=sequence,
                    kind=names.setdefault(kind, kind),
                    subjects=(f"{subject_kind}:{subject}",),
                    properties=words or None,
                    actor_kind=actor,
                )
                found.add(entry, str(tenant))
            if progress:
                progress(found.count)
    return found
