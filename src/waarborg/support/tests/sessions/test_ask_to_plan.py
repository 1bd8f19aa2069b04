"""A customer with no evaluation planned in a quarter is reminded once, and proposes moments (AP-43)."""

from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.notices.actions.prefer import prefer
from waarborg.notices.models import Preference
from waarborg.plumbing import tenancy
from waarborg.plumbing.journal.models import JournalEntry
from waarborg.plumbing.models import OutboxMail
from waarborg.plumbing.outbox.transport import compose
from waarborg.plumbing.permissions import NotAllowed
from waarborg.plumbing.slots import counted
from waarborg.plumbing.tenancy import Role
from waarborg.promises.actions.end_binding import end_binding
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.sessions import ask_to_plan
from waarborg.support.actions.sessions.ask_to_plan import (
    REMINDER,
    NoSuchMoment,
    NotPromised,
    StandsAlready,
    propose_moments,
    remind_all,
)
from waarborg.support.actions.sessions.keep import ClosedDay, cancel_session
from waarborg.support.models import EvaluationAsk
from waarborg.support.queries.evaluations import duties, this_quarter, waiting_for
from waarborg.support.rules.sessions.quarters import bounds, is_time, quarter_of
from waarborg.support.tests.complaints.cases import bound_to
from waarborg.support.tests.reports import at
from waarborg.support.tests.sessions.dates import evaluation_planned

Enter = Callable[[Player], Client]
MORNING = "2026-04-15 08:40"


def run(when: str = MORNING) -> int:
    return remind_all(now=lambda: at(when))


def told(template: str = REMINDER) -> list[OutboxMail]:
    with tenancy.enter(Role.DESK):
        return list(OutboxMail.objects.filter(template=template).order_by("to_address"))


def addresses() -> list[str]:
    return [one.to_address for one in told()]


def proposed(player: Player, *moments: str, now: str = MORNING, said: str = "") -> EvaluationAsk:
    with player.at_work():
        made: EvaluationAsk = propose_moments([at(one) for one in moments], by=player.actor, at=at(now), said=said)
    return made


@pytest.mark.parametrize(
    ("day", "quarter", "first", "following"),
    [
        (date(2026, 1, 1), "2026-Q1", date(2026, 1, 1), date(2026, 4, 1)),
        (date(2026, 6, 30), "2026-Q2", date(2026, 4, 1), date(2026, 7, 1)),
        (date(2026, 12, 31), "2026-Q4", date(2026, 10, 1), date(2027, 1, 1)),
    ],
)
def test_quarters_are_those_of_the_calendar(day: date, quarter: str, first: date, following: date) -> None:
    assert quarter_of(day) == quarter
    assert bounds(quarter) == (first, following)
    with pytest.raises(ValueError, match="2026-Q5"):
        bounds("2026-Q5")


def test_the_first_two_weeks_are_ours_to_plan() -> None:
    assert [is_time(date(2026, 4, day)) for day in (1, 14, 15, 30)] == [False, False, True, True]


@pytest.mark.clause("AP-43")
def test_who_has_nothing_planned_is_reminded_once_in_a_quarter_in_the_language_of_each(
    cast: Cast, appreo: AgreementVersion
) -> None:
    assert run("2026-04-14 08:40") == 0
    assert run() == 2
    ours = [one for one in told() if one.tenant_id == cast.merendaal.id]
    # Who speaks with us, and not the ordinary user.
    assert [one.to_address for one in ours] == sorted(
        one.person.email for one in (cast.owner, cast.administrator, cast.support_contact)
    )
    dutch = next(one for one in ours if one.to_address == cast.owner.person.email)
    assert dutch.subject == "Plan het evaluatiegesprek van dit kwartaal"
    assert "vóór woensdag 1 juli 2026" in dutch.body and "/portal/evaluation/" in dutch.body
    with tenancy.enter(Role.DESK):
        rows = EvaluationAsk.objects.order_by("tenant_id").values_list("quarter", "people", "reminded_at")
        assert sorted(rows) == [("2026-Q2", 1, at(MORNING)), ("2026-Q2", 3, at(MORNING))]
        kinds = JournalEntry.objects.filter(kind="support.evaluation-ask.reminded").count()
        assert kinds == 2
    # Again in the same quarter nothing happens; the next quarter is another.
    assert run("2026-04-16 08:40") == 0
    assert run("2026-07-15 08:40") == 2
    assert len(told()) == 8


def test_english_readers_read_english(cast: Cast, appreo: AgreementVersion) -> None:
    with cast.manager.at_work():
        person = cast.owner.person
        person.language = "en"
        person.save(update_fields=["language"])
    run()
    [mail] = [one for one in told() if one.to_address == cast.owner.person.email]
    assert mail.subject == "Plan the evaluation session of this quarter"
    assert "before Wednesday 1 July 2026" in mail.body


def test_planned_or_held_in_the_quarter_is_enough_and_cancelled_is_not(cast: Cast, appreo: AgreementVersion) -> None:
    ours = evaluation_planned(cast, "2026-06-30 10:00", at=at("2026-04-08 09:00"))
    # Planned, but only after the quarter.
    evaluation_planned(cast, "2026-07-01 10:00", at=at("2026-04-08 09:05"), of=cast.stranger)
    assert run() == 1
    assert addresses() == [cast.stranger.person.email]
    with cast.manager.at_work():
        cancel_session(ours.session_id, by=cast.manager.actor, at=at("2026-04-16 07:00"))
    assert run("2026-04-16 08:40") == 1
    assert len(told()) == 4


def test_who_left_or_was_promised_none_is_not_reminded(cast: Cast, appreo: AgreementVersion) -> None:
    with cast.manager.at_work():
        end_binding(cast.merendaal.id, at("2026-04-10 00:00"), by=cast.manager.actor, at=at("2026-04-08 09:00"))
    assert run() == 1
    assert addresses() == [cast.stranger.person.email]


def test_an_agreement_without_the_promise_reminds_nobody(cast: Cast) -> None:
    bound_to(cast, "cliendo")
    assert run() == 0
    with pytest.raises(NotPromised):
        proposed(cast.owner, "2026-05-12 10:00")
    with tenancy.enter(Role.DESK):
        assert EvaluationAsk.objects.count() == 0


def test_nobody_is_mailed_on_a_day_on_which_we_are_closed(cast: Cast, appreo: AgreementVersion) -> None:
    assert run("2026-04-18 08:40") == 0
    assert run("2026-04-27 08:40") == 0
    assert run("2026-04-28 08:40") == 2


def test_who_does_without_such_mail_gets_none_and_one_click_is_enough(
    cast: Cast, appreo: AgreementVersion, settings: object
) -> None:
    settings.CLOCK_OFFSET = at(MORNING) - timezone.now()  # type: ignore[attr-defined]
    with cast.administrator.at_work():
        prefer({"planning": False}, by=cast.administrator.actor, at=at("2026-04-07 12:00"))
    run()
    assert cast.administrator.person.email not in addresses()
    [mail] = [one for one in told() if one.to_address == cast.owner.person.email]
    letter = compose(mail).message()
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = urlsplit(letter["List-Unsubscribe"].strip("<>")).path
    assert str(cast.owner.person.id) not in path and cast.owner.person.id.hex not in path
    visitor = Client(enforce_csrf_checks=True)
    assert "Herinneringen om iets te plannen" in visitor.get(path).content.decode()
    with tenancy.enter(Role.DESK):
        assert Preference.objects.filter(person_id=cast.owner.person.id).count() == 0
    assert visitor.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert visitor.post(path[:-9] + "AAAAAAAA/").status_code == 404
    run("2026-07-15 08:40")
    assert len([one for one in told() if one.to_address == cast.owner.person.email]) == 1


def test_a_run_that_breaks_off_loses_nobody_and_repeats_nothing(
    cast: Cast, appreo: AgreementVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[object] = []
    note = ask_to_plan._note

    def break_off(held: EvaluationAsk, *rest: object, **more: object) -> None:
        # The second customer: its row and mails are written, and its transaction is not.
        if done:
            raise KeyboardInterrupt
        done.append(held.tenant_id)
        note(held, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(ask_to_plan, "_note", break_off)
    with pytest.raises(KeyboardInterrupt):
        run()
    first = len(told())
    assert first in (1, 3)
    monkeypatch.setattr(ask_to_plan, "_note", note)
    assert run("2026-04-15 08:50") == 1
    assert len(told()) == 4 == len(set(addresses()))


def test_a_proposal_reaches_who_looks_after_it_and_stands_in_the_plan(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, settings: object
) -> None:
    settings.CLOCK_OFFSET = at(MORNING) - timezone.now()  # type: ignore[attr-defined]
    run()
    customer = signed_in(cast.owner)
    assert "Plan uw evaluatie van dit kwartaal" in customer.get("/portal/").content.decode()
    fields = {"moment_1": "2026-05-12T10:00", "moment_2": "2026-05-13T14:00", "said": "De nieuwe rapporten."}
    assert customer.post("/portal/evaluation/", {"moment_1": ""}).status_code == 422
    assert customer.post("/portal/evaluation/", {"moment_1": "2026-05-16T10:00"}).status_code == 422
    assert customer.post("/portal/evaluation/", fields).status_code == 302
    page = customer.get("/portal/evaluation/").content.decode()
    assert "De nieuwe rapporten." in page and "12 mei" in page
    assert "U stelde momenten voor" in customer.get("/portal/").content.decode()
    [mail] = told("support/mail/evaluation_proposed.txt")
    assert mail.to_address == cast.manager.person.email
    assert "- dinsdag 12 mei" in mail.body and "- woensdag 13 mei" in mail.body
    desk = signed_in(cast.manager)
    assert "de klant stelt voor" in desk.get("/desk/evaluations/").content.decode()
    mine = desk.get("/desk/mentions/").content.decode()
    assert "Te plannen evaluaties" in mine and "Stichting Thuiszorg Merendaal" in mine
    plan = desk.get(f"/desk/evaluations/{cast.merendaal.id}/plan/?moment=2026-05-13T12:00:00%2B00:00").content.decode()
    assert 'value="2026-05-13T14:00"' in plan and 'value="2026-05-13T15:00"' in plan
    assert "T. Fictief stelt voor" in plan
    made = {"starts_at": "2026-05-13T14:00", "ends_at": "2026-05-13T15:00", "guests": str(cast.owner.person.id)}
    assert desk.post(f"/desk/evaluations/{cast.merendaal.id}/plan/", made).status_code == 302
    home = customer.get("/portal/").content.decode()
    assert "Plan uw evaluatie" not in home and "13 mei" in home
    with pytest.raises(StandsAlready):
        proposed(cast.owner, "2026-05-19 10:00")
    assert "Stichting Thuiszorg Merendaal" not in desk.get("/desk/mentions/").content.decode()


def test_the_same_proposal_again_mails_nobody_and_another_one_does(cast: Cast, appreo: AgreementVersion) -> None:
    for minute, day in enumerate((12, 12, 13)):
        proposed(cast.owner, f"2026-05-{day} 10:00", now=f"2026-04-15 08:4{minute}")
    mails = told("support/mail/evaluation_proposed.txt")
    assert sorted("12 mei" in one.body for one in mails) == [False, True]


def test_who_said_when_it_suits_and_waits_for_us_is_not_reminded_until_all_of_that_has_passed(
    cast: Cast, appreo: AgreementVersion
) -> None:
    proposed(cast.owner, "2026-04-16 10:00", "2026-04-17 10:00", now="2026-04-10 08:40")
    assert run() == 1
    assert {one.tenant_id for one in told()} == {cast.hazelvoort.id}
    assert run("2026-04-17 08:40") == 0
    # Nothing came of it: it is asked when it suits now.
    assert run("2026-04-20 08:40") == 1
    assert {one.tenant_id for one in told()} == {cast.hazelvoort.id, cast.merendaal.id}


def test_who_planned_the_last_one_looks_after_the_next(cast: Cast, appreo: AgreementVersion) -> None:
    evaluation_planned(cast, "2026-03-31 10:00", at=at("2026-03-02 09:00"))
    run()
    with cast.manager.at_work():
        found = {one.name: one.keeper.name if one.keeper else "" for one in duties(at=at(MORNING))}
        assert found == {"Stichting Thuiszorg Merendaal": cast.manager.person.name, "Zorggroep Hazelvoort": ""}
        assert len(waiting_for(cast.manager.person.id, at=at(MORNING))) == 2
        [others] = waiting_for(cast.agent.person.id, at=at(MORNING))
        assert others.name == "Zorggroep Hazelvoort"


def test_what_cannot_be_is_refused_and_changes_nothing(cast: Cast, appreo: AgreementVersion) -> None:
    for moments in ((), ("2026-04-15 08:00",), ("2026-07-01 10:00",), ("2026-05-11 10:00",) * 1 + tuple(
        f"2026-05-{day} 10:00" for day in (12, 13, 18)
    )):  # fmt: skip
        with pytest.raises(NoSuchMoment):
            proposed(cast.owner, *moments)
    with pytest.raises(ClosedDay):
        proposed(cast.owner, "2026-05-16 10:00")
    with pytest.raises(NotAllowed):
        proposed(cast.ordinary_user, "2026-05-12 10:00")
    with cast.owner.at_work():
        assert EvaluationAsk.objects.filter(proposed_at__isnull=False).count() == 0
        assert this_quarter(cast.merendaal.id, at=at(MORNING)).state == "open"
    assert told("support/mail/evaluation_proposed.txt") == []


def test_others_do_not_read_what_was_proposed(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    proposed(cast.owner, "2026-05-12 10:00", said="Onder ons.")
    with cast.stranger.at_work():
        assert EvaluationAsk.objects.count() == 0
    assert "Onder ons." not in signed_in(cast.stranger).get("/portal/evaluation/").content.decode()
    assert signed_in(cast.ordinary_user).get("/portal/evaluation/").status_code == 403


def test_the_list_asks_as_often_for_three_as_for_one(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, settings: object
) -> None:
    settings.CLOCK_OFFSET = at(MORNING) - timezone.now()  # type: ignore[attr-defined]
    desk, asked = signed_in(cast.manager), []
    for player in (cast.owner, cast.stranger):
        proposed(player, "2026-05-12 10:00")
        desk.get("/desk/evaluations/")
        with counted() as queries:
            assert desk.get("/desk/evaluations/").status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]
