"""Mail that comes in: mails a second from the mailbox to the ticket or the reply, fetched, kept, read and committed.

Run: python bench/mail_in.py [--json] [--mails 120] [--customers 20].
"""

import argparse
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import serving
from figures import Figure, finish
from fresh_database import fresh_database
from journal import AT

ADDRESS = "support@example.nl"
LEAST = 50
WARM = 20


def mails(number: int, people: list[str]) -> list[tuple[bytes, Any]]:
    """As people write: half of them new, half answers to earlier mails, some with HTML beside the text or a file."""
    chance = random.Random(1)
    made, known = [], []
    for place in range(number):
        sender = people[place % len(people)]
        one = EmailMessage()
        one["From"], one["To"], one["Subject"] = f"Proef <{sender}>", ADDRESS, f"Uren komen niet door {place}"
        one["Message-ID"] = f"<bench{place}@example.org>"
        text = f"Beste mensen,\n\nDe uren van {place} ontbreken in de factuur.\n\n" + "Wij zien dit vaker. " * 20
        if place % 2 and known:
            answered, one_of = chance.choice(known)
            del one["From"]
            one["From"], one["In-Reply-To"] = one_of, answered
            text += "\n\nOp di 7 apr 2026 schreef Support:\n> Welke dag was dat?\n"
        else:
            known.append((one["Message-ID"], one["From"]))
        one.set_content(text)
        if place % 3 == 0:
            one.add_alternative(f"<p>{text}</p>", subtype="html")
        if place % 10 == 0:
            one.add_attachment(b"%PDF-1.4 " + b"x" * 50_000, "application", "pdf", filename="bon.pdf")
        made.append((one.as_bytes(), AT + timedelta(minutes=place)))
    return made


def bind_customers(number: int) -> list[str]:
    """Customers under the profile Appreo, each with one contact who may ask; the addresses of those."""
    from waarborg.customers.actions import enrol_organisation
    from waarborg.customers.models import Authority, Person
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.actors import SYSTEM
    from waarborg.plumbing.tenancy import Role
    from waarborg.promises.actions.bind import bind
    from waarborg.promises.actions.publish import publish
    from waarborg.promises.profiles import documents, profile

    by: dict[str, Any] = {"by": SYSTEM, "at": AT}
    found = []
    with tenancy.enter(Role.DESK):
        house = enrol_organisation(name="Voorbeeld Software", kind="provider", **by)
        version = publish(profile("appreo"), provider=house.id, name="appreo.yaml", documents=documents("appreo"), **by)
        for place in range(number):
            customer = enrol_organisation(name=f"Stichting Proef {place}", kind="customer", **by)
            bind(version, tenant=customer.id, **by)
            address = f"p{place}@example.org"
            person = Person.objects.create(
                tenant_id=customer.id, name=f"P. Proef {place}", initials="PP", email=address
            )
            Authority.objects.create(
                tenant_id=customer.id, person=person, role="customer.support-contact", starts_at=AT - timedelta(days=9)
            )
            found.append(address)
    return found


def taken_in(keep: Callable[[], object], postgres: int) -> tuple[float, float, float]:
    """Seconds until `keep` had kept all, until all were taken, and of processors for both. One thread keeps while
    another takes, as the two jobs of a worker do."""
    from django.db import connection

    from waarborg.plumbing import clock
    from waarborg.support.actions.mail.take_all import take_next

    used = time.process_time() + serving.processor_seconds(postgres)
    begin, kept = time.perf_counter(), []

    def keeping() -> None:
        keep()
        kept.append(time.perf_counter())
        connection.close()

    thread = threading.Thread(target=keeping)
    thread.start()
    while take_next(at=clock.now()) or thread.is_alive():
        pass
    taken = time.perf_counter()
    used = time.process_time() + serving.processor_seconds(postgres) - used
    return kept[0] - begin, taken - begin, used


@contextmanager
def mailbox() -> Iterator[tuple[Callable[[list[tuple[bytes, Any]]], None], Callable[[], object]]]:
    """How mails are laid down, and how they are then kept: fetched from Dovecot, as the product does. Where there is
    none on this machine, as a relay hands them over, 25 at once."""
    from waarborg.plumbing import clock
    from waarborg.plumbing.mail_in import imap
    from waarborg.plumbing.mail_in.arrive import Come, arrive
    from waarborg.plumbing.mail_in.fetch import fetch_from
    from waarborg.plumbing.mail_in.tests import imap_server

    if imap_server.is_here():
        with (
            tempfile.TemporaryDirectory(prefix="waarborg-bench-mail-") as folder,
            imap_server.dovecot(Path(folder)) as server,
        ):
            to = imap.address(server.url)
            assert to is not None
            yield server.deliver_all, lambda: fetch_from(to)
        return
    lying: list[tuple[bytes, Any]] = []

    def hand_over() -> None:
        for place in range(0, len(lying), 25):
            arrive([Come(*one) for one in lying[place : place + 25]], mailbox="bench", at=clock.now())
        lying.clear()

    yield lying.extend, hand_over


def main() -> int:
    parser = argparse.ArgumentParser(description="How fast mail is read in")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--mails", type=int, default=120)
    parser.add_argument("--customers", type=int, default=20)
    args = parser.parse_args()
    with fresh_database() as url:
        from django.conf import settings

        settings.MAIL_IN_ADDRESS = ADDRESS
        found = mails(args.mails + WARM, bind_customers(args.customers))
        # Their last minute is now: as the clock of a demonstration, all else is the product's own.
        settings.CLOCK_OFFSET = found[-1][1] + timedelta(minutes=1) - datetime.now(UTC)
        postgres = serving.database_process(url)
        with mailbox() as (deliver, keep):
            # A worker that has taken some before; and the first look at a mailbox is another than the next.
            deliver(found[:WARM])
            taken_in(keep, postgres)
            deliver(found[WARM:])
            keeping, taking, used = taken_in(keep, postgres)
        from waarborg.plumbing import tenancy
        from waarborg.plumbing.mail_in.models import MailIn
        from waarborg.plumbing.tenancy import Role

        with tenancy.enter(Role.DESK):
            taken = MailIn.objects.filter(state="taken").count()
        if taken != args.mails + WARM:
            raise SystemExit(f"only {taken} of {args.mails + WARM} mails became a ticket or a reply")
    figures = [
        Figure(f"mails read in, {args.mails:,} of {args.customers} customers", args.mails / taking, "/s",
               at_least=LEAST),
        Figure("all of them were kept as they came after", keeping, "s"),
        Figure("processor for one, this process and the database", used / args.mails * 1000, "ms"),
    ]  # fmt: skip
    return finish(figures, as_json=args.json)


if __name__ == "__main__":
    sys.exit(main())
