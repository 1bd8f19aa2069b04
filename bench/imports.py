"""Importing customers, people with a role each, and open tickets: seconds from the file's bytes to the commit.

Run: python bench/imports.py [--json] [--customers 1000] [--people 10000] [--tickets 300].
"""

import argparse
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from figures import finish, from_table
from fresh_database import fresh_database
from journal import AT

AT_MOST = {"import of 1,000 customers and 10,000 people (s)": 60}
ROLES = ("eigenaar", "beheerder", "supportcontact", "gebruiker")


def files(customers: int, people: int, tickets: int) -> dict[str, str]:
    """As an old system would write them: semicolons, Dutch headings and days."""
    lines = {
        "customers": ["klantnummer;klantnaam;medewerkers;klant sinds"],
        "people": ["klantnummer;contactnummer;naam;e-mailadres;rollen"],
        "tickets": ["ticketnummer;klantnummer;onderwerp;aangemaakt;omschrijving;soort;prioriteit;melder"],
    }
    lines["customers"] += [f"K{n};Stichting Voorbeeld {n};{n % 900};{1 + n % 28}-3-2019" for n in range(customers)]
    lines["people"] += [
        f"K{n % customers};P{n};Proef Persoon {n};p{n}@example.org;{ROLES[n // customers % 4]}" for n in range(people)
    ]
    lines["tickets"] += [
        f"T{n};K{n % customers};Uren komen niet door;2026-01-{1 + n % 28:02} 10:15;De uren ontbreken.;storing;"
        f"p{1 + n % 3};p{n % people}@example.org"
        for n in range(tickets)
    ]
    return {kind: "\r\n".join(found) + "\r\n" for kind, found in lines.items()}


def imported(kind: str, text: str) -> tuple[float, dict[str, int]]:
    from waarborg.customers.actions.importing.carry_out import carry_out
    from waarborg.customers.actions.importing.kinds import kinds
    from waarborg.customers.rules.importing.columns import recognise
    from waarborg.kernel.delimited import read
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.actors import SYSTEM
    from waarborg.plumbing.tenancy import Role

    content, found = text.encode("cp1252"), kinds()[kind]
    begin = time.perf_counter()
    table = read(content)
    with tenancy.enter(Role.DESK):
        mapped = recognise(found.columns, table.headings)
        counts = carry_out(found, table, mapped, source="bench", by=SYSTEM, at=AT).counts
    return time.perf_counter() - begin, counts


def bind_all() -> None:
    """Every customer under the profile Appreo, so that tickets have clocks."""
    from waarborg.customers.actions import enrol_organisation
    from waarborg.customers.models import Organisation
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.actors import SYSTEM
    from waarborg.plumbing.tenancy import Role
    from waarborg.promises.actions.bind import bind
    from waarborg.promises.actions.publish import publish
    from waarborg.promises.profiles import documents, profile

    by: dict[str, Any] = {"by": SYSTEM, "at": AT}
    with tenancy.enter(Role.DESK):
        house = enrol_organisation(name="Voorbeeld Software", kind="provider", **by)
        version = publish(profile("appreo"), provider=house.id, name="appreo.yaml", documents=documents("appreo"), **by)
        for tenant in Organisation.objects.filter(kind="customer").values_list("id", flat=True):
            bind(version, tenant=tenant, **by)


def main() -> int:
    parser = argparse.ArgumentParser(description="How fast an import is")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--customers", type=int, default=1_000)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--tickets", type=int, default=300)
    args = parser.parse_args()
    text = files(args.customers, args.people, args.tickets)
    with fresh_database():
        used = time.process_time()
        of_customers, _ = imported("customers", text["customers"])
        of_people, _ = imported("people", text["people"])
        used = time.process_time() - used
        bind_all()
        of_tickets, _ = imported("tickets", text["tickets"])
        again, counts = imported("people", text["people"])
        if counts["fresh"] or counts["known"] != args.people:
            raise SystemExit(f"the same file again is not the same: {counts}")
    figures = {
        f"import of {args.customers:,} customers and {args.people:,} people (s)": of_customers + of_people,
        "of which customers (s)": of_customers,
        "of which this process calculates (s)": used,
        f"import of {args.tickets:,} open tickets with their clocks (s)": of_tickets,
        f"the same {args.people:,} people again (s)": again,
    }
    return finish(from_table(figures, at_most=AT_MOST), as_json=args.json)


if __name__ == "__main__":
    sys.exit(main())
