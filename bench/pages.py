"""Pages as people open them, on a vendor of 1,000 customers and 100,000 tickets, through the real server.

Two workers of the product's own web server on a database of its own; a browser with one connection, then eight. Beside
each figure what the processors spent on it, because wall time on a shared machine also measures the others, and the
reference: a bare Django page behind the same server. Run: python bench/pages.py [--json] [--tickets 100000].
"""

import argparse
import os
import statistics
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import large_installation
import serving
from browser import Browser
from figures import Figure, finish, percentile
from fresh_database import fresh_database

ONE_MEAN_MS, EIGHT_A_SECOND, EIGHT_P95_MS, QUERIES = 10, 300, 60, 12
P95_MS = {"page": 25, "sign-in": 150, "search": 150, "document": 1000}
PASSWORD = "een lang genoeg wachtwoord"
CONNECTIONS = 8


def load_small(customers: int, tickets: int) -> None:
    large_installation.load_demonstration(customers, tickets)


def people() -> dict[str, str]:
    """Addresses of an agent, a service manager and a customer's contact, who can now sign in with the password."""
    from waarborg.access.actions.join import join
    from waarborg.access.models import Account
    from waarborg.customers.models import Organisation, Person
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.tenancy import Role

    found = {}
    for face, slug, role in (
        ("desk", "voorbeeld-software", "provider.support"),
        ("manager", "voorbeeld-software", "provider.service-manager"),
        ("portal", "merendaal", "customer.support-contact"),
    ):
        with tenancy.enter(Role.DESK):
            organisation = Organisation.objects.get(slug=slug)
            person = Person.objects.filter(tenant_id=organisation.id, authorities__role=role).order_by("id")[0]
        account = Account.objects.create_account(person.email, PASSWORD)
        join(account, kind="contact" if face == "portal" else "staff", tenant=organisation.id, person=person.id)
        found[face] = person.email
    return found


def pages() -> dict[str, dict[str, str]]:
    """Name, face and path of every page measured."""
    from waarborg.customers.models import Organisation
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.tenancy import Role
    from waarborg.promises.models import ClockRun
    from waarborg.support.models import Message, Ticket

    with tenancy.enter(Role.DESK):
        customer = Organisation.objects.get(slug="merendaal")
        live = ClockRun.objects.filter(tenant_id=customer.id, is_open=True, due_at__isnull=False).order_by("id")[0]
        said = Message.objects.filter(tenant_id=customer.id, purpose="resolution").values_list("ticket_id", flat=True)[
            0
        ]
        number = Ticket.objects.order_by("-number").values_list("number", flat=True)[500]
    return {
        "desk: queue": {"face": "desk", "path": "/desk/queue/"},
        "desk: ticket, live": {"face": "desk", "path": f"/desk/tickets/{live.subject_id}/"},
        "desk: ticket, finished": {"face": "desk", "path": f"/desk/tickets/{said}/"},
        "desk: all tickets": {"face": "desk", "path": "/desk/tickets/"},
        "desk: customers": {"face": "desk", "path": "/desk/customers/"},
        "desk: customer, as support": {"face": "desk", "path": f"/desk/customers/{customer.id}/"},
        "desk: customer, as manager": {"face": "manager", "path": f"/desk/customers/{customer.id}/"},
        "desk: search by number": {"face": "desk", "path": f"/desk/tickets/?q={number}", "kind": "search"},
        "desk: search by words": {"face": "desk", "path": "/desk/tickets/?q=rooster", "kind": "search"},
        "desk: search, nothing found": {"face": "desk", "path": "/desk/tickets/?q=zzzzzz", "kind": "search"},
        "portal: home": {"face": "portal", "path": "/portal/"},
        "portal: tickets": {"face": "portal", "path": "/portal/tickets/?show=done"},
        "portal: ticket": {"face": "portal", "path": f"/portal/tickets/{live.subject_id}/"},
        "portal: agreement": {"face": "portal", "path": "/portal/agreement/", "kind": "document"},
        "portal: reports": {"face": "portal", "path": "/portal/reports/"},
        "desk: reports": {"face": "desk", "path": "/desk/reports/"},
    }


def signed_in(port: int, address: str) -> Browser:
    browser = Browser(port)
    status, _ = browser.submit("/accounts/sign-in/", {"email": address, "password": PASSWORD})
    if status != 302:
        raise RuntimeError(f"signing in answered {status}")
    return browser


def final_path(browser: Browser, path: str) -> str:
    """Where a page really is: first pages send people on."""
    browser.close()  # a server gives up on connections that were silent for some seconds
    status, _ = browser.get(path)
    return browser.location if status in (301, 302) else path


def one_connection(browser: Browser, path: str, number: int, cost: Callable[[], float]) -> dict[str, float]:
    for _ in range(10):
        status, body = browser.get(path)
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
    took, before = [], cost()
    for _ in range(number):
        begin = time.perf_counter()
        browser.get(path)
        took.append((time.perf_counter() - begin) * 1000)
    return {
        "mean (ms)": statistics.fmean(took),
        "p95 (ms)": percentile(took, 0.95),
        "processor (ms)": (cost() - before) * 1000 / number,
        "size (kB)": len(body) / 1000,
    }


def eight_connections(
    cookies: dict[str, str], port: int, path: str, seconds: float, cost: Callable[[], float]
) -> dict[str, float]:
    browsers = [Browser(port, cookies) for _ in range(CONNECTIONS)]
    took: list[float] = []
    start, until = threading.Barrier(CONNECTIONS + 1), [0.0]

    def work(browser: Browser) -> None:
        for _ in range(3):
            browser.get(path)
        start.wait()
        while (begin := time.perf_counter()) < until[0]:
            browser.get(path)
            took.append((time.perf_counter() - begin) * 1000)
        browser.close()

    threads = [threading.Thread(target=work, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    while start.n_waiting < CONNECTIONS:
        time.sleep(0.01)
    until[0] = time.perf_counter() + seconds
    before = cost()
    start.wait()
    for thread in threads:
        thread.join()
    return {
        "a second": len(took) / seconds,
        "p95 (ms)": percentile(took, 0.95),
        "processor (ms)": (cost() - before) * 1000 / len(took),
    }


def queries_of(path: str, cookies: dict[str, str]) -> int:
    """Statements that read or change rows, in this process, on the same database and session."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from waarborg.plumbing.observability import logs

    logs.configure("bench", level="error", key=settings.SECRET_KEY)
    client = Client(HTTP_HOST=settings.ALLOWED_HOSTS[0])
    for name, value in cookies.items():
        client.cookies[name] = value
    client.get(path)
    with CaptureQueriesContext(connection) as found:
        client.get(path)
    aside = ("BEGIN", "COMMIT", "SET LOCAL", "SAVEPOINT", "RELEASE", "SELECT 1")
    return sum(not query["sql"].startswith(aside) for query in found.captured_queries)


def signing_in(port: int, address: str, number: int) -> dict[str, float]:
    """The form sent until the redirection, with a password that is right; each time a new visitor."""
    took = []
    for _ in range(number):
        browser = Browser(port)
        _status, page = browser.get("/accounts/sign-in/")
        token = page.decode().split('name="csrfmiddlewaretoken" value="', 1)[1].split('"', 1)[0]
        begin = time.perf_counter()
        status, _ = browser.post(
            "/accounts/sign-in/", {"csrfmiddlewaretoken": token, "email": address, "password": PASSWORD}
        )
        took.append((time.perf_counter() - begin) * 1000)
        if status != 302:
            raise RuntimeError(f"signing in answered {status}")
        browser.close()
    return {"mean (ms)": statistics.fmean(took), "p95 (ms)": percentile(took, 0.95)}


def measured(size: str, addresses: dict[str, str], postgres: int, args: argparse.Namespace) -> dict[str, Any]:
    """Every page on the database as it is."""
    found: dict[str, Any] = {}
    with serving.product() as (port, pid):
        cost = lambda: serving.processor_seconds(pid) + serving.processor_seconds(postgres)  # noqa: E731
        browsers = {face: signed_in(port, address) for face, address in addresses.items()}
        for name, page in pages().items():
            if args.only and args.only not in name:
                continue
            browser = browsers[page["face"]]
            path = final_path(browser, page["path"])
            line = {"one": one_connection(browser, path, args.requests, cost), "kind": page.get("kind", "page")}
            line["queries"] = queries_of(path, browser.cookies)
            if size == "large":
                line["eight"] = eight_connections(browser.cookies, port, path, args.seconds, cost)
            found[name] = line
        if size == "large" and not args.only:
            found["sign-in"] = {"kind": "sign-in", "one": signing_in(port, addresses["portal"], 30)}
    return found


def reference(args: argparse.Namespace) -> dict[str, Any]:
    with serving.bare() as (port, pid):
        cost = lambda: serving.processor_seconds(pid)  # noqa: E731
        one = one_connection(Browser(port), "/", args.requests, cost)
        return {"one": one, "eight": eight_connections({}, port, "/", args.seconds, cost)}


def figures_of(name: str, line: dict[str, Any]) -> list[Figure]:
    """A page beside its bars. Before the bar sign stands the row of the table, behind it the column."""
    one, eight, kind = line["one"], line.get("eight"), line["kind"]
    mean = ONE_MEAN_MS if kind == "page" else None
    found = [
        Figure(f"{name} | mean", one["mean (ms)"], "ms", mean),
        Figure(f"{name} | p95", one["p95 (ms)"], "ms", P95_MS.get(kind)),
    ]
    if "processor (ms)" in one:
        found.append(Figure(f"{name} | processor", one["processor (ms)"], "ms"))
    if eight:
        bars = (EIGHT_A_SECOND, EIGHT_P95_MS) if kind == "page" else (None, None)
        found.append(Figure(f"{name} | 8 at once", eight["a second"], "a second", at_least=bars[0]))
        found.append(Figure(f"{name} | p95 of 8", eight["p95 (ms)"], "ms", bars[1]))
    if "queries" in line:
        found.append(Figure(f"{name} | queries", line["queries"], "", QUERIES if kind == "page" else None))
    return found


def run(args: argparse.Namespace) -> dict[str, Any]:
    os.environ["WAARBORG_NOW"] = large_installation.NOW.isoformat()
    os.environ["WAARBORG_DEMO"] = "1"
    os.environ["WAARBORG_LOG_LEVEL"] = "info"
    with fresh_database() as url:
        postgres = serving.database_process(url)
        owner = url.replace("waarborg_app", "waarborg_owner")
        load_small(100, 1000)
        addresses = people()
        found: dict[str, Any] = {"small": {"sizes": large_installation.sizes(owner)}}
        if not args.large_only:
            found["small"]["pages"] = measured("small", addresses, postgres, args)
        begin = time.perf_counter()
        large_installation.copy_customers(owner, 11)
        large_installation.copy_history(owner, args.tickets)
        found["large"] = {"sizes": large_installation.sizes(owner), "copied in (s)": time.perf_counter() - begin}
        if args.wait:
            print(url, flush=True)
            time.sleep(args.wait)
        found["large"]["pages"] = measured("large", addresses, postgres, args)
    found["reference"] = reference(args)
    found["reference"]["kind"] = "reference"
    return found


def listed(found: dict[str, Any]) -> list[Figure]:
    large = found["large"]
    sizes = [Figure(f"{what} in the database", number) for what, number in large["sizes"].items()]
    lines = {"reference: a bare page": found["reference"], **large["pages"]}
    grown = [
        Figure(f"{name} | small database", line["one"]["mean (ms)"], "ms")
        for name, line in found["small"].get("pages", {}).items()
    ]
    return [*sizes, *(one for name, line in lines.items() for one in figures_of(name, line)), *grown]


def main() -> int:
    parser = argparse.ArgumentParser(description="How fast the pages are")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--tickets", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--only", default="", help="pages whose name holds this")
    parser.add_argument("--large-only", action="store_true")
    parser.add_argument("--wait", type=float, default=0, help="seconds to keep the large database for a look")
    args = parser.parse_args()
    return finish(listed(run(args)), as_json=args.json)


if __name__ == "__main__":
    sys.exit(main())
