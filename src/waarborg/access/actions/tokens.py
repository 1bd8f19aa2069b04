"""Tokens of programs: made by who may do what it is for, shown once, and revoked for the next request."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, Value
from django.db.models.functions import Now

from waarborg.access.events import API_TERMS_ACCEPTED, TOKEN_MADE, TOKEN_REVOKED
from waarborg.access.models import AccessPolicy, ApiToken, Membership
from waarborg.access.permissions import MAKE_TOKEN, REVOKE_TOKEN
from waarborg.access.queries.as_login import as_login
from waarborg.access.queries.tokens import terms_to_accept
from waarborg.access.rules import tokens
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.rest.scopes import possible

MOST = 50


class BadScopes(BadInput):
    code = "access.api-token.scopes"
    nl = "Kies minstens één recht, en alleen rechten die u zelf hebt."
    en = "Choose one right at least, and only rights that you have yourself."


class BadLifetime(BadInput):
    code = "access.api-token.lifetime"
    nl = "Een API-sleutel werkt 1 tot en met {most} dagen."
    en = "An API token works for 1 to {most} days."


class NameMissing(BadInput):
    code = "access.api-token.name"
    nl = "Geef de API-sleutel een naam van 1 tot en met 100 tekens, bijvoorbeeld die van het programma."
    en = "Give the API token a name of 1 to 100 characters, for instance that of the program."


class TooMany(Refusal):
    code = "access.api-token.too-many"
    nl = "Uw organisatie heeft al {most} werkende API-sleutels."
    en = "Your organisation has {most} working API tokens already."
    nl_way_out = "Trek eerst een sleutel in die niet meer wordt gebruikt."
    en_way_out = "First revoke one that is not used any more."


class OnlyAtAPage(Refusal):
    """A program that could make tokens would outlive the revoking of its own."""

    code = "access.api-token.only-at-a-page"
    status = 403
    nl = "Een programma maakt geen API-sleutels; dat doet u zelf, ingelogd."
    en = "A program makes no API tokens; you do that yourself, signed in."


class TermsNotAccepted(Refusal):
    """The agreement has its conditions accepted before the first key (CL-32)."""

    code = "access.api-key.terms-not-accepted"
    status = 403
    nl = "De voorwaarden van de API zijn nog niet geaccepteerd."
    en = "The conditions of the API have not been accepted yet."
    nl_way_out = "De eigenaar accepteert ze in het portaal, op de bladzijde API-sleutels."
    en_way_out = "The owner accepts them in the portal, on the page API tokens."


@action("access.api-key.create")
def make_token(*, name: str, scopes: Iterable[str], days: int, by: Actor, at: datetime) -> tuple[ApiToken, str]:
    """A token that acts as `by` within `scopes` for so many days, and how it is written: nobody can read that again.

    It expires by the database's own time. Raises NotAllowed, OnlyAtAPage, NameMissing, BadScopes, BadLifetime,
    TermsNotAccepted, TooMany.
    """
    require(by, MAKE_TOKEN, tenant=by.tenant)
    if by.tenant is None or by.person is None:
        raise NotFound()
    if by.token is not None:
        raise OnlyAtAPage()
    name, wanted = " ".join(name.split()), sorted(set(scopes))
    if not 1 <= len(name) <= 100 or "\0" in name:
        raise NameMissing(path="name")
    if not wanted or not set(wanted) <= {one.name for one in possible(by)}:
        raise BadScopes(path="scopes")
    if not 1 <= days <= tokens.LONGEST_DAYS:
        raise BadLifetime(path="days", most=tokens.LONGEST_DAYS)
    if terms_to_accept(by.tenant):
        raise TermsNotAccepted()
    prefix, secret = tokens.new()
    with as_login():
        # The membership is locked, so that one maker's two tokens are counted one after the other.
        mine = Membership.objects.select_for_update().filter(tenant_id=by.tenant, person_id=by.person, ended_at=None)
        membership = mine.first()
        if membership is None:
            raise NotFound()
        if ApiToken.objects.filter(WORKS, tenant_id=by.tenant).count() >= MOST:
            raise TooMany(most=MOST)
        made = ApiToken.objects.create(
            membership=membership,
            tenant_id=by.tenant,
            name=name,
            prefix=prefix,
            secret_hash=tokens.hash_of(secret),
            scopes=wanted,
            expires_at=Now() + Value(timedelta(days=days)),
        )
        made.refresh_from_db()
    journal.record(
        TOKEN_MADE,
        tenant=membership.tenant_id,
        subject=Ref("access.api-token", made.id),
        by=by,
        at=at,
        data={"name": name, "prefix": prefix, "scopes": wanted, "days": days},
    )
    return made, tokens.written(prefix, secret)


@action("access.api-key.accept-terms")
def accept_terms(*, by: Actor, at: datetime) -> None:
    """Accept the conditions of the API, as the agreement in force has them, for the whole organisation. Again, or where
    none asks it, changes nothing. Raises NotAllowed, NotFound, OnlyAtAPage."""
    require(by, MAKE_TOKEN, tenant=by.tenant)
    if by.tenant is None or by.person is None:
        raise NotFound()
    if by.token is not None:
        raise OnlyAtAPage()
    with as_login():
        asked = terms_to_accept(by.tenant)
        # Of two who accept at once one writes; what is asked may have changed since it was read.
        held = AccessPolicy.objects.filter(tenant_id=by.tenant, agreed_api_terms=asked)
        accepted = held.exclude(accepted_api_terms=asked).update(accepted_api_terms=asked) if asked else 0
    if accepted:
        subject = Ref("access.api-key", by.tenant)
        journal.record(API_TERMS_ACCEPTED, tenant=by.tenant, subject=subject, by=by, at=at, data={"sha256": asked})


WORKS = Q(revoked_at=None, expires_at__gt=Now())


@action("access.api-token.revoke")
def revoke_token(token: ApiToken, *, by: Actor, at: datetime) -> None:
    """From the next request it opens nothing, in any worker. Again, or after it expired, changes nothing.

    Who made it may, and who looks after all tokens of the organisation. Raises NotFound, NotAllowed.
    """
    if token.tenant_id != by.tenant:
        raise NotFound()
    if token.membership.person_id != by.person:
        require(by, REVOKE_TOKEN, tenant=token.tenant_id)
    with as_login():
        revoked = ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=Now())
    if revoked:
        journal.record(TOKEN_REVOKED, tenant=token.tenant_id, subject=Ref("access.api-token", token.id), by=by, at=at)


def note_use(token: UUID, used_at: datetime | None, *, now: datetime) -> None:
    """When it was last used, to the minute. Call as the login role."""
    if used_at is None or now - used_at > tokens.SAMPLE:
        ApiToken.objects.filter(pk=token).update(used_at=now)
