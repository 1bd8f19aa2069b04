"""The shape of every action: a savepoint, all or nothing, and a refusal that leaves one entry and no other trace."""

import functools
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import journal, tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.permissions import NotFound

Result = TypeVar("Result")


def action(act: str) -> Callable[[Callable[..., Result]], Callable[..., Result]]:
    """Mark a function as the action of the registry's `act`. It takes keyword-only `by` (Actor) and `at` (instant).

    A Refusal rolls back everything the action did; then one `refused` entry (actor, act, code) is written and the
    refusal goes on to the edge, which renders it. A refusal of the edge's own (bad form input) never comes here.
    """

    def wrap(function: Callable[..., Result]) -> Callable[..., Result]:
        @functools.wraps(function)
        def run(*args: Any, by: Actor, at: datetime, **rest: Any) -> Result:
            unit = tenancy.unit()
            mark = unit.mark()
            try:
                with transaction.atomic():
                    return function(*args, by=by, at=at, **rest)
            except Refusal as refusal:
                unit.rewind(mark)
                _note_refusal(act, refusal, by=by, at=at, subject=args[0] if args else None)
                raise
            except BaseException:
                unit.rewind(mark)
                raise

        run.act = act  # type: ignore[attr-defined]
        return run

    return wrap


def _note_refusal(act: str, refusal: Refusal, *, by: Actor, at: datetime, subject: Any) -> None:
    tenant = by.tenant or tenancy.current().tenant
    if tenant is None or by.person is None:
        return
    if isinstance(refusal, NotFound):
        refusal.noted = True
    about = getattr(subject, "ref", None)
    journal.record(
        "act.refused",
        tenant=tenant,
        subject=about
        if isinstance(about, Ref) and getattr(subject, "tenant_id", None) == tenant
        else Ref("person", by.person),
        by=by,
        at=at,
        properties={"act": act, "code": refusal.code},
    )
