"""OTLP as protobuf: the wire format read directly, as far as histograms need it.

Source: protobuf encoding (varint, 64-bit, length-delimited, 32-bit) and the numbers of the fields in
opentelemetry/proto/metrics/v1/metrics.proto. Fields that we do not know are skipped, as the format asks.
"""

import struct
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from waarborg.availability.rules.otlp.points import (
    NO_VALUE,
    Attributes,
    Point,
    Received,
    Rejected,
    Unreadable,
    attributes,
    point,
    series_of,
)

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_KEPT = 256
_HISTOGRAM, _EXPONENTIAL, _OTHERS = 9, 10, (5, 7, 11)


class _Malformed(Exception):
    pass


def read(body: bytes) -> Received:
    """The points of an ExportMetricsServiceRequest. Raises Unreadable where it is none."""
    found = Received([], [])
    try:
        for field, _, about in _fields(body):
            if field == 1:
                _resource(about, found)
    # A field of another wire type than it should have is an int where bytes are meant, or the other way round.
    except (_Malformed, struct.error, IndexError, ValueError, OverflowError, TypeError, AttributeError) as error:
        raise Unreadable(reason=str(error) or "protobuf") from None
    return found


def _resource(body: bytes, found: Received) -> None:
    resource: Attributes = ()
    scoped = []
    for field, _, value in _fields(body):
        if field == 1:
            resource = attributes(_pair(pair) for number, _, pair in _fields(value) if number == 1)
        elif field == 2:
            scoped.append(value)
    for one in scoped:
        parts = [(field, value) for field, _, value in _fields(one)]
        scope = {1: "", 2: ""}
        for field, value in parts:
            if field == 1:
                scope |= {number: text.decode() for number, _, text in _fields(value) if number in (1, 2)}
        for field, value in parts:
            if field == 2:
                _metric(value, resource, (scope[1], scope[2]), found)


def _metric(body: bytes, resource: Attributes, scope: tuple[str, str], found: Received) -> None:
    name = unit = ""
    data: list[tuple[int, bytes]] = []
    for field, _, value in _fields(body):
        if field == 1:
            name = value.decode()
        elif field == 3:
            unit = value.decode()
        elif field in (_HISTOGRAM, _EXPONENTIAL):
            data.append((field, value))
        elif field in _OTHERS:
            found.ignored += sum(1 for number, _, _ in _fields(value) if number == 1)
    for kind, histogram in data:
        parts = [(field, value) for field, _, value in _fields(histogram)]
        temporality = next((value for field, value in parts if field == 2), 0)
        for one in (value for field, value in parts if field == 1):
            try:
                made = (_explicit if kind == _HISTOGRAM else _exponential)(
                    one, (resource, scope, name, unit), temporality
                )
            except Rejected as reason:
                found.rejected.append(f"{name}: {reason}")
                continue
            if made is not None:
                found.points.append(made)


def _explicit(body: bytes, about: tuple[Attributes, tuple[str, str], str, str], temporality: int) -> Point | None:
    start = time = count = flags = 0
    total = least = most = None
    counts: list[int] = []
    bounds: list[float] = []
    pairs = []
    for field, wire, value in _fields(body):
        if field == 9:
            pairs.append(_pair(value))
        elif field == 2:
            start = value
        elif field == 3:
            time = value
        elif field == 4:
            count = value
        elif field == 5:
            total = _double(value)
        elif field == 6:
            counts += _packed(value, "Q") if wire == _BYTES else [value]
        elif field == 7:
            bounds += _packed(value, "d") if wire == _BYTES else [_double(value)]
        elif field == 10:
            flags = value
        elif field == 11:
            least = _double(value)
        elif field == 12:
            most = _double(value)
    if flags & NO_VALUE:
        return None
    series = series_of(*about, attributes(pairs))
    return point(series, temporality, start=start, time=time, count=count, total=total, counts=counts, bounds=bounds,
                 least=least, most=most)  # fmt: skip


def _exponential(body: bytes, about: tuple[Attributes, tuple[str, str], str, str], temporality: int) -> Point | None:
    found: dict[int, Any] = {}
    pairs = []
    for field, _, value in _fields(body):
        if field == 1:
            pairs.append(_pair(value))
        else:
            found[field] = value
    if found.get(10, 0) & NO_VALUE:
        return None
    if any(_buckets(found.get(9, b""))[1]):
        raise Rejected("a negative length")
    offset, counts = _buckets(found.get(8, b""))
    total, least, most = (None if key not in found else _double(found[key]) for key in (5, 12, 13))
    series = series_of(*about, attributes(pairs))
    return point(series, temporality, start=found.get(2, 0), time=found.get(3, 0), count=found.get(4, 0),
                 counts=counts, scale=_zigzag(found.get(6, 0)), offset=offset, zero=found.get(7, 0),
                 zero_threshold=_double(found.get(14, 0)), total=total, least=least, most=most)  # fmt: skip


def _buckets(body: bytes) -> tuple[int, list[int]]:
    offset = 0
    counts: list[int] = []
    for field, wire, value in _fields(body):
        if field == 1:
            offset = _zigzag(value)
        elif field == 2:
            counts += list(_varints(value)) if wire == _BYTES else [value]
    return offset, counts


def _pair(body: bytes) -> tuple[str, str | bool | int | float]:
    """A key with its value. The same few come with every point; long ones are not kept."""
    return _kept_pair(body) if len(body) <= _KEPT else _read_pair(body)


def _read_pair(body: bytes) -> tuple[str, str | bool | int | float]:
    key, value = "", b""
    for field, _, content in _fields(body):
        if field == 1:
            key = content.decode()
        elif field == 2:
            value = content
    return key, _value(value)


_kept_pair = lru_cache(maxsize=16_384)(_read_pair)


def _value(body: bytes) -> str | bool | int | float:
    for field, _, content in _fields(body):
        if field == 1:
            return str(content.decode())
        if field == 2:
            return bool(content)
        if field == 3:
            return int(content) - (1 << 64) if content >> 63 else int(content)
        if field == 4:
            return _double(content)
        return bytes(content).hex()  # lists and maps: told apart, not read
    return ""


def _fields(body: bytes) -> Iterator[tuple[int, int, Any]]:
    """(number, wire type, value): an int, or the bytes of what is length-delimited. Raises _Malformed."""
    at, end = 0, len(body)
    while at < end:
        tag = body[at]
        at += 1
        if tag >= 0x80:
            tag, at = _varint(body, at - 1)
        wire = tag & 7
        if wire == _BYTES:
            size = body[at]
            at += 1
            if size >= 0x80:
                size, at = _varint(body, at - 1)
            value: Any = body[at : at + size]
            at += size
        elif wire == _FIXED64:
            value = int.from_bytes(body[at : at + 8], "little")
            at += 8
        elif wire == _VARINT:
            value, at = _varint(body, at)
        elif wire == _FIXED32:
            value = int.from_bytes(body[at : at + 4], "little")
            at += 4
        else:
            raise _Malformed("a wire type that does not exist")
        if at > end or tag < 8:
            raise _Malformed("it is cut off")
        yield tag >> 3, wire, value


def _varint(body: bytes, at: int) -> tuple[int, int]:
    byte = body[at]
    at += 1
    if byte < 0x80:
        return byte, at
    value, shift = byte & 0x7F, 7
    while shift < 70:
        byte = body[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value & 0xFFFFFFFFFFFFFFFF, at
        shift += 7
    raise _Malformed("a number that does not end")


def _varints(body: bytes) -> Iterator[int]:
    at = 0
    while at < len(body):
        value, at = _varint(body, at)
        yield value


def _packed(body: bytes, kind: str) -> tuple[Any, ...]:
    return struct.unpack(f"<{len(body) // 8}{kind}", body)


def _double(bits: int) -> float:
    return float(struct.unpack("<d", bits.to_bytes(8, "little"))[0])


def _zigzag(value: int) -> int:
    return (value >> 1) ^ -(value & 1)
