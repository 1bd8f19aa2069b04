"""Who of an organisation's people can sign in: asked as the login role, for people that the scope let through."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import connection

from waarborg.access.queries.as_login import as_login


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
       OR EXISTS (SELECT FROM access_passkey k WHERE k.account_id = m.account_id)
FROM unnest(%(people)s::uuid[]) p (id)
LEFT JOIN access_membership m ON m.person_id = p.id AND m.ended_at IS NULL
LEFT JOIN access_account a ON a.id = m.account_id
LEFT JOIN LATERAL (
  SELECT max(expires_at) AS until FROM access_link
  WHERE person_id = p.id AND purpose = 'invitation' AND used_at IS NULL AND expires_at > statement_timestamp()
) l ON m.id IS NULL
"""


def doors(people: Iterable[UUID]) -> dict[UUID, Door]:
    """By person; one query whatever the number. The caller found these people within its own scope."""
    wanted = list(people)
    with as_login(), connection.cursor() as cursor:
        cursor.execute(ASK, {"people": wanted, "code": Authenticator.Type.TOTP.value})
        rows = cursor.fetchall()
    found = {person: Door("none") for person in wanted}
    for person, is_in, last, until, second_factor in rows:
        if is_in:
            found[person] = Door("in", second_factor, last)
        elif until is not None:
            found[person] = Door("invited", invited_until=until)
    return found
