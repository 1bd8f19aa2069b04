"""Where the names come from: planned ones from the data files here, live ones from the domains that declare them."""

import importlib
import pkgutil
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import waarborg
from waarborg.promises.rules.registry import planned as planned_files
from waarborg.promises.rules.registry.names import Registry

_declared: dict[str, Any] = {}


def declare(module: Any) -> None:
    """Make the names of a domain live. Called once per domain, when it is loaded; a second call changes nothing."""
    _declared[getattr(module, "__name__", module.DOMAIN)] = module
    known.cache_clear()


@cache
def live_files() -> tuple[ModuleType, ...]:
    """The name file of every package that is installed, loaded or not: what needs no application reads these, too.

    `names_of_<domain>.py` holds what one package carries out of the domain of another, or of one that has none yet."""
    root = Path(waarborg.__file__).parent
    files = sorted([*root.glob("*/rules/names.py"), *root.glob("*/rules/names_of_*.py")])
    return tuple(importlib.import_module(f"waarborg.{file.parent.parent.name}.rules.{file.stem}") for file in files)


def live() -> tuple[Any, ...]:
    """The name files that are live, each once."""
    found = {module.__name__: module for module in live_files()} | _declared
    return tuple(found[name] for name in sorted(found))


def planned() -> tuple[Any, ...]:
    """The name files of `registry/planned/`."""
    found = sorted(info.name for info in pkgutil.iter_modules(planned_files.__path__))
    return tuple(importlib.import_module(f"{planned_files.__name__}.{name}") for name in found)


@cache
def known() -> Registry:
    """Every name known now: those of existing domains live, the rest planned."""
    return Registry.of(live=live(), planned=planned())


def event_words() -> dict[str, tuple[str, str]]:
    """The noun phrases (nl, en) of every event that a package writes, and of every act ("act " before it), by full
    name."""
    found = Registry.of(live=live(), planned=())
    before = {"event": "", "act": "act "}
    return {before[kind] + name.full: (name.nl, name.en) for (kind, _), name in found.names.items() if kind in before}
