"""What is answered to an exporter, as protobuf or JSON, and bodies unpacked without going beyond a limit.

Source: OpenTelemetry protocol 1.x, "OTLP/HTTP Response" (ExportMetricsServiceResponse, google.rpc.Status).
"""

import json
import zlib
from collections.abc import Mapping
from typing import Final

from waarborg.availability.rules.otlp import as_json, as_protobuf
from waarborg.availability.rules.otlp.points import Received
from waarborg.kernel.errors import BadInput, Refusal

PROTOBUF: Final = "application/x-protobuf"
JSON: Final = "application/json"
_MOST_REASONS: Final = 10
# google.rpc.Code
_CODES: Final = {400: 3, 401: 16, 403: 7, 404: 5, 405: 12, 413: 3, 415: 3, 429: 8, 503: 14}
_UNKNOWN: Final = 2


class TooLarge(BadInput):
    code = "availability.otlp.too-large"
    status = 413
    nl = "Dit bericht is uitgepakt groter dan {most} MB."
    en = "Unpacked this message is larger than {most} MB."
    nl_way_out = "Laat de exporter minder punten tegelijk sturen."
    en_way_out = "Have the exporter send fewer points at a time."


class NotPacked(BadInput):
    code = "availability.otlp.not-gzip"
    status = 400
    nl = "De inhoud is geen heel gzip-bestand."
    en = "The content is no whole gzip file."


class OtherKind(Refusal):
    code = "availability.otlp.kind"
    status = 415
    nl = "Hier wordt OTLP verwacht als application/x-protobuf of application/json, zo of met gzip."
    en = "OTLP is expected here as application/x-protobuf or application/json, plain or with gzip."


def kind_of(content_type: str) -> str:
    """One of the two kinds. Raises OtherKind."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in (PROTOBUF, JSON):
        raise OtherKind()
    return kind


def unpacked(body: bytes, encoding: str, *, limit: int) -> bytes:
    """The body without its packing, never more than `limit` bytes of it. Raises TooLarge, NotPacked, OtherKind."""
    if encoding.strip().lower() not in ("", "identity", "gzip"):
        raise OtherKind()
    if encoding.strip().lower() != "gzip":
        if len(body) > limit:
            raise TooLarge(most=limit // 1024**2)
        return body
    unpacking = zlib.decompressobj(31)
    try:
        found = unpacking.decompress(body, limit + 1)
    except zlib.error:
        raise NotPacked() from None
    if len(found) > limit:
        raise TooLarge(most=limit // 1024**2)
    if not unpacking.eof or unpacking.unused_data:
        raise NotPacked()
    return found


def read(body: bytes, kind: str) -> Received:
    """The points of a message. Raises Unreadable."""
    return as_protobuf.read(body) if kind == PROTOBUF else as_json.read(body)


def accepted(rejected: Mapping[str, int], kind: str) -> bytes:
    """The answer to what was taken in: empty, or how many points were not, and why (`partial_success`)."""
    number = sum(rejected.values())
    if not number:
        return b"" if kind == PROTOBUF else b"{}"
    reasons = sorted(rejected, key=lambda one: (-rejected[one], one))
    told = [f"{rejected[one]} x {one}" for one in reasons[:_MOST_REASONS]]
    said = "; ".join([*told, *(["and other reasons"] if len(reasons) > _MOST_REASONS else [])])[:2000]
    if kind == JSON:
        return json.dumps({"partialSuccess": {"rejectedDataPoints": str(number), "errorMessage": said}}).encode()
    return _field(1, b"\x08" + _varint(number) + _field(2, said.encode()))


def refused(status: int, said: str, kind: str) -> bytes:
    """A google.rpc.Status with what is wrong."""
    code = _CODES.get(status, _UNKNOWN)
    if kind == JSON:
        return json.dumps({"code": code, "message": said}, ensure_ascii=False).encode()
    return b"\x08" + _varint(code) + _field(2, said.encode())


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _varint(number: int) -> bytes:
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    found.append(number)
    return bytes(found)
