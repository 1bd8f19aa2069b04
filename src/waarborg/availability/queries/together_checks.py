"""What the check of anonymous use looks at: the gate, held against a count of its own."""

from datetime import datetime
from typing import Final

from django.db import connection

from waarborg.availability.models import KeptOut
from waarborg.availability.queries.use_together import customers_counted, months_offered, use_together
from waarborg.availability.rules.use_together import LEAST_CUSTOMERS
from waarborg.plumbing import tenancy
from waarborg.plumbing.checks import NotKnown, Outcome
from waarborg.plumbing.tenancy import Role

_TABLES: Final = ("availability_measured", "availability_tally_minute", "availability_tally_hour")
# Whose it is, what part, when, and numbers: a column that is none of these has to be looked at first.
_KNOWN: Final = frozenset(
    {
        *("id", "tenant_id", "item_id", "client", "measured_id", "at", "edges", "count"),
        *("least_ns", "most_ns", "endless", "above", "perhaps"),
    }
)
_COLUMNS: Final = "SELECT column_name FROM information_schema.columns WHERE table_name = ANY(%s)"


def usage_anonymous(at: datetime) -> Outcome:
    """No figure that may leave is of fewer than five customers, or of one who wants to be kept out (PX-44, PX-75)."""
    month = months_offered(at)[0]
    with tenancy.enter(Role.DESK):
        found, used = use_together(month), customers_counted(month)
        without = set(KeptOut.objects.filter(until__isnull=True).values_list("tenant_id", flat=True))
        with connection.cursor() as cursor:
            cursor.execute(_COLUMNS, [list(_TABLES)])
            columns = {name for (name,) in cursor.fetchall()}
    if not used:
        raise NotKnown(
            nl=f"Van {month} is van geen enkele klant gebruik gemeten.",
            en=f"No customer's use was measured in {month}.",
        )
    if columns - _KNOWN:
        listed = ", ".join(sorted(columns - _KNOWN))
        return Outcome(
            False,
            f"Onbekende kolommen bij het gebruik: {listed}.",
            f"Unknown columns of use: {listed}.",
            why="personal",
        )
    shown = [one for one in found if not one.hidden]
    few = [one.part for one in shown if len(used.get(one.part, ())) < LEAST_CUSTOMERS]
    if few or any(one.customers < LEAST_CUSTOMERS for one in shown):
        return Outcome(False, f"Te herleiden: {', '.join(few)}.", f"Traceable: {', '.join(few)}.", why="traceable")
    if any(one.customers > len(used[one.part] - without) for one in shown):
        return Outcome(
            False,
            "Een klant telde mee die dat niet wil.",
            "A customer counted who does not want to.",
            why="counted",
        )
    return Outcome(
        True,
        f"Onderdelen in {month}: {len(found)}, getoond: {len(shown)}; klanten die niet meetellen: {len(without)}.",
        f"Parts in {month}: {len(found)}, shown: {len(shown)}; customers kept out: {len(without)}.",
    )


CHECKS = {"privacy.usage-anonymous": usage_anonymous}
