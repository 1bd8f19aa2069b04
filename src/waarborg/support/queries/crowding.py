"""Whether it is exceptionally crowded at the desk, and when it was."""

from collections.abc import Sequence

from django.db.models import Sum
from django.db.models.functions import Coalesce

from waarborg.support.models import Crowding


def crowded() -> Crowding | None:
    """What was declared and is not over, for whoever is in scope. One query."""
    found: Crowding | None = Crowding.objects.filter(lifted_at__isnull=True).first()
    return found


def crowdings(limit: int = 20) -> Sequence[Crowding]:
    """The newest, each with how many `people` had mail, for staff. One query."""
    return list(Crowding.objects.annotate(people=Coalesce(Sum("told__people"), 0)).order_by("-declared_at")[:limit])
