"""A file that a command was given by name."""

import sys
from pathlib import Path

from waarborg.kernel.errors import BadInput


class CannotRead(BadInput):
    """Wrong use of a command, and not what its work came to: a name that leads to no file that can be read."""

    code = "project.commandline.cannot-read"
    exit_code = 2
    nl = "Het bestand {file} is niet te lezen ({reason})."
    en = "The file {file} cannot be read ({reason})."
    nl_way_out = "Controleer het pad en uw rechten."
    en_way_out = "Check the path and your rights."


def content_of(file: Path) -> bytes:
    """All of it; `-` is standard input. Raises CannotRead."""
    try:
        return sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise CannotRead(file=str(file), reason=error.strerror or str(error)) from None
