"""Where a dotted name stands in the code: what declares it, what records it, what reacts to it, what else uses it.

An event is written in four ways: whole, or without its domain in the package that is that domain ("ticket.answered"),
as a key of a name file ("ticket:answered"), or under a name of its own (`CONTACT_LEFT`). All four are looked for.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
# Files whose business it is to declare names; elsewhere the same text is a use.
_DECLARING = ("events", "permissions", "names", "refusals", "registry")
# In a name file: an act writes its event, a state begins and ends by them.
_MEMBERS = {"writes": "recorded", "opens": "reacts", "closes": "reacts"}


@dataclass(frozen=True)
class Place:
    """``what`` is view, declared, recorded, reacts or used; ``file`` is relative to the checkout."""

    what: str
    file: str
    line: int
    text: str


ORDER = ("view", "declared", "recorded", "reacts", "used")


def places(name: str) -> list[Place]:
    """Everything outside tests and migrations, declarations first, then by file and line."""
    modules = [_Module(path) for path in sorted(HOUSE.rglob("*.py"))]
    modules = [module for module in modules if not {"tests", "migrations"} & set(module.parts)]
    constants = {found for module in modules for found in module.constants(name)}
    found = {place for module in modules for place in module.places(name, constants)} | set(_agreements(name))
    if not any(module.declares_event(name) for module in modules):
        # Only of an event can it be said that something writes it or waits for it.
        found = {replace(place, what="used") if place.what in ("recorded", "reacts") else place for place in found}
    return sorted(found, key=lambda place: (ORDER.index(place.what), place.file, place.line))


def shown(path: Path) -> str:
    """Relative to the checkout, where it stands in it."""
    try:
        return path.resolve().relative_to(HOUSE.parents[1]).as_posix()
    except ValueError:
        return str(path)


def _agreements(name: str) -> Iterator[Place]:
    """The promises of our own agreements that react to it: what begins, pauses or ends a clock."""
    whole = re.compile(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])")
    for path in sorted(HOUSE.glob("promises/profiles/*.yaml")) if "." in name else ():
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if whole.search(line):
                yield Place("reacts", shown(path), number, line.strip())


class _Module:
    """One file of ours; parsed only where the name can be in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.parts = path.relative_to(HOUSE).parts
        self.dotted = ".".join(("waarborg", *self.parts)).removesuffix(".py")
        self.source = path.read_text()

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)

    @cached_property
    def domain(self) -> str | None:
        """What a name file says that its keys belong to."""
        found = re.search(r'^DOMAIN = "([a-z-]+)"$', self.source, re.MULTILINE)
        return found[1] if found else None

    def constants(self, name: str) -> Iterator[tuple[str, str]]:
        """(module, NAME) of what is assigned this very text."""
        if f'"{name}"' not in self.source:
            return
        for node in self.tree.body:
            target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
            value = getattr(node, "value", None)
            if isinstance(target, ast.Name) and isinstance(value, ast.Constant) and value.value == name:
                yield self.dotted, target.id

    def places(self, name: str, constants: set[tuple[str, str]]) -> Iterator[Place]:
        domain, _, rest = name.partition(".")
        keyed, short = rest.replace(".", ":"), domain == self.parts[0]
        texts = {name} | ({rest} if short and "." in rest else set())
        if self.domain == domain:
            yield from self._of_a_name_file(keyed)
        own = {known for module, known in constants if module == self.dotted}
        worth = any(f'"{text}"' in self.source for text in texts)
        worth = worth or any(known in self.source for _, known in constants)
        if not worth and not (short or f'f"{domain}.' in self.source):
            return
        imported = set(self._imported(constants)) if constants else set()
        for node in ast.walk(self.tree):
            said = isinstance(node, ast.Constant) and node.value in texts
            said = said or (isinstance(node, ast.JoinedStr) and name in _alternatives(node))
            named = isinstance(node, ast.Name) and node.id in own | imported and isinstance(node.ctx, ast.Load)
            if said or named:
                yield self._place(self._what(node.lineno, domain), node.lineno)  # type: ignore[attr-defined]

    def declares_event(self, name: str) -> bool:
        domain, _, rest = name.partition(".")
        dicts = (node for node in self.tree.body if isinstance(node, ast.Assign)) if self.domain == domain else ()
        return any(
            isinstance(node.value, ast.Dict)
            and ast.unparse(node.targets[0]) == "EVENTS"
            and any(getattr(key, "value", None) == rest.replace(".", ":") for key in node.value.keys)
            for node in dicts
        )

    def _of_a_name_file(self, key: str) -> Iterator[Place]:
        for node in self.tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
                for one, entry in zip(node.value.keys, node.value.values, strict=True):
                    if isinstance(one, ast.Constant) and one.value == key:
                        yield self._place("declared", one.lineno)
                    yield from self._members(entry, key)

    def _members(self, entry: ast.expr, key: str) -> Iterator[Place]:
        for one, value in zip(entry.keys, entry.values, strict=True) if isinstance(entry, ast.Dict) else ():
            what = _MEMBERS.get(str(getattr(one, "value", None)))
            for inner in ast.walk(value) if what else ():
                if isinstance(inner, ast.Constant) and inner.value == key:
                    yield self._place(str(what), inner.lineno)

    def _imported(self, constants: set[tuple[str, str]]) -> Iterator[str]:
        """What the named constants are called here; also where a package hands on what a module of it holds."""
        for node in ast.walk(self.tree):
            for module, known in constants if isinstance(node, ast.ImportFrom) else ():
                for one in node.names:  # type: ignore[attr-defined]
                    if known == one.name and f"{module}.".startswith(f"{node.module}."):  # type: ignore[attr-defined]
                        yield one.asname or one.name

    def _what(self, line: int, domain: str) -> str:
        here = domain == self.parts[0] and any(word in part for word in _DECLARING for part in self.parts)
        if here or self._line(line).startswith("code = "):
            return "declared"
        if "actions" in self.parts:
            return "recorded" if domain == self.parts[0] else "reacts"
        return "reacts" if self.parts[-1] == "reactions.py" else "used"

    def _place(self, what: str, line: int) -> Place:
        return Place(what, shown(self.path), line, self._line(line))

    def _line(self, line: int) -> str:
        return self.source.splitlines()[line - 1].strip()


def _alternatives(node: ast.JoinedStr) -> list[str]:
    """The texts that an f-string can become, where a part of it is one of two words; else none."""
    found = [""]
    for part in node.values:
        inner = part.value if isinstance(part, ast.FormattedValue) else part
        choices = [inner.body, inner.orelse] if isinstance(inner, ast.IfExp) else [inner]
        words = [str(one.value) for one in choices if isinstance(one, ast.Constant)]
        found = [text + word for text in found for word in words]
    return found
