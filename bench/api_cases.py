"""Requests made from the description of the interface and from RFC 7644, right ones and wrong ones, on an installation
of their own.

The tests that the suite runs with a few of each kind, here with as many as it takes; other ones each time. An answer of
500 or more, a refusal that is no problem document and an answer that is not as described count as wrong, and are shown.
Run: python bench/api_cases.py [--json] [--cases 20000].
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from figures import Figure, finish

ROOT = Path(__file__).resolve().parents[1]
# The second asks what directories ask (SCIM 2.0), which has no description of that kind but a standard.
TESTS = ("tests/isolation/test_api_cases.py", "tests/isolation/test_scim_cases.py")
PYTEST = (sys.executable, "-m", "pytest", "-q", *TESTS)
# Where an operation has only so many different requests, fewer are asked: all ask a little more.
SPARE = 1.02


def kinds() -> int:
    """How many kinds there are: of operation, right or wrong, and asker."""
    done = subprocess.run([*PYTEST, "--collect-only"], cwd=ROOT, env=_own(), capture_output=True, text=True, check=True)
    return sum("::" in line for line in done.stdout.splitlines())


def _own(**more: str) -> dict[str, str]:
    """A server of its own, whatever the one who runs this uses for tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WAARBORG_", "DATABASE_"))}
    return kept | more


def asked(cases: int) -> tuple[Counter[int], int, float]:
    """Answers by status, kinds of requests that were answered wrongly, and seconds."""
    each = int(cases * SPARE / kinds()) + 1
    with tempfile.TemporaryDirectory(prefix="waarborg-bench-") as folder:
        report = Path(folder) / "answers.jsonl"
        begin = time.perf_counter()
        done = subprocess.run(
            [*PYTEST, "-n", "2", "--tb=short", "-r", "f"],
            cwd=ROOT,
            env=_own(WAARBORG_API_CASES=str(each), WAARBORG_API_REPORT=str(report)),
            capture_output=True,
            text=True,
            check=False,
        )
        taken = time.perf_counter() - begin
        if done.returncode not in (0, 1) or not report.exists():
            raise RuntimeError(done.stdout[-4000:] + done.stderr[-2000:])
        if done.returncode:
            print(done.stdout, file=sys.stderr)
        answers: Counter[int] = Counter()
        for line in report.read_text().splitlines():
            answers.update({int(status): number for status, number in json.loads(line)["answers"].items()})
    return answers, sum(line.startswith(("FAILED", "ERROR")) for line in done.stdout.splitlines()), taken


def measure(cases: int) -> list[Figure]:
    answers, wrong, taken = asked(cases)
    held_back = sum(number for status, number in answers.items() if 400 <= status < 500)
    return [
        Figure("requests made from the description", answers.total(), at_least=cases),
        Figure("of which carried out", sum(number for status, number in answers.items() if status < 400)),
        Figure("of which refused with a problem document", held_back),
        Figure("answers of 500 or more", sum(number for status, number in answers.items() if status >= 500), at_most=0),
        Figure("kinds of requests with an answer that is not as described", wrong, at_most=0),
        Figure("time, setting up included", taken, "s"),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description="Ask the interface for programs what its description lets one ask")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--cases", type=int, default=20_000)
    args = parser.parse_args()
    return finish(measure(args.cases), as_json=args.json)


if __name__ == "__main__":
    sys.exit(main())
