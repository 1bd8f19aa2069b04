"""Agreements that ship with the program: one YAML file per profile, and the clauses of the documents they follow."""

import re
from importlib.resources import files

# Those of these that stand in this folder, in the order in which the clauses are listed.
_ORDER = ("appreo", "cliendo", "perplex-dbc", "superoffice", "24office")
PROFILES = tuple(name for name in _ORDER if (files(__package__) / f"{name}.yaml").is_file())


def profile(name: str) -> bytes:
    """The agreement file of a profile, as stored. Raises KeyError when there is no such profile."""
    if name not in PROFILES:
        raise KeyError(name)
    return (files(__package__) / f"{name}.yaml").read_bytes()


def documents(name: str) -> dict[str, bytes]:
    """The documents that a profile binds, by file name. Raises KeyError when there is no such profile."""
    if name not in PROFILES:
        raise KeyError(name)
    folder, text = files(__package__) / "documents", profile(name).decode()
    # Whole names only: one profile's dpa-v1.txt is the end of another's cliendo-dpa-v1.txt.
    named = {found["file"] for found in re.finditer(r"\bfile: (?P<file>[\w.-]+)", text)}
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.name in named}
