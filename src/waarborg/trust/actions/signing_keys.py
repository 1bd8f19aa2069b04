"""The keys that sign reports: made at first use, kept encrypted, replaced by a newer one that signs from then on."""

import base64
from datetime import datetime
from functools import cache
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import connection

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import journal, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import SYSTEM, Actor
from waarborg.plumbing.tenancy.models import Tenant
from waarborg.trust.events import KEY_MADE
from waarborg.trust.models import SigningKey, SigningSecret
from waarborg.trust.permissions import ROTATE
from waarborg.trust.rules.envelope import public_bytes

# One maker of a first key at a time; a number nobody else locks.
FIRST_KEY = 0x57420001


class NoProvider(Refusal):
    code = "trust.signing-key.no-provider"
    nl = "Er is nog geen leverancier ingericht, dus ook geen sleutel om rapporten mee te ondertekenen."
    en = "No provider was set up yet, so there is no key to sign reports with either."


class KeySealed(Refusal):
    code = "trust.signing-key.sealed"
    status = 503
    nl = "De bewijssleutel kan niet worden gelezen: de sleutel waarmee hij is versleuteld, is er niet meer."
    en = "The evidence key cannot be read: the key that encrypted it is not there any more."
    nl_way_out = "Zet de vorige versleutelsleutel terug, of laat een nieuwe bewijssleutel maken."
    en_way_out = "Put the former encryption key back, or have a new evidence key made."


def signing_key(*, at: datetime) -> Ed25519PrivateKey:
    """The private key that signs now, made if there is none yet. In the desk's scope. Raises NoProvider, KeySealed."""
    held = _newest()
    if held is None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FIRST_KEY])
        held = _newest()
    if held is None:
        return _make(by=SYSTEM, at=at)[1]
    try:
        secret = _current().decrypt(held.sealed.encode())
    except InvalidToken:
        raise KeySealed() from None
    return Ed25519PrivateKey.from_private_bytes(secret)


@action("trust.signing-key.rotate")
def rotate(*, by: Actor, at: datetime) -> SigningKey:
    """Make a new key, which signs from now on; what older keys signed stays valid and they stay listed.

    Raises NotAllowed, NoProvider.
    """
    permissions.require(by, ROTATE)
    return _make(by=by, at=at)[0]


def _newest() -> SigningSecret | None:
    found: SigningSecret | None = SigningSecret.objects.order_by("-key__made_at", "-key_id").first()
    return found


def _make(*, by: Actor, at: datetime) -> tuple[SigningKey, Ed25519PrivateKey]:
    provider = Tenant.objects.filter(is_provider=True).values_list("id", flat=True).first()
    if provider is None:
        raise NoProvider()
    private = Ed25519PrivateKey.generate()
    key = SigningKey.objects.create(tenant_id=provider, public_key=public_bytes(private), made_at=at)
    sealed = _current().encrypt(private.private_bytes_raw()).decode()
    SigningSecret.objects.create(tenant_id=provider, key=key, sealed=sealed)
    _note(provider, key, by=by, at=at)
    return key, private


def _note(provider: UUID, key: SigningKey, *, by: Actor, at: datetime) -> None:
    data = {"fingerprint": key.fingerprint}
    journal.record(KEY_MADE, tenant=provider, subject=key.ref, by=by, at=at, data=data)


def _current() -> MultiFernet:
    keys: list[str] = settings.ENCRYPTION_KEYS  # type: ignore[assignment]
    return _box(tuple(keys))


@cache
def _box(secrets: tuple[str, ...]) -> MultiFernet:
    def key(secret: str) -> bytes:
        derived = HKDF(SHA256(), 32, salt=b"waarborg", info=b"report signing").derive(secret.encode())
        return base64.urlsafe_b64encode(derived)

    return MultiFernet([Fernet(key(secret)) for secret in secrets])
