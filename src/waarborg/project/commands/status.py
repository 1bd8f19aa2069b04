"""``waarborg status``: what runs, where, since when, with how much memory, and whether there is room on the disks.

Exit status 0 only when all is well.
"""

import argparse
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from waarborg.kernel.errors import Refusal

if TYPE_CHECKING:
    from waarborg.project import disks

NAME = "status"
HELP = "show what runs"
NEEDS_DJANGO = False
_WORDS = {
    "nl": {
        True: "loopt",
        False: "loopt niet",
        "restarts": "keer opnieuw gestart",
        "falling": "valt steeds om (eindigt met {ended_with}); zie {log}",
        "down": "Waarborg loopt niet.",
        "starting": "Waarborg wordt gestart.",
        "full": "De schijf is vol: nog {free_mb} van {total_mb} MB op {path} ({places}). Dat betekent: {means}.",
        "low": "De schijf raakt vol: nog {free_mb} van {total_mb} MB op {path} ({places}). Is hij vol, dan: {means}.",
        "room": "Maak ruimte vrij; daarna hoeft er niets hersteld te worden.",
        "kept": "Reservekopieën: de laatste volledige is van {base_ended}, wijzigingen meegenomen tot {shipped}.",
        "behind": "Reservekopieën lukken niet sinds {failed}: {problem}",
        "unkept": "Er worden geen reservekopieën gemaakt (WAARBORG_BACKUP).",
        "drilled": "Laatste hersteloefening: {at}, {verdict}.",
        "undrilled": "Er is nog geen reservekopie op proef teruggezet (`waarborg drill`).",
        "good": "geslaagd in {seconds} s",
        "bad": "mislukt: {problem}",
    },
    "en": {
        True: "running",
        False: "not running",
        "restarts": "restarts",
        "falling": "keeps falling over (ends with {ended_with}); see {log}",
        "down": "Waarborg is not running.",
        "starting": "Waarborg is starting.",
        "full": "The disk is full: {free_mb} of {total_mb} MB left at {path} ({places}). That means: {means}.",
        "low": "The disk is getting full: {free_mb} of {total_mb} MB left at {path} ({places}). Once full: {means}.",
        "room": "Free some room; nothing has to be repaired afterwards.",
        "kept": "Back-ups: the last whole one is of {base_ended}, changes carried off up to {shipped}.",
        "behind": "Back-ups do not succeed since {failed}: {problem}",
        "unkept": "No back-ups are made (WAARBORG_BACKUP).",
        "drilled": "Last restore drill: {at}, {verdict}.",
        "undrilled": "No back-up was put back on trial yet (`waarborg drill`).",
        "good": "succeeded in {seconds} s",
        "bad": "failed: {problem}",
    },
}

_PLACES = {
    "database": {"nl": "database", "en": "database"},
    "data": {"nl": "logboeken en sleutels", "en": "logs and keys"},
    "files": {"nl": "bijlagen en exports", "en": "attachments and exports"},
    "backup": {"nl": "reservekopieën", "en": "back-ups"},
    "temporary": {"nl": "tijdelijke bestanden", "en": "temporary files"},
}


class NotWritable(Refusal):
    code = "project.status-export.not-writable"
    nl = "In {folder} kan niet worden geschreven: {why}."
    en = "Nothing can be written in {folder}: {why}."
    nl_way_out = "Noem een map waarin u mag schrijven."
    en_way_out = "Name a folder in which you may write."


def configure(parser: argparse.ArgumentParser) -> None:
    below = parser.add_subparsers(dest="what", metavar="")
    files = below.add_parser("export", help="write the public status pages as files, for a web server elsewhere")
    files.add_argument(
        "folder", help="where: it is made if it is not there; or a bucket as s3://key:secret@host/bucket"
    )
    files.add_argument("--json", action="store_true", default=argparse.SUPPRESS)
    outside = below.add_parser("watch", help="from elsewhere: tell beside those files when the platform is silent")
    outside.add_argument("--url", required=True, help="the platform, such as https://service.example.org")
    outside.add_argument("--dir", required=True, help="where the files are: a folder, or a bucket as s3://...")
    outside.add_argument("--every", type=float, default=10.0, help="seconds between two looks (10)")
    outside.add_argument("--once", action="store_true", help="look once and say what was seen, for cron")
    outside.add_argument("--json", action="store_true", default=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    if args.what == "export":
        from waarborg.project.commandline import run_with_database, set_up_django

        set_up_django()
        return run_with_database(_export, args)
    if args.what == "watch":
        return _watch(args)
    from waarborg.project import disks

    found, room = look(), disks.look()
    if args.json:
        print(json.dumps(found | {"disks": [disk.told() for disk in room], "backup": backups()}))
    else:
        print("\n".join([_said(found, _WORDS[args.lang]), *_backups(backups(), args.lang), *_room(room, args.lang)]))
    well = all(member["running"] and not member["falling"] for member in found["members"])
    return 0 if found["ready"] and well and disks.state(room) != "full" else 1


def _export(args: argparse.Namespace) -> int:
    from waarborg.project.status_export import export

    try:
        changed = export(args.folder)
    except (PermissionError, NotADirectoryError, IsADirectoryError, FileExistsError) as error:
        raise NotWritable(folder=str(args.folder), why=error.strerror or str(error)) from error
    if args.json:
        print(json.dumps({"folder": str(args.folder), "changed": changed}))
    else:
        words = {"nl": "{n} bestanden bijgewerkt in {folder}.", "en": "{n} files brought up to date in {folder}."}
        print(words[args.lang].format(n=len(changed), folder=args.folder))
    return 0


def _watch(args: argparse.Namespace) -> int:
    from waarborg.project import status_watch
    from waarborg.project.status_places import place_at

    address, place = status_watch.address_of(args.url), place_at(args.dir)
    now = lambda: datetime.now(UTC)  # noqa: E731, TID251 - real time, of the machine outside
    rounds = 1 if args.once else None
    try:
        seen = status_watch.watch(address, place, every=max(1.0, args.every), now=now, rounds=rounds)
    except (PermissionError, NotADirectoryError, IsADirectoryError, FileExistsError) as error:
        raise NotWritable(folder=args.dir, why=error.strerror or str(error)) from error
    except KeyboardInterrupt:
        return 0
    silent = seen.platform == status_watch.SILENT
    if args.json:
        print(seen.written().decode())
    else:
        words = {
            "nl": ("Het platform antwoordt.", "Het platform antwoordt niet."),
            "en": ("The platform answers.", "The platform does not answer."),
        }
        print(words[args.lang][seen.since is not None])
    return 1 if silent else 0


def look() -> dict[str, Any]:
    """The state of the group, with the memory of each member (MiB, proportional)."""
    from waarborg.project.group import state
    from waarborg.project.group.memory import megabytes

    if not state.running():
        return {"running": False, "ready": False, "members": []}
    said = state.read()
    if state.supervisor_pid() is None:
        # The lock is taken, but what is written is a predecessor's or nothing yet.
        return {"running": True, "ready": False, "members": []}
    members = [
        {
            "name": member["name"],
            "pid": member["pid"],
            "running": member["pid"] is not None,
            "restarts": member["restarts"],
            "falling": member.get("falling", False),
            "ended_with": member.get("ended_with"),
            "log": str(state.log_folder() / f"{member['name']}.log"),
            "memory_mb": round(megabytes(member["pid"]), 1) if member["pid"] else 0.0,
        }
        for member in said.get("members", [])
    ]
    own = round(megabytes(said["pid"]) - sum(member["memory_mb"] for member in members), 1)
    since = datetime.fromtimestamp(said.get("since", 0), UTC).isoformat(timespec="seconds")
    return {
        "running": True,
        "ready": bool(said.get("ready")),
        "pid": said["pid"],
        "url": said.get("url"),
        "since": since,
        "memory_mb": round(own + sum(member["memory_mb"] for member in members), 1),
        "members": members,
    }


def backups() -> dict[str, Any] | None:
    """What the keeper of back-ups and the last drill said; None where the database is somebody else's."""
    from waarborg.project import database_address, environment
    from waarborg.project.recovery import drill, keeper

    if not database_address.embedded():
        return None
    kept = keeper.read_state() if environment.text("WAARBORG_BACKUP") else {}
    return {"kept": bool(environment.text("WAARBORG_BACKUP")), **kept, "drill": drill.read_last()}


def _backups(said: dict[str, Any] | None, lang: str) -> list[str]:
    words = _WORDS[lang]
    if said is None:
        return []
    if not said["kept"]:
        return [words["unkept"]]
    plain = {name: str(said.get(name) or "-")[:16].replace("T", " ") for name in ("base_ended", "shipped", "failed")}
    line = words["behind" if said.get("problem") else "kept"].format(**plain, problem=said.get("problem", ""))
    last = said["drill"]
    if not last:
        return [line, words["undrilled"]]
    verdict = words["good" if last["good"] else "bad"].format(**last)
    return [line, words["drilled"].format(at=last["at"][:16].replace("T", " "), verdict=verdict)]


def _room(room: "list[disks.Disk]", lang: str) -> list[str]:
    words = _WORDS[lang]
    lines = [
        words[disk.state].format(**disk.told() | {"places": _listed(disk.places, lang)}, means=disk.means(lang))
        for disk in room
        if disk.state != "ok"
    ]
    return [*lines, words["room"]] if lines else []


def _listed(places: tuple[str, ...], lang: str) -> str:
    return ", ".join(_PLACES[place][lang] for place in places)


def _said(found: dict[str, Any], words: dict[Any, str]) -> str:
    if not found["running"]:
        return words["down"]
    if "url" not in found:
        return words["starting"]
    lines = [f"{found['url']}   {words[found['ready']]}   {found['memory_mb']:.0f} MB"]
    for member in found["members"]:
        lines.append(
            f"  {member['name']:<10} {words[member['running']]:<12} pid {member['pid'] or '-':<8}"
            f" {member['memory_mb']:>6.0f} MB   {member['restarts']} {words['restarts']}"
        )
        if member["falling"]:
            lines.append(f"  {'':<10} {words['falling'].format(**member)}")
    return "\n".join(lines)
