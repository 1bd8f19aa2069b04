"""Announcing a version: told, proven to have arrived, and in force no sooner than the one in force lets it."""

import json

import pytest

from waarborg.customers.tests.cast import Cast
from waarborg.plumbing.models import JournalData, JournalEntry
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.promises.actions.announce import (
    AnotherAnnounced,
    NotPending,
    came_back,
    tell_again,
    withdraw_announcement,
)
from waarborg.promises.actions.bind import bind
from waarborg.promises.actions.deliveries import note_deliveries
from waarborg.promises.actions.judge_version import StillWaits, TooSoon
from waarborg.promises.actions.objections import accept, confirm
from waarborg.promises.actions.withdraw_binding import InForce, withdraw_binding
from waarborg.promises.models import AgreementVersion, Announcement
from waarborg.promises.queries import compiled
from waarborg.promises.rules.agreement.enforcement import not_yet_enforced
from waarborg.promises.rules.registry import known
from waarborg.promises.tests.announced import (
    again,
    announced,
    as_,
    bindings,
    bound_to,
    delivered,
    kinds,
    mails_become,
    publish_profile,
)
from waarborg.promises.tests.test_bind import other_version
from waarborg.support.tests.reports import at


@pytest.fixture
def office(cast: Cast) -> AgreementVersion:
    return bound_to(cast, "24office")


@pytest.fixture
def worse(cast: Cast, office: AgreementVersion) -> AgreementVersion:
    return publish_profile(cast, "24office", "2", when="2026-01-20 09:00", worse=True)


@pytest.fixture
def told(cast: Cast, worse: AgreementVersion) -> Announcement:
    return announced(cast, worse, when="2026-01-31 09:50", since="2026-02-28 09:50")


START = ("1", at("2026-01-01 00:00"))


# ---- 24Office: a month from the delivery -----------------------------------------------------------------------------
@pytest.mark.clause("TO-18")
def test_a_month_counts_from_the_delivery_and_the_binding_begins_then(cast: Cast, told: Announcement) -> None:
    assert bindings(cast) == [START]
    held = delivered(cast, told, "2026-01-31 10:00")
    assert (held.delivered_at, held.proof) == (at("2026-01-31 10:00"), "mail")
    assert held.starts_at == at("2026-02-28 10:00")
    assert bindings(cast) == [START, ("2", at("2026-02-28 10:00"))]
    assert kinds(cast) == ["version.applied", "version.announced", "version.delivered", "version.applied"]


@pytest.mark.clause("TO-18")
def test_a_mail_that_bounced_leaves_the_old_terms_until_redelivery_plus_one_month(
    cast: Cast, told: Announcement
) -> None:
    mails_become("dead", told, cast)
    assert note_deliveries(at=at("2026-01-31 10:00")) == 0
    held = again(cast, told)
    assert (held.delivered_at, held.starts_at) == (None, None)
    assert bindings(cast) == [START]
    as_(cast.manager, tell_again, told.id, when="2026-02-20 09:00")
    held = delivered(cast, told, "2026-02-20 09:01")
    assert held.starts_at == at("2026-03-20 09:01")
    assert bindings(cast) == [START, ("2", at("2026-03-20 09:01"))]


@pytest.mark.clause("TO-18")
def test_a_mail_that_comes_back_afterwards_takes_the_binding_back(cast: Cast, told: Announcement) -> None:
    delivered(cast, told, "2026-01-31 10:00")
    held = as_(cast.manager, came_back, told.id, when="2026-02-02 09:00")
    assert (held.delivered_at, held.starts_at) == (None, None)
    assert bindings(cast) == [START]
    assert kinds(cast)[-2:] == ["version.returned", "version.withdrawn"]
    held = as_(cast.owner, confirm, told.id, when="2026-02-10 12:00") or again(cast, told)
    assert (held.proof, held.starts_at) == ("portal", at("2026-03-10 12:00"))
    with pytest.raises(NotPending):
        as_(cast.manager, came_back, told.id, when="2026-02-11 09:00")


def test_a_reader_who_confirms_is_the_proof_and_a_second_proof_changes_nothing(cast: Cast, told: Announcement) -> None:
    as_(cast.owner, confirm, told.id, when="2026-02-01 08:00")
    assert again(cast, told).starts_at == at("2026-03-01 08:00")
    assert delivered(cast, told, "2026-02-03 08:00").delivered_at == at("2026-02-01 08:00")
    as_(cast.administrator, confirm, told.id, when="2026-02-04 08:00")
    assert kinds(cast).count("version.delivered") == 1


def test_what_is_wanted_later_begins_later(cast: Cast, worse: AgreementVersion) -> None:
    held = announced(cast, worse, when="2026-01-31 09:50", since="2026-05-01 00:00")
    assert delivered(cast, held, "2026-01-31 10:00").starts_at == at("2026-05-01 00:00")


@pytest.mark.clause("TO-18")
def test_binding_directly_is_held_to_the_same_rules(cast: Cast, worse: AgreementVersion) -> None:
    with pytest.raises(StillWaits) as refused:
        _bind(cast, worse, "2026-01-31 10:00", since="2026-12-31 00:00")
    assert "change.notice" in refused.value.say("nl")
    assert bindings(cast) == [START]
    with pytest.raises(TooSoon):
        announced(cast, worse, when="2026-01-31 10:00", since="2026-02-28 09:59")
    assert bindings(cast) == [START]
    assert kinds(cast) == ["version.applied"]


def _bind(cast: Cast, version: AgreementVersion, when: str, *, since: str) -> None:
    with cast.manager.at_work():
        bind(version, by=cast.manager.actor, at=at(when), tenant=cast.merendaal.id, effective=at(since))


def test_a_version_that_is_only_better_waits_for_nothing(cast: Cast, worse: AgreementVersion) -> None:
    told = announced(cast, worse, when="2026-01-31 09:50", since="2026-02-28 09:50")
    delivered(cast, told, "2026-01-31 10:00")
    better = publish_profile(cast, "24office", "3", when="2026-03-01 09:00")
    held = announced(cast, better, when="2026-03-02 09:00", since="2026-03-03 00:00")
    assert (held.needs_notice, held.starts_at) == (False, at("2026-03-03 00:00"))
    assert bindings(cast)[-1] == ("3", at("2026-03-03 00:00"))


# ---- one at a time, and back -----------------------------------------------------------------------------------------
def test_a_second_version_waits_until_the_first_applies_or_is_withdrawn(
    cast: Cast, worse: AgreementVersion, told: Announcement
) -> None:
    third = publish_profile(cast, "24office", "3", when="2026-02-01 09:00", worse=True)
    with pytest.raises(AnotherAnnounced):
        announced(cast, third, when="2026-02-01 10:00", since="2026-06-01 00:00")
    as_(cast.manager, withdraw_announcement, told.id, when="2026-02-01 11:00")
    assert kinds(cast)[-1] == "version.recalled"
    assert announced(cast, third, when="2026-02-01 12:00", since="2026-06-01 00:00").state == "open"


def test_withdrawing_takes_the_binding_back_until_it_applies(cast: Cast, told: Announcement) -> None:
    delivered(cast, told, "2026-01-31 10:00")
    with pytest.raises(InForce):
        as_(cast.manager, withdraw_announcement, told.id, when="2026-02-28 10:00")
    as_(cast.manager, withdraw_announcement, told.id, when="2026-02-28 09:59")
    assert bindings(cast) == [START]
    assert again(cast, told).state == "withdrawn"


def test_withdrawing_the_binding_withdraws_the_announcement(cast: Cast, told: Announcement) -> None:
    held = delivered(cast, told, "2026-01-31 10:00")
    as_(cast.manager, withdraw_binding, held.binding, when="2026-02-01 10:00")
    held = again(cast, told)
    assert (held.state, held.starts_at, held.binding) == ("withdrawn", None, None)


def test_only_service_managers_announce_and_a_stranger_finds_nothing(cast: Cast, told: Announcement) -> None:
    for act in (tell_again, came_back, withdraw_announcement):
        with pytest.raises(NotAllowed):
            as_(cast.agent, act, told.id, when="2026-02-01 10:00")
    with pytest.raises(NotFound):
        as_(cast.stranger, confirm, told.id, when="2026-02-01 10:00")
    with pytest.raises(NotAllowed):
        as_(cast.ordinary_user, confirm, told.id, when="2026-02-01 10:00")
    assert again(cast, told).delivered_at is None


def test_owner_and_administrator_are_mailed_once_a_round(cast: Cast, told: Announcement) -> None:
    def mailed() -> list[str]:
        with cast.manager.at_work():
            rows = OutboxMail.objects.filter(tenant_id=cast.merendaal.id, template="promises/mail/new_version.txt")
            return sorted(rows.values_list("to_address", flat=True))

    people = sorted([cast.owner.person.email, cast.administrator.person.email])
    assert mailed() == people
    as_(cast.manager, tell_again, told.id, when="2026-02-01 10:00")
    assert mailed() == sorted([*people, *people])
    assert kinds(cast).count("version.announced") == 2


# ---- acceptance ------------------------------------------------------------------------------------------------------
def test_where_agreeing_changes_nothing_it_is_not_asked(cast: Cast, told: Announcement) -> None:
    with pytest.raises(NotPending):
        as_(cast.owner, accept, told.id, when="2026-02-01 10:00")


@pytest.mark.clause("PX-02")
def test_who_agrees_is_recorded_for_whom_to_which_exact_texts_and_the_version_applies_from_then(cast: Cast) -> None:
    bound_to(cast, "perplex-dbc")
    newer = publish_profile(cast, "perplex-dbc", "2", when="2026-03-01 09:00", worse=True)
    told = announced(cast, newer, when="2026-03-02 09:00", since="2026-06-01 00:00")
    as_(cast.owner, accept, told.id, when="2026-03-05 14:00")
    assert bindings(cast) == [START, ("2", at("2026-03-05 14:00"))]
    with cast.owner.at_work():
        entry = JournalEntry.objects.get(kind="promises.version.accepted")
        data = json.loads(JournalData.objects.get(sequence=entry.sequence).data)
    assert data["sha256"] == newer.sha256
    assert data["person"] == str(cast.owner.person.id)
    assert set(data["documents"]) >= {"terms", "dpa"}


# ---- what is enforced ------------------------------------------------------------------------------------------------
@pytest.mark.clause("TO-18", "PX-06")
@pytest.mark.parametrize(
    ("name", "promises"),
    [("24office", ["change.notice"]), ("perplex-dbc", ["agreement.objection", "agreement.objection-decided"])],
)
def test_promises_about_new_versions_are_enforced(cast: Cast, name: str, promises: list[str]) -> None:
    version = bound_to(cast, name)
    unenforced = not_yet_enforced(compiled(version.sha256).agreement, known())
    assert unenforced.keys().isdisjoint(promises)


def test_an_agreement_that_asks_nothing_binds_at_once_and_still_tells(cast: Cast, appreo: AgreementVersion) -> None:
    worse = other_version(cast, ("within: 4 business hours", "within: 8 business hours"))
    held = announced(cast, worse, when="2026-04-07 09:00", since="2026-04-07 09:00")
    assert held.starts_at == at("2026-04-07 09:00")
    assert bindings(cast)[-1] == ("2026.2", at("2026-04-07 09:00"))
    assert len(held.mails) == 2
