"""What the records of a domain say about mail that comes from it: SPF (RFC 7208), DKIM (RFC 6376, 8301), DMARC (7489).

Pure: who asks the domain name system is handed in. What could not be looked up is said to be so, and judged in no way.
"""

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Final, Literal

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

State = Literal["good", "doubt", "bad", "unknown"]
# The text records of a name. Raises Silent where there was no answer.
Ask = Callable[[str], list[str]]
Rule = Callable[[str, str, "Ask"], list["Finding"]]
MOST_LOOK_UPS: Final = 10
_LOOKS_UP: Final = frozenset({"include", "a", "mx", "ptr", "exists"})
_MECHANISM = re.compile(r"([-+~?]?)(all|include|a|mx|ptr|ip4|ip6|exists)(?:[:/](\S*))?", re.IGNORECASE)
_MODIFIER = re.compile(r"([a-z][a-z0-9_.-]*)=(\S*)", re.IGNORECASE)


class Silent(Exception):
    """The domain name system gave no answer."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` names a sentence (rules/mail_domain_words.py), `params` fill it in."""

    what: str
    state: State
    code: str
    params: dict[str, str] = field(default_factory=dict)

    def plain(self) -> dict[str, object]:
        """As JSON keeps it."""
        return asdict(self)


def judge(domain: str, selector: str, ask: Ask) -> list[Finding]:
    """What is found, SPF first; each of the three has at least one finding."""
    found: list[Finding] = []
    rules: tuple[tuple[str, Rule], ...] = (("spf", spf), ("dkim", dkim), ("dmarc", dmarc))
    for what, rule in rules:
        try:
            found += rule(domain, selector, ask)
        except Silent:
            found.append(Finding(what, "unknown", "silent"))
    return found


# --- SPF --------------------------------------------------------------------------------------------------------------


def spf(domain: str, selector: str, ask: Ask) -> list[Finding]:
    """Raises Silent."""
    records = _spf_records(domain, ask)
    if len(records) != 1:
        return [Finding("spf", "bad", "several" if records else "none", {"domain": domain})]
    record = records[0]
    terms = record.split()[1:]
    wrong = next((one for one in terms if not _MECHANISM.fullmatch(one) and not _MODIFIER.fullmatch(one)), None)
    if wrong is not None:
        return [Finding("spf", "bad", "term", {"term": wrong, "record": record})]
    if _look_ups(domain, ask, 0) > MOST_LOOK_UPS:
        return [Finding("spf", "bad", "look-ups", {"most": str(MOST_LOOK_UPS), "record": record})]
    ends = [match[1] for one in terms if (match := _MECHANISM.fullmatch(one)) and match[2].lower() == "all"]
    redirects = any(one.lower().startswith("redirect=") for one in terms)
    state: State = "good"
    code = "good"
    if ends and ends[0] in ("", "+"):
        state, code = "bad", "open"
    elif (ends and ends[0] == "?") or not (ends or redirects):
        state, code = "doubt", "neutral"
    return [Finding("spf", state, code, {"record": record})]


def _spf_records(domain: str, ask: Ask) -> list[str]:
    return [one for one in ask(domain) if one.lower() == "v=spf1" or one.lower().startswith("v=spf1 ")]


def _look_ups(domain: str, ask: Ask, before: int) -> int:
    """How many look-ups a receiver makes (4.6.4), those of included records too; stops counting past the most."""
    count = before
    for record in _spf_records(domain, ask)[:1]:
        for term in record.split()[1:]:
            mechanism, modifier = _MECHANISM.fullmatch(term), _MODIFIER.fullmatch(term)
            name, target = "", ""
            if mechanism:
                name, target = mechanism[2].lower(), mechanism[3] or ""
            elif modifier and modifier[1].lower() == "redirect":
                name, target = "redirect", modifier[2]
            if name in _LOOKS_UP or name == "redirect":
                count += 1
            # A name with macros depends on the mail, and is counted without being followed.
            if name in ("include", "redirect") and target and "%" not in target and count <= MOST_LOOK_UPS:
                count = _look_ups(target, ask, count)
            if count > MOST_LOOK_UPS:
                return count
    return count


# --- DKIM -------------------------------------------------------------------------------------------------------------


def dkim(domain: str, selector: str, ask: Ask) -> list[Finding]:
    """Raises Silent."""
    if not selector:
        return [Finding("dkim", "unknown", "no-selector")]
    name = f"{selector}._domainkey.{domain}"
    records = ask(name)
    if len(records) != 1:
        return [Finding("dkim", "bad", "several" if records else "none", {"name": name})]
    tags = _tags(records[0])
    if tags is None or tags.get("v", "DKIM1") != "DKIM1" or "p" not in tags:
        return [Finding("dkim", "bad", "unreadable", {"name": name})]
    if not tags["p"]:
        return [Finding("dkim", "bad", "revoked", {"name": name})]
    found = [_key(name, tags)]
    if "y" in tags.get("t", "").split(":"):
        found.append(Finding("dkim", "doubt", "testing", {"name": name}))
    return found


def _key(name: str, tags: dict[str, str]) -> Finding:
    kind = tags.get("k", "rsa").lower()
    try:
        content = base64.b64decode("".join(tags["p"].split()), validate=True)
        if kind == "ed25519" and len(content) == 32:
            return Finding("dkim", "good", "good", {"name": name, "key": "Ed25519"})
        key = load_der_public_key(content)
    except (binascii.Error, ValueError):
        return Finding("dkim", "bad", "unreadable", {"name": name})
    if kind != "rsa" or not isinstance(key, RSAPublicKey):
        return Finding("dkim", "bad", "unreadable", {"name": name})
    params = {"name": name, "key": f"RSA {key.key_size}"}
    if key.key_size >= 2048:
        return Finding("dkim", "good", "good", params)
    # RFC 8301, 3.2: under 1024 bits nobody may accept it.
    return Finding("dkim", "bad" if key.key_size < 1024 else "doubt", "short", params)


def _tags(record: str) -> dict[str, str] | None:
    """A list of tags (RFC 6376, 3.2); None where it is none, or a tag stands twice."""
    tags: dict[str, str] = {}
    for part in record.strip().rstrip(";").split(";"):
        name, sign, value = part.partition("=")
        if not sign or name.strip() in tags:
            return None
        tags[name.strip()] = value.strip()
    return tags


# --- DMARC ------------------------------------------------------------------------------------------------------------


def dmarc(domain: str, selector: str, ask: Ask) -> list[Finding]:
    """The domain's own record, else that of the nearest domain above it. Raises Silent."""
    labels = domain.split(".")
    for start in range(max(1, len(labels) - 1)):
        at = ".".join(labels[start:])
        records = [one for one in ask(f"_dmarc.{at}") if re.match(r"v\s*=\s*DMARC1\s*(;|$)", one)]
        if len(records) > 1:
            return [Finding("dmarc", "bad", "several", {"name": f"_dmarc.{at}"})]
        if records:
            return _policy(f"_dmarc.{at}", records[0], inherited=start > 0)
    return [Finding("dmarc", "bad", "none", {"name": f"_dmarc.{domain}"})]


def _policy(name: str, record: str, *, inherited: bool) -> list[Finding]:
    tags = _tags(record) or {}
    policy = (tags.get("sp") if inherited else None) or tags.get("p", "")
    params = {"name": name, "policy": policy, "record": record}
    if policy.lower() not in ("none", "quarantine", "reject"):
        return [Finding("dmarc", "bad", "unreadable", params)]
    watching = policy.lower() == "none"
    found = [Finding("dmarc", "doubt" if watching else "good", "watching" if watching else "good", params)]
    if tags.get("pct", "100") != "100":
        found.append(Finding("dmarc", "doubt", "part", {**params, "part": tags["pct"]}))
    if "rua" not in tags:
        found.append(Finding("dmarc", "doubt", "no-reports", params))
    return found
