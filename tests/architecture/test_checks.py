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
    """And the other way round: words that nothing tells say nothing."""
    modules = {inspect.getmodule(function) for function in registered().values()}
    for module in modules:
        tree = list(ast.walk(ast.parse(inspect.getsource(module))))
        texts = {node.value for node in tree if isinstance(node, ast.Constant)}
        told = {node.value for node in tree if isinstance(node, ast.keyword) and node.arg == "why"}
        found = {one.value for one in told if isinstance(one, ast.Constant)}
        faults = {word for name in module.CHECKS for word, _, _ in known().find("check", name).faults}
        assert found <= faults <= texts, module.__name__
        assert not faults & {HOLDS, FAILS, NOT_CARRIED_OUT}


def test_both_sides_of_a_journal_spell_the_outcomes_alike() -> None:
    assert (HOLDS, FAILS, NOT_CARRIED_OUT) == (recorded.HOLDS, recorded.FAILS, recorded.NOT_CARRIED_OUT)
