"""A device with passkeys, for tests: it makes real keys and real signatures, and lies where a test asks it to."""

import hashlib
import json
import os
import struct
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class Device:
    """One passkey, once `create` was asked. `origin`, `flags`, `counter` and `handle` can be set to a lie."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.flags = PRESENT | VERIFIED
        self.counter = 0
        self.credential_id = os.urandom(32)
        self.handle = b""
        self.cross_origin = False
        self._key = ec.generate_private_key(ec.SECP256R1())

    def create(self, options: dict[str, Any]) -> dict[str, Any]:
        self.handle = websafe_decode(options["user"]["id"])
        public = bytes(cbor.encode(dict(ES256.from_cryptography_key(self._key.public_key()))))
        attested = b"\0" * 16 + struct.pack(">H", len(self.credential_id)) + self.credential_id + public
        told = self._authenticator_data(options["rp"]["id"], ATTESTED) + attested
        made = cbor.encode({"fmt": "none", "attStmt": {}, "authData": told})
        client = self._client_data("webauthn.create", options)
        return self._written({"clientDataJSON": client, "attestationObject": bytes(made)})

    def get(self, options: dict[str, Any]) -> dict[str, Any]:
        told, client = self._authenticator_data(options["rpId"]), self._client_data("webauthn.get", options)
        signature = self._key.sign(told + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        parts = {"clientDataJSON": client, "authenticatorData": told, "signature": signature}
        return self._written(parts | ({"userHandle": self.handle} if self.handle else {}))

    def _authenticator_data(self, rp: str, more: int = 0) -> bytes:
        return hashlib.sha256(rp.encode()).digest() + struct.pack(">BI", self.flags | more, self.counter)

    def _client_data(self, kind: str, options: dict[str, Any]) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        return json.dumps(said | {"crossOrigin": self.cross_origin}).encode()

    def _written(self, response: dict[str, bytes]) -> dict[str, Any]:
        name = websafe_encode(self.credential_id)
        parts = {key: websafe_encode(value) for key, value in response.items()}
        return {"id": name, "rawId": name, "type": "public-key", "response": parts}
