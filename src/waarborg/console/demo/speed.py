"""How fast the demonstration's service was for a quarter of a year, hour by hour: counted by the code that counts what
exporters and browsers send, by rules that were applied."""

from datetime import datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID

from waarborg.availability.actions.apply_mapping import apply_mapping
from waarborg.availability.actions.take_metrics import current_edges
from waarborg.availability.actions.tallies import Key, add_tallies, measured_numbers
from waarborg.availability.models import Discussion, PageKey, Store
from waarborg.availability.queries.use_statistics import risen
from waarborg.availability.rules.otlp.edges import Amount
from waarborg.availability.rules.page_times import BEGINS, METRIC
from waarborg.catalogue.models import Item
from waarborg.catalogue.rules.kinds import PARTS
from waarborg.customers.models import Organisation
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.identifiers import uuid7

DAYS: Final = 92
MOST_PARTS: Final = 3
APPLICATION: Final = "Planbord"
_MS: Final = 10**6
# One day in the quarter was slow, so that the picture has something to tell.
_SLOW_DAY: Final = 20


def set_up_speed(*, now: datetime, seed: int) -> None:
    """In the scope of the desk, when catalogue and agreements stand; nothing where there is no part of ours."""
    chance = Random(f"{seed} speed {now.isoformat()}")
    provider = Organisation.objects.filter(kind="provider").values_list("id", flat=True)[0]
    parts = list(Item.objects.filter(kind__in=PARTS, third_party=False).order_by("key")[:MOST_PARTS])
    if not parts:
        return
    apply_mapping(_rules(parts), name="metrics.yaml", provider=provider, by=SYSTEM, at=now)
    number, edges = current_edges(provider, at=now)
    for client, listed, usual in ((False, parts, 24.0), (True, parts[:1], 420.0)):
        numbers = measured_numbers({(one.id, provider) for one in listed}, client=client)
        tallies: dict[Key, Amount] = {}
        for part in listed:
            tallies |= _hours(numbers[part.id, provider], provider, usual, edges, now=now, chance=chance)
        add_tallies(tallies, number)
    _customers(parts[0], edges, number, now=now, chance=chance)
    PageKey.objects.create(
        id=uuid7(unix_ms=int(now.timestamp() * 1000), source=chance), tenant_id=provider, name=APPLICATION,
        word=f"{BEGINS}demo{chance.getrandbits(80):020x}", origins=["https://care.example.nl"],
        made_at=now - timedelta(days=DAYS), heard_at=now,
    )  # fmt: skip
    # Paused: a demonstration asks nobody outside.
    Store.objects.create(
        id=uuid7(unix_ms=int(now.timestamp() * 1000), source=chance), tenant_id=provider, name="Prometheus",
        target="https://prometheus.example.nl", histogram="http_server_request_duration_seconds",
        matchers='job="web"', enabled=False, made_at=now, read_until=now.replace(second=0, microsecond=0),
    )  # fmt: skip


def _customers(part: Item, edges: tuple[int, ...], number: int, *, now: datetime, chance: Random) -> None:
    """Of some customers what the first part took, an hour a day; for one of them this month is slower, as the night's
    look at it found. They are enough to be shown together."""
    rows = Organisation.objects.filter(kind="customer").order_by("slug").values_list("tenant_id", flat=True)
    tenants = list(rows[:6])
    numbers = measured_numbers({(part.id, one) for one in tenants})
    this = f"{now:%Y-%m}"
    tallies: dict[Key, Amount] = {}
    for turn, tenant in enumerate(tenants):
        for back in range(1, DAYS):
            day = now - timedelta(days=back)
            usual = 42.0 if turn == 1 and f"{day:%Y-%m}" == this else 24.0
            lengths = [int(chance.lognormvariate(0, 0.5) * usual * _MS) for _ in range(20)]
            minute = int(day.timestamp()) // 3600 * 60
            tallies[numbers[part.id, tenant], tenant, minute] = _amount(lengths, edges)
    add_tallies(tallies, number)
    for one in risen(at=now):
        Discussion.objects.create(
            id=uuid7(unix_ms=int(now.timestamp() * 1000), source=chance), tenant_id=one.tenant, item_id=one.item,
            month=one.rise.month, before_ns=one.rise.before, now_ns=one.rise.now, verdict=one.verdict, made_at=now,
        )  # fmt: skip


def _amount(lengths: list[int], edges: tuple[int, ...]) -> Amount:
    above = [sum(one > edge for one in lengths) for edge in edges]
    return Amount(len(lengths), sum(lengths), sum(lengths), 0, above, list(above))


def _rules(parts: list[Item]) -> bytes:
    of_servers = [
        f'  - {{part: {one.key}, metric: http.server.request.duration, where: {{http.route: "/{one.key}*"}}}}'
        for one in parts
    ]
    of_browsers = f"  - {{part: {parts[0].key}, metric: {METRIC}, where: {{window: {parts[0].key}}}}}"
    return "\n".join(["rules:", *of_servers, of_browsers, ""]).encode()


def _hours(
    number: int, provider: UUID, usual: float, edges: tuple[int, ...], *, now: datetime, chance: Random
) -> dict[Key, Amount]:
    """Of one part: by day more requests than at night, and now and then slower ones."""
    last = int(now.timestamp()) // 3600 - 1
    found: dict[Key, Amount] = {}
    for back in range(DAYS * 24):
        hour = last - back
        busy = 60 if 7 <= hour % 24 <= 17 else 8
        slow = 2.5 if back // 24 == _SLOW_DAY else 1.0
        lengths = [
            int(chance.lognormvariate(0, 0.55) * usual * slow * _MS) for _ in range(chance.randrange(busy // 2, busy))
        ]
        found[number, provider, hour * 60] = _amount(lengths, edges)
    return found
