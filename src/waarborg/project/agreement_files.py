"""Agreement files that a command was given: opened, and refused alike by all of them."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from waarborg.kernel.errors import BadInput


class Unopened(BadInput):
    code = "promises.agreement.unopened"
    exit_code = 2
    nl = "{file}: {reason}."
    en = "{file}: {reason}."
    nl_way_out = "Kijk of het pad klopt en of u het bestand mag lezen; - is standaardinvoer."
    en_way_out = "Check the path, and that you may read the file; - is standard input."


def opened(file: str, registry: Any, *, base: Any = None) -> Any:
    """What `load` made of it, mistakes and all. Raises Unopened."""
    from waarborg.promises.rules.agreement import load
    from waarborg.promises.rules.agreement.yaml_nodes import MAX_BYTES

    if file == "-":
        return load(sys.stdin.buffer.read(MAX_BYTES + 1), name="<stdin>", registry=registry, base=base)
    loaded = load(Path(file), registry=registry, base=base)
    for problem in loaded.problems:
        if problem.code == "agreement.file.unreadable":
            raise Unopened(file=file, reason={lang: problem.say(lang).rstrip(".") for lang in ("nl", "en")})
    return loaded


def refuse(problems: Iterable[Any], args: argparse.Namespace) -> int:
    """Says everything that is wrong with a file; for a program as one problem object that holds them all."""
    from waarborg.project.commandline import problem as told
    from waarborg.promises.rules.agreement.loader import AgreementRefused

    found = list(problems)
    if args.json:
        every = [one.as_mapping(args.lang) for one in found]
        answer = told(AgreementRefused(problems=found), args.lang) | {"problems": every}
        print(json.dumps(answer, ensure_ascii=False))
    else:
        say(found, args.lang)
    return 1


def say(problems: Iterable[Any], lang: str) -> None:
    for problem in problems:
        print(f"{problem.place}: {problem.say(lang)}", file=sys.stderr)
