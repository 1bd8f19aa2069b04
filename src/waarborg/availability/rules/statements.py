"""Figures told again: a late result, a correction or a waiver makes a new version, never a change."""

from collections.abc import Mapping
from typing import Any, Final

from waarborg.kernel.canonical import canonical_json, sha256_hex
from waarborg.kernel.errors import BadInput

FORMAT: Final = "waarborg.figure/1"


class NoReasonToRestate(BadInput):
    code = "availability.statement.without-reason"
    nl = "Een cijfer dat opnieuw wordt vastgesteld, zegt waarom."
    en = "A figure that is stated again says why."
    nl_way_out = "Schrijf wat er later is binnengekomen of rechtgezet."
    en_way_out = "Write what came in later or was put right."


def state(figure: Mapping[str, Any], *, at: int) -> dict[str, Any]:
    """The first statement of a figure (plain JSON), at an instant."""
    return {"format": FORMAT, "version": 1, "at": at, "replaces": None, "reason": None, "figure": dict(figure)}


def restate(previous: Mapping[str, Any], figure: Mapping[str, Any], *, at: int, reason: str) -> dict[str, Any] | None:
    """The next version, which names the one it replaces by its hash; None where the figure is the same.

    Raises NoReasonToRestate.
    """
    if canonical_json(dict(figure)) == canonical_json(previous["figure"]):
        return None
    if not reason.strip():
        raise NoReasonToRestate
    return {
        "format": FORMAT,
        "version": previous["version"] + 1,
        "at": at,
        "replaces": sha256_of(previous),
        "reason": reason,
        "figure": dict(figure),
    }


def sha256_of(statement: Mapping[str, Any]) -> str:
    """The hash by which a later version names this one."""
    return sha256_hex(canonical_json(dict(statement)))
