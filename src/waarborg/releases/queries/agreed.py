"""What the agreements in force say of an act of releases: each agreement once, however many customers it binds."""

from datetime import datetime

from django.db.models import Q

from waarborg.kernel.instants import to_us
from waarborg.promises.models import Binding
from waarborg.promises.queries import compiled, standings
from waarborg.promises.rules.agreement import Agreement


def in_force(*, at: datetime) -> list[Agreement]:
    """Every agreement that binds somebody at an instant, in order of its hash. Four queries at most, in the desk's
    scope."""
    rows = Binding.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), starts_at__lte=at)
    tenants = set(rows.values_list("tenant_id", flat=True))
    found = {one.at(at).sha256 for one in standings(tenants).values() if one.over_since(to_us(at)) is None}
    return [compiled(sha256).agreement for sha256 in sorted(found)]
