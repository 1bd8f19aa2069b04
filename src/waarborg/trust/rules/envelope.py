"""The signed envelope: DSSE (Dead Simple Signing Envelope 1.0) with Ed25519 (RFC 8032)."""

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from waarborg.kernel.canonical import canonical_json
from waarborg.kernel.errors import BadInput

PAYLOAD_TYPE = "application/vnd.waarborg.report+json"


class NotAnEnvelope(BadInput):
    """The file is no signed report at all."""

    code = "trust.envelope.unreadable"
    nl = "Dit bestand is geen ondertekend rapport: {why}."
    en = "This file is not a signed report: {why}."
    nl_way_out = "Geef het JSON-bestand of de pdf zoals u die uit het portaal hebt gehaald."
    en_way_out = "Give the JSON file or the PDF as you took it from the portal."


@dataclass(frozen=True, slots=True)
class Envelope:
    """`payload` is the exact bytes that were signed; `key` the raw public key (32 bytes) that came along."""

    payload: bytes
    signature: bytes
    key: bytes

    @property
    def sha256(self) -> str:
        """The hash that names the report: of the payload, so that signing anew does not rename it."""
        return hashlib.sha256(self.payload).hexdigest()

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.key)


def fingerprint(key: bytes) -> str:
    """The first eight bytes of the key's SHA-256, as people read them aloud: 5A:1E:C3:90:7F:44:2B:D0."""
    return hashlib.sha256(key).digest()[:8].hex(":").upper()


def pre_authentication(payload: bytes, payload_type: str = PAYLOAD_TYPE) -> bytes:
    """The bytes that are signed (DSSE, section "Signature Definition"): PAE(type, payload)."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)


def seal(report: dict[str, Any], key: Ed25519PrivateKey) -> bytes:
    """The report as canonical JSON, signed, in an envelope: bytes of a JSON file ending in a newline."""
    payload = written(report)
    return enveloped(payload, sign(payload, key), public_bytes(key))


def written(content: Any) -> bytes:
    """The one spelling of a payload: canonical JSON (RFC 8785).

    Reports hold texts, whole numbers, yes and no under keys of plain letters; of these the standard library's sorted,
    compact output is canonical already, five times faster. Anything else goes the slow way. Raises NotCanonical.
    """
    try:
        text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
        json.loads(text, parse_float=_slow_way, parse_int=_small)
    except (ValueError, TypeError):
        return canonical_json(content)
    # Beyond these the order of keys is another one, and half of a pair cannot be written at all.
    return text.encode() if max(text, default="") < "\ud800" else canonical_json(content)


def _slow_way(text: str) -> float:
    raise ValueError(text)


def _small(text: str) -> int:
    if len(text) > 15:
        raise ValueError(text)
    return int(text)


def sign(payload: bytes, key: Ed25519PrivateKey) -> bytes:
    """The signature of a payload. Ed25519 is deterministic: the same payload and key give the same one."""
    return key.sign(pre_authentication(payload))


def public_bytes(key: Ed25519PrivateKey) -> bytes:
    """The raw public key, 32 bytes."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def enveloped(payload: bytes, signature: bytes, public: bytes) -> bytes:
    """Payload and signature as the file that travels. Texts here are base64 only, so this spelling is canonical."""
    envelope = {
        "payloadType": PAYLOAD_TYPE,
        "payload": base64.b64encode(payload).decode(),
        "signatures": [{"keyid": fingerprint(public), "sig": base64.b64encode(signature).decode()}],
        "publicKey": base64.b64encode(public).decode(),
    }
    return json.dumps(envelope, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def opened(data: bytes) -> Envelope:
    """Read an envelope without judging it. Raises NotAnEnvelope."""
    try:
        document = json.loads(data)
        if document["payloadType"] != PAYLOAD_TYPE:
            raise NotAnEnvelope(why=f"payloadType {document['payloadType']!r}")
        (signature,) = document["signatures"]
        key = _bytes(document["publicKey"])
        if len(key) != 32:
            raise NotAnEnvelope(why="publicKey")
        return Envelope(_bytes(document["payload"]), _bytes(signature["sig"]), key)
    except (ValueError, KeyError, TypeError, RecursionError) as fault:
        raise NotAnEnvelope(why=f"{type(fault).__name__} {fault}") from None


def signature_holds(envelope: Envelope) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(envelope.key).verify(
            envelope.signature, pre_authentication(envelope.payload)
        )
    except InvalidSignature:
        return False
    return True


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError("base64") from None
