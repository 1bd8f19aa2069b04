"""The clauses of the five service documents, as data: what each is about, its domain, and its kinds of promise."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# Prefix of a clause -> the document it stands in.
DOCUMENTS = {
    "AP": "Appreo",
    "CL": "Cliendo",
    "PX": "Perplex-DBC Online",
    "SO": "SuperOffice CRM Online",
    "TO": "24Office",
}


@dataclass(frozen=True, slots=True)
class Clause:
    """`kinds` and `names` go together: the n-th kind is carried by the n-th name (event, act, check, register ..)."""

    id: str
    topic: str
    domain: str
    kinds: tuple[str, ...]
    names: tuple[str, ...]
    title: str

    @property
    def document(self) -> str:
        return self.id.split("-")[0]


@cache
def clauses() -> dict[str, Clause]:
    """Every clause by id, in the order of the documents."""
    text = (files(__package__) / "clauses.csv").read_text(encoding="utf-8")
    return {row["id"]: _read(row) for row in csv.DictReader(text.splitlines())}


def _read(row: dict[str, str]) -> Clause:
    return Clause(
        id=row["id"],
        topic=row["topic"],
        domain=row["domain"],
        kinds=tuple(row["kinds"].split("; ")),
        names=tuple(row["names"].split("; ")),
        title=row["title"],
    )
