"""Sign-outs that an application was told of and did not take (OpenID Connect Back-Channel Logout 1.0)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from waarborg.access.oauth import OAuthGrant
from waarborg.access.queries.as_login import as_login

SHOWN = 100


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Of one sign-in. `failure` and `answer` say why as webhooks do; `given_up`, or told again at `moment`, which is
    else when it was given up. Whose sign-in it was stays with the application."""

    id: UUID
    application: str
    client_id: str
    signed_in: datetime
    attempts: int
    failure: str
    answer: int | None
    given_up: bool
    moment: datetime | None


def not_taken(limit: int = SHOWN) -> list[NotTaken]:
    """Those given up first, then those that are tried again; the last first. One query, as the login role."""
    with as_login():
        rows = OAuthGrant.objects.exclude(tell_failure="").select_related("client")
        found = list(rows.order_by("-told", "-tell_again_at", "id")[:limit])
    return [
        NotTaken(
            one.id,
            one.client.name,
            one.client.client_id,
            datetime.fromtimestamp(one.auth_time, UTC),
            one.tellings,
            one.tell_failure,
            one.tell_answer,
            one.told,
            one.tell_again_at,
        )
        for one in found
    ]


def given_up() -> int:
    """How many nobody tries again by itself. One query, as the login role."""
    with as_login():
        return OAuthGrant.objects.filter(told=True).exclude(tell_failure="").count()
