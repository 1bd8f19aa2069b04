"""OpenID Connect as the provider: what an application's request looks like (RFC 6749, 7636, 9700; Core 1.0)."""

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

SCOPES = ("openid", "profile", "email")
CODE_LASTS = timedelta(seconds=60)
ACCESS_LASTS = timedelta(minutes=5)
ID_LASTS = timedelta(minutes=10)
# A key is published so long before it signs, and after the next one signs.
AHEAD = timedelta(days=1)
KEY_SIGNS = timedelta(days=90)
LONGEST_URI = 1024
# OpenID Connect Back-Channel Logout 1.0, section 2.4; a token that is short-lived, as its section 4 advises.
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"
LOGOUT_TYPE = "logout+jwt"
LOGOUT_LASTS = timedelta(minutes=2)
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
_VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")
_OWN_SCHEME = re.compile(r"[a-z][a-z0-9-]*(\.[a-z0-9-]+)+")
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class Wrong(Exception):
    """A request that is refused by the protocol's own words: `error` for the program, `why` for its maker."""

    def __init__(self, error: str, why: str) -> None:
        super().__init__(f"{error}: {why}")
        self.error, self.why = error, why


@dataclass(frozen=True, slots=True)
class Asked:
    """An authorisation request that may be answered."""

    scope: str
    state: str
    nonce: str
    challenge: str
    prompt: frozenset[str]
    max_age: int | None


def once(params: Mapping[str, Sequence[str]], name: str) -> str:
    """RFC 6749, 3.1: a parameter is sent once, and an empty one was not sent. Raises Wrong."""
    values = params.get(name, ())
    if len(values) > 1:
        raise Wrong("invalid_request", f"{name} more than once")
    return values[0] if values else ""


def asked(params: Mapping[str, Sequence[str]]) -> Asked:
    """What an application asks, once its address is known to be right. Raises Wrong.

    The code flow with PKCE and S256 is the only one: RFC 9700, 2.1.1 and 2.1.2.
    """
    for name in ("request", "request_uri", "registration"):
        if params.get(name):
            raise Wrong(f"{name}_not_supported", f"{name} is not supported")
    if once(params, "response_type") != "code":
        raise Wrong("unsupported_response_type", "response_type must be code")
    if once(params, "response_mode") not in ("", "query"):
        raise Wrong("invalid_request", "response_mode must be query")
    if once(params, "code_challenge_method") != "S256" or not _CHALLENGE.fullmatch(once(params, "code_challenge")):
        raise Wrong("invalid_request", "PKCE with code_challenge_method S256 is required")
    wanted = once(params, "scope").split()
    if "openid" not in wanted:
        raise Wrong("invalid_scope", "scope must hold openid")
    state, nonce = once(params, "state"), once(params, "nonce")
    if len(state) > 2000 or len(nonce) > 512:
        raise Wrong("invalid_request", "state or nonce is too long")
    prompt = frozenset(once(params, "prompt").split())
    if "none" in prompt and len(prompt) > 1:
        raise Wrong("invalid_request", "prompt none stands alone")
    told = once(params, "max_age")
    if told and not (told.isascii() and told.isdigit() and len(told) < 10):
        raise Wrong("invalid_request", "max_age must be a number of seconds")
    scope = " ".join(one for one in SCOPES if one in wanted)
    return Asked(scope, state, nonce, once(params, "code_challenge"), prompt, int(told) if told else None)


def proves(verifier: str, challenge: str) -> bool:
    """RFC 7636, 4.6, for S256."""
    digest = hashlib.sha256(verifier.encode()).digest()
    made = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return bool(_VERIFIER.fullmatch(verifier)) and hmac.compare_digest(made, challenge)


def hash_of(secret: str) -> str:
    """Of codes, tokens and clients' secrets, all 256 random bits: a slow hash would add nothing."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_address(uri: str, *, public: bool) -> bool:
    """Whether an application may be answered there: https, http on the machine itself, or an installed application's
    own scheme (RFC 8252, 7.1: one with a dot). Without fragment, user or wildcard: it is compared letter by letter."""
    if not 0 < len(uri) <= LONGEST_URI or not uri.isascii() or re.search(r"[\x00-\x20\x7f\\*<>\"^`{|}]", uri):
        return False
    try:
        parts = urlsplit(uri)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return False
    if "#" in uri or "@" in parts.netloc:
        return False
    if parts.scheme == "https":
        return bool(host)
    if parts.scheme == "http":
        return host in _LOOPBACK
    return public and bool(_OWN_SCHEME.fullmatch(parts.scheme)) and not parts.netloc


def answer_address(redirect_uri: str, answer: Mapping[str, str]) -> str:
    """Where the browser goes back to, with what is not empty of the answer behind a query that may be there."""
    told = urlencode({name: value for name, value in answer.items() if value})
    return redirect_uri + ("&" if "?" in redirect_uri else "?") + told if told else redirect_uri
