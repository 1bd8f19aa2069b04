"""The answer to who asks for a list as a file: on disk first, so that a failure is an error and no half file."""

import tempfile
from collections.abc import Sequence
from typing import Any

from django.http import FileResponse

from waarborg.plumbing.sheets.write import FORMATS, Rows, write_csv, write_xlsx


def as_file(kind: str, name: str, head: Sequence[str], rows: Rows, *, zone: str) -> Any:
    """A FileResponse, which checkers of types do not take for a view's answer. `kind` is csv or xlsx (anything else is
    csv); `name` without an ending. Rows are read while they are written."""
    kind = kind if kind in FORMATS else "csv"
    held = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    try:
        if kind == "xlsx":
            write_xlsx(held, head, rows, zone=zone, name=name)
        else:
            write_csv(held, head, rows, zone=zone)
    except BaseException:
        held.close()
        raise
    size = held.tell()
    held.seek(0)
    response = FileResponse(held, as_attachment=True, filename=f"{name}.{kind}", content_type=FORMATS[kind][0])
    response.headers["Content-Length"] = str(size)
    response.headers["Cache-Control"] = "no-store"
    return response
