"""A customer with no evaluation session planned in a quarter is reminded of it once, and says when it suits (AP-43)."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from waarborg.contracts.actions.not_merged import require_not_merged
from waarborg.customers.models import Organisation
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.notices.queries.mails import declined, stop_token, stop_url
from waarborg.plumbing import journal, permissions, tenancy
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import SYSTEM, Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.outbox import Letter, Recipient, send_mails
from waarborg.plumbing.queue import one_by_one
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.web import wording
from waarborg.support.actions.sessions.keep import ClosedDay, closed_day
from waarborg.support.models import EvaluationAsk
from waarborg.support.permissions import PROPOSE_EVALUATION
from waarborg.support.queries import evaluations as reading
from waarborg.support.queries.people import evaluation_planners
from waarborg.support.rules.sessions.quarters import bounds, is_time

# Of the kinds of mail that somebody may do without.
KIND = "planning"
REMINDER = "support/mail/evaluation_reminder.txt"
PROPOSED = "support/mail/evaluation_proposed.txt"
MOST = 3


class NotPromised(Refusal):
    code = "support.evaluation.not-promised"
    status = 403
    nl = "Een evaluatiegesprek per kwartaal hoort niet bij uw overeenkomst."
    en = "An evaluation session each quarter is not part of your agreement."
    nl_way_out = "Vraag ons in een melding wat er mogelijk is."
    en_way_out = "Ask us in a ticket what is possible."


class StandsAlready(Refusal):
    code = "support.evaluation.stands"
    nl = "Het evaluatiegesprek van dit kwartaal staat al, of is geweest."
    en = "The evaluation session of this quarter is planned already, or was held."
    nl_way_out = "Wilt u een andere tijd? Vraag het ons in een melding. Er is niets gewijzigd."
    en_way_out = "Do you want another time? Ask us in a ticket. Nothing was changed."


class NoSuchMoment(BadInput):
    code = "support.evaluation.moment"
    nl = "Stel één tot drie momenten voor die nog komen en vóór {following} vallen."
    en = "Propose one to three moments that are still to come and before {following}."


def remind_all(*, now: Callable[[], datetime]) -> int:
    """Every customer that is promised one, has nothing planned in this quarter, was not reminded and has not said when
    it suits; how many.

    Outside any scope: a transaction for each customer, so that a job that is killed goes on where it was. On days on
    which we are closed nobody is mailed. Raises TenantsFailed after all others were done.
    """
    with tenancy.enter(Role.DESK):
        at = now()
        if not is_time(wording.local_date(at, zone_of())) or closed_day(at) is not None:
            return 0
        quarter = reading.quarter_at(at)
        to_do = reading.to_remind(quarter, at=at)
    return one_by_one(
        to_do,
        Role.DESK,
        lambda tenant: remind_customer(tenant, quarter, at=now()),
        trouble="a customer was not reminded of its evaluation",
        failure="customers were not reminded",
    )


def remind_customer(tenant: UUID, quarter: str, *, at: datetime) -> bool:
    """Mail who may say when it suits; False where that was done or something is planned meanwhile. In the desk's scope,
    in one transaction of its own."""
    held = _locked(tenant, quarter)
    if not held.may_be_reminded(at) or reading.this_quarter(tenant, at=at).session is not None:
        return False
    without = declined(tenant, KIND)
    people = [one for one in evaluation_planners(tenant, at=at) if one.email and one.id not in without]
    following = bounds(quarter)[1]
    letters = [
        Letter(
            Recipient(one.email, one.name, one.language, one.id),
            {
                "before": wording.day(following, wording.tongue(one.language), year=True),
                "path": reverse("support:our-evaluation"),
                "stop_url": stop_url(stop_token(tenant, one.id, KIND)),
                "settings_url": settings.PUBLIC_URL + reverse("notices:preferences"),
            },
            f"support.evaluation-ask:{quarter}:{one.id}",
        )
        for one in people
    ]
    send_mails(REMINDER, tenant=tenant, letters=letters, at=at)
    held.reminded_at, held.people = at, len(letters)
    held.save(update_fields=["reminded_at", "people"])
    _note(held, "reminded", by=SYSTEM, at=at, people=len(letters))
    return True


@action("support.evaluation.propose")
def propose_moments(moments: Sequence[datetime], *, by: Actor, at: datetime, said: str = "") -> EvaluationAsk:
    """When the session of this quarter would suit, the best moment first; another proposal takes its place. Who looks
    after it at our side hears so by mail.

    Raises NotPromised, StandsAlready, NoSuchMoment, ClosedDay, MergedAway, NotAllowed, NotFound.
    """
    permissions.require(by, PROPOSE_EVALUATION, tenant=by.tenant)
    if by.tenant is None:
        raise permissions.NotFound()
    require_not_merged(by.tenant)
    if not reading.is_promised(by.tenant, at=at):
        raise NotPromised()
    quarter = reading.quarter_at(at)
    held = _locked(by.tenant, quarter)
    if reading.this_quarter(by.tenant, at=at).session is not None:
        raise StandsAlready()
    wanted = list(dict.fromkeys(moments))
    _require_moments(wanted, quarter, at=at)
    given = [one.astimezone(UTC).isoformat() for one in wanted], said.strip()
    if given == (held.moments, held.said):
        # Sent twice: nobody has anything new to hear.
        return held
    held.moments, held.said = given
    held.proposed_at, held.proposed_by, held.proposed_by_id = at, by.name, by.person
    held.save(update_fields=["moments", "said", "proposed_at", "proposed_by", "proposed_by_id"])
    _note(held, "proposed", by=by, at=at, moments=held.moments)
    _tell_keepers(held, at=at)
    return held


def _require_moments(wanted: Sequence[datetime], quarter: str, *, at: datetime) -> None:
    following = bounds(quarter)[1]
    zone = zone_of()
    if not 1 <= len(wanted) <= MOST or any(one <= at or wording.local_date(one, zone) >= following for one in wanted):
        raise NoSuchMoment(following={lang: wording.day(following, lang) for lang in ("nl", "en")})
    with tenancy.enter(Role.DESK):
        for one in wanted:
            closed = closed_day(one)
            if closed is not None:
                raise ClosedDay.of(closed)


def _locked(tenant: UUID, quarter: str) -> EvaluationAsk:
    """The one row of this customer and quarter, held until the transaction ends."""
    EvaluationAsk.objects.bulk_create([EvaluationAsk(tenant_id=tenant, quarter=quarter)], ignore_conflicts=True)
    found: EvaluationAsk = EvaluationAsk.objects.select_for_update().get(tenant_id=tenant, quarter=quarter)
    return found


def _tell_keepers(held: EvaluationAsk, *, at: datetime) -> None:
    # The customer, in whose scope this runs, sees nobody of the staff.
    with tenancy.enter(Role.DESK):
        people = [one for one in reading.keepers_of(held.tenant_id, at=at) if one.email]
        customer = Organisation.objects.get(id=held.tenant_id).name
        context = {
            "customer": customer,
            "by": held.proposed_by,
            "path": reverse("support:plan-evaluation", kwargs={"customer": held.tenant_id}),
        }
        for one in people:
            key = f"support.evaluation-proposed:{held.id}:{held.proposed_at}:{one.id}"
            lang = wording.tongue(one.language)
            moments = [wording.instant(moment, lang, zone_of()) for moment in held.instants]
            told = {**context, "moments": moments}
            letter = Letter(Recipient(one.email, one.name, one.language, one.id), told, key)
            send_mails(PROPOSED, tenant=one.tenant_id, letters=[letter], at=at)


def _note(held: EvaluationAsk, event: str, *, by: Actor, at: datetime, **data: object) -> None:
    journal.record(
        f"support.evaluation-ask.{event}",
        tenant=held.tenant_id,
        subject=held.ref,
        related=[Ref("customers.customer", held.tenant_id)],
        by=by,
        at=at,
        data={"quarter": held.quarter, **data},
    )
