"""Half a year of back-ups of the demonstration: the database every four hours, files every night, one customer's."""

from datetime import datetime, timedelta
from hashlib import sha256
from random import Random
from typing import Final
from uuid import UUID

from waarborg.console.demo.people import MAIN
from waarborg.continuity.models import Plan, RestoreTest, Run
from waarborg.continuity.rules import plans, runs
from waarborg.customers.models import Organisation, Person

Told = tuple[str, str, str, int, int, int, int, int]
DAYS: Final = 183
HOUR: Final = 3600
# Short name, whom it covers, part, seconds between two, patience, days kept, days of history, least bytes.
PLANS: Final = (
    ("database-4u", plans.SERVICE, "database", 4 * HOUR, 1800, 30, DAYS, 10**9),
    ("bestanden-nacht", plans.SERVICE, "bestanden", 24 * HOUR, 2 * HOUR, 90, DAYS, 10**9),
    ("merendaal-uur", plans.CUSTOMER, "database", HOUR, HOUR, 14, 28, 0),
)
_WORDS: Final = {
    "database-4u": ("De database met al uw gegevens", "The database with all your data"),
    "bestanden-nacht": ("Bestanden en bijlagen", "Files and attachments"),
    "merendaal-uur": ("Een extra kopie van uw eigen gegevens", "An extra copy of your own data"),
}
_PLACE: Final = ("een tweede datacentrum in Nederland", "a second data centre in the Netherlands")


def set_up_backups(*, now: datetime, seed: int) -> None:
    """In the scope of the desk, when everything else stands; written in bulk. Now and then one failed, and was made
    again; every month a restore was tried."""
    house = Organisation.objects.get(kind="provider")
    main = Organisation.objects.filter(kind="customer", name=MAIN).values_list("id", flat=True).first()
    tester = Person.objects.filter(authorities__role="provider.operator", active=True).order_by("name").first()
    chance = Random(f"{seed} backups")
    for told in PLANS:
        if told[1] == plans.CUSTOMER and main is None:
            continue
        held = _plan(house.id, main, told, now)
        made = _runs(held, now, chance)
        good = [one for one in made if one.outcome == runs.GOOD]
        held.good_as_of, held.good_at, held.last_outcome = good[-1].as_of, good[-1].completed_at, made[-1].outcome
        tried = _tests(held, now, tester.name if tester else house.name) if held.scope == plans.SERVICE else []
        if tried:
            last = tried[-1]
            held.tested_at, held.test_result, held.test_seconds = last.tested_at, last.result, last.seconds
        held.save(force_insert=True)
        Run.objects.bulk_create(made, batch_size=2000)
        RestoreTest.objects.bulk_create(tried)


def _plan(provider: UUID, main: UUID | None, told: Told, now: datetime) -> Plan:
    key, scope, part, every, patience, kept, days, least = told
    own = scope == plans.CUSTOMER
    return Plan(
        tenant_id=provider, audience="one" if own else "customers", key=key, scope=scope,
        customer_id=main if own else None, part=part, what_nl=_WORDS[key][0], what_en=_WORDS[key][1],
        where_nl=_PLACE[0], where_en=_PLACE[1], every=every, patience=patience, kept_days=kept, least_bytes=least,
        needs_hash=True, made_at=now - timedelta(days=days, hours=1),
    )  # fmt: skip


def _runs(held: Plan, now: datetime, chance: Random) -> list[Run]:
    """Oldest first, the last of them good; what failed was made again twenty minutes later."""
    found: list[Run] = []
    pace = timedelta(seconds=held.every)
    # At whole hours, the nightly one in the night: as jobs do.
    last = now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=now.hour % max(1, held.every // HOUR))
    last = last + timedelta(hours=1) if held.every == 24 * HOUR and now.hour >= 2 else last
    while last + timedelta(minutes=20) > now:
        last -= pace
    begin = last - pace * int((last - held.made_at) / pace)
    size, number = 2_100_000_000 + held.every * 40_000, 0
    while begin <= last:
        if number > 2 and begin != last and chance.random() < 0.004:
            found.append(_run(held, begin, chance, size, number, failed=True))
            found.append(_run(held, begin + timedelta(minutes=20), chance, size, number))
        else:
            found.append(_run(held, begin, chance, size, number))
        size += chance.randrange(0, held.every * 60)
        begin, number = begin + pace, number + 1
    return found


def _run(held: Plan, begin: datetime, chance: Random, size: int, number: int, *, failed: bool = False) -> Run:
    done = begin + timedelta(seconds=chance.randrange(95, 400) if not failed else 31)
    return Run(
        tenant_id=held.tenant_id, plan=held, began_at=begin, completed_at=done, as_of=begin,
        outcome=runs.FAILED if failed else runs.GOOD,
        reason="De verbinding met de opslag viel weg." if failed else "", size=None if failed else size,
        sha256="" if failed else sha256(f"{held.key} {number}".encode()).hexdigest(),
        place="" if failed else f"{held.key}/{begin:%Y-%m-%dT%H%M}", reported_at=done,
    )  # fmt: skip


def _tests(held: Plan, now: datetime, tester: str) -> list[RestoreTest]:
    """One a month; of the first a part was missing, which was mended."""
    found = []
    for back in range(5, -1, -1):
        when = now - timedelta(days=30 * back + 6)
        partly = back == 5 and held.part == "bestanden"
        found.append(
            RestoreTest(
                tenant_id=held.tenant_id, plan=held, tested_at=when, as_of=when - timedelta(days=1),
                seconds=4200 + 300 * back, what="Alle gegevens van één klant, in een lege omgeving",
                result=runs.PARTLY if partly else runs.WORKS,
                remark="Van twee mappen ontbraken de rechten; het script is verbeterd." if partly else "",
                tester=tester, reported_at=when,
            )
        )  # fmt: skip
    return found
