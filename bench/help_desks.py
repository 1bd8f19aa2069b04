"""Beside django-helpdesk 2.6, on the same tickets and messages in the same PostgreSQL: what both have.

Lists, pages and answers go through each product's own Django in one process, without a web server between; mail from
its bytes to the ticket. A page of a list here are fifty tickets, with theirs what its script asks for them. Their mails
go nowhere, ours into the outbox. A search here looks through all that was said, theirs through the reports. That
product is installed into an environment of its own, which is thrown away.
Run: python bench/help_desks.py [--json] [--tickets 5000] [--messages 30000] [--times 20].
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).parent))
import conversations
import large_installation
import mail_in
import pages
import psycopg
import serving
from figures import Figure, finish, percentile
from fresh_database import fresh_database

OTHER, PACKAGES = "django-helpdesk", ("django-helpdesk==2.6.*", "psycopg[binary]")
WARM = 3
TICKETS = """
COPY (SELECT t.number, t.subject, t.what, t.reported_at, t.state NOT IN ('resolved', 'withdrawn'),
             coalesce(p.email, 'nobody@example.nl')
      FROM support_ticket t LEFT JOIN customers_person p ON p.id = t.reporter_id) TO STDOUT (FORMAT csv)
"""
MESSAGES = """
COPY (SELECT t.number, m.at, m.side = 'staff', m.body FROM support_message m JOIN support_ticket t ON t.id = m.ticket_id
      WHERE m.purpose <> 'report') TO STDOUT (FORMAT csv)
"""


def write_out(owner: str, folder: Path) -> None:
    with psycopg.connect(owner) as connection:
        for name, statement in (("ticket", TICKETS), ("message", MESSAGES)):
            with connection.cursor().copy(statement.encode()) as copy, (folder / f"{name}.csv").open("wb") as file:
                for block in copy:
                    file.write(block)


def words_of_subjects(owner: str) -> list[str]:
    """The word that most subjects hold, and one that hardly any does: the other product looks in no messages."""
    stat = (
        "SELECT word FROM ts_stat($$SELECT to_tsvector('simple', subject) FROM support_ticket$$) WHERE length(word) > 4"
    )
    with psycopg.connect(owner) as connection:
        return [
            str(connection.execute(f"{stat} ORDER BY ndoc {way}, word LIMIT 1".encode()).fetchone()[0])  # type: ignore[index]
            for way in ("DESC", "ASC")
        ]


def come(number: int) -> list[tuple[bytes, Any]]:
    """The mails of bench/mail_in.py, from contacts of customers here, received now."""
    from waarborg.customers.models import Person
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.tenancy import Role

    with tenancy.enter(Role.DESK):
        rows = Person.objects.filter(active=True, authorities__role="customer.support-contact").order_by("email")
        people = list(rows.values_list("email", flat=True).distinct()[:40])
    made = mail_in.mails(number, people)
    return [(raw, large_installation.NOW + timedelta(minutes=place)) for place, (raw, _received) in enumerate(made)]


def signed_in(address: str) -> Any:
    from django.conf import settings
    from django.test import Client

    from waarborg.plumbing.observability import logs

    logs.configure("bench", level="error", key=settings.SECRET_KEY)
    client = Client(HTTP_HOST=settings.ALLOWED_HOSTS[0], HTTP_ACCEPT_LANGUAGE="nl")
    sent = client.post("/accounts/sign-in/", {"email": address, "password": pages.PASSWORD})
    if sent.status_code != 302:
        raise SystemExit(f"signing in answered {sent.status_code}")
    return client


def acts(client: Any, common: str, rare: str) -> dict[str, Callable[[], object]]:
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.tenancy import Role
    from waarborg.support.models import Ticket

    with tenancy.enter(Role.DESK):
        rows = Ticket.objects.filter(state__in=("open", "waiting")).order_by("-number")
        live = list(rows.values_list("id", "revision"))
    opened, answered = iter(live * 20), iter(live)

    def page(path: str, **asked: str) -> None:
        if client.get(path, asked).status_code != 200:
            raise SystemExit(f"{path} did not answer")

    def answer() -> None:
        one, revision = next(answered)
        said = {"text": "Wij kijken.", "purpose": "message", "revision": revision, "once": uuid4()}
        sent = client.post(f"/desk/tickets/{one}/answer/", said)
        if sent.status_code != 302:
            raise SystemExit(f"the answer gave {sent.status_code}")

    return {
        "the list of open tickets": lambda: page("/desk/queue/"),
        "a ticket's page": lambda: page(f"/desk/tickets/{next(opened)[0]}/"),
        "an answer saved": answer,
        "search: a word in few reports": lambda: page("/desk/tickets/", q=rare),
        "search: a word in most reports": lambda: page("/desk/tickets/", q=common),
    }


def mail(found: list[tuple[bytes, Any]]) -> Callable[[], object]:
    """The next mail kept and taken, one at a time."""
    from waarborg.plumbing.mail_in.arrive import Come, arrive
    from waarborg.support.actions.mail.take_all import take_next

    at, waiting = found[-1][1] + timedelta(minutes=1), iter(found)

    def taken() -> None:
        if not arrive([Come(*next(waiting))], mailbox="bench", at=at) or not take_next(at=at):
            raise SystemExit("a mail was not taken")

    return taken


def timed(act: Callable[[], object], number: int, postgres: int) -> dict[str, Any]:
    for _ in range(WARM):
        act()
    took, before = [], time.process_time() + serving.processor_seconds(postgres)
    for _ in range(number):
        begin = time.perf_counter()
        act()
        took.append((time.perf_counter() - begin) * 1000)
    used = time.process_time() + serving.processor_seconds(postgres) - before
    return {"took": took, "processor": used * 1000 / number}


def beside(owner: str, folder: Path, postgres: int, words: list[str]) -> dict[str, Any]:
    """The other product's figures, in an environment of its own on a database of its own."""
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("CREATE DATABASE helpdesk TEMPLATE template0")
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    python = folder / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True, stdout=sys.stderr)
    program = Path(__file__).parent / "help_desk_beside.py"
    asked: list[Any] = [python, program, owner.partition("host=")[2], str(postgres), folder, *words]
    done = subprocess.run(asked, check=True, stdout=subprocess.PIPE, text=True)
    told: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


def figures_of(product: str, found: dict[str, Any]) -> list[Figure]:
    made = []
    for name, one in found.items():
        row = f"{name}, {product}"
        made += [
            Figure(f"{row} | median", statistics.median(one["took"]), "ms"),
            Figure(f"{row} | p95", percentile(one["took"], 0.95), "ms"),
            Figure(f"{row} | processor for one", one["processor"], "ms"),
        ]
    return made


def run(args: argparse.Namespace) -> list[Figure]:
    os.environ["WAARBORG_NOW"] = large_installation.NOW.isoformat()
    os.environ["WAARBORG_DEMO"] = "1"
    words = conversations.vocabulary(random.Random(7))
    with fresh_database() as url, tempfile.TemporaryDirectory(prefix="waarborg-bench-beside-") as where:
        postgres, owner, folder = (
            serving.database_process(url),
            url.replace("waarborg_app", "waarborg_owner"),
            Path(where),
        )
        large_installation.load_demonstration(100, 1000)
        addresses = pages.people()
        large_installation.copy_customers(owner, args.copies)
        large_installation.copy_history(owner, args.tickets)
        sizes = conversations.fill(owner, args.messages, words)
        write_out(owner, folder)
        common, rare = words_of_subjects(owner)
        mails = come(args.times + WARM)
        for place, (raw, _received) in enumerate(mails):
            (folder / f"{place:04}.eml").write_bytes(raw)
        from django.conf import settings

        settings.MAIL_IN_ADDRESS = mail_in.ADDRESS
        wanted = {**acts(signed_in(addresses["desk"]), common, rare), "a mail read in": mail(mails)}
        ours = {name: timed(act, args.times, postgres) for name, act in wanted.items()}
        theirs = beside(owner, folder, postgres, [str(args.times), common, rare])["acts"]
    both = [
        one for name in ours for one in figures_of("here", {name: ours[name]}) + figures_of(OTHER, {name: theirs[name]})
    ]
    return [*(Figure(f"{what} in each database", number) for what, number in sizes.items()), *both]


def main() -> int:
    parser = argparse.ArgumentParser(description="The same work here and in django-helpdesk")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--tickets", type=int, default=5_000)
    parser.add_argument("--messages", type=int, default=30_000)
    parser.add_argument("--copies", type=int, default=1, help="how many times more customers")
    parser.add_argument("--times", type=int, default=20)
    args = parser.parse_args()
    return finish(run(args), as_json=args.json)


if __name__ == "__main__":
    sys.exit(main())
