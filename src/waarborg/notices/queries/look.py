"""The house style as pages and mails take it, and its rows."""

from email.utils import formataddr, parseaddr

from django.conf import settings
from django.db import connection
from django.urls import reverse

from waarborg.notices.models import Look, Sender
from waarborg.plumbing import brand, tenancy
from waarborg.plumbing.tenancy import Role

KEPT = """
SELECT o.name, coalesce(l.name, ''), coalesce(l.colour, ''), l.logo, coalesce(l.logo_type, ''), coalesce(l.version, ''),
       coalesce(s.name, ''), coalesce(s.address, ''), coalesce(s.reply_address, '')
FROM customers_organisation o
LEFT JOIN LATERAL (SELECT * FROM notices_look WHERE tenant_id = o.tenant_id ORDER BY changed_at DESC LIMIT 1) l ON true
LEFT JOIN notices_sender s ON s.tenant_id = o.tenant_id
WHERE o.kind = 'provider'
"""


def kept() -> brand.Look | None:
    """What everybody may know, read as the desk whatever scope is under way; None before the first owner was made."""
    with tenancy.enter(Role.DESK), connection.cursor() as cursor:
        cursor.execute(KEPT)
        row = cursor.fetchone()
    if row is None:
        return None
    own, name, colour, logo, logo_type, version, sender, address, reply = row
    called = name or own
    return brand.Look(
        name=called,
        style_url=f"{reverse('notices:brand-style')}?v={version}" if colour else "",
        logo_url=f"{reverse('notices:brand-logo')}?v={version}" if logo_type else "",
        colour=colour,
        logo=bytes(logo or b""),
        logo_type=logo_type,
        sender=formataddr((sender or called, address)) if address else "",
        reply=reply,
    )


def look_row() -> Look | None:
    """The house style in full. One query."""
    found: Look | None = Look.objects.order_by("-changed_at").first()
    return found


def sender_row() -> Sender | None:
    found: Sender | None = Sender.objects.first()
    return found


def domain_of_sender(held: Sender | None) -> str:
    """The domain that mail comes from: of the sender's address, else of the setting; empty where there is none."""
    address = held.address if held and held.address else parseaddr(settings.MAIL_FROM)[1]
    return address.rpartition("@")[2].lower().rstrip(".")
