"""``waarborg measure availability | response | schema``: checks a claim about availability or response time.

Exit status: 0 when the promise was kept (or none was made), 1 when it was broken, could not be measured or the file is
refused, 2 when the file cannot be opened. --json prints the figure as data, with the explanation in the language asked.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from waarborg.kernel.canonical import sha256_hex
from waarborg.project.refusals import WrongUse

NAME = "measure"
HELP = "work out availability or response time of a period, with verdict and explanation"
NEEDS_DJANGO = False
KEPT = ("met", "timed")
SCHEMAS = ("availability", "response")


def configure(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="command", required=True, metavar="availability|response|schema")
    for name, said in (
        ("availability", "the part of the agreed time in which it answered"),
        ("response", "how fast it answered"),
    ):
        one = commands.add_parser(name, help=said, allow_abbrev=False)
        one.add_argument("--input", metavar="FILE", required=True, help="JSON; - reads standard input")
    schema = commands.add_parser("schema", help="print the JSON Schema of such a file", allow_abbrev=False)
    schema.add_argument("of", metavar="availability|response", help="of which of the two")


def run(args: argparse.Namespace) -> int:
    if args.command == "schema":
        return _schema(args.of)
    from waarborg.availability.rules.files.content import MOST_BYTES, read_json
    from waarborg.project.named_file import content_of

    source = content_of(Path(args.input), most=MOST_BYTES)
    content = read_json(source)
    answer, head, verdicts, lines = (_availability if args.command == "availability" else _response)(content, args.lang)
    if args.json:
        found = answer | {"input_sha256": sha256_hex(source), "explanation": lines}
        print(json.dumps(found, ensure_ascii=False))
    else:
        print("\n".join([head, *verdicts, *(f"  {line}" for line in lines)]))
    return 0 if answer["verdict"] in KEPT else 1


def _schema(name: str) -> int:
    from waarborg.availability.rules.files.schemas import schema_text

    if name not in SCHEMAS:
        raise WrongUse(message=repr(name), usage="waarborg measure schema")
    sys.stdout.write(schema_text(name))
    return 0


def _availability(content: Any, lang: str) -> tuple[dict[str, Any], str, list[str], list[str]]:
    from waarborg.availability.rules import documents, explain
    from waarborg.availability.rules.files.availability import measured

    found = measured(content)
    over = found.period
    answer = {"month": over.first, "through": over.last, "timezone": over.zone, "start": over.start, "end": over.end}
    answer |= documents.of_account(found.account)
    answer |= {"maintenance": [documents.of_work(one) for one in found.works]}
    verdicts = [explain.verdict_line(one, lang) for one in found.account.judgements]
    return answer, explain.headline(over, found.account, lang), verdicts, explain.explain(found, lang)


def _response(content: Any, lang: str) -> tuple[dict[str, Any], str, list[str], list[str]]:
    from waarborg.availability.rules import documents
    from waarborg.availability.rules.files.response import timed
    from waarborg.availability.rules.response import explain

    found = timed(content)
    answer = documents.of_response(found.response) | {"outside": found.outside}
    return answer, explain.headline(found, lang), [explain.verdict_line(found, lang)], explain.explain(found, lang)
