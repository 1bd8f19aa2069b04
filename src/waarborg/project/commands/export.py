"""``waarborg export CUSTOMER --output F``: everything of one customer as a zip file."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from waarborg.kernel.errors import Refusal

if TYPE_CHECKING:
    from waarborg.plumbing.export import Summary

NAME = "export"
HELP = "write everything of one customer to a zip file"
NEEDS_DJANGO = True
_WORDS = {
    "nl": "{output}: {tables} tabellen, {rows} rijen, {files} bestanden",
    "en": "{output}: {tables} tables, {rows} rows, {files} files",
}
_MISSING = {
    "nl": "Van {missing} bestanden is de inhoud niet meer in de opslag; het manifest noemt ze.",
    "en": "The content of {missing} files is no longer in the store; the manifest names them.",
}


class CannotWrite(Refusal):
    code = "project.commandline.cannot-write"
    nl = "Het bestand {path} is niet te schrijven ({reason})."
    en = "The file {path} cannot be written ({reason})."
    nl_way_out = "Kies een map die bestaat en waarin u mag schrijven."
    en_way_out = "Choose a folder that exists and that you may write to."


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("customer", help="short name or identifier of the customer")
    parser.add_argument("--output", required=True, type=Path, metavar="F", help="the zip file to write")


def run(args: argparse.Namespace) -> int:
    from waarborg.project.customer_argument import customer
    from waarborg.project.group.database import database_for_command

    with database_for_command():
        summary = _write(customer(args.customer), args.output)
    said = {"output": str(args.output), "tables": summary.tables, "rows": summary.rows, "files": summary.files}
    if args.json:
        print(json.dumps({**said, "missing": summary.missing}))
    else:
        print(_WORDS[args.lang].format(**said))
        if summary.missing:
            print(_MISSING[args.lang].format(missing=summary.missing), file=sys.stderr)
    return 0 if not summary.missing else 1


def _write(tenant: UUID, output: Path) -> "Summary":
    from waarborg.plumbing import clock
    from waarborg.plumbing.export import write_archive
    from waarborg.plumbing.export.make import contributed
    from waarborg.project.output_file import written_whole

    try:
        with written_whole(output, private=True) as draft:
            return write_archive(tenant, draft, at=clock.now(), contributed=contributed())
    except OSError as error:
        raise CannotWrite(path=output, reason=error.strerror) from error
