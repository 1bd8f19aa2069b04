"""The registry of names without loading Django: the name file of every package that has one is live."""

import importlib
from pathlib import Path

import waarborg
from waarborg.promises.rules.registry import Registry, planned


def known_names() -> Registry:
    """Every name known to this installation; names of domains that do not exist yet are planned."""
    root = Path(waarborg.__file__).parent
    domains = sorted(file.parent.parent.name for file in root.glob("*/rules/names.py"))
    live = [importlib.import_module(f"waarborg.{domain}.rules.names") for domain in domains]
    return Registry.of(live=live, planned=planned())
