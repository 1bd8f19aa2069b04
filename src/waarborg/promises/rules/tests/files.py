"""The invented agreement of the tests, and a way to spoil one thing in it."""

from pathlib import Path

from waarborg.promises.rules.agreement import Loaded, load
from waarborg.promises.rules.registry import Registry, live_files, planned

DATA = Path(__file__).parent / "data"
BRUGWACHT = (DATA / "brugwacht.yaml").read_text(encoding="utf-8")
HAVEN_NOORD = (DATA / "haven-noord.yaml").read_text(encoding="utf-8")
# As if no domain existed yet: what these tests say does not change when one is built.
NAMES = Registry.of(live=[], planned=[*planned(), *live_files()])
HERE = "⟦"  # marks in a test where the refusal must point


def read(text: str, *, name: str = "brugwacht.yaml", base: Loaded | None = None) -> Loaded:
    return load(text.encode(), name=name, registry=NAMES, base=base)


def spoilt(old: str, new: str, text: str = BRUGWACHT) -> str:
    """The text with `old`, which stands in it once, replaced by `new`."""
    if text.count(old) != 1:
        raise ValueError(f"{old!r} stands {text.count(old)} times in the file")
    return text.replace(old, new)


def problems_of(text: str, lang: str = "en", **given: object) -> list[tuple[int, int, str]]:
    return [(one.place.line, one.place.column, one.say(lang)) for one in read(text, **given).problems]  # type: ignore[arg-type]


def marked(text: str) -> tuple[str, int, int]:
    """The text without its mark, and the line and column of the mark."""
    at = text.index(HERE)
    return text.replace(HERE, ""), text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def refused(old: str, new: str, text: str = BRUGWACHT) -> list[str]:
    """What is said, in Dutch and English, of a file with one thing spoilt; it must point at the mark in `new`."""
    written, line, column = marked(spoilt(old, new, text))
    said = []
    for lang in ("nl", "en"):
        (found,) = problems_of(written, lang)
        if found[:2] != (line, column):
            raise AssertionError(f"points at {found}, not at {line}:{column}")
        said.append(found[2])
    return said
