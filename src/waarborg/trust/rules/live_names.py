"""The registry of names as this software has it, gathered without starting the application."""

import importlib
from functools import cache
from importlib.util import find_spec

from waarborg.promises.rules.registry import Registry, planned

DOMAINS = (
    *("catalogue", "customers", "access", "notices", "promises", "contracts", "support", "availability", "billing"),
    *("releases", "privacy", "continuity", "trust"),
)


@cache
def registry() -> Registry:
    """The names of every domain that is installed, live; the rest planned."""
    live = []
    for domain in DOMAINS:
        if find_spec(f"waarborg.{domain}") and find_spec(f"waarborg.{domain}.rules"):
            name = f"waarborg.{domain}.rules.names"
            if find_spec(name):
                live.append(importlib.import_module(name))
    return Registry.of(live=live, planned=planned())
