"""``waarborg report CUSTOMER --month 2026-10``: make a customer's signed report, or give the one there is."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from waarborg.kernel.errors import Refusal
from waarborg.project.refusals import NeedsOutput

NAME = "report"
HELP = "make the signed report of a customer and month"
NEEDS_DJANGO = True
FORMATS = ("html", "pdf", "json")


class NoSuchCustomer(Refusal):
    code = "trust.report.no-customer"
    status = 404
    nl = "Er is geen klant {customer}."
    en = "There is no customer {customer}."
    nl_way_out = "Noem de korte naam of het nummer (UUID) van de klant."
    en_way_out = "Name the customer by short name or identifier (UUID)."


class CannotWrite(Refusal):
    code = "trust.report.cannot-write"
    nl = "Het bestand {file} kan niet worden geschreven: {reason}."
    en = "The file {file} cannot be written: {reason}."
    nl_way_out = "Kies een map die bestaat en waarin u mag schrijven."
    en_way_out = "Choose a folder that exists and in which you may write."


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("customer", metavar="CUSTOMER", help="short name or identifier")
    parser.add_argument("--month", required=True, metavar="MONTH", help="such as 2026-10")
    parser.add_argument("--format", choices=FORMATS, default="json", help="json is the signed file (default)")
    parser.add_argument("--output", metavar="FILE", help="where to write it; without it to standard output")


def run(args: argparse.Namespace) -> int:
    if args.json and args.format == "pdf" and not args.output:
        raise NeedsOutput()
    from waarborg.project.group.database import database_for_command
    from waarborg.project.output_file import written_whole

    with database_for_command():
        report, body = _make(args)
    if args.output:
        try:
            with written_whole(Path(args.output)) as file:
                file.write(body)
        except OSError as error:
            raise CannotWrite(file=args.output, reason=error.strerror or str(error)) from error
        if args.json:
            print(json.dumps({"number": report.number, "sha256": report.sha256, "file": args.output}))
        else:
            print(f"{report.number} {args.output}")
        return 0
    if args.json and args.format == "html":
        print(json.dumps({"number": report.number, "sha256": report.sha256, "format": "html", "text": body.decode()}))
        return 0
    # The signed file is JSON itself.
    sys.stdout.buffer.write(body)
    sys.stdout.flush()
    return 0


def _make(args: argparse.Namespace) -> tuple[Any, bytes]:
    from waarborg.plumbing import clock, tenancy
    from waarborg.plumbing.actors import SYSTEM
    from waarborg.plumbing.permissions import NotFound
    from waarborg.plumbing.tenancy import Role
    from waarborg.trust.actions.make_report import make
    from waarborg.trust.queries.customers import customer_called

    with tenancy.enter(Role.DESK):
        try:
            customer = customer_called(args.customer)
        except NotFound:
            raise NoSuchCustomer(customer=args.customer) from None
    with tenancy.enter(Role.DESK, customer.id):
        report = make(customer.id, args.month, by=SYSTEM, at=clock.now())
    return report, _drawn(report, args.format, args.lang)


def _drawn(report: Any, form: str, lang: str) -> bytes:
    if form == "json":
        return bytes(report.envelope)
    if form == "pdf":
        from waarborg.trust.queries.pdf import draw

        return draw(report.envelope, lang)
    from waarborg.trust.queries.saved_page import saved_page

    return saved_page(report, lang)
