"""The registry of names without loading Django: the name file of every package that has one is live."""

from waarborg.promises.rules.registry import Registry, known


def known_names() -> Registry:
    """Every name known to this installation; names of domains that do not exist yet are planned."""
    return known()
