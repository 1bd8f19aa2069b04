"""The evaluation session of each quarter (AP-43): planned, held, and what it came to, for both sides."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.notices.actions.write import Words
from waarborg.notices.tests.told import meant, published
from waarborg.plumbing import tenancy
from waarborg.plumbing.models import OutboxMail
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.plumbing.tenancy import Role
from waarborg.promises.models import AgreementVersion, ClockRun
from waarborg.promises.profiles import profile
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.agreement.enforcement import not_yet_enforced
from waarborg.promises.rules.registry import known
from waarborg.support.actions.sessions.attend import NotBegun
from waarborg.support.actions.sessions.evaluate import NoOutcome, hold_evaluation, keep_agenda
from waarborg.support.actions.sessions.holding import SessionOver
from waarborg.support.models import Evaluation
from waarborg.support.queries.evaluations import duties
from waarborg.support.tests.reports import at
from waarborg.support.tests.sessions.dates import evaluation_planned

Enter = Callable[[Player], Client]


def held(cast: Cast, one: Evaluation, when: str, *, now: str, **more: object) -> Evaluation:
    with cast.manager.at_work():
        made: Evaluation = hold_evaluation(
            one, by=cast.manager.actor, at=at(now), held_at=at(when),
            **{"outcome": "Het gaat goed.", "actions": "S. Monster: cursus\nWij: uitleg", **more},
        )  # fmt: skip
    return made


def quarters(player: Player) -> list[tuple[int, str, datetime | None]]:
    with player.at_work():
        rows = ClockRun.objects.filter(promise="support.evaluation").order_by("number")
        return [(one.number, one.verdict, one.stopped_at) for one in rows]


def released(cast: Cast, count: int) -> list[str]:
    made = []
    for number in range(1, count + 1):
        words = Words(f"Versie 2026.{number}", "Nieuw.", f"Release 2026.{number}", "New.")
        notice = published(cast, words, meant(kind="release"), at=at(f"2026-02-{number:02} 09:00"), handed=False)
        made.append(str(notice.id))
    return made


@pytest.mark.clause("AP-43")
def test_one_is_held_in_its_quarter_and_the_other_a_day_too_late_counts_for_the_next(
    cast: Cast, appreo: AgreementVersion
) -> None:
    assert "support.evaluation" not in not_yet_enforced(load(profile("appreo"), name="appreo.yaml").require(), known())
    releases = released(cast, 4)
    ours = evaluation_planned(cast, "2026-03-31 10:00", at=at("2026-03-02 09:00"))
    theirs = evaluation_planned(cast, "2026-04-01 10:00", at=at("2026-03-02 09:05"), of=cast.stranger)
    assert [(one["notice"], one["impact"]) for one in ours.agenda] == [(one, "") for one in releases]
    with cast.manager.at_work():
        flags = dict(zip(releases, ("none", "process", "none", "process"), strict=True))
        keep_agenda(ours, flags, by=cast.manager.actor, at=at("2026-03-02 09:10"))
    held(cast, theirs, "2026-04-01 10:00", now="2026-04-01 11:30")
    # Written down two days later; what counts is when it was.
    ours = held(cast, ours, "2026-03-31 10:00", now="2026-04-02 09:00")
    assert [(one["nl"], one["impact"]) for one in ours.agenda] == [
        ("Versie 2026.1", "none"), ("Versie 2026.2", "process"), ("Versie 2026.3", "none"),
        ("Versie 2026.4", "process"),
    ]  # fmt: skip
    assert quarters(cast.owner) == [(1, "met", at("2026-03-31 10:00"))]
    assert quarters(cast.stranger) == [(1, "broken", None), (2, "met", at("2026-04-01 10:00"))]
    # The next one begins with what comes after.
    following = evaluation_planned(cast, "2026-06-02 10:00", at=at("2026-04-02 09:30"))
    assert following.agenda == []


def test_what_is_not_held_yet_or_has_no_outcome_is_not_written_down(cast: Cast, appreo: AgreementVersion) -> None:
    one = evaluation_planned(cast, "2026-03-31 10:00", at=at("2026-03-02 09:00"))
    with pytest.raises(NotBegun):
        held(cast, one, "2026-03-31 10:00", now="2026-03-30 09:00")
    with pytest.raises(NoOutcome):
        held(cast, one, "2026-03-31 10:00", now="2026-03-31 12:00", outcome="  ")
    with cast.agent.at_work(), pytest.raises(NotAllowed):
        hold_evaluation(
            one, by=cast.agent.actor, at=at("2026-03-31 12:00"), held_at=at("2026-03-31 10:00"), outcome="x"
        )
    assert quarters(cast.owner) == [(1, "", None)]
    done = held(cast, one, "2026-03-31 10:00", now="2026-03-31 12:00")
    again = held(cast, one, "2026-04-01 10:00", now="2026-04-01 12:00", outcome="Beter gezegd.")
    assert (again.held_at, again.outcome) == (done.held_at, "Beter gezegd.")
    with cast.manager.at_work(), pytest.raises(SessionOver):
        keep_agenda(done, {}, by=cast.manager.actor, at=at("2026-04-01 12:00"))


def test_a_guest_of_somebody_else_is_not_invited(cast: Cast, appreo: AgreementVersion) -> None:
    from waarborg.support.actions.sessions.evaluate import plan_evaluation
    from waarborg.support.tests.sessions.dates import plan

    wanted = plan("2026-03-31 10:00", kind="evaluation", reach="customer", customer_id=cast.merendaal.id)
    with cast.manager.at_work(), pytest.raises(NotFound):
        plan_evaluation(
            cast.merendaal.id, wanted, [cast.stranger.person.id], by=cast.manager.actor, at=at("2026-03-02 09:00")
        )
    with tenancy.enter(Role.DESK):
        assert (Evaluation.objects.count(), OutboxMail.objects.filter(template__contains="session").count()) == (0, 0)


def test_pages_of_both_sides(cast: Cast, appreo: AgreementVersion, signed_in: Enter, settings: object) -> None:
    settings.CLOCK_OFFSET = at("2026-03-02 09:00") - timezone.now()  # type: ignore[attr-defined]
    released(cast, 1)
    desk = signed_in(cast.manager)
    page = desk.get("/desk/evaluations/").content.decode()
    assert "Stichting Thuiszorg Merendaal" in page and "1 april" in page
    plan = f"/desk/evaluations/{cast.merendaal.id}/plan/"
    assert desk.get(plan).status_code == 200
    fields = {"starts_at": "2026-03-02T10:00", "ends_at": "2026-03-02T11:00", "guests": str(cast.owner.person.id)}
    made = desk.post(plan, fields)
    assert made.status_code == 302
    with cast.manager.at_work():
        one = Evaluation.objects.get()
        assert [(row.name, row.planned is not None) for row in duties(at=at("2026-03-02 09:30"))] == [
            ("Zorggroep Hazelvoort", False), ("Stichting Thuiszorg Merendaal", True),
        ]  # fmt: skip
    notes = f"{made.url}evaluation/"
    assert "Versie 2026.1" in desk.get(notes).content.decode()
    settings.CLOCK_OFFSET = at("2026-03-02 12:00") - timezone.now()  # type: ignore[attr-defined]
    desk, customer = signed_in(cast.manager), signed_in(cast.owner)
    assert desk.post(notes, {"act": "held", "held_at": "2026-03-02T10:00"}).status_code == 422
    notice = one.agenda[0]["notice"]
    assert desk.post(notes, {"act": "agenda", f"impact-{notice}": "process"}).status_code == 302
    said = {"act": "held", "held_at": "2026-03-02T10:00", "outcome": "Het gaat goed.", "actions": "Wij: een cursus"}
    assert desk.post(notes, said).status_code == 302
    mine = made.url.replace("/desk/", "/portal/")
    shown = customer.get(mine).content.decode()
    assert all(word in shown for word in ("Het gaat goed.", "Wij: een cursus", "Versie 2026.1", "gevolg voor uw"))
    assert "2 maart" in customer.get("/portal/sessions/followed/").content.decode()
    assert signed_in(cast.ordinary_user).get(mine).status_code == 404
    assert signed_in(cast.stranger).get(mine).status_code == 404
