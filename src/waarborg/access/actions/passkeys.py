"""Passkeys: adding, using, naming and removing one (WebAuthn level 3, sections 7.1 and 7.2).

What could go wrong, and why it does not:

- *a page elsewhere asks for the passkey*: the browser gives it to our name only, and the origin is compared with ours;
- *an answer is used twice, or is that of somebody else's challenge*: a challenge lies in the visitor's own session,
  serves one ceremony of one kind for five minutes, and is gone before it is looked at;
- *a device that was only touched*: the user must have been verified (finger, face, code), so that one passkey is both
  something held and something known; without that flag it is refused;
- *a passkey of one account for another*: a credential is of one account (unique in the database), and the handle that
  comes with the answer must name the same;
- *a copied device*: its counter lags behind, which is refused and told to the owner;
- *a browser left open*: adding or removing one takes the password, or having signed in just now;
- *a last way in that is removed*: where the second step is compulsory the last one stays.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime
from struct import error as StructError
from typing import Any
from uuid import UUID

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import IntegrityError, connection, transaction
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from waarborg.access.actions.note_second_factor import note_second_factor
from waarborg.access.actions.second_factor import Compulsory, is_compulsory
from waarborg.access.actions.tell_owner import tell_owner
from waarborg.access.events import SECOND_FACTOR_ENROLLED, SECOND_FACTOR_RESET
from waarborg.access.models import Account, Passkey
from waarborg.access.queries import second_factor
from waarborg.access.queries.passkeys import passkeys_of
from waarborg.access.rules.relying_party import RelyingParty
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.taken import taken

AT_MOST = 20
# What parsing somebody's bytes may come to.
MALFORMED = (
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    IndexError,
    NotImplementedError,
    RecursionError,
    StructError,
)
# One winner, and never backwards; a device that does not count says 0 each time.
USE = """
UPDATE access_passkey SET sign_count = %s, used_at = now()
WHERE id = %s AND (sign_count < %s OR (sign_count = 0 AND %s = 0))
"""


class NotRecognised(BadInput):
    """The same for a passkey we do not know, one of a closed account, and an answer that does not check."""

    code = "access.passkey.not-recognised"
    nl = "Deze passkey kennen wij niet, of het duurde te lang."
    en = "We do not know this passkey, or it took too long."
    nl_way_out = "Probeer het opnieuw, of log in met uw wachtwoord."
    en_way_out = "Try again, or sign in with your password."


class Copied(Refusal):
    code = "access.passkey.copied"
    nl = "Deze passkey loopt achter: er is misschien een kopie van in gebruik. Wij laten hem niet binnen."
    en = "This passkey lags behind: a copy of it may be in use. We do not let it in."
    nl_way_out = "Log op een andere manier in en verwijder deze passkey."
    en_way_out = "Sign in another way and remove this passkey."


class AlreadyThere(Refusal):
    code = "access.passkey.already-there"
    nl = "Deze passkey is al toegevoegd."
    en = "This passkey has been added already."


class Enough(Refusal):
    code = "access.passkey.enough"
    nl = "Meer dan {most} passkeys kan een account niet hebben."
    en = "An account cannot have more than {most} passkeys."
    nl_way_out = "Verwijder er eerst een die u niet meer gebruikt."
    en_way_out = "First remove one that you no longer use."


def _server(party: RelyingParty) -> Fido2Server:
    entity = PublicKeyCredentialRpEntity(id=party.id, name="Waarborg")
    return Fido2Server(entity, verify_origin=lambda origin: secrets.compare_digest(origin, party.origin))


def offer_to_add(account: Account, *, party: RelyingParty) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the browser is asked, and the state that must come back with its answer. Raises Enough."""
    held = list(passkeys_of(account))
    if len(held) >= AT_MOST:
        raise Enough(most=AT_MOST)
    options, state = _server(party).register_begin(
        PublicKeyCredentialUserEntity(id=account.pk.bytes, name=account.email, display_name=account.email),
        credentials=[_descriptor(one) for one in held],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(options), dict(state)


def _descriptor(passkey: Passkey) -> PublicKeyCredentialDescriptor:
    return PublicKeyCredentialDescriptor(
        type=PublicKeyCredentialType.PUBLIC_KEY, id=websafe_decode(passkey.credential_id)
    )


def add(
    account: Account, *, name: str, answer: Mapping[str, Any], state: Any, party: RelyingParty, at: datetime
) -> Passkey:
    """Keep a passkey once the device has signed the challenge; tells the owner; makes recovery codes where there are
    none. Raises NotRecognised, AlreadyThere, Enough."""
    try:
        response = RegistrationResponse.from_dict(answer)
        _not_framed(response.response.client_data)
        server = _server(party)
        made = server.register_complete(state, response)
        known = {parameters.alg for parameters in server.allowed_algorithms}
    except MALFORMED:
        raise NotRecognised() from None
    credential = made.credential_data
    if credential is None or len(credential.credential_id) > 1023 or credential.public_key.ALGORITHM not in known:
        raise NotRecognised()
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=account.pk)
        if passkeys_of(account).count() >= AT_MOST:
            raise Enough(most=AT_MOST)
        try:
            with transaction.atomic():
                kept = Passkey.objects.create(
                    account=account,
                    name=name.strip()[:60],
                    credential_id=websafe_encode(credential.credential_id),
                    public_key=bytes(credential),
                    sign_count=made.counter,
                )
        except IntegrityError as error:
            if not taken(error):
                raise
            raise AlreadyThere() from None
        if second_factor.recovery_codes(account) is None:
            RecoveryCodes.activate(account)
        tell_owner(account, "passkey-added", at=at)
        note_second_factor(account, SECOND_FACTOR_ENROLLED, way="passkey", at=at)
    return kept


def offer_to_use(account: Account | None, *, party: RelyingParty) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the browser is asked: for a passkey of this account, or, of nobody known yet, for any of our name.

    The answer to a visitor names no account and no passkey, so that nothing can be learnt from it.
    """
    descriptors = [_descriptor(one) for one in passkeys_of(account)] if account is not None else None
    options, state = _server(party).authenticate_begin(
        descriptors, user_verification=UserVerificationRequirement.REQUIRED
    )
    return dict(options), dict(state)


def use(
    answer: Mapping[str, Any], *, state: Any, account: Account | None, party: RelyingParty, at: datetime
) -> Passkey:
    """The passkey that answered the challenge, of `account` where one is known already; its counter moves on.

    Raises NotRecognised, Copied (and tells the owner).
    """
    try:
        response = AuthenticationResponse.from_dict(answer)
        _not_framed(response.response.client_data)
        passkey = _found(response, account)
        credential = AttestedCredentialData(bytes(passkey.public_key))
        _server(party).authenticate_complete(state, [credential], response)
        counter = response.response.authenticator_data.counter
    except MALFORMED:
        raise NotRecognised() from None
    with connection.cursor() as cursor:
        cursor.execute(USE, [counter, passkey.pk, counter, counter])
        moved = cursor.rowcount == 1
    if not moved:
        tell_owner(passkey.account, "passkey-copied", at=at)
        raise Copied()
    return passkey


def _found(response: AuthenticationResponse, account: Account | None) -> Passkey:
    """By the credential's own identifier; the handle that came with it must name the same account."""
    found: Passkey | None = (
        Passkey.objects.filter(credential_id=websafe_encode(response.raw_id), account__is_active=True)
        .select_related("account")
        .first()
    )
    handle = response.response.user_handle
    if found is None or (account is not None and found.account_id != account.pk):
        raise NotRecognised()
    if (handle is None and account is None) or (handle and UUID(bytes=bytes(handle)) != found.account_id):
        raise NotRecognised()
    return found


def _not_framed(client_data: Any) -> None:
    """A page of ours inside somebody else's: the browser says so, and our pages are never framed."""
    if client_data.cross_origin:
        raise NotRecognised()


def rename(account: Account, passkey: UUID, *, name: str) -> None:
    """Raises NotFound for one that is not this account's."""
    if not passkeys_of(account).filter(pk=passkey).update(name=name.strip()[:60]):
        raise NotFound()


@transaction.atomic
def remove(account: Account, passkey: UUID, *, at: datetime) -> None:
    """Take one away and tell the owner. Raises NotFound, and Compulsory for the last way to take the second step."""
    Account.objects.select_for_update().get(pk=account.pk)
    mine = passkeys_of(account)
    found = mine.filter(pk=passkey).first()
    if found is None:
        raise NotFound()
    last = second_factor.authenticator(account) is None and mine.count() == 1
    if last and is_compulsory(account):
        raise Compulsory()
    found.delete()
    tell_owner(account, "passkey-removed", at=at)
    note_second_factor(account, SECOND_FACTOR_RESET, way="passkey", at=at)
