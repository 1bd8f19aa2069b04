"""Identifiers: version 7, in the order in which they were made, the same twice where data must be."""

import random
from itertools import pairwise

from waarborg.plumbing.identifiers import uuid7


def test_one_process_makes_them_in_order() -> None:
    made = [uuid7() for _ in range(2000)]
    # Two may fall in the same quarter of a microsecond on a very fast machine, and a machine's clock may be set back.
    assert sum(one > other for one, other in pairwise(made)) <= 2
    assert len(set(made)) == 2000


def test_they_are_of_version_7() -> None:
    made = uuid7()
    assert (made.version, made.variant) == (7, "specified in RFC 4122")


def test_the_same_instant_and_source_give_the_same() -> None:
    one, other = (uuid7(unix_ms=1_775_547_720_000, source=random.Random(7)) for _ in range(2))
    assert one == other
    assert one.int >> 80 == 1_775_547_720_000
