"""A check that agreements may rest on is a function that looks; no name goes without one, and no function without."""

import ast
import inspect

from waarborg.plumbing.checks import FAILS, HOLDS, NOT_CARRIED_OUT, registered
from waarborg.promises.rules import checks as recorded
from waarborg.promises.rules.registry import known


def live() -> list[str]:
    return [name for name in known().of_kind("check") if not known().is_planned("check", name)]


def test_every_live_check_has_a_function_and_every_function_a_name() -> None:
    assert sorted(registered()) == live()


def test_every_way_to_fail_that_a_function_tells_has_words_for_customers() -> None:
    """And the other way round: words that no function tells say nothing."""
    for name, function in registered().items():
        tree = ast.parse(inspect.getsource(inspect.getmodule(function)))
        body = next(one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == function.__name__)
        texts = {
            node.value for node in ast.walk(body) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        told = {
            node.value.value
            for node in ast.walk(body)
            if isinstance(node, ast.keyword) and node.arg == "why" and isinstance(node.value, ast.Constant)
        }
        faults = {word for word, _, _ in known().find("check", name).faults}
        assert told <= faults <= texts, name
        assert not faults & {HOLDS, FAILS, NOT_CARRIED_OUT}


def test_both_sides_of_a_journal_spell_the_outcomes_alike() -> None:
    assert (HOLDS, FAILS, NOT_CARRIED_OUT) == (recorded.HOLDS, recorded.FAILS, recorded.NOT_CARRIED_OUT)
