"""What the head of a mail says of who, or what, wrote it (RFC 3834, RFC 3464, RFC 8601)."""

import re
from email.message import Message

from waarborg.plumbing.mail_in.message.parsed import Bounce
from waarborg.plumbing.mail_in.message.texts import header

_PRECEDENCE = frozenset({"bulk", "junk", "list", "auto_reply", "auto-reply"})
# Not standard, and written by programs that do not know the standard one.
_ROBOTS = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply", "auto-reply", "x-mail-autoreply",
           "x-vacation", "x-facebook-notify", "x-jira-fingerprint")  # fmt: skip
_DAEMONS = re.compile(r"^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|niet-?antwoorden|bounces?)([+-].*)?@", re.I)
_SUBJECTS = re.compile(
    r"^\s*(?:(?:re|aw|antw)\s*:\s*)?(?:automatisch(?:e)? (?:antwoord|beantwoording)|automatic reply|auto(?:matic)?[ -]?"
    r"reply|out of (?:the )?office|afwezigheid|afwezig(?:heidsassistent)?\s*:|niet aanwezig\s*:|abwesenheits|"
    r"automatische antwort|réponse automatique)",
    re.IGNORECASE,
)
_MESSAGE_ID = re.compile(r"<\s*([^<>\s]+)\s*>")


def ids(raw: str) -> tuple[str, ...]:
    """The Message-IDs in a header, without brackets, each once, in order; at most fifty."""
    return tuple(dict.fromkeys(_MESSAGE_ID.findall(raw)))[:50]


def automatic(message: Message, subject: str, sender: str) -> str:
    """By which sign no human wrote this; empty where there is none.

    A sign in the head decides. A subject decides only for mail that nobody could tell otherwise: programs of before
    2004 that know no header.
    """
    said = header(message, "Auto-Submitted").partition(";")[0].strip().lower()
    if said and said != "no":
        return "auto-submitted"
    # Exchange writes this on what its rules send by themselves.
    if message.get("X-MS-Exchange-Inbox-Rules-Loop"):
        return "exchange"
    if header(message, "Precedence").strip().lower() in _PRECEDENCE:
        return "precedence"
    if message.get("List-Id") or message.get("List-Unsubscribe"):
        return "list"
    if header(message, "Return-Path").strip() == "<>":
        return "empty-return-path"
    if any(message.get(name) for name in _ROBOTS):
        return "robot"
    if _DAEMONS.match(sender):
        return "daemon"
    return "subject" if _SUBJECTS.match(subject) else ""


def calendar(message: Message) -> str:
    """`calendar-reply` for the answer to an invitation (RFC 5546), which a program sends; empty for all else."""
    for part in message.walk():
        if part.get_content_type() == "text/calendar":
            method = str(part.get_param("method") or "")
            content = part.get_payload(decode=True) or b""
            if not method and isinstance(content, bytes) and (found := re.search(rb"^METHOD:(\w+)", content, re.M)):
                method = found[1].decode()
            return "calendar-reply" if method.upper() in ("REPLY", "COUNTER") else ""
    return ""


def bounce(message: Message) -> Bounce | None:
    """What a delivery report says; None for what is no report, or says nothing of a failure."""
    report = next((part for part in message.walk() if part.get_content_type() == "message/delivery-status"), None)
    if report is None:
        return None
    fields = _fields(report)
    action = fields.get("action", "").strip().lower()
    if action not in ("failed", "delayed"):
        return None
    return Bounce(
        message_id=_original(message),
        recipient=_address(fields.get("original-recipient", "")) or _address(fields.get("final-recipient", "")),
        status=(re.search(r"\d\.\d{1,3}\.\d{1,3}", fields.get("status", "")) or [""])[0],
        said=" ".join(fields.get("diagnostic-code", "").split())[:300],
        permanent=action == "failed" and not fields.get("status", "").strip().startswith("4"),
    )


def _fields(report: Message) -> dict[str, str]:
    """The fields of the first recipient that something was said of (RFC 3464, 2.3)."""
    payload = report.get_payload()
    groups = payload if isinstance(payload, list) else []
    if not groups and isinstance(payload, str):
        # Some servers encode the report, so that no parser opens it.
        from email import message_from_string

        content = report.get_payload(decode=True)
        text = content.decode("utf-8", "replace") if isinstance(content, bytes) else payload
        groups = [message_from_string(block) for block in re.split(r"\r?\n\r?\n", text)]
    found = [
        {name.lower(): str(value) for name, value in group.items()} for group in groups if isinstance(group, Message)
    ]
    return next((one for one in found if "action" in one), {})


def _address(field: str) -> str:
    return field.partition(";")[2].strip().strip("<>").lower() or field.strip().strip("<>").lower()


def _original(message: Message) -> str:
    """The Message-ID of the mail that came back, from what was sent along of it."""
    for part in message.walk():
        if part.get_content_type() in ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers"):
            payload = part.get_payload()
            if isinstance(payload, list) and payload and isinstance(payload[0], Message):
                return next(iter(ids(str(payload[0].get("Message-ID", "")))), "")
            content = part.get_payload(decode=True)
            text = content.decode("utf-8", "replace") if isinstance(content, bytes) else str(payload)
            if found := re.search(r"^Message-ID:\s*(<[^>]+>)", text, re.MULTILINE | re.IGNORECASE):
                return next(iter(ids(found[1])), "")
    return next(iter(ids(header(message, "In-Reply-To") + header(message, "References"))), "")


def verdict(message: Message, trusted: str) -> str:
    """What the relay `trusted` (its authserv-id, RFC 8601) found by DMARC: pass, fail or none; empty for no word.

    The topmost field of that name counts and no other: what stands below it came with the mail, and anybody writes it.
    """
    if not trusted:
        return ""
    for raw in message.get_all("Authentication-Results", []):
        said = re.sub(r"\([^()]*\)", " ", " ".join(str(raw).split())).lower()
        if said.partition(";")[0].split(" ")[0].strip() == trusted.lower():
            found = re.search(r"\bdmarc\s*=\s*(\w+)", said)
            result = found[1] if found else "none"
            return result if result in ("pass", "fail") else "none"
    return ""
