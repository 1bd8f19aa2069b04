"""Half a year of back-ups of the demonstration, one customer's own among them, and what was stated of them."""

from datetime import datetime, timedelta
from hashlib import sha256
from random import Random
from typing import Final
from uuid import UUID

from waarborg.console.demo.people import MAIN
from waarborg.continuity.actions.watch_rounds import watch_rounds
from waarborg.continuity.models import Plan, RestoreTest, Run
from waarborg.continuity.queries.rounds import ROUNDS, rounds
from waarborg.continuity.rules import plans, runs
from waarborg.customers.models import Organisation, Person
from waarborg.kernel.instants import local, to_us
from waarborg.plumbing import journal
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.indicators import NothingYet
from waarborg.promises.actions.state_figures import edges
from waarborg.promises.models import Figure
from waarborg.promises.queries.figures import used
from waarborg.promises.rules.figures import RECORDED, Asked, period_of, words_of

Told = tuple[str, str, str, int, int, int, int, int]
DAYS: Final = 183
HOUR: Final = 3600
# Short name, whom it covers, part, seconds between two, patience, days kept, days of history, least bytes. Who promises
# one every so often makes them twice as often, so that one that fails can be made again in time.
PLANS: Final[tuple[Told, ...]] = (
    ("database-2u", plans.SERVICE, "database", 2 * HOUR, 1800, 30, DAYS, 10**9),
    ("bestanden-2u", plans.SERVICE, "bestanden", 2 * HOUR, 2 * HOUR, 90, 62, 10**9),
    ("merendaal-uur", plans.CUSTOMER, "database", HOUR, HOUR, 14, 28, 0),
)
HOURLY_PLANS: Final[tuple[Told, ...]] = (
    ("database-halfuur", plans.SERVICE, "database", HOUR // 2, 900, 30, 62, 10**9),
    ("database-dag", plans.SERVICE, "database", 24 * HOUR, 2 * HOUR, 90, 62, 10**9),
    ("merendaal-kwartier", plans.CUSTOMER, "database", HOUR // 4, HOUR, 14, 14, 0),
)
_WORDS: Final = {
    "database": ("De database met al uw gegevens", "The database with all your data"),
    "bestanden": ("Bestanden en bijlagen", "Files and attachments"),
    "merendaal": ("Een extra kopie van uw eigen gegevens", "An extra copy of your own data"),
}
# As many months as there are reports of (load.py).
MONTHS_STATED: Final = 3
# So many days ago two in a row failed, and what was promised was late for once.
BAD_DAY: Final = 40
_PLACE: Final = ("een tweede datacentrum in Nederland", "a second data centre in the Netherlands")


def set_up_backups(*, now: datetime, seed: int) -> None:
    """In the scope of the desk, when everything else stands; written in bulk. Now and then one failed, and was made
    again; every month a restore was tried."""
    house = Organisation.objects.get(kind="provider")
    main = Organisation.objects.filter(kind="customer", name=MAIN).values_list("id", flat=True).first()
    tester = Person.objects.filter(authorities__role="provider.operator", active=True).order_by("name").first()
    chance = Random(f"{seed} backups")
    promised = _promised(now)
    for told in HOURLY_PLANS if any(one.about.startswith("every 1h;") for one in promised) else PLANS:
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
    for asked in promised:
        _state(asked, now)
    watch_rounds(at=now)


def _promised(now: datetime) -> list[Asked]:
    """The figures of back-ups that are promised every so often."""
    return [one for one in used(at=now) if one.indicator == ROUNDS]


def _state(asked: Asked, now: datetime) -> None:
    """What each night of a month's beginning stated of the months of which there are reports."""
    month = f"{local(to_us(now), asked.zone):%Y-%m}"
    rows = []
    for _ in range(MONTHS_STATED):
        first, month = period_of("month", month)
        begin, end = edges(asked, first, month, now)
        try:
            counted = rounds(begin, end, asked.about)
        except NothingYet:
            # Before its plans began.
            break
        for customer, one in counted.items():
            if customer is None:
                continue
            named = {"tenant_id": customer, "indicator": asked.indicator, "over": asked.over, "per": asked.per}
            named |= {"zone": asked.zone, "about": asked.about, "first": first, "last": month, "at": now}
            said = {"numerator": one.numerator, "denominator": one.denominator, "parts": dict(one.parts)}
            made = [Figure(told=told, rows=list(one.rows), **named, **said) for told in (False, True)]
            rows += made
            words = words_of(made[1].stated)
            journal.record(RECORDED, tenant=customer, subject=made[1].ref, by=SYSTEM, at=now, properties=words)
    Figure.objects.bulk_create(rows, batch_size=500)


def _plan(provider: UUID, main: UUID | None, told: Told, now: datetime) -> Plan:
    key, scope, part, every, patience, kept, days, least = told
    own, made_at = scope == plans.CUSTOMER, now - timedelta(days=days, hours=1)
    words = _WORDS[key.partition("-")[0]]
    return Plan(
        tenant_id=provider, audience="one" if own else "customers", key=key, scope=scope,
        customer_id=main if own else None, part=part, what_nl=words[0], what_en=words[1],
        where_nl=_PLACE[0], where_en=_PLACE[1], every=every, patience=patience, kept_days=kept, least_bytes=least,
        needs_hash=True, made_at=made_at, judged_from=made_at,
    )  # fmt: skip


def _runs(held: Plan, now: datetime, chance: Random) -> list[Run]:
    """Oldest first, the last of them good; what failed was made again twenty minutes later."""
    found: list[Run] = []
    pace = timedelta(seconds=held.every)
    # At whole hours, the nightly one in the night: as jobs do.
    last = now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=now.hour % max(1, held.every // HOUR))
    bad_day = (now - timedelta(days=BAD_DAY)).date()
    last = last + timedelta(hours=1) if held.every == 24 * HOUR and now.hour >= 2 else last
    while last + timedelta(minutes=20) > now:
        last -= pace
    begin = last - pace * int((last - held.made_at) / pace)
    size, number = 2_100_000_000 + held.every * 40_000, 0
    while begin <= last:
        if held.scope == plans.SERVICE and begin.date() == bad_day and 10 <= begin.hour < 14:
            found.append(_run(held, begin, chance, size, number, failed=True))
        elif number > 2 and begin != last and chance.random() < 0.004:
            found.append(_run(held, begin, chance, size, number, failed=True))
            found.append(_run(held, begin + timedelta(minutes=20), chance, size, number))
        else:
            found.append(_run(held, begin, chance, size, number))
        size += chance.randrange(0, held.every * 60)
        begin, number = begin + pace, number + 1
    return found


def _run(held: Plan, begin: datetime, chance: Random, size: int, number: int, *, failed: bool = False) -> Run:
    # A nightly one that took longer than the night before would be late for what it took longer.
    took = 300 if held.every == 24 * HOUR else chance.randrange(95, 400)
    done = begin + timedelta(seconds=31 if failed else took)
    return Run(
        tenant_id=held.tenant_id, plan=held, began_at=begin, completed_at=done, as_of=begin,
        outcome=runs.FAILED if failed else runs.GOOD,
        reason="De verbinding met de opslag viel weg." if failed else "", size=None if failed else size,
        sha256="" if failed else sha256(f"{held.key} {number}".encode()).hexdigest(),
        place="" if failed else f"{held.key}/{begin:%Y-%m-%dT%H%M}", reported_at=done,
    )  # fmt: skip


def _tests(held: Plan, now: datetime, tester: str) -> list[RestoreTest]:
    """One a month; of the first a part was missing, which was mended."""
    found: list[RestoreTest] = []
    for back in range(5, -1, -1):
        when = now - timedelta(days=30 * back + 6)
        if when <= held.made_at:
            continue
        partly = not found and held.part == "bestanden"
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
