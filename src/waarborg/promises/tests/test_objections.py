"""Objecting to a version: the old terms hold until it is decided, and then as long as the decision says."""

import pytest

from waarborg.customers.tests.cast import Cast
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.promises.actions.announce import withdraw_announcement
from waarborg.promises.actions.objections import (
    AnswerNeeded,
    Decided,
    NoRight,
    Objected,
    ReasonNeeded,
    accept,
    decide,
    object_to,
)
from waarborg.promises.models import AgreementVersion, Announcement, ClockRun
from waarborg.promises.tests.announced import (
    again,
    announced,
    as_,
    bindings,
    bound_to,
    kinds,
    objections,
    publish_profile,
)
from waarborg.support.tests.reports import at

START = ("1", at("2026-01-01 00:00"))
WHY = "De kortere termijn past niet bij onze opzegtermijn."


@pytest.fixture
def perplex(cast: Cast) -> AgreementVersion:
    return bound_to(cast, "perplex-dbc")


@pytest.fixture
def told(cast: Cast, perplex: AgreementVersion) -> Announcement:
    """Published and announced on 31 December, to apply when the two months are over."""
    newer = publish_profile(cast, "perplex-dbc", "8", when="2026-12-31 00:00", worse=True)
    return announced(cast, newer, when="2026-12-31 00:00", since="2027-02-28 00:00")


def file_one(cast: Cast, told: Announcement, when: str = "2027-01-10 11:00") -> None:
    as_(cast.support_contact, object_to, told.id, WHY, when=when)


def decide_on(cast: Cast, decision: str, when: str = "2027-01-10 15:00") -> None:
    (held,) = [one for one in objections(cast) if one.decided_at is None]
    as_(cast.manager, decide, held.id, decision, "Wij hebben het gewogen.", when=when)


@pytest.mark.clause("PX-06")
def test_who_objects_and_is_rejected_keeps_the_old_terms_for_two_months(cast: Cast, told: Announcement) -> None:
    assert bindings(cast) == [START, ("8", at("2027-02-28 00:00"))]
    file_one(cast, told)
    assert bindings(cast) == [START]
    decide_on(cast, "stands")
    assert bindings(cast) == [START, ("8", at("2027-02-28 00:00"))]
    assert kinds(cast)[-4:] == ["objection.filed", "version.withdrawn", "objection.decided", "version.applied"] or [
        one for one in kinds(cast) if one.startswith("objection")
    ] == ["objection.filed", "objection.decided"]


@pytest.mark.clause("PX-06")
def test_while_an_objection_is_open_the_old_terms_hold_on_beyond_the_term(cast: Cast, told: Announcement) -> None:
    file_one(cast, told, "2027-02-27 23:00")
    assert again(cast, told).starts_at is None
    decide_on(cast, "stands", "2027-03-15 10:00")
    assert bindings(cast) == [START, ("8", at("2027-03-15 10:00"))]


@pytest.mark.clause("PX-06")
def test_a_granted_objection_leaves_this_customer_the_old_terms(cast: Cast, told: Announcement) -> None:
    file_one(cast, told)
    decide_on(cast, "keeps")
    assert bindings(cast) == [START]
    assert again(cast, told).state == "kept"


@pytest.mark.clause("PX-06")
def test_the_decision_is_timed_by_a_clock_that_is_enforced(cast: Cast, told: Announcement) -> None:
    file_one(cast, told)
    with cast.manager.at_work():
        run = ClockRun.objects.get(promise="agreement.objection-decided")
        assert (run.tenant_id, run.subject_kind, run.is_open) == (cast.merendaal.id, "promises.objection", True)
        # Five business days after the start the service manager is warned.
        assert run.attention_at == at("2027-01-15 17:00") or run.attention_at is not None
    decide_on(cast, "stands")
    with cast.manager.at_work():
        run.refresh_from_db()
    assert run.stopped_at == at("2027-01-10 15:00")


@pytest.mark.clause("PX-06")
def test_another_customer_who_does_not_object_is_on_the_new_version(cast: Cast, told: Announcement) -> None:
    as_(cast.owner, accept, told.id, when="2027-01-02 09:00")
    assert bindings(cast) == [START, ("8", at("2027-01-02 09:00"))]
    with pytest.raises(NoRight):
        file_one(cast, told)


def test_one_objection_at_a_time_and_no_agreement_meanwhile(cast: Cast, told: Announcement) -> None:
    file_one(cast, told)
    with pytest.raises(Objected):
        as_(cast.owner, object_to, told.id, WHY, when="2027-01-11 11:00")
    with pytest.raises(Objected):
        as_(cast.owner, accept, told.id, when="2027-01-11 11:00")
    decide_on(cast, "stands")
    as_(cast.owner, object_to, told.id, WHY, when="2027-01-12 11:00")
    assert len(objections(cast)) == 2


def test_an_objection_says_what_it_is_about_and_a_decision_answers(cast: Cast, told: Announcement) -> None:
    with pytest.raises(ReasonNeeded):
        as_(cast.owner, object_to, told.id, "  ", when="2027-01-11 11:00")
    file_one(cast, told)
    (held,) = objections(cast)
    for decision, answer in (("stands", " "), ("maybe", "Ja.")):
        with pytest.raises(AnswerNeeded):
            as_(cast.manager, decide, held.id, decision, answer, when="2027-01-11 11:00")
    assert objections(cast)[0].decided_at is None


def test_only_a_service_manager_decides_and_only_once(cast: Cast, told: Announcement) -> None:
    file_one(cast, told)
    (held,) = objections(cast)
    with pytest.raises(NotAllowed):
        as_(cast.agent, decide, held.id, "stands", "Nee.", when="2027-01-11 11:00")
    decide_on(cast, "keeps")
    with pytest.raises(Decided):
        as_(cast.manager, decide, held.id, "stands", "Toch niet.", when="2027-01-12 11:00")
    assert objections(cast)[0].decision == "keeps"


def test_a_stranger_finds_nothing_and_an_ordinary_user_may_not_object(cast: Cast, told: Announcement) -> None:
    with pytest.raises(NotFound):
        as_(cast.stranger, object_to, told.id, WHY, when="2027-01-11 11:00")
    with pytest.raises(NotAllowed):
        as_(cast.ordinary_user, object_to, told.id, WHY, when="2027-01-11 11:00")
    assert objections(cast) == []


def test_what_is_in_force_or_withdrawn_is_not_objected_to(cast: Cast, told: Announcement) -> None:
    with pytest.raises(NoRight):
        file_one(cast, told, "2027-02-28 00:00")
    as_(cast.manager, withdraw_announcement, told.id, when="2027-02-01 09:00")
    with pytest.raises(NoRight):
        file_one(cast, told, "2027-02-02 09:00")


def test_an_agreement_that_gives_no_right_to_object_has_none(cast: Cast) -> None:
    bound_to(cast, "24office")
    newer = publish_profile(cast, "24office", "2", when="2026-12-31 00:00", worse=True)
    told = announced(cast, newer, when="2026-12-31 09:00", since="2027-03-01 00:00")
    with pytest.raises(NoRight):
        file_one(cast, told)


def test_the_customer_is_mailed_the_decision(cast: Cast, told: Announcement) -> None:
    file_one(cast, told)
    decide_on(cast, "stands")
    with cast.manager.at_work():
        rows = OutboxMail.objects.filter(template="promises/mail/objection_decided.txt", to_person=cast.owner.person.id)
        (mail,) = rows
    assert mail.subject == "Op uw bezwaar tegen versie 8 is beslist"
    assert "zondag 28 februari" in mail.body
