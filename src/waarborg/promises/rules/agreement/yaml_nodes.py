"""YAML as this product reads it: text, lists and blocks with their places, and nothing else.

Anchors, aliases and tags are refused at the level of parser events, so an alias bomb is never unfolded; every scalar
stays text, so `NO` is Norway and 1.10 is 1.10.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from waarborg.promises.rules.agreement.messages import malformed
from waarborg.promises.rules.agreement.problems import Part, Path, Place, Problem

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 24
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_ODD = re.compile("[\t\x85\u2028\u2029\ufeff]")


@dataclass
class Document:
    """One YAML document as plain dicts, lists and text, with the place of each key and each value."""

    content: Any = None
    place: Place = field(default_factory=lambda: Place("", 1, 1))
    keys: dict[Path, Place] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)
    scalars: set[Path] = field(default_factory=set)

    def at(self, path: Path, part: Part = "value") -> Place:
        """Where a path stands; a path the file does not have stands where its nearest parent does.

        A block is found by its key, text by its value.
        """
        while path and path not in self.values:
            path, part = path[:-1], "value"
        if not path:
            return self.place
        if path in self.keys and (part == "key" or path not in self.scalars):
            return self.keys[path]
        return self.values[path]

    def has(self, path: Path) -> bool:
        return path in self.values

    def under(self, prefix: Path) -> Iterator[Path]:
        return (path for path in self.values if path[: len(prefix)] == prefix)


def read(source: bytes, file: str) -> tuple[list[Document], list[Problem]]:
    """The documents of a file. When a problem is returned, the documents are not to be trusted."""
    if len(source) > MAX_BYTES:
        return [], [Problem("agreement.file.too-large", Place(file, 1, 1), (), {"limit": MAX_BYTES // 1024 // 1024})]
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = source[: error.start]
        place = Place(file, before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1)
        return [], [Problem("agreement.file.not-utf8", place, (), {"byte": f"0x{source[error.start]:02x}"})]
    quick = _read_quickly(text, file)
    return _read_strictly(text, file) if quick is None else (quick, [])


def _read_quickly(text: str, file: str) -> list[Document] | None:
    """By the library in C, ten times as fast: only of a file in which nothing is wrong, else None.

    Where the two could differ (tabs, line ends of older YAML, what is empty or no block) the strict reading decides.
    """
    if _ODD.search(text):
        return None
    reader = _Reader(file)
    try:
        for event in YAML(typ="safe").parse(text):
            reader.take(event)
            if reader.problems:
                return None
    except (YAMLError, _Stop):
        return None
    blocks = [one for one in reader.documents if isinstance(one.content, dict)]
    return blocks if blocks and len(blocks) == len(reader.documents) else None


def _read_strictly(text: str, file: str) -> tuple[list[Document], list[Problem]]:
    reader = _Reader(file)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            reader.take(event)
    except (YAMLError, _Stop) as error:
        reader.malformed(error, text)
    if not reader.documents and not reader.problems:
        reader.problems.append(Problem("agreement.file.empty", Place(file, 1, 1)))
    return reader.documents, reader.problems


class _Stop(Exception):
    """Reading further makes no sense; the problem has been noted."""


@dataclass
class _Open:
    """A block or list whose end has not come yet."""

    content: Any
    path: Path
    key: str | None = None
    awaits_value: bool = False


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.documents: list[Document] = []
        self.problems: list[Problem] = []
        self.stack: list[_Open] = []

    def take(self, event: Any) -> None:
        if isinstance(event, DocumentStartEvent):
            self.documents.append(Document(place=self._place(event)))
            if event.tags or event.version:
                self._refuse("agreement.yaml.tag", event, tag="%TAG" if event.tags else "%YAML")
        elif isinstance(event, AliasEvent):
            self._refuse("agreement.yaml.alias", event, anchor=event.anchor)
            self._scalar(f"*{event.anchor}", event)
        elif isinstance(event, ScalarEvent):
            self._forbid_decoration(event)
            self._scalar(event.value, event)
        elif isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            self._forbid_decoration(event)
            self._begin({} if isinstance(event, MappingStartEvent) else [], event)
        elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            self.stack.pop()
        elif isinstance(event, DocumentEndEvent):
            self.stack.clear()

    def malformed(self, error: Exception, text: str) -> None:
        if isinstance(error, _Stop):
            return
        if isinstance(error, ReaderError):
            before = text[: error.position]
            place = Place(self.file, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
            sign = error.character
            why = f"#x{sign if isinstance(sign, int) else ord(sign):04x}"
        elif isinstance(error, MarkedYAMLError) and error.problem_mark is not None:
            place = Place(self.file, error.problem_mark.line + 1, error.problem_mark.column + 1)
            why = str(error.problem or error.context)
        else:
            place, why = Place(self.file, 1, 1), str(error).splitlines()[0]
        self.problems.append(Problem("agreement.yaml.malformed", place, (), {"why": malformed.said(why)}))

    def _begin(self, content: Any, event: Any) -> None:
        if len(self.stack) >= MAX_DEPTH:
            self._refuse("agreement.yaml.deep", event, limit=MAX_DEPTH)
            raise _Stop
        if self.stack and isinstance(self.stack[-1].content, dict) and not self.stack[-1].awaits_value:
            self._refuse("agreement.yaml.key", event)
            raise _Stop
        path = self._put(content, event)
        self.stack.append(_Open(content, path))

    def _scalar(self, text: str, event: Any) -> None:
        parent = self.stack[-1] if self.stack else None
        if parent is not None and isinstance(parent.content, dict) and not parent.awaits_value:
            self._key(parent, text, event)
            return
        if text == "" and getattr(event, "style", None) in (None, "") and parent is not None:
            path = (*parent.path, parent.key) if parent.key is not None else parent.path
            place = self.documents[-1].keys.get(path) or self._place(event)
            self.problems.append(Problem("agreement.yaml.empty", place, path, {"key": parent.key or "-"}))
        if _LONE_SURROGATE.search(text):
            self._refuse("agreement.yaml.malformed", event, why=malformed.said("a lone surrogate"))
        path = self._put(text, event)
        self.documents[-1].scalars.add(path)

    def _key(self, parent: _Open, key: str, event: Any) -> None:
        path = (*parent.path, key)
        document = self.documents[-1]
        if key in parent.content:
            self._refuse("agreement.yaml.duplicate", event, key=key, line=document.keys[path].line)
        else:
            document.keys[path] = self._place(event)
        parent.key, parent.awaits_value = key, True

    def _put(self, content: Any, event: Any) -> Path:
        document = self.documents[-1]
        if not self.stack:
            document.content, document.place = content, self._place(event)
            document.values[()] = document.place
            return ()
        parent = self.stack[-1]
        part: str | int
        if isinstance(parent.content, dict):
            part = parent.key or ""
            parent.content[part], parent.awaits_value = content, False
        else:
            part = len(parent.content)
            parent.content.append(content)
        path = (*parent.path, part)
        document.values[path] = self._place(event)
        return path

    def _forbid_decoration(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse("agreement.yaml.anchor", event, anchor=event.anchor)
        # ruamel gives quoted scalars the tag "!" in the resolver only; on events a tag is always one from the file.
        if event.tag is not None:
            self._refuse("agreement.yaml.tag", event, tag=event.tag)

    def _refuse(self, code: str, event: Any, **params: Any) -> None:
        self.problems.append(Problem(code, self._place(event), self.stack[-1].path if self.stack else (), params))

    def _place(self, event: Any) -> Place:
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)
