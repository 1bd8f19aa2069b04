"""What the journal holds of a period, for replaying it under another agreement."""

import json
from collections.abc import Callable
from datetime import date

from django.db import connection

from waarborg.kernel.instants import civil_end, civil_start, from_us, to_us
from waarborg.promises.rules.backtest import History
from waarborg.promises.rules.backtest.events import CUSTOMER
from waarborg.promises.rules.registry import Registry, known
from waarborg.promises.rules.replay import Entry

READ = """
SELECT tenant_id, subject_kind, subject_id, at, sequence, kind, properties, actor_kind
FROM journal_entry
WHERE at < %s AND (at >= %s OR subject_id = tenant_id OR kind = ANY(%s)) AND subject_kind = ANY(%s)
ORDER BY at, sequence
"""
BATCH = 5000


def history(first: date, last: date, *, zone: str, progress: Callable[[int], None] | None = None) -> History:
    """Entries from the local day `first` to the end of `last`; of customers themselves, and of what their own clocks
    may hear, all that came before as well.

    A subject of which the start lies before the period has no clock in it; nor counts what was decided before. One
    query, read in batches; `progress` is told after each how many were read.
    """
    registry = known()
    begins, ends = (from_us(us) for us in (civil_start(first, 0, zone), civil_end(last, 1440, zone)))
    named = _naming_customers(registry)
    found = History(begins_us=to_us(begins))
    names: dict[str, str] = {}
    # The rows stay with the server until they are asked for: a year of them need not stand here twice.
    with connection.chunked_cursor() as cursor:
        cursor.execute(READ, [ends, begins, list(named), list(registry.of_kind("subject"))])
        while rows := cursor.fetchmany(BATCH):
            for tenant, subject_kind, subject, at, sequence, kind, properties, actor in rows:
                words = json.loads(properties) if isinstance(properties, str) else properties
                entry = Entry(
                    at_us=to_us(at),
                    sequence=sequence,
                    kind=names.setdefault(kind, kind),
                    subjects=(f"{subject_kind}:{subject}", *((f"{CUSTOMER}:{tenant}",) if kind in named else ())),
                    properties=words or None,
                    actor_kind=actor,
                )
                if at < begins and subject != tenant:
                    found.hear(entry)
                else:
                    found.add(entry, str(tenant))
            if progress:
                progress(found.count)
    return found


def _naming_customers(registry: Registry) -> frozenset[str]:
    """The events that are first about another subject, and name the customer as well."""
    events = ((name, registry.find("event", name)) for name in registry.of_kind("event"))
    return frozenset(name for name, event in events if event is not None and CUSTOMER in event.subjects[1:])
