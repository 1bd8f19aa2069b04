"""A step of an onboarding is completed by the side whose it is, with what shows it; a workshop waits for the data."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from waarborg.contracts.actions.complete_step import HeldLater, NoEvidence, NotLoaded, NotYours
from waarborg.contracts.actions.plan_onboarding import BeforeSigning, StepIsDone, Wanted, keep_step
from waarborg.contracts.models import OnboardingStep
from waarborg.contracts.queries.onboarding import attached
from waarborg.contracts.reactions import follow_onboarding
from waarborg.contracts.tests.plans import at, completed, done, entries, plan_of, signed, step, steps
from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import Cast, Player, make_player
from waarborg.plumbing import tenancy
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.plumbing.slots import panels
from waarborg.plumbing.tenancy import Role
from waarborg.promises.models import AgreementVersion, ClockRun

Enter = Callable[[Player], Client]
SIGNED = "2026-01-31 11:00"


def mails() -> list[tuple[str, str]]:
    with tenancy.enter(Role.DESK):
        rows = OutboxMail.objects.filter(template="contracts/mail/onboarding.txt").order_by("written", "to_address")
        return [(one.to_address.partition("@")[0], one.subject) for one in rows]


@pytest.mark.clause("AP-04")
def test_a_workshop_is_not_done_while_the_data_is_not_there_unless_a_service_manager_says_why(
    cast: Cast, appreo: AgreementVersion
) -> None:
    held = signed(cast, appreo, SIGNED)
    workshop = step(cast, held, "workshop")
    success = make_player(cast.provider, "L. Voorbeeld", "l.voorbeeld@example.nl", roles.SUCCESS)
    before = entries(cast)
    for player, despite in ((cast.manager, ""), (success, "De klant wil door.")):
        with pytest.raises(NotLoaded) as refused:
            completed(player, cast, held, workshop, "2026-03-02 10:00", despite=despite)
        assert refused.value.say("nl") == "De gegevens zijn nog niet ingericht."
    assert [one for one in entries(cast) if one[0] != "act.refused"] == before
    assert not step(cast, held, "workshop").is_done
    made = completed(cast.manager, cast, held, workshop, "2026-03-02 10:00", despite="De klant wil door.")
    assert (made.held_on, made.waived_why) == (date(2026, 3, 2), "De klant wil door.")
    assert "workshop.held" in dict(entries(cast))


@pytest.mark.clause("AP-04")
def test_the_last_step_about_data_loads_it_and_the_last_of_all_completes_the_onboarding_in_time(
    cast: Cast, appreo: AgreementVersion
) -> None:
    held = signed(cast, appreo, SIGNED)
    done(cast, held, "2026-03-02 10:00", "personalise", "integrate")
    completed(cast.owner, cast, held, step(cast, held, "data", last=False), "2026-03-03 10:00")
    assert "onboarding.data-loaded" not in dict(entries(cast))
    completed(cast.manager, cast, held, step(cast, held, "data"), "2026-03-04 10:00")
    assert dict(entries(cast))["onboarding.data-loaded"] == at("2026-03-04 10:00")
    made = completed(cast.manager, cast, held, step(cast, held, "workshop"), "2026-03-10 17:00")
    assert (made.held_on, made.waived_why) == (date(2026, 3, 10), "")
    assert [kind for kind, _at in entries(cast)][-4:] == [
        "onboarding-step.completed", "workshop.held", "contract.start-moved", "onboarding.completed",
    ]  # fmt: skip
    with cast.owner.at_work():
        run = ClockRun.objects.get(promise="contract.onboarding")
    assert (run.verdict, run.stopped_at) == ("met", at("2026-03-10 17:00"))
    assert plan_of(cast, held).completed_at == at("2026-03-10 17:00")
    assert [who for who, subject in mails() if subject == "Uw ingebruikname is afgerond"] == ["b.proef", "t.fictief"]


@pytest.mark.clause("AP-04")
def test_an_onboarding_that_is_not_complete_after_three_months_breaks_the_promise(
    cast: Cast, appreo: AgreementVersion
) -> None:
    held = signed(cast, appreo, SIGNED)
    done(cast, held, "2026-04-29 10:00", "personalise", "integrate", "data")
    completed(cast.manager, cast, held, step(cast, held, "workshop"), "2026-04-30 11:01")
    with cast.owner.at_work():
        assert ClockRun.objects.get(promise="contract.onboarding").verdict == "broken"


def test_a_customer_completes_its_own_steps_and_no_others(cast: Cast, appreo: AgreementVersion) -> None:
    held = signed(cast, appreo, SIGNED)
    theirs, ours = steps(cast, held)[:2]
    with pytest.raises(NotYours):
        completed(cast.owner, cast, held, ours, "2026-02-03 10:00")
    with pytest.raises(NotAllowed):
        completed(cast.ordinary_user, cast, held, theirs, "2026-02-03 10:00")
    with pytest.raises(NoEvidence):
        completed(cast.owner, cast, held, theirs, "2026-02-03 10:00", note="  ")
    plan = plan_of(cast, held)
    with cast.stranger.at_work(), pytest.raises(NotFound):
        from waarborg.contracts.actions.complete_step import Evidence, complete_step

        complete_step(plan, theirs.id, Evidence("x"), by=cast.stranger.actor, at=at("2026-02-03 10:00"))
    assert not any(one.is_done for one in steps(cast, held))
    made = completed(cast.support_contact, cast, held, theirs, "2026-02-03 10:00")
    assert (made.done_by, made.note) == ("S. Monster", "Gedaan.")
    with pytest.raises(StepIsDone):
        completed(cast.owner, cast, held, theirs, "2026-02-03 10:01")
    # Our people tick a step of the customer's too: it told us so by telephone.
    with pytest.raises(HeldLater):
        completed(cast.manager, cast, held, ours, "2026-02-03 11:00", held_on=date(2026, 2, 4))


def test_a_plan_is_changed_and_whoever_has_the_turn_hears_of_it(cast: Cast, appreo: AgreementVersion) -> None:
    held = signed(cast, appreo, SIGNED)
    first = steps(cast, held)[0]
    wanted = Wanted("personalise", "Lever aan", "Hand in", "customer", date(2026, 2, 20), None, cast.owner.person.id)
    with cast.manager.at_work():
        keep_step(plan_of(cast, held), first.id, wanted, by=cast.manager.actor, at=at("2026-02-02 09:00"))
        extra = Wanted("data", "Proefconversie", "Trial run", "provider", date(2026, 3, 30))
        keep_step(plan_of(cast, held), None, extra, by=cast.manager.actor, at=at("2026-02-02 09:05"))
        with pytest.raises(BeforeSigning):
            early = Wanted("data", "Te vroeg", "Too early", "provider", date(2026, 1, 30))
            keep_step(plan_of(cast, held), None, early, by=cast.manager.actor, at=at("2026-02-02 09:06"))
        with pytest.raises(NotFound):
            others = Wanted("data", "x", "x", "customer", date(2026, 3, 1), None, cast.stranger.person.id)
            keep_step(plan_of(cast, held), None, others, by=cast.manager.actor, at=at("2026-02-02 09:07"))
    with cast.agent.at_work(), pytest.raises(NotAllowed):
        keep_step(plan_of(cast, held), None, extra, by=cast.agent.actor, at=at("2026-02-02 09:08"))
    found = steps(cast, held)
    assert [(one.number, one.nl) for one in found][-2:] == [(6, "Proefconversie"), (7, "Workshop voor de backoffice")]
    assert (found[0].theirs_name, found[0].due_on) == ("T. Fictief", date(2026, 2, 20))
    assert mails()[-1] == ("t.fictief", "U bent aan de beurt in de ingebruikname")


def test_who_has_the_turn_is_reminded_three_days_before_and_once_it_is_late(
    cast: Cast, appreo: AgreementVersion
) -> None:
    signed(cast, appreo, SIGNED)
    told = len(mails())
    # Due on 13 February, and the customer's: without an owner its owner and its administrator.
    for when, count in (
        ("2026-02-09 07:00", 0),
        ("2026-02-10 07:00", 2),
        ("2026-02-11 07:00", 2),
        ("2026-02-14 07:00", 4),
    ):
        follow_onboarding(at=at(when).isoformat())
        assert len(mails()) - told == count, when
    assert {subject for _who, subject in mails()[told:]} == {
        "Een stap van de ingebruikname moet bijna klaar zijn", "Een stap van de ingebruikname is te laat",
    }  # fmt: skip


@pytest.fixture
def february(settings: Any) -> None:
    settings.CLOCK_OFFSET = at("2026-02-03 10:00") - timezone.now()


@pytest.mark.clause("AP-04")
def test_both_sides_read_the_plan_and_the_customer_ticks_its_step_with_a_file(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, february: None
) -> None:
    mine, desk = signed_in(cast.owner), signed_in(cast.manager)
    assert "Geen ingebruikname" in mine.get("/portal/onboarding/").content.decode()
    assert "Er loopt geen ingebruikname" in desk.get("/desk/onboardings/").content.decode()
    form = {
        "reference": "C-7", "version": str(appreo), "signed_at": "2026-01-31T11:00", "signed_by": "T. Fictief",
        "term_months": "12", "amendments": "",
    }  # fmt: skip
    there = desk.post(f"/desk/customers/{cast.merendaal.id}/sign/", form)
    assert there.status_code == 302
    page = mine.get("/portal/onboarding/").content.decode()
    assert "U bent aan de beurt" in page and "Lever uw huisstijl en wensen aan" in page and "30 april 2026" in page
    assert "U bent aan de beurt" in mine.get("/portal/").content.decode()
    assert "30 april 2027" in mine.get("/portal/agreement/").content.decode()
    with cast.owner.at_work():
        first = OnboardingStep.objects.order_by("number")[0]
    sent = {"plan": str(first.onboarding_id), "step": str(first.id), "note": ""}
    assert mine.post("/portal/onboarding/", sent).status_code == 422
    upload = SimpleUploadedFile("huisstijl.pdf", b"%PDF-1.7 voorbeeld", content_type="application/pdf")
    assert mine.post("/portal/onboarding/", {**sent, "file": upload}).status_code == 302
    with cast.owner.at_work():
        first.refresh_from_db()
        assert first.is_done and first.file_name == "huisstijl.pdf"
        assert attached([first.file_id]) == {first.file_id}
    assert "Wij zijn aan de beurt" in mine.get("/portal/onboarding/").content.decode()
    assert mine.get(f"/files/{first.file_id}/").status_code == 200
    for other in (cast.stranger, cast.ordinary_user):
        assert signed_in(other).get(f"/files/{first.file_id}/").status_code == 404
    plan = there.headers["Location"]
    text = desk.get(plan).content.decode()
    assert "huisstijl.pdf" in text and "1 van 6 stappen klaar" in text and "30 apr" in text
    assert desk.get(f"{plan}steps/new/").status_code == 200
    assert desk.post(f"{plan}steps/new/", {"kind": "data", "nl": "Extra", "side": "provider"}).status_code == 422
    extra = {"kind": "data", "nl": "Extra", "side": "provider", "due_on": "2026-03-30"}
    assert desk.post(f"{plan}steps/new/", extra).status_code == 302
    assert "Extra" in desk.get(plan).content.decode()
    assert desk.get(f"/desk/contracts/{plan_of_first(cast)}/").headers["Location"] == plan


def plan_of_first(cast: Cast) -> str:
    with cast.owner.at_work():
        return str(OnboardingStep.objects.select_related("onboarding").order_by("number")[0].onboarding.contract_id)


def test_the_list_asks_as_much_for_three_as_for_one(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, february: None
) -> None:
    desk = signed_in(cast.manager)
    asked = []
    for count in (1, 3):
        for number in range(count):
            signed(cast, appreo, SIGNED, now="2026-02-02 10:00", reference=f"C-{count}-{number}")
        desk.get("/desk/onboardings/")
        with CaptureQueriesContext(connection) as queries:
            page = desk.get("/desk/onboardings/").content.decode()
        assert page.count("<tr data-row") == count + (count == 3)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_the_portals_first_page_says_whose_turn_it_is_in_one_question_until_all_is_done(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, settings: Any
) -> None:
    settings.CLOCK_OFFSET = at("2026-02-10 10:00") - timezone.now()
    held, [panel] = signed(cast, appreo, SIGNED), [one for one in panels("portal.home") if "onboarding" in one.name]
    client = signed_in(cast.owner)
    while not all(one.is_done for one in steps(cast, held)):
        turn = next(one for one in steps(cast, held) if not one.is_done)
        page = client.get("/portal/").content.decode()
        shown = page.partition('id="onboarding-h"')[2].partition("</section>")[0]
        assert turn.nl in shown
        assert ("U bent aan de beurt" if turn.side == "customer" else "Wij zijn aan de beurt") in shown
        completed(cast.manager, cast, held, turn, "2026-02-10 10:00")
    assert 'id="onboarding-h"' not in client.get("/portal/").content.decode()
    assert panel.budget == 1
