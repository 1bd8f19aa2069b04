"""Writing down that staff saw something of a customer, that somebody came in, and what somebody asked for in vain."""

from contextlib import nullcontext
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.live.announce import CHANNEL, NOTIFY
from waarborg.plumbing.tenancy import Role

SIGN_IN = "access.sign-in"
WITHHELD = "access.withheld"
# While a customer's grant is live its own page follows along; at other times nobody is told.
WRITE = f"""
SELECT access_log_write(%s, %s, %s, %s, %s, %s, %s, %s), (
  SELECT {NOTIFY} WHERE EXISTS (
    SELECT FROM plumbing_content_grant g
    WHERE g.tenant_id = %s AND g.revoked_at IS NULL AND g.starts_at <= now() AND g.ends_at > now()))
"""


def topic(tenant: UUID) -> str:
    """What the page of a customer listens to that shows what staff do under its grant."""
    return f"tenant.{tenant}.support-access"


def read(*, by: Actor, tenant: UUID, what: Ref, why: str, at: datetime) -> None:
    """Write that `by` saw `what` of `tenant`. Nothing is written for people who look at their own organisation's
    things.

    `why` is a few words the customer reads: the reference of the ticket, "support grant", "file". Committed with the
    scope: call it from the page, not from a query. Raises NoScope.
    """
    scope = tenancy.current()
    if not by.is_staff or by.tenant == tenant:
        return
    _write([uuid7(), tenant, at, by.person, by.name, what.kind, what.id, why], in_desk=scope.role is Role.DESK)


def came_in(*, tenant: UUID, person: UUID, name: str, how: str, at: datetime) -> None:
    """Write that somebody signed in for `tenant`; `how` is in registry words and what the browser said of itself.

    Raises NoScope.
    """
    in_desk = tenancy.current().role is Role.DESK
    _write([uuid7(), tenant, at, person, name, SIGN_IN, person, how], in_desk=in_desk)


def withheld(*, tenant: UUID, person: UUID, name: str, path: str, at: datetime) -> None:
    """Write that somebody of `tenant` asked for what is not there for them. Raises NoScope."""
    in_desk = tenancy.current().role is Role.DESK
    _write([uuid7(), tenant, at, person, name, WITHHELD, person, path], in_desk=in_desk)


def _write(row: list[Any], *, in_desk: bool) -> None:
    # Staff's pages are in that role already, and are spared its round trips.
    role = nullcontext() if in_desk else tenancy.enter(Role.DESK)
    with role, connection.cursor() as cursor:
        # The function opens the day's partition where that has not been done ahead.
        cursor.execute(WRITE, [*row, CHANNEL, topic(row[1]), "changed", row[1]])
