"""Short ways to a session in the state that a test is about."""

from datetime import datetime, timedelta
from uuid import UUID

from waarborg.customers.tests.cast import Cast, Player
from waarborg.support.actions.sessions.enrol import enrol
from waarborg.support.actions.sessions.evaluate import plan_evaluation
from waarborg.support.actions.sessions.keep import Plan, keep_session, offer_session
from waarborg.support.models import Enrolment, Evaluation, Session
from waarborg.support.rules.sessions import kinds
from waarborg.support.tests.reports import at as moment

NOW = moment("2026-01-06 09:00")


def plan(starts: str, **more: object) -> Plan:
    begins = moment(starts)
    given = {
        "kind": kinds.TRAINING,
        "title_nl": "Plannen voor beginners",
        "title_en": "Planning for beginners",
        "starts_at": begins,
        "ends_at": begins + timedelta(hours=3),
        "enrol_until": begins,
        "place": "Voorbeeldstraat 1, Utrecht",
        **more,
    }
    return Plan(**given)  # type: ignore[arg-type]


def offered(cast: Cast, starts: str, *, at: datetime = NOW, **more: object) -> Session:
    with cast.manager.at_work():
        held = keep_session(None, plan(starts, **more), by=cast.manager.actor, at=at)
        return offer_session(held.id, by=cast.manager.actor, at=at)


def comes(player: Player, session: Session, *, at: datetime = NOW, person: UUID | None = None) -> Enrolment:
    with player.at_work():
        made: Enrolment = enrol(session.id, by=player.actor, at=at, person=person)
    return made


def evaluation_planned(cast: Cast, starts: str, *, at: datetime = NOW, of: Player | None = None) -> Evaluation:
    """With the guest of Merendaal (S. Monster), or with `of` at home."""
    guest = of or cast.support_contact
    begins = moment(starts)
    wanted = plan(
        starts, kind=kinds.EVALUATION, title_nl="Evaluatiegesprek", title_en="Evaluation session", reach=kinds.ONE,
        customer_id=guest.organisation.id, ends_at=begins + timedelta(hours=1),
    )  # fmt: skip
    with cast.manager.at_work():
        made: Evaluation = plan_evaluation(
            guest.organisation.id, wanted, [guest.person.id], by=cast.manager.actor, at=at
        )
    return made
