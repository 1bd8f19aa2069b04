"""Agreeing something with one customer: from a day on its clocks run under the agreement as amended."""

from collections.abc import Mapping
from datetime import datetime, time
from zoneinfo import ZoneInfo

from waarborg.customers.models import Organisation
from waarborg.kernel.instants import civil_start, from_us
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.promises.actions.bind import bind
from waarborg.promises.actions.keep_amendment import keep
from waarborg.promises.models import AgreementVersion, Binding
from waarborg.promises.queries.standing import file_of
from waarborg.promises.rules.agreement import AgreementRefused, Amended, Loaded, Problem, load
from waarborg.promises.rules.agreement.problems import nearest


def read_amendment(version: AgreementVersion, source: bytes, *, name: str, at: datetime) -> Loaded:
    """The amendment in `source`, read against a published version, its customer and its first day included.

    Never raises for what stands in it: see `Loaded.problems`.
    """
    loaded = load(source, name=name, base=file_of(version))
    if loaded.problems:
        return loaded
    if not loaded.amended:
        place = loaded.document.place if loaded.document else None
        found = [Problem("agreement.amendment.not-one", place)] if place else []
        return Loaded(loaded.name, source, problems=tuple(found))
    found = list(_misplaced(loaded.amended[0], at=at))
    return Loaded(loaded.name, source, None, loaded.amended, tuple(found), loaded.warnings)


def _misplaced(amended: Amended, *, at: datetime) -> list[Problem]:
    amendment, found = amended.amendment, []
    slugs = set(Organisation.objects.filter(kind="customer").values_list("slug", flat=True))
    if amendment.customer not in slugs:
        params = {"customer": amendment.customer, "near": nearest(amendment.customer, slugs)}
        found.append(Problem("agreement.amendment.customer", amended.own.at(("customer",)), ("customer",), params))
    today = at.astimezone(ZoneInfo(amended.agreement.timezone)).date()
    if amendment.effective < today:
        place = amended.own.at(("effective",))
        found.append(Problem("agreement.amendment.past", place, ("effective",), {"effective": amendment.effective}))
    return found


@action("promises.version.apply")
def amend(
    version: AgreementVersion,
    source: bytes,
    *,
    by: Actor,
    at: datetime,
    name: str,
    documents: Mapping[str, bytes] | None = None,
    alone: bool = False,
) -> Binding:
    """Bind the customer that the amendment in `source` names to `version` as amended, from the day it says (or now,
    when that is today) until its last day; after that to `version` itself. `alone` is kept in the journal's chain: its
    writer published it.

    Clocks that already run stay under the version in which they started. Raises NotAllowed, AgreementRefused with
    every problem of the file, DocumentMissing, VersionTaken, NameTooLong, AnotherAwaits.
    """
    permissions.require(by, "promises.agreement.bind")
    loaded = read_amendment(version, source, name=name, at=at)
    if loaded.problems:
        raise AgreementRefused(problems=loaded.problems)
    amended = loaded.amended[0]
    customer = Organisation.objects.get(kind="customer", slug=amended.amendment.customer)
    agreed = keep(version, amended, source, customer=customer.id, documents=documents or {}, by=by, at=at, alone=alone)
    starts = from_us(civil_start(amended.amendment.effective, time(0), amended.agreement.timezone))
    bound: Binding = bind(agreed, by=by, at=at, tenant=customer.id, effective=starts if starts > at else None)
    return bound
