"""Whatever stands in a file, loading it ends with an agreement or with problems, and never with a crash."""

import copy
import io
import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from waarborg.promises.rules.agreement.render import render
from waarborg.promises.rules.agreement.yaml_nodes import read as read_nodes
from waarborg.promises.rules.tests.files import BRUGWACHT, NAMES, read

PLAIN = read_nodes(BRUGWACHT.encode(), "brugwacht.yaml")[0][0].content
JUNK: list[Any] = [
    *("x", "4h", "none", "unstated", "true", "{within}", "{", "%s{0}", "-1", "9" * 5000, "method x", "clock x", "1..2"),
    *("next month after a.b", "75 %", ">= 5 %", "not x", "a\nb", "é" * 50, "NaN", "2026-01-01"),
    *([], {}, ["a"], {"a": "b"}, [[]], [{}], {"not": "x"}, {"any": ["x"]}, {"state": "x"}),
]


def _paths(content: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    return [*([path] if path else []), *(found for key, value in inner for found in _paths(value, (*path, key)))]


def _spoil(order: random.Random) -> str:
    content = copy.deepcopy(PLAIN)
    for _ in range(order.choice([1, 1, 2, 4])):
        path = order.choice(_paths(content))
        parent = content
        for part in path[:-1]:
            parent = parent[part]
        if order.random() < 0.7:
            parent[path[-1]] = copy.deepcopy(order.choice(JUNK))
        else:
            del parent[path[-1]]
    out = io.StringIO()
    YAML(typ="safe", pure=True).dump(content, out)
    return out.getvalue()


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_a_file_with_anything_in_it_is_read_or_refused(order):
    loaded = read(_spoil(order))
    for problem in (*loaded.problems, *loaded.warnings):
        assert problem.say("nl") and problem.say("en")
        assert problem.place.line >= 1
    if loaded.problems:
        assert loaded.agreement is None
    else:
        for lang in ("nl", "en"):
            assert render(loaded.require(), lang, registry=NAMES)


def test_a_file_made_of_mistakes_is_answered_and_not_in_full():
    many = "".join(f"  support.x{number}: {{nl: x, en: x, levle: target}}\n" for number in range(2000))
    loaded = read(BRUGWACHT.replace("promises:  ", f"promises:\n{many}  #", 1))
    assert 50 < len(loaded.problems) <= 200
