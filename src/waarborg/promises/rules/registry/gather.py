"""Where the names come from: planned ones from the data files here, live ones from the domains that declare them."""

import importlib
import pkgutil
from functools import cache
from typing import Any

from waarborg.promises.rules.registry import planned as planned_files
from waarborg.promises.rules.registry.names import Registry

_declared: dict[str, Any] = {}


def declare(module: Any) -> None:
    """Make the names of a domain live. Called once per domain, when it is loaded; a second call changes nothing."""
    _declared[module.DOMAIN] = module
    known.cache_clear()


def declared() -> tuple[Any, ...]:
    """The name files declared so far, by domain."""
    return tuple(_declared[domain] for domain in sorted(_declared))


def planned() -> tuple[Any, ...]:
    """The name files of `registry/planned/`."""
    found = sorted(info.name for info in pkgutil.iter_modules(planned_files.__path__))
    return tuple(importlib.import_module(f"{planned_files.__name__}.{name}") for name in found)


@cache
def known() -> Registry:
    """Every name known now: declared ones live, the rest planned."""
    return Registry.of(live=declared(), planned=planned())
