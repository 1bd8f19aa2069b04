"""Mail domains: how one is written, and which belong to nobody."""

import re

# What a domain of a mail address looks like (RFC 1035, section 2.3.1; at least two labels).
_DOMAIN = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]\Z")
# Mailboxes for everybody: whoever claimed one of these would claim strangers. No list is complete: that other
# organisations have people at a domain counts as well (actions/set_sign_on.py).
PUBLIC = frozenset(
    """
    gmail.com googlemail.com outlook.com hotmail.com hotmail.nl live.com live.nl msn.com yahoo.com icloud.com me.com
    mac.com aol.com proton.me protonmail.com pm.me gmx.net gmx.com gmx.de web.de mail.com zoho.com yandex.com ziggo.nl
    kpnmail.nl kpnplanet.nl planet.nl hetnet.nl home.nl xs4all.nl upcmail.nl chello.nl casema.nl quicknet.nl tele2.nl
    solcon.nl telfort.nl telenet.be skynet.be proximus.be fastmail.com tutanota.com tuta.com hey.com
    """.split()  # noqa: SIM905
)


def domain_of(email: str) -> str:
    """The domain of a mail address in lower case, internationalised ones as they travel; empty where there is none."""
    local, at, domain = email.strip().rpartition("@")
    return normalised(domain) if at and local else ""


def normalised(domain: str) -> str:
    """As it travels (`xn--`), in lower case; empty for what is no domain."""
    plain = domain.strip().lower().removeprefix("@").rstrip(".")
    try:
        plain = plain.encode("idna").decode() if not plain.isascii() else plain
    except UnicodeError:
        return ""
    return plain if _DOMAIN.match(plain) else ""
