"""Whose rows may be touched: a scope is a database role plus a tenant, entered once for each request, job or command.

Two nets: managers raise without a scope, and row-level security in the database answers nothing without one. The scope
also carries the unit of work: journal entries and jobs wait in it until just before the commit.
"""

from waarborg.plumbing.tenancy.scope import (
    NoScope,
    Role,
    Scope,
    Unit,
    before_leaving,
    current,
    enter,
    remembered,
    scoped,
    unit,
    without_role,
)

__all__ = [
    "NoScope",
    "Role",
    "Scope",
    "Unit",
    "before_leaving",
    "current",
    "enter",
    "remembered",
    "scoped",
    "unit",
    "without_role",
]
