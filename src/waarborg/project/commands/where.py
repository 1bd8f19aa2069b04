"""``waarborg where NAME``: where an address, the name of one, an event, a permission or a code lives."""

import argparse
import ast
import inspect
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

NAME = "where"
HELP = "file and line of an address, its name, an event, a permission or a refusal's code"
NEEDS_DJANGO = True
_HOUSE = Path(__file__).resolve().parents[2]
_WORDS = {
    "nl": {"view": "pagina", "declared": "vastgelegd", "used": "gebruikt", "none": "Niets heet zo: {name}"},
    "en": {"view": "view", "declared": "declared", "used": "used", "none": "Nothing has this name: {name}"},
}
# Files whose business it is to declare names; elsewhere the same text is a use.
_DECLARING = ("events", "permissions", "names", "refusals", "registry")


@dataclass(frozen=True)
class Place:
    """``what`` is view, declared or used; ``file`` is relative to the checkout."""

    what: str
    file: str
    line: int
    text: str


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", help="such as /health, health, support.ticket.reported or support.ticket.answer")


def run(args: argparse.Namespace) -> int:
    places = [
        *_views(args.name),
        *sorted(_constants(args.name), key=lambda place: (place.what, place.file, place.line)),
    ]
    words = _WORDS[args.lang]
    if args.json:
        print(json.dumps([asdict(place) for place in places]))
    elif places:
        print("\n".join(f"{place.file}:{place.line}  {words[place.what]}  {place.text}" for place in places))
    else:
        print(words["none"].format(name=args.name))
    return 0 if places else 1


def _views(name: str) -> Iterator[Place]:
    from django.urls import Resolver404, resolve

    found: list[Callable[..., Any]] = []
    if name.startswith("/"):
        try:
            found = [resolve(name.partition("?")[0]).func]
        except Resolver404:
            return
    else:
        found = list(_named(name))
    for view in found:
        function = inspect.unwrap(getattr(view, "view_class", view))
        lines, number = inspect.getsourcelines(function)
        text = next((line.strip() for line in lines if line.lstrip().startswith(("def ", "class "))), function.__name__)
        yield Place("view", _shown(Path(inspect.getfile(function))), number, text)


def _named(name: str) -> Iterator[Callable[..., Any]]:
    from django.urls import get_resolver

    *spaces, last = name.split(":")
    resolver = get_resolver()
    for space in spaces:
        if space not in resolver.namespace_dict:
            return
        resolver = resolver.namespace_dict[space][1]
    yield from _patterns(resolver, last)


def _patterns(resolver: Any, name: str) -> Iterator[Callable[..., Any]]:
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            if not pattern.namespace:
                yield from _patterns(pattern, name)
        elif pattern.name == name:
            yield pattern.callback


def _constants(name: str) -> Iterator[Place]:
    """Where the text itself stands in the code: tests, which only repeat names, are left out."""
    for path in sorted(_HOUSE.rglob("*.py")):
        parts = path.relative_to(_HOUSE).parts
        source = path.read_text()
        if "tests" in parts or "migrations" in parts or f'"{name}"' not in source:
            continue
        lines = source.splitlines()
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Constant) and node.value == name:
                declares = any(word in part for word in _DECLARING for part in parts)
                declares = declares or lines[node.lineno - 1].lstrip().startswith("code = ")
                what = "declared" if declares else "used"
                yield Place(what, _shown(path), node.lineno, lines[node.lineno - 1].strip())


def _shown(path: Path) -> str:
    try:
        return path.resolve().relative_to(_HOUSE.parents[1]).as_posix()
    except ValueError:
        return str(path)
