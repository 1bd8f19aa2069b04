"""The vendor's own application tells which of its functions work: what agreements promise of it rests on that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from waarborg.kernel.errors import BadInput
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound, require
from waarborg.trust.events import FUNCTION_REPORTED
from waarborg.trust.functions import FunctionReport, ref_of
from waarborg.trust.permissions import REPORT_FUNCTION
from waarborg.trust.rules import names_of_application as application


class UnknownFunction(BadInput):
    code = "trust.function.unknown"
    nl = "Deze functie kennen wij niet: {name}."
    en = "We do not know this function: {name}."
    nl_way_out = "GET /functions noemt ze alle."
    en_way_out = "GET /functions names them all."


class Repeated(BadInput):
    code = "trust.function.repeated"
    nl = "Deze functie staat er twee keer: {name}."
    en = "This function is there twice: {name}."


@dataclass(frozen=True, slots=True)
class Told:
    """What the application says of one function, `name` without its domain ("dossier-rights")."""

    name: str
    works: bool
    nl: str = ""
    en: str = ""


@action("trust.function.report")
def report_functions(told: Sequence[Told], *, release: str, by: Actor, at: datetime) -> None:
    """Take down what the application saw at `at`; the newest word replaces the one before.

    The journal has a line when a function is reported for the first time, and when it ceases to work or works again.
    Raises NotAllowed, NotFound for others than staff, UnknownFunction, Repeated: then nothing of it is taken down.
    """
    require(by, REPORT_FUNCTION)
    if by.tenant is None or not by.is_staff:
        raise NotFound()
    seen: set[str] = set()
    for place, one in enumerate(told):
        if one.name not in application.CHECKS:
            raise UnknownFunction(path=f"functions/{place}/name", name=one.name)
        if one.name in seen:
            raise Repeated(path=f"functions/{place}/name", name=one.name)
        seen.add(one.name)
    full = {f"{application.DOMAIN}.{one.name}": one for one in told}
    # Locked in order of name, so that two programs at once wait for each other and none for ever.
    before = FunctionReport.objects.select_for_update().filter(check_name__in=full).order_by("check_name")
    worked = {one.check_name: one.works for one in before}
    rows = [
        FunctionReport(
            tenant_id=by.tenant,
            check_name=name,
            works=full[name].works,
            nl=full[name].nl,
            en=full[name].en,
            release=release,
            reported_at=at,
        )
        for name in sorted(full)
    ]
    FunctionReport.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["tenant_id", "check_name"],
        update_fields=["works", "nl", "en", "release", "reported_at"],
    )
    for row in rows:
        if worked.get(row.check_name) is not row.works:
            journal.record(
                FUNCTION_REPORTED,
                tenant=by.tenant,
                subject=ref_of(by.tenant, row.check_name),
                by=by,
                at=at,
                properties={"check": row.check_name, "state": "works" if row.works else "not-working"},
                data={"release": release},
            )
