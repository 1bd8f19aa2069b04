"""What a bench program measured: each figure with its unit and, where the product is held to one, its bar."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`what` was measured names the conditions too. A bar is either the most or the least that keeps it."""

    what: str
    value: float
    unit: str = ""
    at_most: float | None = None
    at_least: float | None = None

    @property
    def kept(self) -> bool | None:
        """Whether the bar is kept; None where there is none."""
        if self.at_most is not None:
            return self.value <= self.at_most
        return None if self.at_least is None else self.value >= self.at_least

    def shown(self) -> str:
        """The value with its unit, in as many digits as mean something."""
        digits = 0 if self.value == int(self.value) or abs(self.value) >= 100 else 1 if abs(self.value) >= 10 else 2
        return f"{self.value:,.{digits}f} {self.unit}".strip()

    def bar(self) -> str:
        """The bar in words, with whether it is kept; empty where there is none."""
        if self.kept is None:
            return ""
        side, bar = ("at most", self.at_most) if self.at_most is not None else ("at least", self.at_least)
        return f"{side} {said(bar or 0)}: {'kept' if self.kept else 'NOT KEPT'}"


def said(bar: float) -> str:
    """A bar as it is said: 30 also where it was written 30.0."""
    return f"{int(bar):,}" if bar == int(bar) else f"{bar:,}"


def finish(figures: Sequence[Figure], *, as_json: bool) -> int:
    """Print the figures, one a line or as JSON for bench/all.py. Returns the exit status: 1 when a bar is missed."""
    if as_json:
        print(json.dumps([asdict(figure) for figure in figures]))
    else:
        for figure in figures:
            print(f"{figure.what:<66} {figure.shown():>16}   {figure.bar()}")
    return 1 if any(figure.kept is False for figure in figures) else 0


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of them lie."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def from_table(
    values: Mapping[str, float],
    *,
    at_least: Mapping[str, float] | None = None,
    at_most: Mapping[str, float] | None = None,
) -> list[Figure]:
    """Figures of a mapping of names to values; a unit stands at the end of a name: "compile 24 months (ms)"."""
    found = []
    for name, value in values.items():
        what, _, unit = name.partition(" (") if name.endswith(")") and name.count(" (") == 1 else (name, "", "")
        bars = {"at_least": (at_least or {}).get(name), "at_most": (at_most or {}).get(name)}
        found.append(Figure(what, value, unit.rstrip(")"), bars["at_most"], bars["at_least"]))
    return found
