"""The places of a colleague who left in the rosters: his turns are of whoever comes next in the layer, and what he took
over goes back to whose it was. Where nobody else is in a layer, it is nobody's, and told as such."""

from datetime import datetime
from uuid import UUID

from django.urls import reverse

from waarborg.availability.events import ROSTER_HANDED_ON, SWAPPED_BACK
from waarborg.availability.models import DutyCalendar, Roster, RosterLayer, RosterSwap
from waarborg.availability.rules.roster import taken_over
from waarborg.customers.models import Authority, Person
from waarborg.customers.queries import holders, live, provider
from waarborg.customers.rules.roles import PROVIDER_ROLES, SERVICE_MANAGER
from waarborg.plumbing import journal
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.outbox import Recipient, send_mail

HAND_ON = "availability.hand-on-turns"
MAIL = "availability/mail/handed_on.txt"


def takes_turns(person: UUID, *, at: datetime) -> bool:
    """Whether somebody is a colleague with any role now. One query."""
    held = Authority.objects.filter(live(at), person_id=person, person__active=True, role__in=PROVIDER_ROLES)
    return bool(held.exists())


def hand_on_turns(person: UUID, *, at: datetime) -> int:
    """In the desk's scope; done twice it changes nothing. Answers in how many rosters something changed."""
    DutyCalendar.objects.filter(person_id=person).delete()
    changed = 0
    for row in Roster.objects.select_for_update().order_by("id"):
        changed += _in_roster(row, person, at=at)
    return changed


def _in_roster(row: Roster, person: UUID, *, at: datetime) -> bool:
    takers, empty, moved = set[UUID](), False, False
    for layer in RosterLayer.objects.filter(roster=row).order_by("place"):
        if str(person) not in layer.people:
            continue
        after = taken_over(layer.plan(), person).people
        people = [str(one) for one in after]
        if people == layer.people:
            empty = True
            continue
        takers |= {one for place, one in enumerate(after) if layer.people[place] == str(person)}
        layer.people, moved = people, True
        layer.save(update_fields=["people"])
    moved = _swaps_back(row, person, at=at) or moved
    if moved:
        # Whoever has the form open sees that it was changed meanwhile.
        row.revision += 1
        row.save(update_fields=["revision"])
        journal.record(
            ROSTER_HANDED_ON, tenant=row.tenant_id, subject=row.ref, by=SYSTEM, at=at,
            data={"person": str(person), "to": sorted(str(one) for one in takers)},
        )  # fmt: skip
    if moved or empty:
        _tell(row, person, takers, empty, at=at)
    return moved


def _swaps_back(row: Roster, person: UUID, *, at: datetime) -> bool:
    """What he took over and is not past: what has begun ends now, so that what was stays to be read."""
    held = list(RosterSwap.objects.filter(roster=row, person_id=person, ends_at__gt=at))
    for one in held:
        one.delete()
        if one.begins_at < at:
            RosterSwap.objects.create(
                tenant_id=row.tenant_id, roster=row, person_id=person, begins_at=one.begins_at, ends_at=at,
                made_at=one.made_at,
            )  # fmt: skip
        journal.record(
            SWAPPED_BACK, tenant=row.tenant_id, subject=row.ref, by=SYSTEM, at=at,
            data={"person": str(person), "from": one.begins_at.isoformat(), "to": one.ends_at.isoformat()},
        )  # fmt: skip
    return bool(held)


def _tell(row: Roster, person: UUID, takers: set[UUID], empty: bool, *, at: datetime) -> None:
    """Who keeps the rosters, and whoever has turns more; once for each roster and leaver."""
    home = provider()
    known = {one.id: one for one in Person.objects.filter(id__in={person, *takers})}
    keepers = holders(home.id, SERVICE_MANAGER, at=at) if home else []
    told = {one.id: one for one in (*keepers, *(known[one] for one in takers if one in known))}
    for one in told.values():
        if not one.email or not one.active:
            continue
        send_mail(
            MAIL,
            tenant=one.tenant_id,
            to=Recipient(one.email, one.name, one.language, one.id),
            context={
                "roster": row.name,
                "gone": known[person].name if person in known else "",
                "takers": ", ".join(sorted(known[taker].name for taker in takers if taker in known)),
                "empty": empty,
                "path": reverse("availability:roster", kwargs={"roster": row.id}),
            },
            at=at,
            key=f"availability.roster.handed-on:{row.id}:{person}:{row.revision}:{one.id}",
        )
