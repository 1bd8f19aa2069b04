"""Working limits: a longer file or function is split, or its size is explained here. The list may only get shorter."""

import ast
from collections.abc import Iterator
from functools import cache

from tests.architecture.house import HOUSE, ROOT

FILE_LINES = 400
FUNCTION_LINES = 50
# Path (and function) to why it is better whole.
EXPLAINED: dict[str, str] = {}


def functions(body: list[ast.stmt]) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All that are written in these statements, inside each other too; expressions hold none."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
        for part in ("body", "orelse", "finalbody", "handlers", "cases"):
            yield from functions(getattr(node, part, []))


@cache
def sizes() -> dict[str, int]:
    """Everything above a limit, tests included."""
    found: dict[str, int] = {}
    for path in sorted(HOUSE.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        source = path.read_text()
        name = str(path.relative_to(ROOT))
        if source.count("\n") > FILE_LINES:
            found[name] = source.count("\n")
        for node in functions(ast.parse(source).body):
            if node.end_lineno:
                length = node.end_lineno - node.lineno + 1
                if length > FUNCTION_LINES:
                    found[f"{name}:{node.name}"] = length
    return found


def test_files_and_functions_stay_readable() -> None:
    assert {name: size for name, size in sizes().items() if name not in EXPLAINED} == {}


def test_no_explanation_outlives_its_reason() -> None:
    assert [name for name in EXPLAINED if name not in sizes()] == []
