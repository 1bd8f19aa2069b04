"""The keys that sign reports: made at first use, kept encrypted, replaced by a newer one that signs from then on."""

from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import journal, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import SYSTEM, Actor
from waarborg.plumbing.sealing import NoKeyFits
from waarborg.plumbing.tenancy.models import Tenant
from waarborg.trust.events import KEY_MADE
from waarborg.trust.models import SEAL, SigningKey, SigningSecret
from waarborg.trust.permissions import ROTATE
from waarborg.trust.rules.envelope import public_bytes

# One maker or sealer of keys at a time; a number nobody else locks.
KEYS = 0x57420001


class NoProvider(Refusal):
    code = "trust.signing-key.no-provider"
    nl = "Er is nog geen leverancier ingericht, dus ook geen sleutel om rapporten mee te ondertekenen."
    en = "No provider was set up yet, so there is no key to sign reports with either."
    nl_way_out = "Maak eerst de eigenaar van de leverancier met `waarborg user create-owner`."
    en_way_out = "First create the owner of the provider with `waarborg user create-owner`."


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
        _one_at_a_time()
        held = _newest()
    if held is None:
        return _make(by=SYSTEM, at=at)[1]
    try:
        secret = SEAL.open(held.sealed)
    except NoKeyFits:
        raise KeySealed() from None
    return Ed25519PrivateKey.from_private_bytes(secret)


@action("trust.signing-key.rotate")
def rotate(*, by: Actor, at: datetime) -> SigningKey:
    """Make a new key, which signs from now on; what older keys signed stays valid and they stay listed.

    Raises NotAllowed, NoProvider.
    """
    permissions.require(by, ROTATE)
    return _make(by=by, at=at)[0]


def reseal() -> int:
    """Seal every evidence key anew under the first encryption key; answers how many were not yet.

    In the desk's scope. The keys themselves stay, and so do their fingerprints. Raises KeySealed: then nothing changes.
    """
    done = 0
    _one_at_a_time()
    for held in list(SigningSecret.objects.order_by("key_id")):
        try:
            renewed = SEAL.renewed(held.sealed)
        except NoKeyFits:
            raise KeySealed() from None
        if renewed is not None:
            # No role may change a secret in its place: it goes, and the same one comes.
            kept = SigningSecret(id=held.id, tenant_id=held.tenant_id, key_id=held.key_id, sealed=renewed)
            held.delete()
            kept.save(force_insert=True)
            done += 1
    return done


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [KEYS])


def _newest() -> SigningSecret | None:
    found: SigningSecret | None = SigningSecret.objects.order_by("-key__made_at", "-key_id").first()
    return found


def _make(*, by: Actor, at: datetime) -> tuple[SigningKey, Ed25519PrivateKey]:
    provider = Tenant.objects.filter(is_provider=True).values_list("id", flat=True).first()
    if provider is None:
        raise NoProvider()
    private = Ed25519PrivateKey.generate()
    key = SigningKey.objects.create(tenant_id=provider, public_key=public_bytes(private), made_at=at)
    sealed = SEAL.close(private.private_bytes_raw())
    SigningSecret.objects.create(tenant_id=provider, key=key, sealed=sealed)
    _note(provider, key, by=by, at=at)
    return key, private


def _note(provider: UUID, key: SigningKey, *, by: Actor, at: datetime) -> None:
    data = {"fingerprint": key.fingerprint}
    journal.record(KEY_MADE, tenant=provider, subject=key.ref, by=by, at=at, data=data)
