"""The hashed lists of packages: written from pyproject.toml, and checked against it.

    python tools/requirements.py            write requirements*.txt (asks the package index)
    python tools/requirements.py --check    fail when a list does not fit pyproject.toml (asks nobody)

A list holds names, versions and hashes only: no address of an index, no path of a machine.
"""

import argparse
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
# List to what it is made of: "project" for the product's own dependencies, else a dependency group.
LISTS = {
    "requirements.txt": ["project"],
    "requirements-dev.txt": ["project", "dev"],
    "requirements-setup.txt": ["setup"],
    "requirements-node.txt": ["node"],
    "requirements-saml.txt": ["saml"],
}
HEADER = "# Written by tools/requirements.py from pyproject.toml; versions and hashes only.\n"
LINE = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)( ;[^\\]*)? \\$")


def declared(parts: list[str]) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = {"project": project["project"]["dependencies"], **project["dependency-groups"]}
    return [Requirement(text) for part in parts for text in groups[part]]


def write() -> None:
    for name, parts in LISTS.items():
        wanted = "\n".join(str(requirement) for requirement in declared(parts))
        words = [sys.executable, "-m", "uv", "pip", "compile", "-", "--universal", "--python-version", "3.11"]
        words += ["--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url", "--quiet"]
        # The versions of the product's own list hold for the others too, so that tests run what is shipped.
        constraint = ["--constraint", str(ROOT / "requirements.txt")] if name != "requirements.txt" else []
        made = subprocess.run([*words, *constraint], input=wanted, capture_output=True, text=True, check=False)
        if made.returncode:
            sys.exit(made.stderr)
        (ROOT / name).write_text(HEADER + made.stdout)


def check() -> list[str]:
    """What does not fit, one line each."""
    problems: list[str] = []
    for name, parts in LISTS.items():
        text = (ROOT / name).read_text()
        pinned = {canonicalize_name(m[1]): m[2] for m in map(LINE.match, text.splitlines()) if m}
        for requirement in declared(parts):
            version = pinned.get(canonicalize_name(requirement.name))
            if version is None:
                problems.append(f"{name}: {requirement.name} is missing")
            elif not requirement.specifier.contains(version, prereleases=True):
                problems.append(f"{name}: {requirement.name} {version} does not fit {requirement.specifier}")
        problems += [
            f"{name}:{number}: {line.strip()}" for number, line in enumerate(text.splitlines(), 1) if _strange(line)
        ]
    return problems


def _strange(line: str) -> bool:
    if line.startswith("#") or LINE.match(line):
        return False
    return not re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    if not parser.parse_args().check:
        write()
        return 0
    problems = check()
    print("\n".join(problems) or "requirements: the lists fit pyproject.toml")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
