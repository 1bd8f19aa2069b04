"""The wrapper of every task: a job is an edge, so it reads the clock, enters the scope and makes typed arguments.

A job may run twice (its worker was killed between the commit and the acknowledgement): tasks change rows conditionally.
"""

import functools
import inspect
import typing
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.db import connection
from procrastinate import JobContext
from procrastinate.contrib.django import app

from waarborg.plumbing import clock, jobs, tenancy
from waarborg.plumbing.queue.retrying import BackOff
from waarborg.plumbing.tenancy import Role

# Two machines' clocks never agree exactly.
ALMOST = timedelta(seconds=1)
log = structlog.stdlib.get_logger(__name__)


class TenantsFailed(RuntimeError):
    """Some tenants' transactions failed, each was logged and rolled back by itself; the job is tried again."""


def task(
    function: Callable[..., Any] | None = None,
    /,
    *,
    name: str | None = None,
    tenant: bool = False,
    each_tenant: bool = False,
    role: Role | None = Role.DESK,
    every: str | None = None,
    once: str | None = None,
    lock: str | None = None,
    queue: str = "default",
    priority: int = 0,
    retry: BackOff | None = BackOff(),  # noqa: B008 - frozen
) -> Any:
    """Declare the function below as the task `name`, its dotted path where left out (queued jobs refer to it).

    It runs in one transaction in the scope of `role`; with `tenant=True` for the tenant given as argument `tenant`;
    with `each_tenant=True` once for each customer, each in a transaction of its own; with `role=None` outside any
    scope, for work that must not hold a transaction open (mail, files). Arguments annotated UUID or datetime are made
    so from JSON. A parameter `at` that the job does not carry is the present instant. `every` is a cron line (sixth
    field: seconds) by which it is deferred; such a task gets `once` by itself, so that a slow one never piles up.
    """

    def wrap(function: Callable[..., Any]) -> Any:
        called = name or f"{function.__module__}.{function.__qualname__}"

        @functools.wraps(function)
        def run(context: JobContext | None = None, /, **arguments: Any) -> None:
            if not _begun(context, called, arguments, lock):
                return
            given = _typed(function, arguments)
            if each_tenant:
                _for_each_tenant(function, role or Role.DESK, given)
            else:
                with tenancy.enter(role, given["tenant"] if tenant else None) if role else nullcontext():
                    function(**given)

        made = app.task(
            name=called,
            queue=queue,
            priority=priority,
            lock=lock,
            queueing_lock=once or (called if every else None),
            pass_context=True,
            retry=retry or False,
        )(run)
        return app.periodic(cron=every)(made) if every else made  # type: ignore[arg-type]

    return wrap(function) if function else wrap


def _begun(context: JobContext | None, name: str, arguments: dict[str, Any], lock: str | None) -> bool:
    _stop_waiting(context)
    return not _too_early(name, arguments, lock)


def _too_early(name: str, arguments: dict[str, Any], lock: str | None) -> bool:
    """Whether the product's clock has not come to the job's moment; it then waits on, as a new job.

    The queue wakes jobs by the database's clock; the product's may have been set back since.
    """
    due = arguments.pop(jobs.DUE, None)
    if due is None or clock.now() >= (moment := datetime.fromisoformat(due)) - ALMOST:
        return False
    with tenancy.enter(Role.DESK):
        jobs.enqueue(name, arguments, at=moment, lock=lock)
    return True


def _stop_waiting(context: JobContext | None) -> None:
    # A job that runs waits no longer. It keeps its name in the queue, though, and to be tried again beside a newer one
    # of that name would break the unique index: the queue then leaves it marked as being done for ever.
    if context and context.job.queueing_lock:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET queueing_lock = NULL WHERE id = %s", [context.job.id])


@functools.cache
def _shape(function: Callable[..., Any]) -> tuple[dict[str, Any], bool]:
    return typing.get_type_hints(function), "at" in inspect.signature(function).parameters


def _typed(function: Callable[..., Any], arguments: dict[str, Any]) -> dict[str, Any]:
    hints, takes_at = _shape(function)
    given = {name: _made(hints.get(name), value) for name, value in arguments.items() if name in hints}
    if takes_at and "at" not in given:
        given["at"] = clock.now()
    return given


def _made(kind: Any, value: Any) -> Any:
    if kind is UUID and isinstance(value, str):
        return UUID(value)
    if kind is datetime and isinstance(value, str):
        return datetime.fromisoformat(value)
    return value


def _for_each_tenant(function: Callable[..., Any], role: Role, given: dict[str, Any]) -> None:
    def work(tenant: UUID) -> bool:
        function(tenant=tenant, **given)
        return True

    one_by_one(customers(), role, work, trouble="task failed for one tenant", failure="tenants failed")


def one_by_one(
    tenants: Iterable[UUID], role: Role, work: Callable[[UUID], bool], *, trouble: str, failure: str, **about: str
) -> int:
    """Do `work` for each tenant in a transaction and scope of its own, outside any other: a job that is killed goes on
    where it was. How many it was True of.

    What goes wrong with one keeps nobody else waiting: it is logged as `trouble`, with `about`. Raises TenantsFailed
    with the number and `failure` after all others were done, so that the job is tried again.
    """
    done = failed = 0
    for tenant in tenants:
        try:
            with tenancy.enter(role, tenant):
                done += work(tenant)
        except Exception:
            failed += 1
            log.exception(trouble, tenant=str(tenant), **about)
    if failed:
        raise TenantsFailed(f"{failed} {failure}")
    return done


def customers() -> list[UUID]:
    """The tenants that are customers, in order of id."""
    from waarborg.plumbing.tenancy.models import Tenant

    with tenancy.enter(Role.DESK):
        return list(Tenant.objects.filter(is_provider=False).order_by("id").values_list("id", flat=True))
