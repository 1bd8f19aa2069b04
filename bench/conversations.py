"""Searching what was said, and saving a reply, at 100,000 tickets with 600,000 messages.

In this process and on a database of its own: searches as staff, over all customers, and as a contact, over one; replies
of contacts and answers of staff from the action to the commit, without mail. Beside wall time stands what this process
and the database calculated for one, because wall time on a shared machine also measures the others.
Run: python bench/conversations.py [--json] [--tickets 100000] [--messages 600000] [--searches 60] [--replies 200].
"""

import argparse
import os
import random
import sys
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import large_installation
import psycopg
import serving
from figures import Figure, finish, percentile
from fresh_database import fresh_database

SEARCH_MS, REPLY_MS = 150, 50
WARM = 10
# Messages in turn of customer and staff after those that a ticket has: sentences of common words, each with two of a
# vocabulary of some thousands, as many as a large desk uses.
FILL = """
INSERT INTO support_message (id, tenant_id, ticket_id, at, side, author_id, author_name, purpose, channel, body, once)
SELECT (left(t.id::text, 24) || left(md5(t.id::text || 'said' || k), 12))::uuid, t.tenant_id, t.id,
  t.reported_at + k * interval '7 minutes', CASE WHEN k %% 2 = 0 THEN 'customer' ELSE 'staff' END, NULL, 'P. Proef',
  CASE WHEN k %% 2 = 0 THEN 'reply' ELSE 'message' END, 'portal',
  'Wij keken ernaar: de ' || w.list[1 + (t.number * 31 + k * 7) %% %(many)s] || ' staat bij het '
    || w.list[1 + (t.number * 17 + k * 13) %% %(many)s] || ' nog niet in de planning, en wie dat opent ziet niets.',
  NULL
FROM support_ticket t, generate_series(1, %(each)s) k, (SELECT %(words)s::text[] AS list) w
"""


PARTS = """
    rooster planning dossier factuur uren team plan route bezoek rapport scherm knop bestand export koppeling toegang
    rol account agenda afspraak bericht bijlage formulier archief controle regel
"""


def vocabulary(chance: random.Random) -> list[str]:
    """Some thousands of words as long as Dutch ones."""
    parts = PARTS.split()
    made = {one + other for one in parts for other in parts if one != other}
    return sorted(made | {f"{one}{chance.randrange(10)}" for one in made for _ in range(4)})


def fill(owner_url: str, messages: int, words: Sequence[str]) -> dict[str, int]:
    """Messages until there are at least so many; tickets and messages then."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        held = {
            name: int(str(connection.execute(f"SELECT count(*) FROM support_{name}").fetchone()[0]))  # type: ignore
            for name in ("ticket", "message")
        }
        each = max(0, -(-(messages - held["message"]) // held["ticket"]))
        if each:
            connection.execute(FILL, {"words": list(words), "many": len(words), "each": each})
        connection.execute("VACUUM ANALYZE")
    return {"tickets": held["ticket"], "messages": held["message"] + each * held["ticket"]}


class Timed:
    """Milliseconds of each act after some to warm up, and what processors calculated for one."""

    def __init__(self, number: int, act: Callable[[], object], cost: Callable[[], float]) -> None:
        for _ in range(WARM):
            act()
        self.took: list[float] = []
        before = cost()
        for _ in range(number):
            begin = time.perf_counter()
            act()
            self.took.append((time.perf_counter() - begin) * 1000)
        self.each = (cost() - before) * 1000 / number

    def figures(self, what: str, bar: float) -> list[Figure]:
        return [
            Figure(f"{what} | p95", percentile(self.took, 0.95), "ms", at_most=bar),
            Figure(f"{what} | median", percentile(self.took, 0.5), "ms"),
            Figure(f"{what} | processor for one", self.each, "ms"),
        ]


def searches(words: list[str], chance: random.Random, number: int, cost: Callable[[], float]) -> list[Figure]:
    """The first fifty of each search, as the lists show them."""
    from waarborg.customers.models import Organisation
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.tenancy import Role
    from waarborg.support.models import Ticket
    from waarborg.support.queries.finding import newest, search

    with tenancy.enter(Role.DESK):
        customer = Organisation.objects.get(slug="merendaal").id

    def desk(text: str) -> None:
        with tenancy.enter(Role.DESK):
            list(newest(Ticket.objects.all(), text)[0].order_by("-changed_at")[:50])

    def portal(text: str) -> None:
        with tenancy.enter(Role.CUSTOMER, customer):
            rows = Ticket.objects.filter(tenant_id=customer)
            list(search(rows, text, customer=customer).order_by("-changed_at")[:50])

    asked: dict[str, Callable[[], str]] = {
        "a rare word": lambda: chance.choice(words),
        "two rare words": lambda: " ".join(chance.choices(words, k=2)),
        "a word in most messages": lambda: "planning",
        "a common and a rare word": lambda: f"planning {chance.choice(words)}",
        "a word begun": lambda: chance.choice(words)[:6],
        "a word that nobody used": lambda: "zzzzzz",
    }
    found = []
    for whose, act in (("staff", desk), ("contact", portal)):
        for name, text in asked.items():
            timed = Timed(number, lambda act=act, text=text: act(text()), cost)  # type: ignore[misc]
            found += timed.figures(f"{whose} search {name}", SEARCH_MS)
    return found


def replies(number: int, cost: Callable[[], float]) -> list[Figure]:
    """Each on another live ticket: by its reporter, and by an agent."""
    from waarborg.customers.models import Person
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.actors import Actor
    from waarborg.plumbing.identifiers import uuid7
    from waarborg.plumbing.tenancy import Role
    from waarborg.support.actions.answer import answer
    from waarborg.support.actions.reply import reply
    from waarborg.support.models import Ticket

    at, asker = large_installation.NOW, frozenset({"customer.support-contact"})
    with tenancy.enter(Role.DESK):
        rows = Ticket.objects.filter(state__in=("open", "waiting"), reporter_id__isnull=False, followers__isnull=True)
        live = list(rows.order_by("id")[: 2 * (number + WARM)])
        agent = Person.objects.filter(authorities__role="provider.support", active=True).order_by("id")[0]
    if len(live) < number + WARM:
        raise SystemExit(f"only {len(live)} live tickets")
    told, said = iter(live), iter(live)
    staff = Actor("staff", agent.tenant_id, agent.id, agent.name, frozenset({"provider.support"}))

    def replied() -> None:
        ticket = next(told)
        by = Actor("contact", ticket.tenant_id, ticket.reporter_id, ticket.reporter_name, asker)
        with tenancy.enter(Role.CUSTOMER, ticket.tenant_id, person=by.person):
            reply(ticket, by=by, at=at + timedelta(minutes=1), text="Het staat er nog niet in.", once=uuid7())

    def answered() -> None:
        with tenancy.enter(Role.DESK, person=agent.id):
            later = at + timedelta(minutes=2)
            answer(next(said), by=staff, at=later, text="Wij kijken.", purpose="message", once=uuid7(), mail=False)

    found = Timed(number, replied, cost).figures("a contact's reply saved, no mail", REPLY_MS)
    return found + Timed(number, answered, cost).figures("an agent's answer saved, no mail", REPLY_MS)


def run(args: argparse.Namespace) -> list[Figure]:
    os.environ["WAARBORG_NOW"] = large_installation.NOW.isoformat()
    os.environ["WAARBORG_DEMO"] = "1"
    chance = random.Random(7)
    words = vocabulary(chance)
    with fresh_database() as url:
        postgres = serving.database_process(url)
        owner = url.replace("waarborg_app", "waarborg_owner")
        large_installation.load_demonstration(100, 1000)
        large_installation.copy_customers(owner, args.copies)
        large_installation.copy_history(owner, args.tickets)
        sizes = fill(owner, args.messages, words)

        def cost() -> float:
            return time.process_time() + serving.processor_seconds(postgres)

        measured: list[Any] = searches(words, chance, args.searches, cost) + replies(args.replies, cost)
    return [*(Figure(f"{what} in the database", number) for what, number in sizes.items()), *measured]


def main() -> int:
    parser = argparse.ArgumentParser(description="How fast what was said is found, and a reply is saved")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--tickets", type=int, default=100_000)
    parser.add_argument("--messages", type=int, default=600_000)
    parser.add_argument("--copies", type=int, default=11, help="how many times more customers")
    parser.add_argument("--searches", type=int, default=60)
    parser.add_argument("--replies", type=int, default=200)
    args = parser.parse_args()
    return finish(run(args), as_json=args.json)


if __name__ == "__main__":
    sys.exit(main())
