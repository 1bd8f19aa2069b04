"""What trust's checks look at: whether anything passes to and from this installation in the clear."""

import http.client
import socket
import ssl
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings

from waarborg.plumbing.checks import Outcome

SECONDS = 10.0
# What browsers' lists ask, and what the product sends.
HSTS = 31_536_000
# An answer that says nothing but where the encrypted address is.
MOVED = frozenset({301, 302, 307, 308})


def tls_only(at: datetime) -> Outcome:
    """The public address is https with a certificate that holds; cookies go over nothing else and browsers are told
    so; and where plain http is answered, the answer only points there (AP-07, CL-49, TO-10).

    Looks at the settings and then at the address itself, as a browser would; settings of a proxy before it show in its
    answers. Raises OSError where the address cannot be reached from here.
    """
    return _by_settings() or _by_looking()


def _by_settings() -> Outcome | None:
    """What the settings alone say against it."""
    if not settings.PUBLIC_URL.startswith("https://"):
        return Outcome(
            False,
            f"Deze installatie is te bereiken op {settings.PUBLIC_URL}: zonder versleuteling. Geef haar een adres met"
            " https (WAARBORG_URL); op een demonstratie of proef hoort dit zo.",
            f"This installation is reached at {settings.PUBLIC_URL}: without encryption. Give it an address with https"
            " (WAARBORG_URL); on a demonstration or trial this is as expected.",
            why="plain",
        )
    if not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE):
        return Outcome(
            False,
            "Cookies zijn niet beperkt tot versleutelde verbindingen.",
            "Cookies are not restricted to encrypted connections.",
            why="cookies",
        )
    return None


def _by_looking() -> Outcome:
    address = urlsplit(settings.PUBLIC_URL)
    host, port = address.hostname or "", address.port or 443
    try:
        version, told = _asked(host, port)
    except ssl.SSLCertVerificationError as problem:
        return Outcome(
            False,
            f"Het certificaat van {host} wordt niet vertrouwd: {problem.verify_message}.",
            f"The certificate of {host} is not trusted: {problem.verify_message}.",
            why="certificate",
        )
    if _seconds(told) < HSTS:
        return Outcome(
            False,
            f"{host} zegt browsers niet dat zij een jaar lang alleen versleuteld mogen komen (HSTS). Stuurt de proxy"
            " X-Forwarded-Proto mee, en is hij geteld in WAARBORG_TRUSTED_PROXIES?",
            f"{host} does not tell browsers to come encrypted only, for a year (HSTS). Does the proxy pass on"
            " X-Forwarded-Proto, and is it counted in WAARBORG_TRUSTED_PROXIES?",
            why="hsts",
        )
    if port == 443 and not _points_there(host):
        return Outcome(
            False,
            f"http://{host}/ geeft een antwoord zonder versleuteling. Laat de proxy doorverwijzen naar https.",
            f"http://{host}/ answers without encryption. Have the proxy redirect to https.",
            why="plain",
        )
    return Outcome(
        True,
        f"{host} antwoordt over {version} met een geldig certificaat, cookies gaan alleen daarover, en browsers weten"
        " dat.",
        f"{host} answers over {version} with a valid certificate, cookies go over that alone, and browsers know it.",
    )


def _asked(host: str, port: int) -> tuple[str, str]:
    """The version of the protocol, and what browsers are told of it."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    caller = http.client.HTTPSConnection(host, port, timeout=SECONDS, context=context)
    try:
        caller.connect()
        version = str(caller.sock.version())
        caller.request("GET", "/")
        return version, caller.getresponse().getheader("Strict-Transport-Security", "")
    except ssl.SSLCertVerificationError:
        raise
    except http.client.HTTPException as problem:
        raise OSError(f"no answer of {host}") from problem
    finally:
        caller.close()


def _seconds(told: str) -> int:
    """The max-age of the header (RFC 6797, section 6.1.1); 0 where it says none."""
    for part in told.lower().replace(" ", "").split(";"):
        name, _, value = part.partition("=")
        if name == "max-age" and value.strip('"').isdigit():
            return int(value.strip('"'))
    return 0


def _points_there(host: str, port: int = 80) -> bool:
    """Whether plain http is not answered at all, or only with where the encrypted address is."""
    caller = http.client.HTTPConnection(host, port, timeout=SECONDS)
    try:
        caller.request("GET", "/")
        answer = caller.getresponse()
        return answer.status in MOVED and (answer.getheader("Location") or "").startswith("https://")
    except (OSError, socket.gaierror, http.client.HTTPException):
        return True
    finally:
        caller.close()


CHECKS = {"trust.tls-only": tls_only}
