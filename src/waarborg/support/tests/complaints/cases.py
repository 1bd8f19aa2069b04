"""Short ways to a complaint in the state that a test is about."""

from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import Cast, Player, make_player
from waarborg.promises.actions.bind import bind
from waarborg.promises.actions.publish import publish
from waarborg.promises.models import AgreementVersion, ClockRun
from waarborg.promises.profiles import documents, profile
from waarborg.promises.tests.agreements import BOUND, PUBLISHED
from waarborg.support.actions.complaints.file import Grievance, file_complaint
from waarborg.support.actions.complaints.handle import answer, take
from waarborg.support.models import Complaint
from waarborg.support.tests.reports import AMSTERDAM, at


def bound_to(cast: Cast, name: str, source: bytes = b"") -> AgreementVersion:
    """Both customers are bound to a shipped profile, or to `source` with its documents."""
    with cast.manager.at_work():
        version: AgreementVersion = publish(
            source or profile(name),
            by=cast.manager.actor,
            at=PUBLISHED,
            provider=cast.provider.id,
            name=f"{name}.yaml",
            documents=documents(name),
        )
        for customer in (cast.merendaal, cast.hazelvoort):
            bind(version, by=cast.manager.actor, at=BOUND, tenant=customer.id)
    return version


def adviser(cast: Cast) -> Player:
    """A second colleague who may handle complaints."""
    return make_player(cast.provider, "L. Advies", "l.advies@example.nl", roles.SUCCESS)


def filed(cast: Cast, when: str, *, by: Player | None = None, **more: object) -> Complaint:
    player = by or cast.ordinary_user
    words = {"subject": "Drie dagen geen antwoord", "what": "Wij belden vier keer.", **more}
    with player.at_work():
        made: Complaint = file_complaint(
            player.organisation.id,
            Grievance(**words),  # type: ignore[arg-type]
            by=player.actor,
            at=at(when),
        )
    return made


def answered(cast: Cast, when: str, *, outcome: str = "partly") -> Complaint:
    """Filed an hour before, taken and answered by the manager."""
    complaint = filed(cast, "2026-04-07 09:00")
    with cast.manager.at_work():
        take(complaint, by=cast.manager.actor, at=at(when))
        answer(complaint, by=cast.manager.actor, at=at(when), text="Wij hadden moeten bellen.", outcome=outcome)  # type: ignore[arg-type]
        return Complaint.objects.get(id=complaint.id)


def clocks(cast: Cast, complaint: Complaint) -> list[tuple[str, str | None]]:
    """The runs of its clock: verdict (or state while it is open) and due time in Amsterdam."""
    with cast.owner.at_work():
        runs = ClockRun.objects.filter(subject_id=complaint.id, promise="support.complaint").order_by("number")
        return [
            (run.verdict or run.state, f"{run.due_at.astimezone(AMSTERDAM):%Y-%m-%d %H:%M}" if run.due_at else None)
            for run in runs
        ]
