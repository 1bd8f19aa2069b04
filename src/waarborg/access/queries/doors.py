"""Who of an organisation's people can sign in: asked as the login role, for people that the scope let through."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now

from waarborg.access.models import Membership, OneTimeLink, Passkey
from waarborg.access.queries.as_login import as_login


@dataclass(frozen=True, slots=True)
class Door:
    """How a person stands to signing in."""

    state: Literal["none", "invited", "in"]
    second_factor: bool = False
    last: datetime | None = None
    invited_until: datetime | None = None


def doors(people: Iterable[UUID]) -> dict[UUID, Door]:
    """By person; two queries whatever the number. The caller found these people within its own scope."""
    wanted = list(people)
    with as_login():
        codes = Authenticator.objects.filter(user=OuterRef("account"), type=Authenticator.Type.TOTP)
        keys = Passkey.objects.filter(account=OuterRef("account"))
        members = list(
            Membership.objects.filter(person_id__in=wanted, ended_at=None)
            .annotate(stepped=Exists(codes) | Exists(keys))
            .values_list("person_id", "stepped", "account__last_login")
        )
        invitations = dict(
            OneTimeLink.objects.filter(
                person_id__in=wanted, purpose="invitation", used_at=None, expires_at__gt=Now()
            ).values_list("person_id", "expires_at")
        )
    found = {person: Door("none") for person in wanted}
    found |= {person: Door("invited", invited_until=until) for person, until in invitations.items() if person}
    for person, second_factor, last in members:
        found[person] = Door("in", second_factor, last)
    return found
