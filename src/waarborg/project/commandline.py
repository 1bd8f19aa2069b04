"""The command line: finds the command's module, loads Django only where it asks for it, renders refusals once.

A module ``commands/<name>.py`` offers the literals ``NAME``, ``HELP`` and ``NEEDS_DJANGO`` and the functions
``configure(parser)`` and ``run(args) -> int``. The literals are read from its source, so that neither the list of
commands nor a command without Django waits for modules it does not use. Exit status: 0 good, 1 refused or false,
2 wrong use.
"""

import argparse
import ast
import errno
import importlib
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from waarborg.kernel.errors import Refusal
from waarborg.project.environment import language_of
from waarborg.project.loading import uncollected
from waarborg.project.refusals import DatabaseUnreachable, DiskFull, WrongUse

_FOLDER = Path(__file__).parent / "commands"
LANGUAGES = ("nl", "en")


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        return _run(words)
    except Refusal as refusal:
        from waarborg.project import disks

        return render(disks.behind(refusal), lang=_language(words), as_json="--json" in words)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            return _other_trouble(error)
        full = DiskFull(path=error.filename or ".")
        return render(full, lang=_language(words), as_json="--json" in words)
    except KeyboardInterrupt:
        return 130


def _other_trouble(error: OSError) -> int:
    if not isinstance(error, BrokenPipeError):
        raise error
    # The reader went away (`| head`); Python would otherwise complain again when it flushes at exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def render(refusal: Refusal, *, lang: str, as_json: bool) -> int:
    """Say a refusal: a sentence on standard error, or a problem object (RFC 9457) on standard output."""
    if as_json:
        print(json.dumps(problem(refusal, lang), ensure_ascii=False))
    else:
        print(refusal.in_full(lang), file=sys.stderr)
    return int(getattr(refusal, "exit_code", 1))


def problem(refusal: Refusal, lang: str) -> dict[str, Any]:
    """RFC 9457 members: type, title, status, detail; beside them the stable code and the way out."""
    found: dict[str, Any] = {
        "type": f"urn:waarborg:refusal:{refusal.code}",
        "title": refusal.code,
        "status": refusal.status,
        "detail": refusal.say(lang),
        "code": refusal.code,
    }
    way_out = refusal.way_out(lang)
    return found | ({"way_out": way_out} if way_out else {})


def known_commands() -> dict[str, Path]:
    """Command word to module file, from the folder's contents alone."""
    files = sorted(file for file in _FOLDER.glob("*.py") if not file.name.startswith("_"))
    # A name that Python keeps for itself stands in a file with a dash behind it.
    return {file.stem.rstrip("_").replace("_", "-"): file for file in files}


def _literals(file: Path) -> dict[str, Any]:
    wanted = {"NAME", "HELP", "NEEDS_DJANGO"}
    found: dict[str, Any] = {}
    for node in ast.parse(file.read_bytes()).body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(target, ast.Name) and target.id in wanted and getattr(node, "value", None) is not None:
            found[target.id] = ast.literal_eval(node.value)  # type: ignore[attr-defined]
    return found


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise WrongUse(message=message, usage=self.prog)


def _run(words: list[str]) -> int:
    commands = known_commands()
    if not words or words[0] in ("-h", "--help", "help"):
        print(_overview(commands))
        return 0 if words else WrongUse.exit_code
    if words[0] == "--version":
        from importlib.metadata import version

        print(f"waarborg {version('waarborg')}")
        return 0
    if words[0] == "django":
        return _django(words[1:])
    if words[0] not in commands:
        raise WrongUse(message=repr(words[0]), usage="waarborg")
    needs_django = bool(_literals(commands[words[0]]).get("NEEDS_DJANGO"))
    with uncollected():
        if needs_django:
            set_up_django()
        module = importlib.import_module(f"waarborg.project.commands.{commands[words[0]].stem}")
    parser = _Parser(prog=f"waarborg {words[0]}", description=module.HELP, allow_abbrev=False)
    module.configure(parser)
    _add_common(parser)
    args = parser.parse_args(words[1:])
    args.json = getattr(args, "json", False)
    args.lang = getattr(args, "lang", None) or _language(words)
    return run_with_database(module.run, args) if needs_django else int(module.run(args) or 0)


def run_with_database(run: Callable[[argparse.Namespace], int | None], args: argparse.Namespace) -> int:
    """Run what asks the database, in the language of whoever asks. Raises DatabaseUnreachable, DiskFull."""
    from django.db import OperationalError
    from django.utils import translation

    from waarborg.project import disks
    from waarborg.project.outages import outage

    translation.activate(args.lang)
    try:
        return int(run(args) or 0)
    except OperationalError as error:
        if outage(error) == 507:
            raise DiskFull(path=disks.of_the_database()) from error
        reason = (str(error).strip().splitlines() or ["?"])[0]
        raise DatabaseUnreachable(reason=reason) from error


def _add_common(parser: argparse.ArgumentParser) -> None:
    """Give the command, and every command below it, --json and --lang unless it declares them itself."""
    taken = {option for action in parser._actions for option in action.option_strings}
    # SUPPRESS: a default of an inner parser would overwrite what was said to the outer one.
    if "--json" not in taken:
        parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="answer as JSON")
    if "--lang" not in taken:
        parser.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help="language of messages")
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for inner in set(action.choices.values()):
                _add_common(inner)


def _language(words: list[str]) -> str:
    for word, following in zip(words, [*words[1:], ""], strict=True):
        said = following if word == "--lang" else word.removeprefix("--lang=") if word.startswith("--lang=") else ""
        if said in LANGUAGES:
            return said
    return language_of(os.environ)


def _overview(commands: dict[str, Path]) -> str:
    lines = ["usage: waarborg COMMAND ...", ""]
    lines += [f"  {name:<12} {_literals(file).get('HELP', '')}" for name, file in commands.items()]
    lines += [f"  {'django':<12} management commands of the framework", ""]
    lines += ["Each takes --help, --json and --lang nl|en. Exit status: 0 good, 1 refused or false, 2 wrong use."]
    return "\n".join(lines)


def set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waarborg.project.settings")
    with uncollected():
        import django

        django.setup()


def _django(words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waarborg.project.settings")
    from django.core.management import execute_from_command_line

    if words[:1] == ["dbshell"]:
        from waarborg.plumbing.embedded_postgres.binaries import binaries
        from waarborg.project.database_address import layout

        # The machine's own psql goes first; where there is none, the one that came along with the server serves.
        own = layout()
        os.environ["PATH"] += os.pathsep + str(binaries(own.folder, own.major))
    execute_from_command_line(["waarborg django", *words])
    return 0
