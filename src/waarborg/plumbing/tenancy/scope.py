"""The scope: role and tenant of the work under way, held in a context variable and in the transaction."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import Enum
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from waarborg.plumbing.tenancy import line


class NoScope(RuntimeError):
    """A tenant's rows were asked for outside `tenancy.enter`: a fault in the program, never an answer to a user."""


class Role(Enum):
    """The four database roles; the login role itself reaches installation tables only."""

    CUSTOMER = "waarborg_customer"
    DESK = "waarborg_desk"
    PUBLIC = "waarborg_public"
    INGEST = "waarborg_ingest"


@dataclass(slots=True)
class Unit:
    """What must happen together with the commit: journal entries first, then jobs.

    `remembered` holds what was read and cannot have changed since; whoever writes an entry forgets it all.
    """

    entries: list[Any] = field(default_factory=list)
    jobs: list[Any] = field(default_factory=list)
    remembered: dict[Any, Any] = field(default_factory=dict)

    def mark(self) -> tuple[int, int]:
        return len(self.entries), len(self.jobs)

    def rewind(self, mark: tuple[int, int]) -> None:
        """Forget what was collected since `mark`: the savepoint it belongs to was rolled back."""
        del self.entries[mark[0] :]
        del self.jobs[mark[1] :]
        self.remembered.clear()


@dataclass(frozen=True, slots=True)
class Scope:
    role: Role
    tenant: UUID | None
    work: Unit
    person: UUID | None = None


_scope: ContextVar[Scope | None] = ContextVar("waarborg_scope", default=None)
_in_role: list[Callable[[Unit], None]] = []
_as_login: list[Callable[[Unit], None]] = []


def before_leaving(callback: Callable[[Unit], None], *, as_login: bool = False) -> None:
    """Register what every outermost scope does last, in its role, or after it as the login role (queue tables)."""
    (_as_login if as_login else _in_role).append(callback)


def scoped() -> bool:
    return _scope.get() is not None


def current() -> Scope:
    """The scope under way. Raises NoScope where there is none."""
    scope = _scope.get()
    if scope is None:
        raise NoScope("no tenant in scope: use tenancy.enter(role, tenant)")
    return scope


def unit() -> Unit:
    """The unit of work of the scope under way. Raises NoScope."""
    return current().work


def remembered(key: Any, read: Callable[[], Any]) -> Any:
    """What `read` gives, asked once in a unit of work as long as nothing is written in it. Raises NoScope.

    For pages, which ask for the same thing in several places; what an action decides upon it reads itself.
    """
    found = unit().remembered
    key = (current().role, current().tenant, key)
    if key not in found:
        found[key] = read()
    return found[key]


def _apply(scope: Scope | None) -> None:
    role = scope.role.value if scope else "none"
    tenant = str(scope.tenant) if scope and scope.tenant else ""
    person = str(scope.person) if scope and scope.person else ""
    # Role names come from the enumeration above, tenant and person are UUIDs: none of them can carry SQL.
    line.ask(
        f"SELECT set_config('role', '{role}', true), set_config('waarborg.tenant', '{tenant}', true),"
        f" set_config('waarborg.person', '{person}', true)"
    )


@contextmanager
def enter(
    role: Role, tenant: UUID | None = None, *, person: UUID | None = None, savepoint: bool = True
) -> Iterator[Scope]:
    """Work as `role` for `tenant` in one transaction (a savepoint where one is open).

    `person` is who asks, where somebody does: grants to one member of staff are read by it, and inner scopes keep it.
    Without a `savepoint` of its own what goes wrong inside rolls back the scope around it too: for a statement that has
    no reason to fail. The outermost scope appends the journal and hands over the jobs as its last acts. On an exception
    everything is rolled back, the role included. Raises NoScope for the customer role without a tenant.
    """
    if role is Role.CUSTOMER and tenant is None:
        raise NoScope("the customer role needs a tenant")
    outer = _scope.get()
    ends_with_transaction = outer is None and not connection.in_atomic_block
    asks = person or (outer.person if outer else None)
    scope = Scope(role, tenant, outer.work if outer else Unit(), asks)
    # A scope within one that is the same is a savepoint and nothing more.
    same = outer is not None and (role, tenant, asks) == (outer.role, outer.tenant, outer.person)
    mark = scope.work.mark()
    with transaction.atomic(savepoint=savepoint):
        if not same:
            _apply(scope)
        token = _scope.set(scope)
        try:
            yield scope
            if outer is None and not transaction.get_rollback():
                for callback in _in_role:
                    callback(scope.work)
        except BaseException:
            scope.work.rewind(mark)
            raise
        finally:
            _scope.reset(token)
        # The role ends with the transaction by itself: a round trip spared where nothing is left to do as the login.
        if not same and not transaction.get_rollback() and (scope.work.jobs or not ends_with_transaction):
            _apply(outer)
            if outer is None:
                for callback in _as_login:
                    callback(scope.work)


@contextmanager
def without_role() -> Iterator[None]:
    """Installation tables from inside a scope: the login role during the block, then the scope's role again."""
    scope = current()
    token = _scope.set(None)
    _apply(None)
    try:
        yield
    finally:
        _scope.reset(token)
        if not transaction.get_rollback():
            _apply(scope)
