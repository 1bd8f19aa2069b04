"""``waarborg import mailbox FILE`` and its relatives: files that are no table, read as a stream and never whole."""

import argparse
import json
from typing import TYPE_CHECKING, Any, BinaryIO

from waarborg.kernel.errors import Refusal

if TYPE_CHECKING:
    from waarborg.customers.actions.importing.archives import Archive, Given, Looked

KINDS = ("mailbox", "zendesk", "zammad")
SHOWN, NAMED = 100, 10
_WORDS = {
    "nl": {
        "read": "{name}: {kind}, {total} stuks, {fresh} nieuw, {known} zijn er al.",
        "line": "nr. {line}: “{value}” — {said}",
        "more": "En nog {more}; --json noemt er duizend.",
        "dry": "Er is niets overgenomen.",
        "done": "Overgenomen.",
        "offer": "De andere kunnen wel: geef --skip-bad.",
    },
    "en": {
        "read": "{name}: {kind}, {total} in all, {fresh} new, {known} are there already.",
        "line": "no. {line}: “{value}” — {said}",
        "more": "And {more} more; --json names a thousand.",
        "dry": "Nothing was imported.",
        "done": "Imported.",
        "offer": "The others can come in: say --skip-bad.",
    },
}


class NeedsAFile(Refusal):
    """It is read twice, so it cannot come along a pipe."""

    code = "project.import.needs-a-file"
    exit_code = 2
    nl = "Dit wordt twee keer gelezen en moet dus een bestand zijn, geen standaardinvoer."
    en = "This is read twice, so it has to be a file and not standard input."
    nl_way_out = "Bewaar het eerst als bestand."
    en_way_out = "Save it as a file first."


def configure(parser: argparse.ArgumentParser) -> None:
    """What can be said about a mailbox besides."""
    parser.add_argument(
        "--open-days",
        type=int,
        default=30,
        metavar="N",
        help="mailbox: open is what had a mail in the last N days",
    )
    parser.add_argument(
        "--ours", action="append", default=[], metavar="ADDRESS", help="mailbox: an address that we answered from"
    )


def run(args: argparse.Namespace) -> int:
    """Try the file out, or take it over. Exit status as of a table."""
    from waarborg.customers.actions.importing.archives import archives
    from waarborg.project.group.database import database_for_command
    from waarborg.project.named_file import opened_file

    if str(args.file) == "-":
        raise NeedsAFile()
    archive = archives()[args.kind]
    with opened_file(args.file) as stream:
        archive.accepts(stream)
        with database_for_command():
            looked, imported = _worked(archive, stream, args)
    _print(args, archive, looked, imported=imported)
    return 1 if looked.blocks and looked.problems and not imported else 0


def _worked(archive: "Archive", stream: BinaryIO, args: argparse.Namespace) -> "tuple[Looked, bool]":
    from waarborg.customers.actions.importing.archives import MOST_DAYS, Given
    from waarborg.customers.actions.importing.carry_out import BadLines
    from waarborg.customers.actions.importing.staged import source_name
    from waarborg.plumbing import clock, tenancy
    from waarborg.plumbing.files.accept import safe_name
    from waarborg.plumbing.tenancy import Role

    ours = frozenset(one.strip().lower() for one in args.ours)
    days = min(max(args.open_days, 0), MOST_DAYS)
    given = Given(source_name(args.source), safe_name(args.file.name), clock.now(), days, ours, args.skip_bad)
    if args.dry_run:
        with tenancy.enter(Role.DESK):
            return archive.look(stream, given), False
    try:
        return _carried_out(archive, stream, given), True
    except BadLines as refusal:
        if not args.json:
            _print(args, archive, refusal.looked, imported=False)  # type: ignore[attr-defined]
            raise
        return refusal.looked, False  # type: ignore[attr-defined]


def _carried_out(archive: "Archive", stream: BinaryIO, given: "Given") -> "Looked":
    from waarborg.customers.actions.importing.archives import bring_in
    from waarborg.customers.actions.importing.staged_archives import record_archive_done
    from waarborg.customers.queries import provider
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.actors import SYSTEM
    from waarborg.plumbing.tenancy import Role
    from waarborg.project.commands.import_ import NoProvider

    with tenancy.enter(Role.DESK):
        house = provider()
    if house is None:
        raise NoProvider()
    # Outside any scope: each part stands once it is done, and the same file goes on where it broke off.
    looked = bring_in(archive, stream, given, by=SYSTEM)
    if looked.counts["fresh"]:
        with tenancy.enter(Role.DESK):
            record_archive_done(archive, stream, looked, given, provider=house.id, by=SYSTEM, at=given.at)
    return looked


def _print(args: argparse.Namespace, archive: "Archive", looked: "Looked", *, imported: bool) -> None:
    if args.json:
        print(json.dumps(_plain(looked, imported), ensure_ascii=False))
    else:
        print("\n".join(_told(args, archive, looked, imported)))


def _plain(looked: "Looked", imported: bool) -> dict[str, Any]:
    from waarborg.customers.actions.importing.staged import told

    facts = [one.plain for one in looked.facts]
    return {"imported": imported, "counts": looked.counts, "facts": facts, "problems": told(looked.problems)}


def _told(args: argparse.Namespace, archive: "Archive", looked: "Looked", imported: bool) -> list[str]:
    words = _WORDS[args.lang]
    lines = [words["read"].format(name=args.file.name, kind=archive.say(args.lang), **looked.counts)]
    for fact in looked.facts:
        lines.append(fact.say(args.lang))
        lines += [f"  {_printable(name)}" for name in fact.names[:NAMED]]
    for one in looked.problems[:SHOWN]:
        said = " ".join(filter(None, (one.refusal.say(args.lang), one.refusal.way_out(args.lang))))
        lines.append(words["line"].format(line=one.line, value=_printable(one.value)[:60], said=said))
    if len(looked.problems) > SHOWN:
        lines.append(words["more"].format(more=len(looked.problems) - SHOWN))
    lines.append(words["done" if imported else "dry"])
    if looked.blocks and looked.problems and not imported and looked.counts["fresh"]:
        lines.append(words["offer"])
    return lines


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)
