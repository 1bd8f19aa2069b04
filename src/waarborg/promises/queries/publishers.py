"""Who else may publish an agreement."""

from datetime import datetime

from waarborg.access.queries.doors import doors
from waarborg.customers.models import Authority
from waarborg.customers.queries import live
from waarborg.plumbing.actors import Actor
from waarborg.promises.permissions import SERVICE_MANAGER


def somebody_else_publishes(by: Actor, *, at: datetime) -> bool:
    """Whether a colleague has the role and can sign in. A role that nobody can use is nobody's second pair of eyes."""
    held = Authority.objects.filter(live(at), role__in=SERVICE_MANAGER, person__active=True).exclude(person=by.person)
    return any(door.state == "in" for door in doors(set(held.values_list("person_id", flat=True))).values())
