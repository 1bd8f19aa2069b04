"""Checking an agreement file: the profile Appreo as it is, the same with 400 promises, and one of two megabytes; and
the difference between two files of 400 promises.

Processor time of one process, the best of several runs: what `load` needs from bytes to a typed agreement, all checks
done. Run: python bench/check.py [--json].
"""

import argparse
import re
import sys
import time
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from figures import Figure, finish

from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.agreement.yaml_nodes import MAX_BYTES, read
from waarborg.promises.rules.difference import diff

PROFILE = Path(load.__code__.co_filename).parents[2] / "profiles" / "appreo.yaml"
BAR = 200


def with_promises(number: int, most: int = MAX_BYTES) -> bytes:
    """The profile with its clocks repeated under other names, until there are `number` promises or `most` bytes."""
    text = PROFILE.read_text()
    before, rest = text.split("\npromises:\n", 1)
    promises, after = rest.split("\nterms:\n", 1)
    found = [one for one in re.split(r"(?m)^(?=  [a-z][\w.-]*:)", promises) if re.match(r"  [a-z]", one)]
    clocks = [one for one in found if re.search(r"(?m)^ {4}clock:", one)]
    size, copies = len(text.encode()), list(found)
    while len(copies) < number:
        one = re.sub(r"^  ([\w.-]+):", rf"  \1-{len(copies)}:", clocks[len(copies) % len(clocks)], count=1)
        one = one if one.endswith("\n") else one + "\n"
        size += len(one.encode())
        if size > most:
            break
        copies.append(one)
    return f"{before}\npromises:\n{''.join(copies)}\nterms:\n{after}".encode()


def milliseconds(run: object, *given: object, times: int) -> float:
    taken = []
    for _ in range(times):
        began = time.process_time()
        run(*given)  # type: ignore[operator]
        taken.append(time.process_time() - began)
    return min(taken) * 1000


def measure() -> list[Figure]:
    plain, many, large = PROFILE.read_bytes(), with_promises(400), with_promises(sys.maxsize)
    for source in (plain, many, large):
        problems = load(source, name="bench.yaml").problems
        if problems:
            raise RuntimeError(f"{problems[0].place}: {problems[0].say('en')}")
    held = load(many).require()
    return [
        Figure(f"check the profile Appreo, {len(load(plain).require().promises)} promises", _check(plain, 20), "ms"),
        Figure(f"check {len(held.promises)} promises, {len(many) // 1000} kB", _check(many, 10), "ms", at_most=BAR),
        Figure("of which reading the YAML", milliseconds(read, many, "bench.yaml", times=10), "ms"),
        Figure(f"difference between two files of {len(held.promises)} promises", _diff(many), "ms", at_most=BAR),
        Figure(f"check {len(load(large).require().promises)} promises, 2 MB", _check(large, 3), "ms"),
    ]


def _check(source: bytes, times: int) -> float:
    """Each time bytes of their own: the same ones `load` would only remember."""
    numbers = count()
    return milliseconds(lambda: load(source + b"\n# %d\n" % next(numbers)), times=times)


def _diff(source: bytes) -> float:
    """Every term another, in other opening hours: whatever can be tried out is."""
    other = source.replace(b"09:00-17:00", b"09:00-16:00")
    other = other.replace(b"within: 4 business hours", b"within: 1 business day")
    return milliseconds(diff, load(source).require(), load(other).require(), times=5)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    return finish(measure(), as_json=parser.parse_args().json)


if __name__ == "__main__":
    raise SystemExit(main())
