"""Records of a JSON export, one at a time: an object on each line, a list, or pages that name their collections.

However long the file is, one record is in memory. A line that is no JSON is told and left out; what follows is read.
"""

import codecs
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from waarborg.kernel.errors import BadInput

_BLOCK = 1 << 16
# What is no list may be this long: a map of a knowledge base. A record of more is no record.
LONGEST = 64 * 1024 * 1024
# A zip that unpacks to more than this is not unpacked.
MOST_UNPACKED = 16 * 1024**3
MOST_FILES = 2000


class NoExport(BadInput):
    code = "support.moving.no-export"
    nl = "Dit is geen export in JSON, en ook geen zip met zulke bestanden."
    en = "This is no export in JSON, nor a zip of such files."
    nl_way_out = "Neem wat de interface van het andere systeem geeft: JSON, of één object per regel (NDJSON)."
    en_way_out = "Take what the other system's interface gives: JSON, or one object a line (NDJSON)."


class NoJson(BadInput):
    code = "support.moving.no-json"
    nl = "Hier staat geen JSON-object."
    en = "There is no JSON object here."
    nl_way_out = "Is het bestand afgebroken? Haal deze regel opnieuw op."
    en_way_out = "Was the file cut off? Fetch this line again."


class TooMuchInside(BadInput):
    code = "support.moving.too-much-inside"
    nl = "In de zip zit te veel om uit te pakken."
    en = "There is too much in the zip to unpack."
    nl_way_out = "Verdeel de export over meer bestanden."
    en_way_out = "Split the export over several files."


@dataclass(frozen=True, slots=True)
class Record:
    """A value under the name of its collection (empty where it has none). `value` is None where it cannot be read.
    `place` is its line, or in a file of one document its how-manieth."""

    place: int
    collection: str
    value: Any


def accepts(stream: BinaryIO) -> None:
    """Raises NoExport."""
    stream.seek(0)
    head = stream.read(512).removeprefix(codecs.BOM_UTF8).lstrip()
    if not head.startswith((b"{", b"[", b"PK\x03\x04")):
        raise NoExport()


def records(stream: BinaryIO) -> Iterator[Record]:
    """Every record of a file, or of all files in a zip. Raises NoExport, TooMuchInside."""
    accepts(stream)
    stream.seek(0)
    if stream.read(4) != b"PK\x03\x04":
        yield from _of_file(stream)
        return
    try:
        with zipfile.ZipFile(stream) as archive:
            found = [one for one in archive.infolist() if one.filename.lower().endswith((".json", ".ndjson", ".jsonl"))]
            if len(found) > MOST_FILES or sum(one.file_size for one in found) > MOST_UNPACKED:
                raise TooMuchInside()
            for one in found:
                with archive.open(one) as opened:
                    yield from _of_file(opened)  # type: ignore[arg-type]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        raise NoExport() from None


def _of_file(stream: BinaryIO) -> Iterator[Record]:
    stream.seek(0)
    line = stream.readline(LONGEST).removeprefix(codecs.BOM_UTF8)
    rest = stream.readline(LONGEST)
    if rest and _loaded(line) is not None:
        yield from _of_line(1, line)
        yield from _of_line(2, rest)
        place = 2
        while line := stream.readline(LONGEST):
            place += 1
            yield from _of_line(place, line)
        return
    stream.seek(0)
    yield from _Document(stream).records()


def _loaded(line: bytes) -> Any:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, (dict, list)) else None


def _of_line(place: int, line: bytes) -> Iterator[Record]:
    if line.strip():
        yield from spread(place, "", _loaded(line))


def spread(place: int, collection: str, value: Any) -> Iterator[Record]:
    """A page as its records: each list of objects in it is a collection by its name."""
    if isinstance(value, list):
        for one in value:
            yield Record(place, collection, one if isinstance(one, dict) else None)
        return
    lists = {name: held for name, held in (value or {}).items() if _is_collection(held)}
    if not collection and lists and "id" not in value:
        for name, held in lists.items():
            yield from spread(place, name, held)
        return
    yield Record(place, collection, value)


def _is_collection(held: Any) -> bool:
    return isinstance(held, list) and bool(held) and all(isinstance(one, dict) for one in held)


class _Document:
    """One JSON document, its lists read element by element."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.text = ""
        self.decoder = json.JSONDecoder()
        self.bytes = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self.place = 0

    def records(self) -> Iterator[Record]:
        opening = self._next()
        if opening == "[":
            self._skip()
            yield from self._elements("")
        elif opening == "{":
            yield from self._members()
        if self._next():
            self.place += 1
            yield Record(self.place, "", None)

    def _members(self) -> Iterator[Record]:
        self._skip()
        whole: dict[str, Any] = {}
        streamed = False
        while self._next() not in ("}", ""):
            name = self._value()
            if not isinstance(name, str) or self._next() != ":":
                self.place += 1
                yield Record(self.place, "", None)
                self.text = ""
                return
            self._skip()
            if self._next() == "[":
                self._skip()
                streamed = True
                yield from self._elements(name)
            else:
                whole[name] = self._value()
            if self._next() == ",":
                self._skip()
        self._skip()
        maps = any(isinstance(one, dict) for one in whole.values())
        if (whole and not streamed) or maps:
            self.place += 1
            yield Record(self.place, "", whole)

    def _elements(self, collection: str) -> Iterator[Record]:
        while self._next() not in ("]", ""):
            self.place += 1
            value = self._value()
            if value is _BROKEN:
                yield Record(self.place, collection, None)
                self.text = ""
                while self._more():
                    self.text = ""
                return
            if isinstance(value, dict):
                yield Record(self.place, collection, value)
            if self._next() == ",":
                self._skip()
        self._skip()

    def _value(self) -> Any:
        wanted = _BLOCK
        while True:
            try:
                value, end = self.decoder.raw_decode(self.text)
            except (ValueError, RecursionError):
                if len(self.text) > LONGEST or not self._more(wanted):
                    return _BROKEN
                # Twice as much each time, so that a long value is not begun again and again.
                wanted *= 2
                continue
            if end == len(self.text) and self._more():
                continue
            self.text = self.text[end:]
            return value

    def _more(self, size: int = _BLOCK) -> bool:
        block = self.stream.read(size)
        self.text += self.bytes.decode(block, final=not block)
        return bool(block)

    def _next(self) -> str:
        self.text = self.text.lstrip()
        while not self.text and self._more():
            self.text = self.text.lstrip()
        return self.text[:1]

    def _skip(self) -> None:
        self.text = self.text[1:]


_BROKEN = object()
