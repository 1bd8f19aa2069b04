"""From the bytes of a mail to what is known of it. Wrong mails are the rule: what can be repaired is, and said."""

import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from waarborg.plumbing.mail_in.message import quoted, signs, texts, tnef
from waarborg.plumbing.mail_in.message.parsed import Attached, Parsed, Unreadable

MOST_PARTS = 300
MOST_FILES = 50
_ADDRESS = re.compile(r"[^@\s<>\"',;:\\]+@[^@\s<>\"',;:\\]+\.?[^@\s<>\"',;:\\]*")
_TO = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")
_SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"})
_SIGNATURES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"})
_REPORTS = frozenset({"message/delivery-status", "text/rfc822-headers", "message/disposition-notification"})


def parse(raw: bytes, *, trusted: str = "") -> Parsed:
    """Read a mail; `trusted` is the authserv-id of our own relay. Raises Unreadable: "empty", "no-head", "too-deep",
    "too-many-parts", "encrypted", "no-sender"."""
    if not raw.strip(b"\0 \r\n\t"):
        raise Unreadable("empty")
    try:
        message = message_from_bytes(raw)
        parts = [part for part, _number in zip(message.walk(), range(MOST_PARTS + 1), strict=False)]
    except RecursionError:
        raise Unreadable("too-deep") from None
    if not message.keys():
        raise Unreadable("no-head")
    if len(parts) > MOST_PARTS:
        raise Unreadable("too-many-parts")
    if message.get_content_type() in _SEALED and message.get_param("smime-type") != "signed-data":
        raise Unreadable("encrypted")
    return _told(message, parts, trusted)


def _told(message: Message, parts: list[Message], trusted: str) -> Parsed:
    subject = texts.header(message, "Subject")[:300]
    name, sender = _sender(message)
    bounce = signs.bounce(message)
    if not sender and bounce is None:
        raise Unreadable("no-sender")
    notes: set[str] = set()
    body = _body(parts, notes)
    if len(body) > texts.LONGEST_TEXT:
        body = body[: texts.LONGEST_TEXT]
        notes.add("long")
    if message.defects or any(part.defects for part in parts):
        notes.add("repaired")
    new, repeated = quoted.split(body)
    return_path = message.get("Return-Path")
    return Parsed(
        message_id=next(iter(signs.ids(str(message.get("Message-ID", "")))), "")[:500],
        sender=sender,
        sender_name=name[:200],
        return_path=None if return_path is None else _one(str(return_path)),
        recipients=_recipients(message),
        subject=subject,
        sent=_sent(message),
        in_reply_to=signs.ids(str(message.get("In-Reply-To", ""))),
        references=signs.ids(" ".join(str(one) for one in message.get_all("References", []))),
        new=new,
        quoted=repeated,
        files=_files(parts, notes),
        automatic=signs.automatic(message, subject, sender) or signs.calendar(message),
        bounce=bounce,
        loops=tuple(texts.header_text(one).lower() for one in message.get_all("X-Loop", [])),
        verdict=signs.verdict(message, trusted),
        notes=frozenset(notes),
    )


def _sender(message: Message) -> tuple[str, str]:
    """(name, address). Two senders are nobody in particular: the first, as all mail programs show it."""
    for field in ("From", "Sender"):
        for raw in message.get_all(field, []):
            # Names are decoded after addresses are told apart: an encoded name may hold a comma, or an address.
            for name, address in getaddresses([str(raw)]):
                if _ADDRESS.fullmatch(address) and len(address) <= 254:
                    return texts.header_text(name), address.lower()
            if found := _ADDRESS.search(texts.header_text(raw)):
                return "", found[0].lower()[:254]
    return "", ""


def _one(raw: str) -> str:
    found = _ADDRESS.search(raw)
    return found[0].lower() if found else ""


def _recipients(message: Message) -> tuple[str, ...]:
    raw = [str(value) for field in _TO for value in message.get_all(field, [])]
    found = (address.lower() for _name, address in getaddresses(raw[:50]) if "@" in address)
    return tuple(dict.fromkeys(found))[:200]


def _sent(message: Message) -> datetime | None:
    try:
        found = parsedate_to_datetime(str(message.get("Date", "")))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _body(parts: list[Message], notes: set[str]) -> str:
    """The text: plain where there is any, else what HTML shows; several of them one under the other."""
    plain: list[str] = []
    marked: list[str] = []
    for part in _readable(parts):
        kind = part.get_content_type()
        if kind not in ("text/plain", "text/html"):
            continue
        text, guessed = texts.decoded(_content(part), part.get_content_charset())
        if guessed:
            notes.add("charset")
        (plain if kind == "text/plain" else marked).append(text)
    said = "\n\n".join(one.strip() for one in plain if one.strip())
    if said:
        return said
    if marked:
        notes.add("html")
    return "\n\n".join(texts.html_to_text(one) for one in marked)


def _readable(parts: list[Message]) -> list[Message]:
    """Text that is no file, and not inside a mail that was forwarded as a file."""
    inside = _of_forwarded(parts)
    return [part for part in parts if part.get_content_maintype() == "text" and id(part) not in inside
            and part.get_content_type() not in _REPORTS and not _is_file(part)]  # fmt: skip


def _of_forwarded(parts: list[Message]) -> set[int]:
    found: set[int] = set()
    for part in parts:
        if part.get_content_type() == "message/rfc822" and id(part) not in found:
            found.update(id(one) for one in part.walk() if one is not part)
    return found


def _is_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _content(part: Message) -> bytes:
    try:
        found = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        found = None
    if isinstance(found, bytes):
        return found
    return str(part.get_payload() or "").encode("utf-8", "surrogateescape")


def _files(parts: list[Message], notes: set[str]) -> tuple[Attached, ...]:
    found: list[Attached] = []
    inside = _of_forwarded(parts)
    for part in parts:
        if id(part) in inside or part.get_content_type() in _REPORTS | _SIGNATURES:
            continue
        if part.get_content_type() == "message/rfc822":
            found.append(_forwarded(part))
        elif not part.is_multipart() and (part.get_content_maintype() != "text" or _is_file(part)):
            found += _unpacked(part)
        elif part.get_content_type() == "text/calendar":
            found.append(Attached("uitnodiging.ics", _content(part)))
    kept = [one for one in found if one.content]
    if len(kept) > MOST_FILES:
        notes.add("files")
    return tuple(kept[:MOST_FILES])


def _unpacked(part: Message) -> list[Attached]:
    content = _content(part)
    name = texts.header_text(part.get_filename() or "")
    if (name.lower() == "winmail.dat" or part.get_content_type() == "application/ms-tnef") and tnef.is_tnef(content):
        return tnef.unwrapped(content) or [Attached("winmail.dat", content)]
    return [Attached(name or _unnamed(part), content)]


def _unnamed(part: Message) -> str:
    kind = part.get_content_subtype().lower()
    known = {"jpeg": "jpg", "plain": "txt", "octet-stream": "bin", "calendar": "ics", "svg+xml": "svg"}
    return f"bijlage.{known.get(kind, kind if kind.isalnum() and len(kind) < 6 else 'bin')}"


def _forwarded(part: Message) -> Attached:
    payload = part.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload else None
    name = texts.header(inner, "Subject") if isinstance(inner, Message) else ""
    content = inner.as_bytes() if isinstance(inner, Message) else b""
    return Attached(f"{name[:80] or 'mail'}.eml", content)
