"""Writing down that staff saw something of a customer."""

from contextlib import nullcontext
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy import Role


def read(*, by: Actor, tenant: UUID, what: Ref, why: str, at: datetime) -> None:
    """Write that `by` saw `what` of `tenant`. Nothing is written for people who look at their own organisation's
    things.

    `why` is a few words the customer reads: the reference of the ticket, "support grant", "file". Committed with the
    scope: call it from the page, not from a query. Raises NoScope.
    """
    scope = tenancy.current()
    if not by.is_staff or by.tenant == tenant:
        return
    row: list[Any] = [uuid7(), tenant, at, by.person, by.name, what.kind, what.id, why]
    # Staff's pages are in that role already, and are spared its round trips.
    role = nullcontext() if scope.role is Role.DESK else tenancy.enter(Role.DESK)
    with role, connection.cursor() as cursor:
        # The function opens the day's partition where that has not been done ahead.
        cursor.execute("SELECT access_log_write(%s, %s, %s, %s, %s, %s, %s, %s)", row)
