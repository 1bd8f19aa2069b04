"""Who of an organisation's people can sign in: asked as the login role, for people that the scope let through."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import connection

from waarborg.access.queries.as_login import as_login
from waarborg.access.queries.locks import remember_locked


@dataclass(frozen=True, slots=True)
class Door:
    """How a person stands to signing in."""

    state: Literal["none", "invited", "in"]
    second_factor: bool = False
    last: datetime | None = None
    invited_until: datetime | None = None


# By hand and in one: every page with people asks it.
ASK = """
SELECT p.id, m.id IS NOT NULL, a.last_login, l.until,
       EXISTS (SELECT FROM mfa_authenticator u WHERE u.user_id = m.account_id AND u.type = %(code)s)
       OR EXISTS (SELECT FROM access_passkey k WHERE k.account_id = m.account_id),
       EXISTS (SELECT FROM access_account_lock k WHERE k.tenant_id = %(tenant)s)
FROM unnest(%(people)s::uuid[]) p (id)
LEFT JOIN access_membership m ON m.person_id = p.id AND m.ended_at IS NULL
LEFT JOIN access_account a ON a.id = m.account_id
LEFT JOIN LATERAL (
  SELECT max(expires_at) AS until FROM access_link
  WHERE person_id = p.id AND purpose = 'invitation' AND used_at IS NULL AND expires_at > statement_timestamp()
) l ON m.id IS NULL
"""


def doors(people: Iterable[UUID], *, of: UUID | None = None) -> dict[UUID, Door]:
    """By person; one query whatever the number. The caller found these people within its own scope.

    Where they are all `of` one organisation, this also answers whether its account is locked (`locks.shown_lock`)."""
    wanted = list(people)
    with as_login(), connection.cursor() as cursor:
        cursor.execute(ASK, {"people": wanted, "tenant": of, "code": Authenticator.Type.TOTP.value})
        rows = cursor.fetchall()
    found = {person: Door("none") for person in wanted}
    if of is not None and rows:
        remember_locked(of, locked=rows[0][-1])
    for person, is_in, last, until, second_factor, _locked in rows:
        if is_in:
            found[person] = Door("in", second_factor, last)
        elif until is not None:
            found[person] = Door("invited", invited_until=until)
    return found
