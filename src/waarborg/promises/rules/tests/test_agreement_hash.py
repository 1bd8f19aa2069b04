"""The version is the hash of what is said: neither layout, comments nor the order of keys matter; every word does."""

import io
import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from waarborg.promises.rules.agreement import sha256_of
from waarborg.promises.rules.agreement.yaml_nodes import read as read_nodes
from waarborg.promises.rules.tests.files import BRUGWACHT, read, spoilt

PLAIN = read_nodes(BRUGWACHT.encode(), "brugwacht.yaml")[0][0].content
HASH = sha256_of(read(BRUGWACHT).require())


def _written(content: Any, *, flow: bool, width: int) -> str:
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = flow
    yaml.width = width
    yaml.sort_base_mapping_type_on_output = False
    out = io.StringIO()
    yaml.dump(content, out)
    return out.getvalue()


def _shuffled(content: Any, order: random.Random) -> Any:
    if isinstance(content, dict):
        keys = list(content)
        order.shuffle(keys)
        return {key: _shuffled(content[key], order) for key in keys}
    if isinstance(content, list):
        return [_shuffled(item, order) for item in content]
    return content


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False), st.booleans(), st.integers(60, 400))
def test_order_of_keys_and_layout_never_matter(order, flow, width):
    text = _written(_shuffled(PLAIN, order), flow=flow, width=width)
    assert sha256_of(read(text).require()) == HASH


def test_comments_and_blank_lines_never_matter():
    bare = "\n\n".join(line.split(" #")[0] for line in BRUGWACHT.splitlines() if not line.lstrip().startswith("#"))
    assert sha256_of(read(bare).require()) == HASH


def test_a_single_word_and_a_list_of_one_are_the_same_agreement():
    text = spoilt("from: releases.idea.accepted,", "from: [releases.idea.accepted],")
    assert sha256_of(read(text).require()) == HASH


def test_writing_out_what_absence_means_is_the_same_agreement():
    text = spoilt("    clauses: [AP-21]\n", "    clauses: [AP-21]\n    by: provider\n    offered: false\n")
    assert sha256_of(read(text).require()) == HASH


def test_every_word_matters():
    for old, new in (
        ("within: 1h}", "within: 2h}"),
        ("nl: kantooruren", "nl: openingstijden"),
        ("    offered: true ", "    offered: false "),
        ("pause: [support.ticket.waiting-for-customer] ", "pause: [] "),
    ):
        loaded = read(spoilt(old, new))
        assert loaded.agreement is None or sha256_of(loaded.agreement) != HASH
