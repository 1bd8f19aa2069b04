"""The house as the layer contract in pyproject.toml describes it: its packages and which may know of which."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "src" / "waarborg"


def layers() -> list[set[str]]:
    """From top to bottom; packages of one layer are siblings that do not know each other."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    stack = next(contract for contract in contracts if contract["name"] == "The stack")
    return [set(re.findall(r"[a-z]+", line)) for line in stack["layers"]]


def depth(package: str) -> int:
    """0 is the top."""
    return next(number for number, names in enumerate(layers()) if package in names)


def may_know(package: str, other: str) -> bool:
    """Whether ``package`` may name something of ``other``: its own, or of a lower layer."""
    return package == other or depth(package) < depth(other)


def package_of(path: Path) -> str:
    """The package a file of ours belongs to."""
    return path.resolve().relative_to(HOUSE).parts[0]


def packages() -> list[str]:
    return sorted(path.name for path in HOUSE.iterdir() if (path / "__init__.py").is_file())


def templates() -> dict[str, Path]:
    """Our own templates by the name they are loaded with."""
    found: dict[str, Path] = {}
    for folder in ("jinja2", "templates"):  # pages, and the texts of mails
        for path in sorted(HOUSE.glob(f"*/{folder}/**/*")):
            if path.is_file():
                found[path.relative_to(HOUSE / package_of(path) / folder).as_posix()] = path
    return found


def python_files() -> list[Path]:
    """Our own modules, without tests and migrations."""
    return [
        path
        for path in sorted(HOUSE.rglob("*.py"))
        if "tests" not in path.relative_to(HOUSE).parts and "migrations" not in path.relative_to(HOUSE).parts
    ]
