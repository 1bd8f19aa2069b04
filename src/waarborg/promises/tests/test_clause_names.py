"""Every name that a clause needs is in the registry, with phrases that can stand in a sentence."""

import re
from collections.abc import Iterator

import pytest

from waarborg.promises.profiles.clauses import Clause, clauses
from waarborg.promises.rules.registry import known

NAMES = known()
# Over the results of a clock there is no indicator of its own.
OVER_A_CLOCK = "clock:"


def needed(clause: Clause) -> Iterator[tuple[str, str]]:
    """Kind and full name of what each part of a clause uses."""
    for kind, text in zip(clause.kinds, clause.names, strict=True):
        match kind:
            case "clock":
                for word in re.sub(r"@.*|every (offered|\d+ ?\w+|\w+)( months| days)?|\(customer\)", "", text).split():
                    if "." in word:
                        yield "event", full(clause, word)
            case "measure" if not text.startswith(OVER_A_CLOCK):
                yield "indicator", full(clause, text.split()[0])
            case "rule":
                yield "act", full(clause, text.split()[0])
            case "fact" if text != "declared":
                source, name = text.split()
                yield source, full(clause, name)
            case "capability" | "application":
                yield "check", full(clause, text)
            case _:
                pass


def full(clause: Clause, name: str) -> str:
    domain, _, rest = name.rpartition("/")
    return f"{domain or clause.domain}.{rest}"


@pytest.mark.parametrize("clause", clauses().values(), ids=lambda clause: clause.id)
def test_what_a_clause_names_is_reserved(clause: Clause) -> None:
    assert [pair for pair in needed(clause) if NAMES.find(*pair) is None] == []  # type: ignore[arg-type]


def test_nothing_is_missing_or_dangling() -> None:
    assert NAMES.problems() == []


def test_phrases_stand_inside_a_sentence() -> None:
    """No capital, no full stop; a Dutch noun phrase starts with an article, a possessive or a noun that needs none."""
    for name in NAMES.names.values():
        for text in (name.nl, name.en):
            first = text.split()[0]
            assert first[0].islower() or first.isupper(), text
            assert not text.endswith((".", ",")), text


def test_the_kinds_of_the_clauses_reach_every_domain() -> None:
    assert {clause.domain for clause in clauses().values()} == {
        "access", "application", "availability", "billing", "continuity", "contracts", "customers", "privacy",
        "releases", "support", "trust",
    }  # fmt: skip
