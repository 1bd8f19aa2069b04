"""The vendor's own application tells which build it runs for which customer (CL-17)."""

from collections.abc import Mapping
from datetime import datetime
from uuid import uuid5

from waarborg.customers.models import Organisation
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.permissions import NotFound, require
from waarborg.releases.actions.refusals import NoVersion, UnknownCustomer
from waarborg.releases.events import BUILD_CHANGED
from waarborg.releases.models import RunningBuild
from waarborg.releases.permissions import REPORT_BUILDS

MOST = 80


@action("releases.build.report")
def report_builds(builds: Mapping[str, str], *, by: Actor, at: datetime) -> int:
    """Take down, by the short name of a customer, the build that runs for it at `at`; the newest word replaces the one
    before. The journal has a line where it is another than before. Gives how many were taken down.

    Raises NotAllowed, NotFound for others than staff, UnknownCustomer, NoVersion: then nothing is taken down.
    """
    require(by, REPORT_BUILDS)
    if by.tenant is None:
        raise NotFound()
    rows = Organisation.objects.filter(kind="customer", slug__in=list(builds))
    known = dict(rows.values_list("slug", "id"))
    for slug, build in builds.items():
        if slug not in known:
            raise UnknownCustomer(path="builds", name=slug)
        if not 1 <= len(build.strip()) <= MOST:
            raise NoVersion(path="builds", most=MOST)
    # Locked in order, so that two programs at once wait for each other and none for ever.
    held = RunningBuild.objects.select_for_update().filter(customer_id__in=known.values()).order_by("customer_id")
    before = {one.customer_id: one.build for one in held}
    made = [
        RunningBuild(tenant_id=by.tenant, customer_id=known[slug], build=builds[slug].strip(), reported_at=at)
        for slug in sorted(builds, key=lambda one: str(known[one]))
    ]
    RunningBuild.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["customer_id"], update_fields=["build", "reported_at"]
    )
    changed = sorted({one.build for one in made if before.get(one.customer_id) != one.build})
    for build in changed:
        number = sum(1 for one in made if one.build == build and before.get(one.customer_id) != build)
        journal.record(
            BUILD_CHANGED, tenant=by.tenant, subject=Ref("releases.build", uuid5(by.tenant, build)), by=by, at=at,
            data={"build": build, "customers": str(number)},
        )  # fmt: skip
    return len(made)
