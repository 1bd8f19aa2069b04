"""Keys: made at first use, encrypted, replaced by a newer one that signs while the old ones stay listed."""

import pytest
from django.test import override_settings

from waarborg.customers.rules.roles import SECURITY_OFFICER
from waarborg.customers.tests.cast import Cast, make_player
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed
from waarborg.promises.models import AgreementVersion
from waarborg.trust.actions.signing_keys import KeySealed, rotate, signing_key
from waarborg.trust.models import SigningKey, SigningSecret
from waarborg.trust.rules.envelope import public_bytes
from waarborg.trust.tests.signed import check
from waarborg.trust.tests.story import instant, report

AT = instant("2026-05-01 06:00")


def test_the_first_key_is_made_once_and_kept_encrypted(cast: Cast) -> None:
    with cast.manager.at_work():
        first, second = (public_bytes(signing_key(at=AT)) for _ in range(2))
        assert first == second
        secret = SigningSecret.objects.get()
        assert signing_key(at=AT).private_bytes_raw().hex() not in secret.sealed
        assert JournalEntry.objects.filter(kind="trust.signing-key.made").count() == 0
    with cast.manager.at_work():
        assert JournalEntry.objects.get(kind="trust.signing-key.made").tenant_id == cast.provider.id


def test_a_newer_key_signs_and_the_older_report_stays_good(cast: Cast, appreo: AgreementVersion) -> None:
    officer = make_player(cast.provider, "O. Voorbeeld", "o.voorbeeld@example.nl", SECURITY_OFFICER)
    before = report(cast, "2026-05-01 06:00")
    with officer.at_work():
        newer = rotate(by=officer.actor, at=instant("2026-05-02 10:00"))
    after = report(cast, "2026-06-01 06:00", "2026-05")
    assert (after.fingerprint, before.fingerprint != after.fingerprint) == (newer.fingerprint, True)
    assert check(before.envelope, before.fingerprint).number == before.number
    with cast.owner.at_work():
        assert {key.fingerprint for key in SigningKey.objects.all()} == {before.fingerprint, after.fingerprint}


def test_who_may_not_replace_a_key_leaves_the_old_one(cast: Cast) -> None:
    with cast.manager.at_work(), pytest.raises(NotAllowed):
        rotate(by=cast.manager.actor, at=AT)
    with cast.manager.at_work():
        assert SigningKey.objects.count() == 0


def test_a_customer_never_reaches_the_secret(cast: Cast) -> None:
    from django.db import ProgrammingError

    with cast.manager.at_work():
        signing_key(at=AT)
    with pytest.raises(ProgrammingError), cast.owner.at_work():
        list(SigningSecret.objects.all())


def test_without_the_key_that_encrypted_it_nothing_is_signed(cast: Cast) -> None:
    with cast.manager.at_work():
        signing_key(at=AT)
    other = override_settings(ENCRYPTION_KEYS=["another secret of the installation"])
    with other, cast.manager.at_work(), pytest.raises(KeySealed):
        signing_key(at=AT)
