"""SCIM 2.0 users as directories send them (RFC 7643, 7644), those of Entra and Okta with their own turns of phrase.

Of what a directory tells we keep `userName`, `externalId`, one name, one e-mail address, the language, and whether
somebody is active. What else stands in the core schema or in an extension is taken and left, as section 3.3 of RFC 7644
lets us: directories send everything that somebody ticked.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"
MOST_OPERATIONS, MOST_LISTED = 100, 200
LONGEST = 254
# Of the core schema what we have no place for.
LEFT = frozenset(
    {
        "schemas", "id", "meta", "nickname", "profileurl", "title", "usertype", "locale", "timezone", "password",
        "phonenumbers", "ims", "photos", "addresses", "groups", "entitlements", "roles", "x509certificates",
    }
)  # fmt: skip
_WORK = re.compile(r'emails(\[\s*(?:type|primary)\s+eq\s+(?:"\w*"|true)\s*\])?(\.value)?', re.IGNORECASE)
_FILTER = re.compile(r'\s*([\w:.\[\]" ]+?)\s+eq\s+("(?:[^"\\]|\\.)*"|true|false)\s*', re.IGNORECASE)
FILTERED = {
    "username": "user_name",
    "externalid": "external_id",
    "id": "id",
    "emails": "email",
    "emails.value": "email",
    'emails[type eq "work"].value': "email",
    "active": "active",
}


class Unacceptable(Exception):
    """What cannot be taken: `kind` is a `scimType` of RFC 7644, table 9; `what` names the attribute."""

    def __init__(self, kind: str, what: str) -> None:
        super().__init__(f"{kind}: {what}")
        self.kind, self.what = kind, what


@dataclass(frozen=True, slots=True)
class Told:
    """What a directory says of a person; None where it says nothing, "" where it takes it away."""

    user_name: str | None = None
    external_id: str | None = None
    display: str | None = None
    formatted: str | None = None
    given: str | None = None
    family: str | None = None
    email: str | None = None
    language: str | None = None
    active: bool | None = None

    @property
    def name(self) -> str:
        """The one name that we keep: what is displayed, else the whole, else both parts; "" where none is told."""
        parts = f"{self.given or ''} {self.family or ''}" if self.given and self.family else ""
        return " ".join((self.display or self.formatted or parts).split())


def _text(value: Any, what: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > 500 or "\0" in value:
        raise Unacceptable("invalidValue", what)
    return value.strip()


def _truth(value: Any) -> bool:
    """Entra writes "False" (its own default until 2022 and still met)."""
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    if not isinstance(value, bool):
        raise Unacceptable("invalidValue", "active")
    return value


def _email(value: Any) -> str:
    """The primary one, else that of work, else the first: as a word, an object or a list of them."""
    if isinstance(value, list):
        rows = [one for one in value if isinstance(one, Mapping) and one.get("value")]
        if len(rows) != len(value):
            raise Unacceptable("invalidValue", "emails")
        chosen = next((one for one in rows if one.get("primary") in (True, "true", "True")), None)
        chosen = chosen or next((one for one in rows if one.get("type") == "work"), rows[0] if rows else None)
        return _text(chosen["value"], "emails") if chosen else ""
    return _text(value.get("value") if isinstance(value, Mapping) else value, "emails")


def _with(told: Told, path: str, value: Any) -> Told:
    """One attribute more. `value` None takes it away. Raises Unacceptable for what no schema knows."""
    key = path.removeprefix(USER + ":").strip()
    low = key.lower()
    if low.startswith("urn:") or low.partition(".")[0].partition("[")[0] in LEFT:
        return told
    if low == "name":
        if value is not None and not isinstance(value, Mapping):
            raise Unacceptable("invalidValue", key)
        for part, inner in (value or {}).items():
            told = _with(told, f"name.{part}", inner)
        return told
    if low == "active":
        return replace(told, active=_truth(value))
    if low == "emails" or _WORK.fullmatch(key):
        # A second address of another kind is none that we would write to.
        kind = re.search(r'type\s+eq\s+"(\w*)"', key, re.IGNORECASE)
        return told if kind and kind[1].lower() != "work" else replace(told, email=_email(value))
    if low == "preferredlanguage":
        word = _text(value, key).lower()[:2]
        return replace(told, language=word) if word in ("nl", "en") else told
    field = {
        "username": "user_name",
        "externalid": "external_id",
        "displayname": "display",
        "name.formatted": "formatted",
        "name.givenname": "given",
        "name.familyname": "family",
    }.get(low)
    if field is not None:
        text = _text(value, key)
        if len(text) > LONGEST:
            raise Unacceptable("invalidValue", key)
        changes: dict[str, Any] = {field: text}
        return replace(told, **changes)
    if low.startswith("name."):
        return told
    raise Unacceptable("invalidPath", key[:100])


def resource(body: Any) -> Told:
    """A user as it is made (POST) or put in place of the one there (PUT). Raises Unacceptable."""
    if not isinstance(body, Mapping):
        raise Unacceptable("invalidSyntax", "body")
    schemas = body.get("schemas")
    if not isinstance(schemas, list) or USER not in schemas:
        raise Unacceptable("invalidSyntax", "schemas")
    told = Told()
    for name, value in body.items():
        told = _with(told, str(name), value)
    if not told.user_name:
        raise Unacceptable("invalidValue", "userName")
    return told


def patched(body: Any) -> Told:
    """What the operations of a PATCH come to, one after another (RFC 7644, 3.5.2). Raises Unacceptable.

    Entra writes `Replace` and paths with dots in a value without a path; Okta sends a value without a path.
    """
    operations = body.get("Operations") if isinstance(body, Mapping) else None
    if not isinstance(operations, list) or not 1 <= len(operations) <= MOST_OPERATIONS:
        raise Unacceptable("invalidSyntax", "Operations")
    told = Told()
    for one in operations:
        act = one.get("op") if isinstance(one, Mapping) else None
        act = act.lower() if isinstance(act, str) else None
        if act not in ("add", "replace", "remove"):
            raise Unacceptable("invalidSyntax", "op")
        told = _operation(told, act, one.get("path"), one.get("value"))
    if told.user_name == "":
        raise Unacceptable("invalidValue", "userName")
    return told


def _operation(told: Told, act: str, path: Any, value: Any) -> Told:
    if path is not None and not isinstance(path, str):
        raise Unacceptable("invalidPath", "path")
    if act == "remove":
        if not path:
            raise Unacceptable("noTarget", "path")
        if path.lower() in ("username", "active", "emails", "id"):
            raise Unacceptable("mutability", path)
        return _with(told, path, None)
    if path:
        return _with(told, path, value)
    if not isinstance(value, Mapping):
        raise Unacceptable("invalidValue", "value")
    for name, inner in value.items():
        told = _with(told, str(name), inner)
    return told


def filtered(text: str) -> tuple[str, str] | None:
    """The attribute and the value of `filter`; None without one. Raises Unacceptable for what we do not look by."""
    if not text.strip():
        return None
    found = _FILTER.fullmatch(text) if len(text) <= 1000 else None
    attribute = FILTERED.get(found[1].strip().removeprefix(USER + ":").lower()) if found else None
    if found is None or attribute is None:
        raise Unacceptable("invalidFilter", text[:100])
    value = found[2]
    return attribute, re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value.lower()
