"""Asking for extra support outside office hours, in time, and agreeing to what it costs (PX-86)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from waarborg.contracts.actions.consent_to_charge import Price, consent_to_charge
from waarborg.contracts.actions.not_merged import require_not_merged
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import journal, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.web.wording import day
from waarborg.support.models import ExtraSupport
from waarborg.support.permissions import BOOK_EXTRA
from waarborg.support.queries.extra import CHARGE, Offered, offered, words_of
from waarborg.support.rules.extra.terms import cost, is_office_hours, latest_request
from waarborg.support.rules.once import once_with

LONGEST_HOURS = 24


class NotOffered(Refusal):
    code = "support.extra.not-offered"
    status = 403
    nl = "Extra ondersteuning buiten kantooruren hoort niet bij uw overeenkomst, of niet bij uw rol."
    en = "Extra support outside office hours is not part of your agreement, or not of your role."
    nl_way_out = "Vraag ons in een melding wat er mogelijk is."
    en_way_out = "Ask us in a ticket what is possible."


class AskedTooLate(Refusal):
    code = "support.extra.too-late"
    nl = "Voor dat moment had u uiterlijk {latest} moeten vragen. Er is niets geboekt."
    en = "For that moment you had to ask no later than {latest}. Nothing was booked."
    nl_way_out = "Kies een later moment, of vraag in een melding of het bij uitzondering toch kan."
    en_way_out = "Choose a later moment, or ask in a ticket whether it is possible by exception."


class InOfficeHours(BadInput):
    code = "support.extra.office-hours"
    nl = "Op dat moment zijn wij er gewoon; extra ondersteuning is dan niet nodig."
    en = "At that moment we are there as usual; no extra support is needed."


class NoSuchStretch(BadInput):
    code = "support.extra.stretch"
    nl = "Kies een begin dat nog komt en een einde daarna, op zijn hoogst {hours} uur later."
    en = "Choose a begin that is still to come and an end after it, at most {hours} hours later."


class AgreeToRate(BadInput):
    """Nothing is charged that nobody agreed to."""

    code = "support.extra.agree"
    nl = "Ga akkoord met de kosten om het te vragen. Er is nog niets geboekt."
    en = "Agree to the costs in order to ask for it. Nothing was booked yet."


@dataclass(frozen=True, slots=True)
class Stretch:
    starts_at: datetime
    ends_at: datetime
    about: str = ""


@action("support.extra-support.book")
def book_extra(
    wanted: Stretch, *, by: Actor, at: datetime, agrees: bool = False, once: UUID | None = None
) -> ExtraSupport:
    """Ask for somebody of ours to be there. By the agreement it costs nothing, or a charge of the booked hours that is
    settled by the hours worked. Raises NotOffered, AskedTooLate, InOfficeHours, NoSuchStretch, AgreeToRate, MergedAway,
    NotAllowed."""
    permissions.require(by, BOOK_EXTRA, tenant=by.tenant)
    if by.tenant is not None:
        require_not_merged(by.tenant)
    terms = offered(by.tenant, at=at) if by.tenant else None
    if by.tenant is None or terms is None or (terms.right.roles and not by.roles & terms.right.roles):
        raise NotOffered()
    number = once_with(once, wanted.starts_at.isoformat(), wanted.ends_at.isoformat(), wanted.about)
    if number and (earlier := ExtraSupport.objects.filter(tenant_id=by.tenant, once=number).first()):
        return earlier
    _require_moment(wanted, terms, at)
    if not terms.has_price:
        raise NotOffered()
    if terms.included is None and not agrees:
        raise AgreeToRate(path="agrees")
    made: ExtraSupport = ExtraSupport.objects.create(
        tenant_id=by.tenant,
        starts_at=wanted.starts_at,
        ends_at=wanted.ends_at,
        about=wanted.about.strip(),
        requested_at=at,
        requested_by=by.person,
        requested_by_name=by.name,
        an_hour=terms.an_hour,
        currency=terms.currency,
        once=number,
    )
    note(made, "requested", by=by, at=at, minutes=made.booked_minutes)
    if terms.an_hour is not None:
        consent_to_charge(
            by.tenant,
            what=f"Extra ondersteuning {made.starts_at.astimezone(ZoneInfo(terms.zone)):%d-%m-%Y %H:%M}",
            cause=CHARGE,
            price=Price(cost(made.booked_minutes, terms.an_hour), terms.currency, terms.right.promise),
            source=made.ref,
            label="Extra ondersteuning",
            by=by,
            at=at,
            # The hours that it is settled by stand on the customer's own page.
            words={**words_of(by.tenant, at=at), "evidence": "attached"},
        )
    return made


def _require_moment(wanted: Stretch, terms: Offered, at: datetime) -> None:
    hours = (wanted.ends_at - wanted.starts_at).total_seconds() / 3600
    if wanted.starts_at <= at or not 0 < hours <= LONGEST_HOURS:
        raise NoSuchStretch(path="starts_at", hours=LONGEST_HOURS)
    latest = latest_request(terms.right, terms.calendar, wanted.starts_at)
    if latest is not None and not latest.allows(at):
        # Up to midnight is the day before.
        until = latest.at if latest.inclusive else latest.at - timedelta(microseconds=1)
        last = until.astimezone(ZoneInfo(terms.zone)).date()
        raise AskedTooLate(latest={lang: day(last, lang, year=True) for lang in ("nl", "en")})
    if is_office_hours(terms.calendar, wanted.starts_at, wanted.ends_at):
        raise InOfficeHours(path="starts_at")


def note(made: ExtraSupport, event: str, *, by: Actor, at: datetime, **data: object) -> None:
    """Part of each act on it."""
    kind = f"support.extra-support.{event}"
    journal.record(kind, tenant=made.tenant_id, subject=made.ref, by=by, at=at, data=dict(data))
