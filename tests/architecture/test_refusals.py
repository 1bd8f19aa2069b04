"""Every refusal says no in two languages alike, under a code of its own, and where it shows a way out, in both."""

import ast
import importlib
import pkgutil
from collections import Counter
from collections.abc import Iterator
from string import Formatter

from tests.architecture.house import ROOT, python_files

import waarborg
from waarborg.kernel.errors import BadInput, Refusal

# Commands that read or write a file: whoever typed a path has to hear what to do about it.
OF_FILES = (
    "due.calendar-file.unopened",
    "due.calendar-file.unreadable",
    "due.file.unreadable",
    "project.commandline.cannot-read",
    "project.commandline.cannot-write",
    "promises.agreement.unopened",
    "promises.backtest.unopened",
    "promises.show.cannot-write",
    "trust.report.cannot-write",
    "trust.verify.no-file",
)


def every() -> list[type[Refusal]]:
    for module in pkgutil.walk_packages(waarborg.__path__, "waarborg."):
        if not {"tests", "migrations", "__main__"} & set(module.name.split(".")):
            importlib.import_module(module.name)
    return sorted({kind for kind in _below(Refusal) if _is_ours(kind)}, key=lambda kind: kind.code)


def _below(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    for below in kind.__subclasses__():
        yield below
        yield from _below(below)


def _is_ours(kind: type[Refusal]) -> bool:
    return kind.__module__.startswith("waarborg.") and ".tests." not in kind.__module__ and "code" in kind.__dict__


def _fields(template: str) -> set[str]:
    return {name.removesuffix("_nl").removesuffix("_en") for _, name, _, _ in Formatter().parse(template) if name}


def test_no_two_refusals_share_a_code() -> None:
    codes = Counter(kind.code for kind in every())
    assert [code for code, times in codes.items() if times > 1] == []
    assert len(codes) > 150


def test_each_has_its_own_words_with_the_same_parts_in_both_languages() -> None:
    general = {Refusal.nl, BadInput.nl}
    assert [kind.code for kind in every() if kind is not BadInput and kind.nl in general] == []
    assert [kind.code for kind in every() if _fields(kind.nl) != _fields(kind.en)] == []
    assert [kind.code for kind in every() if kind.nl == kind.en and "{" not in kind.nl] == []


def test_a_way_out_is_shown_in_both_languages_or_in_neither() -> None:
    found = [(kind.code, kind.nl_way_out, kind.en_way_out) for kind in every()]
    assert [code for code, nl, en in found if (nl is None) != (en is None)] == []
    assert [code for code, nl, en in found if nl and en and _fields(nl) != _fields(en)] == []


def test_whoever_typed_a_path_hears_what_to_do_about_it() -> None:
    found = {kind.code: kind for kind in every()}
    assert [code for code in OF_FILES if found[code].nl_way_out is None] == []


def test_nobody_takes_whatever_the_database_refuses_for_something_that_is_there_already() -> None:
    """A reference to nothing is an IntegrityError too: who catches one asks `taken` first, lets the rest through."""
    caught, unasked = 0, []
    sources = {path: path.read_text() for path in python_files()}
    for path in (path for path, source in sources.items() if "IntegrityError" in source):
        for node in ast.walk(ast.parse(sources[path])):
            if isinstance(node, ast.ExceptHandler) and "IntegrityError" in ast.unparse(node.type or ast.Constant("")):
                caught += 1
                if not ast.unparse(node.body[0]).startswith("if not taken(error"):
                    unasked.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert unasked == []
    assert caught > 15
