"""``waarborg agreement check | show | diff | backtest | schema``: check, print, compare and try out files.

Exit status: 0 when the file is good (warnings included), 1 when it is refused, 2 when it cannot be opened. With --json
a reader's version stands in the answer, or in the file of --output; a PDF only there.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from waarborg.kernel.errors import Refusal
from waarborg.project import agreement_backtest, agreement_diff, agreement_files
from waarborg.project.refusals import NeedsOutput

NAME = "agreement"
HELP = "check an agreement file, print it, compare two, try one on what happened"
NEEDS_DJANGO = False


class CannotWrite(Refusal):
    code = "promises.show.cannot-write"
    nl = "Het bestand {file} kan niet worden geschreven: {reason}."
    en = "The file {file} cannot be written: {reason}."
    nl_way_out = "Kies een map die bestaat en waarin u mag schrijven."
    en_way_out = "Choose a folder that exists and in which you may write."


_WORDS = {
    "nl": {
        "good": "{file}: in orde. {name}, {promises} beloften ({planned} nog niet gehandhaafd), sha256 {sha256}",
        "amended": "{file}: wijziging {name} op {amends} in orde, sha256 {sha256}",
        "warning": "let op",
    },
    "en": {
        "good": "{file}: good. {name}, {promises} promises ({planned} not yet enforced), sha256 {sha256}",
        "amended": "{file}: amendment {name} to {amends} good, sha256 {sha256}",
        "warning": "note",
    },
}


def configure(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="command", required=True, metavar="check|show|diff|backtest|schema")
    check = commands.add_parser("check", help="say everything that is wrong with a file", allow_abbrev=False)
    show = commands.add_parser("show", help="print the agreement for a reader", allow_abbrev=False)
    show.add_argument("--format", choices=("html", "md", "pdf"), default="md", help="a page, Markdown, or PDF")
    show.add_argument("--output", metavar="FILE", help="where to write it; without it to standard output")
    for one in (check, show):
        one.add_argument("file", metavar="FILE", help="the agreement or amendment; - reads standard input")
        one.add_argument("--base", metavar="FILE", help="the agreement that an amendment amends")
    agreement_diff.configure(
        commands.add_parser("diff", help="say what changes, and for whom that is better", allow_abbrev=False)
    )
    agreement_backtest.configure(
        commands.add_parser("backtest", help="replay what happened under this agreement", allow_abbrev=False)
    )
    commands.add_parser("schema", help="print the JSON Schema of agreement files", allow_abbrev=False)


def run(args: argparse.Namespace) -> int:
    if args.command == "schema":
        from waarborg.promises.rules.agreement.schema import schema_text

        print(schema_text(), end="")
        return 0
    if args.command == "diff":
        return agreement_diff.run(args)
    if args.command == "backtest":
        return agreement_backtest.run(args)
    return _check(args) if args.command == "check" else _show(args)


def _load(args: argparse.Namespace) -> Any:
    from waarborg.project.known_names import known_names

    registry = known_names()
    base = agreement_files.opened(args.base, registry) if args.base else None
    return agreement_files.opened(args.file, registry, base=base), registry


def _check(args: argparse.Namespace) -> int:
    loaded, registry = _load(args)
    if args.json:
        print(json.dumps(_report(loaded, registry, args.lang), ensure_ascii=False))
    else:
        agreement_files.say(loaded.problems, args.lang)
        for warning in loaded.warnings:
            print(f"{warning.place}: {_WORDS[args.lang]['warning']}: {warning.code} {warning.say(args.lang)}")
        for line in [] if loaded.problems else _summary(loaded, registry, args.lang):
            print(line)
    return 1 if loaded.problems else 0


def _show(args: argparse.Namespace) -> int:
    if args.format == "pdf" and args.json and not args.output:
        raise NeedsOutput()
    loaded, registry = _load(args)
    if loaded.problems:
        return agreement_files.refuse(loaded.problems, args)
    body = _drawn(loaded.require(), registry, args)
    answer: dict[str, Any] = {"lang": args.lang, "format": args.format}
    if args.output:
        _write(Path(args.output), body)
        answer |= {"file": args.output, "sha256": hashlib.sha256(body).hexdigest()}
    if args.json:
        print(json.dumps(answer if args.output else answer | {"text": body.decode()}, ensure_ascii=False))
    elif not args.output:
        sys.stdout.buffer.write(body)
        sys.stdout.flush()
    return 0


def _drawn(agreement: Any, registry: Any, args: argparse.Namespace) -> bytes:
    if args.format == "pdf":
        from waarborg.promises.rules.paper import draw

        return bytes(draw(agreement, args.lang, registry=registry))
    from waarborg.promises.rules.agreement.render import render

    return render(agreement, args.lang, "page" if args.format == "html" else "md", registry=registry).encode()


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise CannotWrite(file=str(file), reason=error.strerror or str(error)) from error


def _summary(loaded: Any, registry: Any, lang: str) -> list[str]:
    from waarborg.promises.rules.agreement import sha256_of
    from waarborg.promises.rules.agreement.enforcement import not_yet_enforced

    words, said = _WORDS[lang], []
    agreement = loaded.agreement
    if agreement is not None:
        said.append(
            words["good"].format(
                file=loaded.name,
                name=agreement.name,
                promises=len(agreement.promises),
                planned=len(not_yet_enforced(agreement, registry)),
                sha256=sha256_of(agreement),
            )
        )
    for one in loaded.amended:
        amendment = one.amendment
        said.append(
            words["amended"].format(
                file=loaded.name, name=amendment.amendment, amends=amendment.amends, sha256=sha256_of(amendment)
            )
        )
    return said


def _report(loaded: Any, registry: Any, lang: str) -> dict[str, Any]:
    from waarborg.promises.rules.agreement import sha256_of
    from waarborg.promises.rules.agreement.enforcement import not_yet_enforced

    report: dict[str, Any] = {"file": loaded.name, "ok": not loaded.problems}
    if loaded.agreement is not None:
        agreement = loaded.agreement
        report |= {
            "agreement": agreement.agreement,
            "version": agreement.version,
            "sha256": sha256_of(agreement),
            "promises": len(agreement.promises),
            "not_yet_enforced": {name: list(names) for name, names in not_yet_enforced(agreement, registry).items()},
        }
    report["amendments"] = [
        {"amendment": one.amendment.amendment, "amends": one.amendment.amends, "sha256": sha256_of(one.amendment)}
        for one in loaded.amended
    ]
    report["problems"] = [problem.as_mapping(lang) for problem in loaded.problems]
    report["warnings"] = [warning.as_mapping(lang) for warning in loaded.warnings]
    return report
