"""The ledger outside the database: a back-up put back would otherwise bring back what was erased, and forget that it
was.

One small object for each erasure beside the files, written by a job after the commit; `replay` erases again whatever
the database does not know to be erased.
"""

import json
from datetime import datetime
from uuid import UUID

from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import SYSTEM, Actor
from waarborg.plumbing.erasure.erase import WRITE_DOWN, erase_customer
from waarborg.plumbing.erasure.models import ErasureEntry
from waarborg.plumbing.files.stores import drafted, put_draft, store_in_use
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.queue import task
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.web.pieces import forget_pieces

FOLDER = "erasures"


@task(name=WRITE_DOWN, role=None)
def write_down(*, erasure: UUID, tenant: UUID, at: datetime) -> None:
    """Write one erasure beside the files: identifiers and the instant, not a word more. The worker that does it
    keeps nothing in memory of the customer: what is announced to pages no worker hears."""
    forget_pieces()
    line = {"erasure": str(erasure), "tenant": str(tenant), "at": at.isoformat()}
    into = store_in_use()
    with drafted(into.staging()) as draft:
        draft.write(json.dumps(line).encode())
        put_draft(draft, f"{FOLDER}/{erasure}.json", into)


def written() -> list[tuple[UUID, UUID, datetime]]:
    """(erasure, tenant, at) of every erasure there ever was, the oldest first."""
    into = store_in_use()
    found = []
    for key in into.under(FOLDER):
        with into.open(key) as content:
            line = json.load(content)
        found.append((UUID(line["erasure"]), UUID(line["tenant"]), datetime.fromisoformat(line["at"])))
    return sorted(found, key=lambda one: one[2])


def replay(*, by: Actor = SYSTEM, at: datetime) -> list[UUID]:
    """After a restore: erase again every customer whose erasure the database has forgotten. Returns those tenants.

    Outside a scope; one transaction a customer. A customer that the back-up does not hold is passed over.
    """
    done = []
    for erasure, tenant, first in written():
        with tenancy.enter(Role.DESK):
            if ErasureEntry.objects.filter(id=erasure).exists():
                continue
            try:
                erase_customer(
                    tenant, by=by, at=at, reason=f"again after a restore: {first.isoformat()}", identifier=erasure
                )
            except NotFound:
                continue
        done.append(tenant)
    return done
