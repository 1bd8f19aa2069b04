"""``waarborg where NAME``: where an address, the name of one, an event, a permission or a code lives."""

import argparse
import inspect
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from waarborg.project.where_names import Place, places, shown

NAME = "where"
HELP = "file and line of an address, its name, an event, a permission or a refusal's code"
NEEDS_DJANGO = True
_WORDS = {
    "nl": {
        "view": "pagina",
        "declared": "vastgelegd",
        "recorded": "geschreven",
        "reacts": "reageert",
        "used": "gebruikt",
        "none": "Niets heet zo: {name}",
    },
    "en": {
        "view": "view",
        "declared": "declared",
        "recorded": "recorded",
        "reacts": "reacts",
        "used": "used",
        "none": "Nothing has this name: {name}",
    },
}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", help="such as /health, health, support.ticket.reported or support.ticket.answer")


def run(args: argparse.Namespace) -> int:
    found = [*_views(args.name), *places(args.name)]
    words = _WORDS[args.lang]
    if args.json:
        print(json.dumps([asdict(place) for place in found]))
    elif found:
        print("\n".join(f"{place.file}:{place.line}  {words[place.what]}  {place.text}" for place in found))
    else:
        print(words["none"].format(name=args.name))
    return 0 if found else 1


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
        yield Place("view", shown(Path(inspect.getfile(function))), number, text)


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
