"""How a message leaves: by SMTP, or in a demonstration not at all."""

import re
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.mime.image import MIMEImage
from email.utils import format_datetime, formataddr
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend
from django.template.loader import render_to_string
from django.utils import translation

from waarborg.plumbing import brand as vendor
from waarborg.plumbing.outbox import failures, leaving
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.outbox.send import brand

TIMEOUT_SECONDS = 20
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


class Undeliverable(Exception):
    """This message will never be accepted: trying again is of no use."""


class NotNow(Exception):
    """The server does not accept this message yet; another may get through."""


class ServerAway(Exception):
    """The mail server does not answer, or accepts nothing now: no other message would get through either."""


@dataclass(frozen=True, slots=True)
class Server:
    host: str
    port: int
    username: str
    password: str
    starttls: bool
    ssl: bool


def server(url: str) -> Server | None:
    """The mail server of an address such as smtp://name:password@host:587?starttls=1; None for an empty one."""
    if not url:
        return None
    parts = urlsplit(url)
    ssl = parts.scheme == "smtps"
    return Server(
        host=parts.hostname or "",
        port=parts.port or (465 if ssl else 25),
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=dict(parse_qsl(parts.query)).get("starttls") == "1",
        ssl=ssl,
    )


def message_id(mail: OutboxMail) -> str:
    """The same at every attempt, so that a receiver recognises a repeat (RFC 5322, section 3.6.4)."""
    return f"<{mail.id}@{urlsplit(settings.PUBLIC_URL).hostname}>"


def compose(mail: OutboxMail) -> EmailMultiAlternatives:
    """Text, the same as HTML, and headers that keep automatic answers away (RFC 3834). Raises Undeliverable."""
    if not _ADDRESS.fullmatch(mail.to_address):
        raise Undeliverable("the address is not one")
    look = vendor.look()
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.unveiled,
        from_email=look.sender or settings.MAIL_FROM,
        reply_to=[look.reply] if look.reply else None,
        to=[formataddr((mail.to_name, mail.to_address)) if mail.to_name else mail.to_address],
        headers={
            "Message-ID": message_id(mail),
            "Date": format_datetime(mail.written),
            "Auto-Submitted": "auto-generated",
            "Content-Language": mail.language,
            **leaving.headers_of(mail),
        },
    )
    text, _, foot = mail.unveiled.partition("\n-- \n")
    with translation.override(mail.language):
        html = render_to_string(
            "mail/from_text.html", {"title": mail.subject, "text": text, "foot": foot, "brand": brand()}
        )
    message.attach_alternative(html, "text/html")
    if look.logo:
        # Goes along with the mail: a picture fetched from our server would tell who opened what, and when.
        message.mixed_subtype = "related"  # type: ignore[attr-defined]
        picture = MIMEImage(look.logo, look.logo_type.partition("/")[2])
        picture["Content-ID"], picture["Content-Disposition"] = "<logo>", "inline"
        message.attach(picture)
    return message


@contextmanager
def line(to: Server) -> Iterator[Any]:
    """A function that sends, over one kept connection; it raises Undeliverable, NotNow and ServerAway."""
    backend = EmailBackend(
        host=to.host,
        port=to.port,
        username=to.username,
        password=to.password,
        use_tls=to.starttls,
        use_ssl=to.ssl,
        timeout=TIMEOUT_SECONDS,
        fail_silently=False,
    )

    def send(mail: OutboxMail) -> None:
        message = compose(mail)
        with _sorted_failures():
            backend.open()
            backend.send_messages([message])

    try:
        yield send
    finally:
        backend.close()


@contextmanager
def _sorted_failures() -> Iterator[None]:
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        # We write to one at a time.
        raise _answered(*next(iter(error.recipients.values()))) from error
    except smtplib.SMTPDataError as error:
        raise _answered(error.smtp_code, error.smtp_error) from error
    except smtplib.SMTPResponseException as error:
        # Signing in or greeting went wrong: that is the line, not the message.
        raise ServerAway(f"answered {error.smtp_code}") from error
    except (smtplib.SMTPServerDisconnected, OSError) as error:
        raise ServerAway(type(error).__name__) from error
    except UnicodeError as error:
        raise Undeliverable("the address cannot be written") from error


def _answered(code: int, said: bytes | str) -> Exception:
    if 500 <= code < 600:
        return Undeliverable(failures.reply("refused", code, said))
    return NotNow(failures.reply("put off", code, said))
