"""Message catalogues: compiles them, and checks that every text has its Dutch.

    python tools/messages.py            compile every locale/*/LC_MESSAGES/django.po that changed
    python tools/messages.py --check    fail when a text lacks, or has an unfinished, Dutch translation

A package's own catalogue must hold every text of its Python files and templates; the msgid is the English text.
"""

import argparse
import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "src" / "waarborg"
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def packages() -> list[Path]:
    return sorted(path for path in HOUSE.iterdir() if (path / "__init__.py").is_file())


def catalogues(package: Path) -> list[Path]:
    return sorted(package.glob("locale/*/LC_MESSAGES/django.po"))


def load(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name, abort_invalid=True)


def compile_changed() -> int:
    """Write the .mo beside every .po that is newer; whole or not at all."""
    written = 0
    for path in (path for package in packages() for path in catalogues(package)):
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
            continue
        draft = target.with_name(f".{target.name}.{os.getpid()}")
        with draft.open("wb") as file:
            write_mo(file, load(path))
        os.replace(draft, target)
        written += 1
    return written


def texts(package: Path) -> Iterator[tuple[str, str | tuple[str, str], str | None]]:
    """(place, msgid or (singular, plural), context) of every text in the package's own Python files and templates."""
    for path in sorted(package.rglob("*.py")):
        if "tests" not in path.parts and "migrations" not in path.parts:
            yield from _extracted(path, path.read_bytes())
    for path in sorted(package.glob("**/jinja2/**/*.html")):
        yield from _extracted(path, path.read_bytes(), "jinja2.ext:babel_extract", {"silent": "false"})
    for path in sorted(package.glob("**/templates/**/*.txt")):
        yield from _extracted(path, _as_python(path).encode())


def _as_python(path: Path) -> str:
    from django.utils.translation.template import templatize

    # What is not a text became a row of X: indented like no Python is, which the tokenizer would refuse.
    return "\n".join(line.lstrip() for line in templatize(path.read_text(), origin=str(path)).splitlines())


def _extracted(
    path: Path, source: bytes, method: str = "python", options: dict[str, str] | None = None
) -> Iterator[tuple[str, str | tuple[str, str], str | None]]:
    if path.suffix == ".py" and b"gettext" not in source:
        return
    for line, message, _comments, context in extract(
        method, io.BytesIO(source), keywords=KEYWORDS, options=options or {}
    ):
        found = message if isinstance(message, str) else (message[0], message[1])
        yield f"{path.relative_to(ROOT)}:{line}", found, context


def check() -> list[str]:
    """What is wrong, one line each."""
    problems: list[str] = []
    for package in packages():
        wanted = list(texts(package))
        path = package / "locale" / "nl" / "LC_MESSAGES" / "django.po"
        if not path.is_file():
            problems += [f"{place}: no catalogue {path.relative_to(ROOT)}" for place, _, _ in wanted[:1]]
            continue
        catalogue = load(path)
        for place, message, context in wanted:
            found = catalogue.get(message if isinstance(message, str) else message[0], context)
            problems += [f"{place}: {problem}: {message!r}" for problem in _unfinished(found, message)]
        problems += [
            f"{path.relative_to(ROOT)}: obsolete or doubtful entry {entry.id!r}"
            for entry in catalogue
            if entry.fuzzy and entry.id
        ]
    return problems


def _unfinished(found: Message | None, message: str | tuple[str, str]) -> list[str]:
    if found is None:
        return ["not in the catalogue"]
    translations = [found.string] if isinstance(found.string, str) else list(found.string)
    if not all(translations):
        return ["not translated"]
    if isinstance(message, tuple) != isinstance(found.string, tuple):
        return ["singular and plural differ from the catalogue"]
    originals = [message] if isinstance(message, str) else list(message)
    allowed = {name for original in originals for name in PLACEHOLDER.findall(original)}
    strange = {name for text in translations for name in PLACEHOLDER.findall(text)} - allowed
    return [f"the translation names {', '.join(sorted(strange))}"] if strange else []


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    compile_changed()
    if not parser.parse_args().check:
        return 0
    import django
    from django.conf import settings

    settings.configure(USE_I18N=True)
    django.setup()
    problems = check()
    print("\n".join(problems) or "messages: every text has its Dutch")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
