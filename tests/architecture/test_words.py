"""Whatever can stand in the journal, and whatever a customer can open to support, has words in Dutch and in English."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

import waarborg
from waarborg.plumbing import data_catalogue
from waarborg.plumbing.journal.words import name_kinds, named, said
from waarborg.plumbing.tenancy.content_words import content_words
from waarborg.promises.rules.registry import known

ROOT = Path(waarborg.__file__).parent


def sources() -> Iterator[Path]:
    return (one for one in sorted(ROOT.rglob("*.py")) if not {"tests", "migrations", "demo"} & set(one.parts))


def declared() -> set[str]:
    """Every kind in a package's `events.py`, which may hold names of states beside them."""
    found = set()
    for file in sorted(ROOT.glob("*/events.py")):
        module = importlib.import_module(f"waarborg.{file.parent.name}.events")
        found |= {value for name, value in vars(module).items() if name.isupper() and isinstance(value, str)}
    return {name for name in found if known().find("state", name) is None}


def written() -> set[str]:
    """Every kind that a call of `journal.record` spells out."""
    found = set()
    for file in sources():
        for node in ast.walk(ast.parse(file.read_text())):
            is_record = isinstance(node, ast.Call) and ast.unparse(node.func) in ("journal.record", "record")
            if is_record and node.args and isinstance(node.args[0], ast.Constant):
                found.add(node.args[0].value)
    return found


def test_every_kind_of_event_has_words_in_both_languages() -> None:
    kinds = declared() | written()
    assert {"access.support-grant.given", "act.refused", "customers.contact.added", "plumbing.export:made"} <= kinds
    assert sorted(kind for kind in kinds if kind not in named()) == []
    assert all(nl.strip() and en.strip() for nl, en in named().values())
    assert said("access.support-grant.given", "nl") != said("access.support-grant.given", "en")


def test_every_table_of_content_has_words_in_both_languages() -> None:
    content = {entry.table for entry in data_catalogue.entries() if entry.row_class == "content"}
    assert content == set(content_words())


def test_a_kind_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match=r"test\.happened"):
        name_kinds({"test.happened": ("", "something happened")})
