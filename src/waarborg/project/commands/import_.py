"""``waarborg import KIND FILE``: take over customers, people, contacts, the catalogue, purchases, contracts, tickets,
articles, a whole mailbox, or an export of Zendesk or Zammad.

With ``--dry-run`` it says what would come in, and names every line that is not right.

The file is a table in text (CSV); encoding, delimiter and columns are recognised, or said. All good lines come in, or
none. Exit status: 0 when every line was right (or skipping was asked), 1 when lines are not.
"""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from waarborg.kernel.errors import Refusal
from waarborg.project import import_archives

if TYPE_CHECKING:
    from waarborg.customers.actions.importing.carry_out import Worked
    from waarborg.customers.actions.importing.kinds import Kind
    from waarborg.kernel.delimited import Delimited

NAME = "import"
HELP = "take over customers, people, contacts, what was bought, contracts or tickets (CSV), or a mailbox (mbox)"
NEEDS_DJANGO = True
TABLES = ("customers", "people", "contacts", "catalogue", "purchases", "contracts", "tickets", "articles")
KINDS = (*TABLES, *import_archives.KINDS)
SHOWN = 100
_DELIMITERS = {"semicolon": ";", ";": ";", "comma": ",", ",": ",", "tab": "\t", "\t": "\t"}
_WORDS = {
    "nl": {
        "read": "{name}: {encoding}, gescheiden door {delimiter}, {total} regels onder de namen op regel {heading}.",
        "column": "  {column}: kolom “{heading}”",
        "line": "regel {line}, {column}: “{value}” — {said}",
        "more": "En nog {more} regels; --json noemt er duizend.",
        "dry": "{fresh} nieuw, {known} zijn er al, {different} zijn er al maar met andere waarden, {bad} kloppen niet."
        " Er is niets overgenomen.",
        "done": "{fresh} overgenomen, {known} waren er al, {different} waren er al met andere waarden en zijn niet"
        " gewijzigd, {bad} overgeslagen.",
        "different": "Al overgenomen met andere waarden, ongewijzigd gelaten: regel {lines}.",
        "offer": "De andere regels kunnen wel: geef --skip-bad.",
        ";": "puntkomma's",
        ",": "komma's",
        "\t": "tabs",
    },
    "en": {
        "read": "{name}: {encoding}, separated by {delimiter}, {total} lines below the names on line {heading}.",
        "column": "  {column}: column “{heading}”",
        "line": "line {line}, {column}: “{value}” — {said}",
        "more": "And {more} more lines; --json names a thousand.",
        "dry": "{fresh} new, {known} are there already, {different} are there but with other values, {bad} are not"
        " right. Nothing was imported.",
        "done": "{fresh} imported, {known} were there already, {different} were there with other values and were not"
        " changed, {bad} skipped.",
        "different": "Imported before with other values, left as they are: line {lines}.",
        "offer": "The other lines can come in: say --skip-bad.",
        ";": "semicolons",
        ",": "commas",
        "\t": "tabs",
    },
}


class NoProvider(Refusal):
    code = "project.import.no-provider"
    nl = "Er is nog geen aanbieder ingeschreven."
    en = "No provider has been enrolled yet."
    nl_way_out = "Maak eerst de eerste beheerder: `waarborg user create-owner`."
    en_way_out = "Make the first owner first: `waarborg user create-owner`."


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=KINDS, help="what the file holds")
    parser.add_argument("file", type=Path, help="the table; - is standard input")
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would come in and what is wrong; import nothing"
    )
    parser.add_argument("--skip-bad", action="store_true", help="import the good lines though others are not right")
    parser.add_argument(
        "--source", default="import", metavar="NAME", help="the other system; references are kept by it"
    )
    parser.add_argument(
        "--column", action="append", default=[], metavar="NAME=HEADING", help="which heading holds a column; repeatable"
    )
    parser.add_argument("--encoding", default="", choices=("", "UTF-8", "UTF-16", "Windows-1252"))
    parser.add_argument("--delimiter", default="", metavar="D", help="semicolon, comma or tab")
    import_archives.configure(parser)


def run(args: argparse.Namespace) -> int:
    return import_archives.run(args) if args.kind in import_archives.KINDS else _run_table(args)


def _run_table(args: argparse.Namespace) -> int:
    from waarborg.customers.actions.importing.kinds import kinds
    from waarborg.customers.actions.importing.staged import source_name
    from waarborg.kernel.delimited import read
    from waarborg.project.group.database import database_for_command
    from waarborg.project.named_file import content_of
    from waarborg.project.refusals import WrongUse

    if args.delimiter not in ("", *_DELIMITERS):
        raise WrongUse(message=repr(args.delimiter), usage="waarborg import --delimiter semicolon|comma|tab")
    content = content_of(args.file)
    table = read(content, encoding=args.encoding, delimiter=_DELIMITERS.get(args.delimiter, ""))
    kind = kinds()[args.kind]
    mapped = _mapped(kind, table, args.column)
    source = source_name(args.source)
    with database_for_command():
        if args.dry_run:
            worked = _tried(kind, table, mapped, source)
        else:
            worked = _carried_out(kind, table, mapped, source, content, args)
    _print(args, kind, worked)
    return 1 if worked.problems and not (args.skip_bad and not args.dry_run) else 0


def _mapped(kind: "Kind", table: "Delimited", said: list[str]) -> dict[str, int]:
    """What was recognised, with what was said over it; `NAME=` leaves a column out. Raises NoSuchColumn."""
    from waarborg.customers.rules.importing.cells import folded
    from waarborg.customers.rules.importing.columns import NoSuchColumn, recognise

    mapped = recognise(kind.columns, table.headings)
    places = {folded(heading): place for place, heading in reversed(list(enumerate(table.headings)))}
    names = [column.name for column in kind.columns]
    for one in said:
        name, _, heading = one.partition("=")
        if name not in names or (heading and folded(heading) not in places):
            raise NoSuchColumn(said=one, names=" | ".join(names), headings=", ".join(filter(None, table.headings)))
        mapped.pop(name, None)
        if heading:
            mapped = {other: at for other, at in mapped.items() if at != places[folded(heading)]}
            mapped[name] = places[folded(heading)]
    return mapped


def _tried(kind: "Kind", table: "Delimited", mapped: dict[str, int], source: str) -> "Worked":
    from waarborg.customers.actions.importing.carry_out import work_out
    from waarborg.plumbing import clock, tenancy
    from waarborg.plumbing.tenancy import Role

    with tenancy.enter(Role.DESK):
        return work_out(kind, table, mapped, source=source, at=clock.now())


def _carried_out(
    kind: "Kind",
    table: "Delimited",
    mapped: dict[str, int],
    source: str,
    content: bytes,
    args: argparse.Namespace,
) -> "Worked":
    from waarborg.customers.actions.importing.carry_out import BadLines, carry_out
    from waarborg.customers.actions.importing.staged import record_done
    from waarborg.customers.queries import provider
    from waarborg.plumbing import clock, tenancy
    from waarborg.plumbing.actors import SYSTEM
    from waarborg.plumbing.tenancy import Role

    at = clock.now()
    try:
        with tenancy.enter(Role.DESK):
            house = provider()
            if house is None:
                raise NoProvider()
            worked = carry_out(kind, table, mapped, source=source, skip_bad=args.skip_bad, by=SYSTEM, at=at)
            if worked.fresh:
                record_done(kind, content, args.file.name, worked, provider=house.id, by=SYSTEM, at=at)
            return worked
    except BadLines as refusal:
        if not args.json:
            _print(args, kind, refusal.worked)  # type: ignore[attr-defined]
            raise
        return refusal.worked  # type: ignore[attr-defined,no-any-return]


def _print(args: argparse.Namespace, kind: "Kind", worked: "Worked") -> None:
    print(json.dumps(_plain(args, worked), ensure_ascii=False) if args.json else "\n".join(_told(args, kind, worked)))


def _imported(args: argparse.Namespace, worked: "Worked") -> bool:
    return not args.dry_run and (args.skip_bad or not worked.problems)


def _plain(args: argparse.Namespace, worked: "Worked") -> dict[str, Any]:
    from waarborg.customers.actions.importing.staged import told

    table, mapped = worked.batch.table, worked.batch.mapped
    return {
        "encoding": table.encoding,
        "delimiter": table.delimiter,
        "columns": {name: table.headings[place] for name, place in mapped.items()},
        "imported": _imported(args, worked),
        "counts": worked.counts,
        "different": worked.different[: 10 * SHOWN],
        "problems": told(worked.problems),
    }


def _told(args: argparse.Namespace, kind: "Kind", worked: "Worked") -> list[str]:
    from waarborg.customers.rules.importing.columns import heading

    words, table = _WORDS[args.lang], worked.batch.table
    lines = [
        words["read"].format(
            name=args.file.name,
            encoding=table.encoding,
            delimiter=words.get(table.delimiter, table.delimiter),
            total=worked.total,
            heading=table.heading_line,
        )
    ]
    for column in kind.columns:
        if column.name in worked.batch.mapped:
            place = worked.batch.mapped[column.name]
            lines.append(words["column"].format(column=column.say(args.lang), heading=heading(table, place)))
    for one in worked.problems[:SHOWN]:
        said = one.refusal.in_full(args.lang)
        lines.append(words["line"].format(line=one.line, column=one.column or "-", value=_short(one.value), said=said))
    if len(worked.problems) > SHOWN:
        lines.append(words["more"].format(more=len(worked.problems) - SHOWN))
    if worked.different:
        lines.append(words["different"].format(lines=", ".join(map(str, worked.different[:SHOWN]))))
    imported = _imported(args, worked)
    lines.append(words["done" if imported else "dry"].format(**worked.counts))
    if worked.problems and not imported and worked.fresh:
        lines.append(words["offer"])
    return lines


def _short(value: str) -> str:
    text = "".join(sign if sign.isprintable() else " " for sign in value)
    return text if len(text) <= 60 else text[:59] + "…"
