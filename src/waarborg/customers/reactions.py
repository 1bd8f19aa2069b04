"""The jobs of imports: reading a hundred thousand lines takes longer than a page may."""

from datetime import datetime
from uuid import UUID

import structlog

from waarborg.customers.actions.importing import staged
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import tenancy
from waarborg.plumbing.queue import task
from waarborg.plumbing.tenancy import Role

log = structlog.stdlib.get_logger(__name__)


@task(name=staged.CHECK, role=None, lock="customers.import", retry=None)
def check_import(identifier: UUID, at: datetime) -> None:
    _safely(staged.try_out, identifier, at)


@task(name=staged.CARRY_OUT, role=None, lock="customers.import", retry=None)
def carry_out_import(identifier: UUID, at: datetime) -> None:
    _safely(staged.bring_in, identifier, at)


def _safely(what: object, identifier: UUID, at: datetime) -> None:
    """In one transaction; whatever goes wrong, the page of the file says so instead of waiting for ever.

    A job that ran before and was killed after its commit finds the file further on, and does nothing.
    """
    try:
        with tenancy.enter(Role.DESK):
            what(identifier, at=at)  # type: ignore[operator]
    except staged.NotNow:
        return
    except Exception as trouble:
        if not isinstance(trouble, Refusal):
            log.exception("import failed", identifier=str(identifier))
        with tenancy.enter(Role.DESK):
            staged.fail(identifier, at=at)
        raise


@task(name="customers.tidy-imports", every="41 3 * * *")
def tidy_imports(at: datetime) -> None:
    """What was handed in and not used is not kept."""
    staged.forget_old(at=at)
