"""A file that a command was given by name."""

import sys
from pathlib import Path
from typing import BinaryIO

from waarborg.kernel.errors import BadInput


class CannotRead(BadInput):
    """Wrong use of a command, and not what its work came to: a name that leads to no file that can be read."""

    code = "project.commandline.cannot-read"
    exit_code = 2
    nl = "Het bestand {file} is niet te lezen ({reason})."
    en = "The file {file} cannot be read ({reason})."
    nl_way_out = "Controleer het pad en uw rechten."
    en_way_out = "Check the path and your rights."


def content_of(file: Path, *, most: int | None = None) -> bytes:
    """All of it, or of a larger one `most` bytes and one; `-` is standard input. Raises CannotRead."""
    size = -1 if most is None else most + 1
    try:
        if str(file) == "-":
            return sys.stdin.buffer.read(size)
        with file.open("rb") as stream:
            return stream.read(size)
    except OSError as error:
        raise CannotRead(file=str(file), reason=error.strerror or str(error)) from None


def opened_file(file: Path) -> BinaryIO:
    """For reading in pieces; the caller closes it. Raises CannotRead."""
    try:
        return file.open("rb")
    except OSError as error:
        raise CannotRead(file=str(file), reason=error.strerror or str(error)) from None
