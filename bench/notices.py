"""Handing out one notice to every customer by portal and mail: into the outbox, out by SMTP, and its pages afterwards.

One worker's work, in this process; the mail server is another process on this machine, which accepts everything. Pages
through two workers of the product's own web server. Run: python bench/notices.py [--json] [--customers 1000]
[--people 10000] [--mails 1000].
"""

import argparse
import multiprocessing
import os
import socketserver
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

sys.path.insert(0, str(Path(__file__).parent))
import imports
import pages
import serving
from browser import Browser
from figures import finish, from_table, percentile
from fresh_database import fresh_database
from journal import AT

STAFF, READER = "k.voorbeeld@example.nl", "p0@example.org"


class Sink(socketserver.StreamRequestHandler):
    """A mail server that takes everything and keeps nothing."""

    def handle(self) -> None:
        self.wfile.write(b"220 sink\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                while self.rfile.readline() not in (b".\r\n", b""):
                    pass
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
            if word == b"QUIT":
                return


def serve_mail(port: Any) -> None:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Sink) as server:
        port.value = server.server_address[1]
        server.serve_forever()


def load(customers: int, people: int) -> None:
    """A provider with a service manager, and customers with their people; both can sign in."""
    from waarborg.access.actions.join import join
    from waarborg.access.models import Account
    from waarborg.customers.actions import add_person, enrol_organisation, set_roles
    from waarborg.customers.models import Person
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.actors import SYSTEM
    from waarborg.plumbing.tenancy import Role

    by: dict[str, Any] = {"by": SYSTEM, "at": AT}
    with tenancy.enter(Role.DESK):
        house = enrol_organisation(name="Voorbeeld Software", kind="provider", **by)
        manager = add_person(house, name="K. Voorbeeld", email=STAFF, **by)
        set_roles(manager, ["provider.service-manager"], **by)
    text = imports.files(customers, people, 0)
    imports.imported("customers", text["customers"])
    imports.imported("people", text["people"])
    with tenancy.enter(Role.DESK):
        reader = Person.objects.get(email=READER)
    for one, kind in ((manager, "staff"), (reader, "contact")):
        account = Account.objects.create_account(one.email, pages.PASSWORD)
        join(account, kind=kind, tenant=one.tenant_id, person=one.id)


def published() -> UUID:
    from waarborg.notices.actions.publish import publish
    from waarborg.notices.actions.write import Meant, Words, write
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.actors import SYSTEM
    from waarborg.plumbing.tenancy import Role

    words = Words(
        "Onderhoud op zaterdag", "Beste {naam},\n\nZaterdag werkt het rooster van {klant} een uur niet.\n" * 4
    )
    with tenancy.enter(Role.DESK):
        held = write(None, words, Meant(kind="maintenance"), by=SYSTEM, at=AT)
        return publish(held.id, by=SYSTEM, at=AT).id


def handed_out(notice: UUID) -> dict[str, float]:
    """What the job does; each customer is a transaction of its own."""
    from django.db import connection

    from waarborg.notices.actions import spread as spreading
    from waarborg.notices.models import Receipt
    from waarborg.plumbing import clock, tenancy
    from waarborg.plumbing.tenancy import Role

    tell, took, queries = spreading.tell, [], [0]

    def timed(*words: Any, **named: Any) -> bool:
        begin = time.perf_counter()
        done = tell(*words, **named)
        took.append((time.perf_counter() - begin) * 1000)
        return done

    def counted(execute: Callable[..., Any], *words: Any) -> Any:
        queries[0] += 1
        return execute(*words)

    spreading.tell = timed
    begin, used = time.perf_counter(), time.process_time()
    with connection.execute_wrapper(counted):
        customers = spreading.spread(notice, now=clock.now)
    whole, used = time.perf_counter() - begin, time.process_time() - used
    with tenancy.enter(Role.DESK):
        people = Receipt.objects.filter(notice_id=notice, mail="waiting").count()
    return {
        f"handed out to {customers:,} customers and {people:,} people (s)": whole,
        "of which this process calculates (s)": used,
        "mails a second into the outbox": people / whole,
        "statements for each customer": queries[0] / customers,
        "one customer, p95 (ms)": percentile(took, 0.95),
    }


def sent(mails: int) -> dict[str, float]:
    """Out over one connection, by the worker's own job, until so many have left; then what became of them is noted."""
    from django.conf import settings

    from waarborg.notices.actions.outcomes import note_outcomes
    from waarborg.plumbing import clock, tenancy
    from waarborg.plumbing.outbox import deliver
    from waarborg.plumbing.outbox.models import OutboxMail
    from waarborg.plumbing.tenancy import Role

    port = multiprocessing.Value("i", 0)
    sink = multiprocessing.get_context("fork").Process(target=serve_mail, args=(port,), daemon=True)
    sink.start()
    try:
        while not port.value:
            time.sleep(0.01)
        settings.MAIL_SERVER, settings.DEMO = f"smtp://127.0.0.1:{port.value}", False
        begin, used = time.perf_counter(), time.process_time()
        for _ in range(max(1, mails // deliver.IN_ONE_RUN)):
            deliver.deliver.func()
        whole, used = time.perf_counter() - begin, time.process_time() - used
    finally:
        sink.terminate()
        sink.join()
    with tenancy.enter(Role.DESK):
        gone = OutboxMail.objects.filter(state="sent").count()
    begin = time.perf_counter()
    noted = note_outcomes(now=clock.now)
    settled = time.perf_counter() - begin
    if noted != gone:
        raise SystemExit(f"{gone} mails left and {noted} were noted")
    return {
        "mails a second out by SMTP": gone / whole,
        "of one mail, what this process calculates (ms)": used * 1000 / gone,
        f"noting that {gone:,} mails were accepted (s)": settled,
    }


def looked_at(notice: UUID, number: int) -> dict[str, float]:
    found = {}
    with serving.product() as (port, pid):
        staff, reader = pages.signed_in(port, STAFF), pages.signed_in(port, READER)
        for name, browser, path in (
            ("desk: the notice", staff, f"/desk/notices/{notice}/"),
            ("desk: all notices", staff, "/desk/notices/"),
            ("desk: who was not reached", staff, f"/desk/notices/{notice}/reach/"),
            ("desk: everybody, a page halfway", staff, f"/desk/notices/{notice}/reach/?all=1&after={halfway()}_"),
            ("portal: the notice", reader, f"/portal/notices/{notice}/"),
            ("portal: home, a notice waits", reader, "/portal/"),
        ):
            found |= {f"{name} | {what}": took for what, took in timed_page(browser, path, number, pid).items()}
    return found


def halfway() -> UUID:
    """The customer in the middle of the list."""
    from waarborg.customers.models import Organisation
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.tenancy import Role

    with tenancy.enter(Role.DESK):
        found = list(Organisation.objects.filter(kind="customer").order_by("name").values_list("id", flat=True))
    return UUID(str(found[len(found) // 2]))


def timed_page(browser: Browser, path: str, number: int, pid: int) -> dict[str, float]:
    browser.close()  # a server gives up on connections that were silent for some seconds
    took = pages.one_connection(browser, path, number, lambda: serving.processor_seconds(pid))
    return {what: took[what] for what in ("mean (ms)", "p95 (ms)", "processor (ms)")}


def main() -> int:
    parser = argparse.ArgumentParser(description="How fast a notice reaches everybody")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--customers", type=int, default=1_000)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--mails", type=int, default=1_000)
    parser.add_argument("--requests", type=int, default=50)
    args = parser.parse_args()
    os.environ["WAARBORG_DEMO"] = "1"
    with fresh_database():
        load(args.customers, args.people)
        notice = published()
        figures = handed_out(notice) | sent(args.mails) | looked_at(notice, args.requests)
    return finish(from_table(figures), as_json=args.json)


if __name__ == "__main__":
    sys.exit(main())
