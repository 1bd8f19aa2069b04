"""The page of figures and the programs that print them agree; no figure is judged here."""

import ast
import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
BENCH = ROOT / "bench"
PAGE = (ROOT / "docs" / "BENCHMARKS.md").read_text()
# What the product is held to, by the program that measures it, each in the program's own unit.
BARS = {
    "due": (1_000_000, 50_000, 10),
    "replay": (30,),
    "journal": (1_000, 3_000, 60),
    "storm": (60, 5),
    "live": (2,),
    "pages": (10, 25, 300, 60, 12, 150, 1_000),
    "sign_in": (150, 100),
    "reports": (60,),
    "export": (60, 300),
    "imports": (60,),
    "mail_in": (50,),
    "otlp": (20_000, 15),
    "start": (60, 20, 5, 600),
    "recovery": (60, 120),
    "availability": (100, 2),
    "api_cases": (20_000,),
}
BARE = """
import asyncio, bare
sent = []
async def receive(): return {"type": "http.request", "body": b"", "more_body": False}
async def send(message): sent.append(message)
scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": []}
asyncio.run(bare.application(scope, receive, send))
print(sent[0]["status"], sent[1]["body"].count(b"<li>"))
"""
ROW = re.compile(r"^\| .+ \|$")


def loaded() -> Any:
    sys.path.insert(0, str(BENCH))
    try:
        spec = importlib.util.spec_from_file_location("bench_all", BENCH / "all.py")
        assert spec and spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module
    finally:
        sys.path.remove(str(BENCH))


def measuring() -> set[str]:
    """Programs that end in `finish`: those that print figures."""
    return {path.stem for path in BENCH.glob("*.py") if "return finish(" in path.read_text()}


def test_programs_take_only_what_the_product_has() -> None:
    for path in sorted(BENCH.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("waarborg"):
                module = importlib.import_module(node.module or "")
                for name in node.names:
                    there = hasattr(module, name.name) or importlib.util.find_spec(f"{node.module}.{name.name}")
                    assert there, f"{path.name}: {node.module}.{name.name}"


def test_the_bare_page_that_others_are_compared_with_is_served() -> None:
    done = subprocess.run([sys.executable, "-c", BARE], cwd=BENCH, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["200", "50"], done.stderr


def test_every_program_that_measures_is_run_by_all_and_has_its_section() -> None:
    bench = loaded()
    assert set(bench.PROGRAMS) == measuring()
    assert list(bench.kept_sections(PAGE)) == list(bench.PROGRAMS)


def test_every_section_has_a_date_a_machine_and_figures() -> None:
    for name, text in loaded().kept_sections(PAGE).items():
        said = text.split("\n\n")[1]
        assert re.match(r"\d{1,2} [A-Z][a-z]+ \d{4}; \d+ cores.*GiB.*Python 3\.\d+", said), name
        assert sum(bool(ROW.match(line)) for line in text.splitlines()) >= 2, name


def test_every_bar_the_product_is_held_to_stands_on_the_page() -> None:
    sections = loaded().kept_sections(PAGE)
    for name, bars in BARS.items():
        for bar in bars:
            assert re.search(rf"(at (most|least)|of) {bar:,}(:| |\*)", sections[name]), (name, bar)


def test_every_section_says_of_each_bar_whether_it_is_kept() -> None:
    for name, text in loaded().kept_sections(PAGE).items():
        for line in text.splitlines():
            if "| at most" in line or "| at least" in line:
                assert re.search(r"\| at (most|least) [\d,.]+: (kept|NOT KEPT) \|$", line), (name, line)
                assert line.endswith("NOT KEPT |") == ("**" in line), (name, line)


def test_a_missed_bar_cannot_look_kept() -> None:
    bench = loaded()
    missed = bench.Figure("pages", 30, "ms", at_most=10)
    assert (missed.kept, missed.bar()) == (False, "at most 10: NOT KEPT")
    assert "| pages | **30 ms** | at most 10: NOT KEPT |" in bench._listed([missed])
    kept = bench.Figure("pages", 300, "a second", at_least=300)
    assert (kept.kept, kept.bar()) == (True, "at least 300: kept")
    assert bench.Figure("size", 3).bar() == ""


def test_sections_of_programs_that_are_not_run_stay_as_they_are() -> None:
    bench = loaded()
    text = bench.HEAD + "\n## Due times (`bench/due.py`)\n\nold\n\n## Replay (`bench/replay.py`)\n\nolder\n"
    assert bench.kept_sections(text) == {
        "due": "## Due times (`bench/due.py`)\n\nold\n",
        "replay": "## Replay (`bench/replay.py`)\n\nolder\n",
    }
