"""The second step: checking a code, setting it up, taking it away."""

import secrets
from base64 import b32encode
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection, transaction

from waarborg.access import encryption
from waarborg.access.actions import attempts
from waarborg.access.actions.end_sessions import end_all
from waarborg.access.actions.note_second_factor import note_second_factor
from waarborg.access.actions.tell_owner import tell_owner
from waarborg.access.events import SECOND_FACTOR_ENROLLED, SECOND_FACTOR_RESET
from waarborg.access.models import Account
from waarborg.access.queries import second_factor as queries
from waarborg.access.queries.memberships import member, memberships_of
from waarborg.access.queries.passkeys import passkeys_of
from waarborg.access.rules import throttling, totp
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import clock

# One winner: of two workers that see the same code, one moves the step forward.
USE_STEP = """
INSERT INTO access_totp_use AS u (account_id, step) VALUES (%s, %s)
ON CONFLICT (account_id) DO UPDATE SET step = excluded.step WHERE u.step < excluded.step
"""


class WrongCode(BadInput):
    code = "access.second-factor.wrong-code"
    nl = "Deze code klopt niet, of is al gebruikt."
    en = "This code is not right, or has been used already."
    # A telephone whose clock is more than half a minute off shows codes of another moment.
    nl_way_out = (
        "Wacht op de volgende code in uw app en vul die in. Klopt die ook niet: zet de klok van uw telefoon gelijk."
    )
    en_way_out = (
        "Wait for the next code in your app and enter that one. If that is wrong too: set your telephone's clock right."
    )


class AlreadySetUp(Refusal):
    code = "access.second-factor.already-set-up"
    nl = "Er is al een tweede stap ingesteld."
    en = "A second step has been set up already."


class Compulsory(Refusal):
    code = "access.second-factor.compulsory"
    nl = "Uw organisatie eist een tweede stap bij het inloggen; u kunt hem niet uitzetten."
    en = "Your organisation asks for a second step when signing in; you cannot switch it off."
    nl_way_out = "Wilt u een ander apparaat gebruiken, vraag dan uw beheerder de tweede stap te verwijderen."
    en_way_out = "If you want to use another device, ask your administrator to remove the second step."


def new_secret() -> str:
    """160 bits, base32, as RFC 4226 (section 4, R6) recommends."""
    return b32encode(secrets.token_bytes(20)).decode()


def verify(account: Account, code: str, *, at: datetime) -> Authenticator:
    """The authenticator that this code is of: the app's, or an unused recovery code, which is then used up and told
    to the owner. Raises TooMany, WrongCode."""
    attempts.count("second-factor", str(account.pk), throttling.SECOND_FACTOR)
    given = "".join(code.split())
    found = queries.authenticator(account)
    if found is not None and _is_fresh(account, encryption.decrypt(found.data["secret"]), given):
        return _accepted(account, found)
    spare = _use_up(account, given.replace("-", ""), at=at)
    if spare is not None:
        return _accepted(account, spare)
    raise WrongCode(path="code")


@transaction.atomic
def _use_up(account: Account, code: str, *, at: datetime) -> Authenticator | None:
    """The recovery codes that this code is one of, now used up; None for any other. The library locks their row."""
    found = queries.recovery_codes(account)
    if found is None:
        return None
    codes = RecoveryCodes(found)
    if not codes.validate_code(code):
        return None
    tell_owner(account, "code-used", at=at, left=len(codes.get_unused_codes()))
    return found


def _accepted(account: Account, used: Authenticator) -> Authenticator:
    attempts.forgive("second-factor", str(account.pk))
    return used


def _is_fresh(account: Account, secret: str, code: str) -> bool:
    step = totp.matching_step(secret, code, unix_seconds=int(clock.real().timestamp()))
    if step is None:
        return False
    with connection.cursor() as cursor:
        cursor.execute(USE_STEP, [account.pk, step])
        return bool(cursor.rowcount == 1)


def set_up(account: Account, *, secret: str, code: str, this_session: str | None, at: datetime) -> Authenticator:
    """Keep the secret (sealed) once a first code proves that the app has it; makes recovery codes; ends other
    sessions; tells the owner.

    Raises TooMany, WrongCode, AlreadySetUp.
    """
    # Outside the transaction: an attempt that fails stays counted.
    attempts.count("second-factor", str(account.pk), throttling.SECOND_FACTOR)
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=account.pk)
        if queries.authenticator(account) is not None:
            raise AlreadySetUp()
        if not _is_fresh(account, secret, "".join(code.split())):
            raise WrongCode(path="code")
        made: Authenticator = TOTP.activate(account, secret).instance
        RecoveryCodes.activate(account)
        end_all(account, except_key=this_session)
        tell_owner(account, "step-on", at=at)
        note_second_factor(account, SECOND_FACTOR_ENROLLED, way="app", at=at)
    return _accepted(account, made)


def recovery_codes_to_show(account: Account) -> list[str]:
    """The unused recovery codes, the first time only; empty when they were shown before."""
    found = queries.recovery_codes(account)
    if found is None:
        return []
    codes = RecoveryCodes(found)
    if codes.did_view:
        return []
    codes.mark_as_viewed()
    return codes.get_unused_codes()


@transaction.atomic
def renew_recovery_codes(account: Account, *, at: datetime) -> None:
    """New codes; the old ones stop working, and the owner is told."""
    Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(account)
    tell_owner(account, "codes", at=at)


def is_compulsory(account: Account) -> bool:
    """Whether any organisation the account belongs to asks for it."""
    members = (member(one.id, account=account.pk) for one in memberships_of(account))
    return any(one is not None and one.policy.require_second_factor for one in members)


@transaction.atomic
def take_away(account: Account, *, at: datetime) -> None:
    """Switch the app's codes off and tell the owner; there were none: nothing.

    Recovery codes go with them, unless there is a passkey that they stand in for. Raises Compulsory for the last way.
    """
    Account.objects.select_for_update().get(pk=account.pk)
    others = passkeys_of(account).exists()
    if not others and is_compulsory(account):
        raise Compulsory()
    if others:
        going = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP)
    else:
        going = Authenticator.objects.filter(user=account)
    if going.delete()[0]:
        tell_owner(account, "step-off", at=at)
        note_second_factor(account, SECOND_FACTOR_RESET, way="app", at=at)


def reset(account: Account) -> None:
    """For who lost telephone and recovery codes: an administrator removes the step, passkeys too, and every session
    ends."""
    Authenticator.objects.filter(user=account).delete()
    passkeys_of(account).delete()
    end_all(account)
