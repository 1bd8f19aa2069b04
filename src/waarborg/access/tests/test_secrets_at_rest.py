"""What is planted as a secret is found nowhere in the clear: not in a dump of the whole database, not in an export."""

import base64
import io
import zipfile
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from waarborg.access.actions.second_factor import new_secret, set_up
from waarborg.access.actions.tokens import make_token
from waarborg.access.models import Account
from waarborg.access.tests.doors import PASSWORD, make_account
from waarborg.access.tests.test_second_factor import code_now
from waarborg.customers.tests.cast import NOW, Cast, Player, make_cast
from waarborg.plumbing import export
from waarborg.plumbing.export.make import contributed
from waarborg.plumbing.webhooks.manage import add_endpoint
from waarborg.promises.profiles import profile
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.agreement.enforcement import planned_names
from waarborg.promises.rules.registry import known


def dump() -> bytes:
    """Every row of every table, as `COPY` writes it: what `pg_dump` would put into its file."""
    out = []
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT format('%I', tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        for (table,) in cursor.fetchall():
            with cursor.copy(f"COPY (SELECT * FROM {table}) TO STDOUT") as rows:
                out.append(b"".join(bytes(row) for row in rows))
    return b"".join(out)


def archive(player: Player) -> bytes:
    """All that a full export holds, unpacked."""
    out = io.BytesIO()
    export.write_archive(player.organisation.id, out, at=NOW, contributed=contributed())
    with zipfile.ZipFile(out) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())


def spellings(secret: str) -> list[bytes]:
    """As it is, and as it might stand in bytes or in base 64."""
    raw = secret.encode()
    return [raw, raw.hex().encode(), base64.b64encode(raw).rstrip(b"=")]


def planted(cast: Cast) -> dict[str, str]:
    account = make_account(cast.owner, password=PASSWORD).account
    totp = new_secret()
    set_up(account, secret=totp, code=code_now(totp), this_session=None, at=NOW)
    with cast.owner.at_work():
        _, token = make_token(name="Rooster", scopes=["tickets:read"], days=30, by=cast.owner.actor, at=NOW)
        _, webhook = add_endpoint(
            url="https://example.org/hoor", kinds=["promises.clock.broke"], by=cast.owner.actor, at=NOW
        )
    return {"password": PASSWORD, "API key": token, "webhook": webhook, "second factor": totp}


@pytest.mark.clause("AP-08")
@pytest.mark.clause("TO-13")
def test_planted_secrets_are_in_no_dump_and_in_no_full_export(committed: None, settings: Any) -> None:
    cast = make_cast()
    secrets = planted(cast)
    stored, taken_along = dump(), archive(cast.owner)
    for where in (stored, taken_along):
        # Or nothing would be looked at.
        assert b"t.fictief@example.org" in where
    found = [name for name, one in secrets.items() for word in spellings(one) if word in stored or word in taken_along]
    # The long part of an API key, too: its beginning is shown, so that people know which it is.
    found += [one for one in spellings(secrets["API key"][-20:]) if one in stored or one in taken_along]
    assert found == []


@pytest.mark.clause("AP-08")
def test_that_nobody_reads_a_secret_or_another_customers_data_is_enforced() -> None:
    agreement = load(profile("appreo")).require()
    names = ("security.secrets-unreadable", "security.secrets-encrypted", "security.other-customers")
    assert [planned_names(name, agreement, known()) for name in names] == [(), (), ()]


@pytest.mark.clause("TO-13")
def test_an_old_weak_hash_is_replaced_with_the_next_sign_in(db: None, owner: Player) -> None:
    account = make_account(owner, password=PASSWORD).account
    strong = account.password
    weak = "argon2$argon2id$v=19$m=8,t=1,p=1$" + _weak(PASSWORD)
    Account.objects.filter(pk=account.pk).update(password=weak)
    browser = Client()
    assert browser.post("/accounts/sign-in/", {"email": account.email, "password": "een ander"}).status_code == 422
    assert Account.objects.get(pk=account.pk).password == weak
    assert browser.post("/accounts/sign-in/", {"email": account.email, "password": PASSWORD}).status_code == 302
    now = Account.objects.get(pk=account.pk).password
    assert now.split("$")[:4] == strong.split("$")[:4] != weak.split("$")[:4]
    assert Account.objects.get(pk=account.pk).check_password(PASSWORD)


def _weak(password: str) -> str:
    from argon2.low_level import Type, hash_secret

    costs = {"time_cost": 1, "memory_cost": 8, "parallelism": 1, "hash_len": 32}
    return hash_secret(password.encode(), b"saltsalt", type=Type.ID, **costs).decode().split("$", 4)[4]
