"""Reading alarms and policies, whom a step reaches, and the links by which a call is answered."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db.models import Prefetch, Q, QuerySet

from waarborg.availability.models import Alarm, AlarmCall, AlarmIncident, AlarmPolicy
from waarborg.availability.queries import rosters
from waarborg.availability.rules.escalation import ON_CALL
from waarborg.availability.rules.roster import on_call, without
from waarborg.customers.models import Person
from waarborg.customers.queries import holders
from waarborg.customers.rules.roles import SERVICE_MANAGER
from waarborg.kernel.instants import to_us
from waarborg.plumbing.permissions import NotFound

PAGE = 50
# A call is answered while the failure is fresh; later one signs in.
LASTS = timedelta(hours=12)


def policies() -> list[AlarmPolicy]:
    """In the order in which they are tried. One query."""
    return list(AlarmPolicy.objects.select_related("roster").order_by("place", "name", "id"))


def policy(identifier: UUID) -> AlarmPolicy:
    """Raises NotFound."""
    found: AlarmPolicy | None = AlarmPolicy.objects.select_related("roster").filter(id=identifier).first()
    if found is None:
        raise NotFound()
    return found


def policy_for(effects: dict[str, str]) -> AlarmPolicy | None:
    """The first policy for an incident with these effects (by component's identifier)."""
    return next((one for one in policies() if one.fits(effects)), None)


def reached(policy: AlarmPolicy, whom: str, at: datetime) -> list[Person]:
    """Whom a step calls at an instant: who is on call and not away, or all who hold a role. Where that is nobody, the
    service managers: an alarm never goes to nobody."""
    house = policy.tenant_id
    found = _on_call(policy, at) if whom == ON_CALL else holders(house, whom, at=at)
    gone = rosters.away([one.id for one in found], at)
    here = [one for one in found if one.id not in gone and one.email]
    return here or [one for one in found if one.email] or [one for one in _managers(house, at) if one.email]


def _on_call(policy: AlarmPolicy, at: datetime) -> list[Person]:
    if policy.roster_id is None:
        return []
    plan = rosters.plan_of(rosters.roster(policy.roster_id))
    known = rosters.people_in([plan])
    gone = rosters.left(plan, known) | rosters.away(known, at)
    person = on_call(without(plan, gone), to_us(at))
    return [known[person]] if person in known else []


def _managers(house: UUID, at: datetime) -> list[Person]:
    return holders(house, SERVICE_MANAGER, at=at)


def alarm(identifier: UUID) -> Alarm:
    """With its calls and incidents. Three queries. Raises NotFound."""
    found: Alarm | None = _whole(Alarm.objects.filter(id=identifier)).first()
    if found is None:
        raise NotFound()
    return found


def page(*, after: tuple[datetime, UUID] | None = None, limit: int = PAGE) -> list[Alarm]:
    """All, the newest first; `after` is (raised_at, id) of the row before. Three queries."""
    rows = Alarm.objects.order_by("-raised_at", "-id")
    if after is not None:
        rows = rows.filter(Q(raised_at__lt=after[0]) | Q(raised_at=after[0], id__lt=after[1]))
    return list(_whole(rows)[:limit])


def waiting() -> int:
    """How many nobody took up yet. One query."""
    return int(Alarm.objects.filter(acknowledged_at=None, ended_at=None).count())


def of_incident(incident: UUID) -> list[Alarm]:
    """Those about an incident, whole. At most three queries."""
    return list(_whole(Alarm.objects.filter(about__incident_id=incident).order_by("raised_at")))


def names(people: Iterable[UUID | None]) -> dict[UUID, str]:
    """What colleagues are called. One query."""
    wanted = {one for one in people if one is not None}
    return dict(Person.objects.filter(id__in=wanted).values_list("id", "name")) if wanted else {}


def _whole(rows: QuerySet[Alarm]) -> QuerySet[Alarm]:
    return rows.select_related("policy").prefetch_related(
        Prefetch("called", AlarmCall.objects.order_by("at", "number", "id")),
        Prefetch("about", AlarmIncident.objects.select_related("incident").order_by("at", "id")),
    )


# ---- the link in a call ----------------------------------------------------------------------------------------------
def _signer() -> Signer:
    return Signer(salt="waarborg.availability.alarm-call", sep=".")


def token_of(call: AlarmCall) -> str:
    """What answers a call, without signing in: for this colleague and this alarm alone."""
    return _signer().sign(call.id.hex)


def call_of(token: str) -> UUID | None:
    """The call that a token answers; None for what is none of ours."""
    try:
        return UUID(_signer().unsign(token))
    except (BadSignature, ValueError):
        return None
