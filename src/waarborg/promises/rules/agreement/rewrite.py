"""The most used fields of a promise, read from a file and written back into it: only their own text changes.

The file is composed into nodes, whose marks say where each value stands. A changed value takes the place of its text;
whatever stands around it, comments and layout, stays byte for byte what it was.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from waarborg.promises.rules.agreement.yaml_nodes import MAX_BYTES

# What may stand without quotes: nothing that YAML could take for something else.
_PLAIN = re.compile(r"[A-Za-z0-9](?:[\w.%/+-]| (?![#]))*[\w.%]|[A-Za-z0-9]", re.ASCII)
_ODD = re.compile("[\t\x85\u2028\u2029\ufeff]")


@dataclass(frozen=True, slots=True)
class Field:
    """A field by its name on the form, and where it stands in a promise."""

    name: str
    path: tuple[str, ...]

    @property
    def block(self) -> str | None:
        return self.path[0] if len(self.path) > 1 else None


FIELDS = (
    Field("nl", ("nl",)),
    Field("en", ("en",)),
    Field("within", ("clock", "within")),
    Field("pause", ("clock", "pause")),
    Field("target", ("measure", "target")),
    Field("warn", ("warn",)),
)


class Unwritable(Exception):
    """The text is no YAML of which a promise could be found: the source itself says what is wrong."""


def promise_names(source: str) -> list[str]:
    """The promises of a file, in its order; none of a text that cannot be read."""
    try:
        return [key.value for key, _ in _promises(source)]
    except Unwritable:
        return []


def fields_of(source: str, promise: str) -> dict[str, str]:
    """The fields that this promise has or can have, as text: a list by commas, a warning a line. Raises Unwritable."""
    node = _promise(source, promise)
    return {one.name: _text(one, _find(node, one.path)) for one in FIELDS if _fits(one, node)}


def rewritten(source: str, promise: str, given: Mapping[str, str]) -> str:
    """The source with these fields of a promise. What is unchanged is not touched; what is emptied falls away, except
    the words themselves. Raises Unwritable."""
    for one in FIELDS:
        node = _promise(source, promise)
        if one.name not in given or not _fits(one, node):
            continue
        wanted = _normal(one, given[one.name])
        if wanted == _text(one, _find(node, one.path)):
            continue
        holder = _find(node, one.path[:-1])
        if isinstance(holder, MappingNode):
            source = _put(source, holder, one.path[-1], _written(one, wanted))
    return source


# ---- reading ---------------------------------------------------------------------------------------------------------
@lru_cache(maxsize=8)
def _promises(source: str) -> tuple[tuple[ScalarNode, Any], ...]:
    if len(source.encode(errors="replace")) > MAX_BYTES:
        raise Unwritable
    found = _find(_composed(source), ("promises",))
    if not isinstance(found, MappingNode):
        raise Unwritable
    return tuple((key, value) for key, value in found.value if isinstance(key, ScalarNode))


def _composed(source: str) -> Any:
    """By the library in C, ten times as fast; what that one does not take is read by the other."""
    for pure in (True,) if _ODD.search(source) else (False, True):
        try:
            return YAML(typ="safe", pure=pure).compose(source)
        except (YAMLError, RecursionError, ValueError):
            continue
    raise Unwritable


def _promise(source: str, name: str) -> MappingNode:
    for key, value in _promises(source):
        if key.value == name and isinstance(value, MappingNode):
            return value
    raise Unwritable


def _find(node: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        if not isinstance(node, MappingNode):
            return None
        node = next((value for key, value in node.value if key.value == name), None)
    return node


def _fits(one: Field, promise: MappingNode) -> bool:
    block = _find(promise, (one.block,)) if one.block else None
    if one.block and not isinstance(block, MappingNode):
        return False
    # A term by cases, or for a duty that recurs, is written in the source.
    others = one.name == "within" and any(_find(block, (name,)) for name in ("cases", "every"))
    return not others and (one.name != "warn" or _find(promise, ("clock",)) is not None)


def _text(one: Field, node: Any) -> str:
    if node is None:
        return ""
    if one.name == "warn":
        return "\n".join(_warning(warn) for warn in _items(node))
    if one.name == "pause":
        return ", ".join(item.value for item in _items(node) if isinstance(item, ScalarNode))
    return str(node.value) if isinstance(node, ScalarNode) else ""


def _items(node: Any) -> list[Any]:
    return list(node.value) if isinstance(node, SequenceNode) else [node]


def _warning(node: Any) -> str:
    at, tell = _find(node, ("at",)), _find(node, ("tell",))
    roles = ", ".join(item.value for item in _items(tell) if isinstance(item, ScalarNode)) if tell else ""
    return f"{at.value if isinstance(at, ScalarNode) else ''}: {roles}"


# ---- writing ---------------------------------------------------------------------------------------------------------
def _normal(one: Field, text: str) -> str:
    if one.name == "warn":
        lines = [line for line in text.splitlines() if line.strip()]
        return "\n".join(f"{at}: {', '.join(roles)}" for at, roles in map(_parts, lines))
    if one.name == "pause":
        return ", ".join(_words(text))
    return " ".join(text.split())


def _parts(line: str) -> tuple[str, list[str]]:
    at, _, roles = line.partition(":")
    return " ".join(at.split()), _words(roles)


def _words(text: str) -> list[str]:
    return [word for word in (part.strip() for part in text.split(",")) if word]


def _written(one: Field, text: str) -> str | None:
    """As YAML on one line; None for a key that falls away."""
    if one.name in ("nl", "en"):
        return _quoted(text)
    if not text:
        return None
    if one.name == "pause":
        return f"[{', '.join(map(_scalar, _words(text)))}]"
    if one.name == "warn":
        return f"[{', '.join(_warn(*_parts(line)) for line in text.splitlines())}]"
    return _scalar(text)


def _warn(at: str, roles: list[str]) -> str:
    return f"{{at: {_scalar(at)}, tell: [{', '.join(map(_scalar, roles))}]}}"


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    # A JSON string is a double-quoted scalar; what YAML would not let through is escaped as well.
    return "".join(
        char if char.isprintable() else f"\\U{ord(char):08x}" for char in json.dumps(text, ensure_ascii=False)
    )


def _put(source: str, holder: MappingNode, name: str, text: str | None) -> str:
    pair = next(((key, value) for key, value in holder.value if key.value == name), None)
    if pair is None:
        return source if text is None else _added(source, holder, f"{name}: {text}")
    key, value = pair
    if text is not None:
        return source[: value.start_mark.index] + text + source[_end(source, value) :]
    return _removed(source, holder, key, value)


def _added(source: str, holder: MappingNode, entry: str) -> str:
    if holder.flow_style:
        close = holder.end_mark.index - 1
        return source[:close].rstrip() + (", " if holder.value else "") + entry + source[close:]
    last = _end(source, holder.value[-1][1])
    line = source.find("\n", last)
    line = len(source) if line < 0 else line
    return f"{source[:line]}\n{' ' * holder.value[0][0].start_mark.column}{entry}{source[line:]}"


def _removed(source: str, holder: MappingNode, key: Any, value: Any) -> str:
    if len(holder.value) == 1:
        return source
    begin, end = key.start_mark.index, _end(source, value)
    number = next(number for number, (one, _) in enumerate(holder.value) if one is key)
    if holder.flow_style:
        if number + 1 < len(holder.value):
            return source[:begin] + source[holder.value[number + 1][0].start_mark.index :]
        return source[: _end(source, holder.value[number - 1][1])] + source[end:]
    line = source.find("\n", end)
    return source[: source.rfind("\n", 0, begin) + 1] + ("" if line < 0 else source[line + 1 :])


def _end(source: str, node: Any) -> int:
    """Where the text of a value ends: of a block its mark lies behind comments and empty lines that follow it."""
    leaf = node
    while not isinstance(leaf, ScalarNode) and not leaf.flow_style and leaf.value:
        leaf = leaf.value[-1][1] if isinstance(leaf, MappingNode) else leaf.value[-1]
    end: int = leaf.end_mark.index
    return len(source[:end].rstrip()) if isinstance(leaf, ScalarNode) and leaf.style in ("|", ">") else end
