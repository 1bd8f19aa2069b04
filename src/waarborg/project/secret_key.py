"""The installation's secret: from the environment, else made once and kept in the data folder, readable by us alone."""

import os
import secrets
from pathlib import Path

from waarborg.project import environment
from waarborg.project.refusals import Misconfigured

_SHORTEST = 50


def secret_key() -> str:
    """Raises Misconfigured for a given secret that is too short to be one."""
    given = environment.text("WAARBORG_SECRET_KEY")
    if given and len(given) < _SHORTEST:
        variable = environment.VARIABLES["WAARBORG_SECRET_KEY"]
        raise Misconfigured(
            name=variable.name,
            value="(geheim/secret)",
            allowed_nl=variable.allowed_nl,
            allowed_en=variable.allowed_en,
            default="var/secret-key",
        )
    return given or _kept(environment.data_folder() / "secret-key")


def _kept(path: Path) -> str:
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
            file.flush()
            os.fsync(file.fileno())
        try:
            # A link, not a rename: of two processes starting together the first wins and both read the same secret.
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
