"""The token by which the vendor's server names a user of its application: JWT (RFC 7519), HS256, minutes long, once."""

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any

from waarborg.kernel import origins
from waarborg.kernel.errors import BadInput, Refusal

# Seconds: a token may last so long at most, and clocks may differ by so much.
LONGEST, SKEW = 600, 60
KEY_BYTES = 32
BEGINS = "wbk_"
MOST_ORIGINS = 20


class NotNamed(Refusal):
    """One answer for every token that does not work: nobody learns which part of it was wrong."""

    code = "support.widget.token"
    status = 401
    nl = "Dit bewijs van wie u bent werkt niet (meer)."
    en = "This proof of who you are does not work (any more)."
    nl_way_out = "Open het venster opnieuw vanuit de applicatie."
    en_way_out = "Open the window again from the application."


class NotFromHere(Refusal):
    """As if there were nothing: whoever comes from elsewhere learns no more."""

    code = "support.widget.origin"
    status = 404
    nl = "De hulpknop mag op dit adres niet staan."
    en = "The help button may not stand at this address."
    nl_way_out = "Zet het adres bij de toegestane adressen van de hulpknop."
    en_way_out = "Add the address to those that the help button may stand at."


class NotAnOrigin(BadInput):
    code = "support.widget.not-an-origin"
    nl = "{said} is geen adres zoals https://app.example.nl, zonder pad."
    en = "{said} is no address such as https://app.example.nl, without a path."


@dataclass(frozen=True, slots=True)
class Claims:
    """`subject` is an e-mail address; `organisation` the short name of its customer, where it may have more."""

    subject: str
    organisation: str
    nonce: str
    ends: int


def origin(said: str) -> str:
    """An origin (RFC 6454) in one spelling. Raises NotAnOrigin. Without encryption only the machine itself."""
    try:
        return origins.origin(said)
    except ValueError:
        raise NotAnOrigin(said=said[:80], path="origins") from None


def read(token: str, *, key: bytes, widget: str, audience: str, now: int) -> Claims:
    """What a token says; `now` in seconds since the epoch. Raises NotNamed."""
    head, _, rest = token.partition(".")
    body, _, signature = rest.partition(".")
    made = hmac.digest(key, f"{head}.{body}".encode(), hashlib.sha256)
    if len(token) > 4000 or not hmac.compare_digest(made, _bytes(signature)):
        raise NotNamed()
    # The one algorithm that this key is for: whatever the head asks for.
    if _object(head).get("alg") != "HS256":
        raise NotNamed()
    said = _object(body)
    begins, ends = _seconds(said.get("iat")), _seconds(said.get("exp"))
    in_time = begins - SKEW <= now < ends and 0 < ends - begins <= LONGEST
    for_us = said.get("iss") == widget and said.get("aud") in (audience, [audience])
    subject, nonce, organisation = (_words(said.get(name, "")) for name in ("sub", "jti", "org"))
    texts = subject and nonce and (organisation or said.get("org", "") == "")
    if not (in_time and for_us and texts and 8 <= len(nonce) <= 64):
        raise NotNamed()
    return Claims(subject[:254], organisation[:60], nonce, ends)


def sign(claims: dict[str, Any], key: bytes) -> str:
    """A token as the vendor's server makes it."""
    parts = (_text({"alg": "HS256", "typ": "JWT"}), _text(claims))
    signature = hmac.digest(key, ".".join(parts).encode(), hashlib.sha256)
    return ".".join((*parts, base64.urlsafe_b64encode(signature).rstrip(b"=").decode()))


def _text(said: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()


def _seconds(said: Any) -> int:
    """A number of seconds since the epoch. Raises NotNamed."""
    if not isinstance(said, int) or isinstance(said, bool) or not 0 <= said < 2**40:
        raise NotNamed()
    return said


def _words(said: Any) -> str:
    return said if isinstance(said, str) else ""


def _bytes(said: str) -> bytes:
    try:
        return base64.b64decode(said.encode("ascii", "replace") + b"=" * (-len(said) % 4), b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""


def _object(said: str) -> dict[str, Any]:
    try:
        found = json.loads(_bytes(said))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
