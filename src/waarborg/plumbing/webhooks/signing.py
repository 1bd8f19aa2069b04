"""Secrets and signatures (Standard Webhooks 1.0: symmetric, HMAC-SHA256)."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime

_BEGINS = "whsec_"
_BYTES = 32


def new_secret() -> str:
    """As it is handed over: `whsec_` and 32 random bytes in base64."""
    return _BEGINS + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def headers(identifier: str, at: datetime, body: bytes, keys: Sequence[str]) -> dict[str, str]:
    """The three fields of a message; one signature for each key, so that both work while a secret is replaced."""
    stamp = str(int(at.timestamp()))
    signed = f"{identifier}.{stamp}.".encode() + body
    made = (hmac.new(base64.b64decode(key.removeprefix(_BEGINS)), signed, hashlib.sha256).digest() for key in keys)
    return {
        "webhook-id": identifier,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(f"v1,{base64.b64encode(one).decode()}" for one in made),
    }
