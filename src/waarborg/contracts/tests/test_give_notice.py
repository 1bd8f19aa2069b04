"""Giving notice: the old terms hold on, the end comes by itself, and it can be taken back."""

from datetime import date
from typing import Any

import pytest

from waarborg.contracts.actions.give_notice import (
    AlreadyRunning,
    NoRight,
    NothingBinds,
    NotYours,
    give_notice,
    take_effect,
    withdraw_notice,
)
from waarborg.contracts.actions.keep_contract import keep_contract
from waarborg.contracts.models import Termination
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.promises.actions.bind import bind
from waarborg.promises.actions.judge_version import StillWaits
from waarborg.promises.actions.objections import accept, decide, object_to
from waarborg.promises.models import AgreementVersion, Announcement, Binding
from waarborg.promises.profiles import profile
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.agreement.enforcement import not_yet_enforced
from waarborg.promises.rules.registry import known
from waarborg.promises.tests.announced import again, announced, as_, bindings, bound_to, objections, publish_profile
from waarborg.support.tests.reports import at

START = ("1", at("2026-01-01 00:00"))


@pytest.fixture
def perplex(cast: Cast) -> AgreementVersion:
    return bound_to(cast, "perplex-dbc")


@pytest.fixture
def told(cast: Cast, perplex: AgreementVersion) -> Announcement:
    """Version 8, announced on 31 December, to apply two months later."""
    newer = publish_profile(cast, "perplex-dbc", "8", when="2026-12-31 00:00", worse=True)
    return announced(cast, newer, when="2026-12-31 00:00", since="2027-02-28 00:00")


def signed(cast: Cast, version: AgreementVersion, first: date, when: str = "2026-01-05 10:00") -> None:
    with cast.manager.at_work():
        keep_contract(cast.merendaal.id, version, reference="C-1", starts_on=first, by=cast.manager.actor, at=at(when))


def leave(player: Player, cast: Cast, when: str, **more: Any) -> Termination:
    with player.at_work():
        made: Termination = give_notice(cast.merendaal.id, by=player.actor, at=at(when), **more)
    return made


def entries(cast: Cast) -> list[str]:
    with cast.owner.at_work():
        rows = JournalEntry.objects.filter(kind__startswith="contracts.").order_by("sequence")
        return [kind.removeprefix("contracts.") for kind in rows.values_list("kind", flat=True)]


@pytest.mark.clause("PX-06")
def test_who_leaves_after_a_rejected_objection_keeps_the_old_terms_to_the_end_of_the_notice(
    cast: Cast, perplex: AgreementVersion, told: Announcement
) -> None:
    signed(cast, perplex, date(2026, 1, 1), "2026-12-31 09:00")
    as_(cast.support_contact, object_to, told.id, "De termijn past ons niet.", when="2027-01-10 11:00")
    (held,) = objections(cast)
    as_(cast.manager, decide, held.id, "stands", "Wij hebben het gewogen.", when="2027-01-10 15:00")
    assert bindings(cast) == [START, ("8", at("2027-02-28 00:00"))]
    made = leave(cast.owner, cast, "2027-01-10 16:00", why="Wij gaan weg.", announcement=told.id)
    # Two licence years have begun, so two months, which is longer than the two months after the announcement.
    assert (made.last_day, made.ends_at) == (date(2027, 3, 10), at("2027-03-11 00:00"))
    assert bindings(cast) == [START]
    assert again(cast, told).starts_at is None
    assert entries(cast) == ["contract.started", "termination.requested", "notice.received"]
    with cast.manager.at_work():
        take_effect(made.id, at=made.ends_at)
        held_now = Binding.objects.get(tenant_id=cast.merendaal.id)
    assert (held_now.version_id, held_now.ends_at) == (perplex.id, made.ends_at)
    assert entries(cast)[-1] == "termination.took-effect"
    assert again(cast, told).state == "withdrawn"


@pytest.mark.clause("PX-06")
def test_nothing_new_applies_while_notice_runs_and_whoever_stays_after_all_is_on_the_new_version(
    cast: Cast, perplex: AgreementVersion, told: Announcement
) -> None:
    assert bindings(cast)[-1] == ("8", at("2027-02-28 00:00"))
    made = leave(cast.owner, cast, "2027-01-10 16:00")
    # Agreeing to the new version does not buy off a notice that runs.
    as_(cast.owner, accept, told.id, when="2027-01-11 09:00")
    assert bindings(cast) == [START]
    with cast.manager.at_work(), pytest.raises(StillWaits):
        bind(told.version, by=cast.manager.actor, at=at("2027-03-01 09:00"), tenant=cast.merendaal.id)
    as_(cast.owner, withdraw_notice, made.id, when="2027-01-12 09:00")
    assert bindings(cast) == [START, ("8", at("2027-01-12 09:00"))]
    assert entries(cast)[-1] == "termination.withdrawn"


def test_the_end_is_mailed_once_to_owners_and_administrators_and_comes_once(
    cast: Cast, perplex: AgreementVersion
) -> None:
    signed(cast, perplex, date(2022, 3, 1))
    made = leave(cast.administrator, cast, "2026-01-15 12:00")
    with cast.manager.at_work():
        mails = OutboxMail.objects.filter(template="contracts/mail/notice.txt")
        assert {one.to_person for one in mails} == {cast.owner.person.id, cast.administrator.person.id}
        assert "15 mei 2026" in mails.get(to_person=cast.owner.person.id).subject
        take_effect(made.id, at=at("2026-05-15 23:59"))
        assert Termination.objects.get(id=made.id).state == "running"
        for _ in range(2):
            take_effect(made.id, at=made.ends_at)
    assert entries(cast).count("termination.took-effect") == 1


def test_one_notice_at_a_time_and_only_by_who_may(cast: Cast, perplex: AgreementVersion) -> None:
    for player, refusal in (
        (cast.support_contact, NotAllowed),
        (cast.ordinary_user, NotAllowed),
        (cast.agent, NotAllowed),
        (cast.stranger, NotFound),
    ):
        with pytest.raises(refusal):
            leave(player, cast, "2026-02-01 10:00")
    made = leave(cast.owner, cast, "2026-02-01 10:00")
    with pytest.raises(AlreadyRunning):
        leave(cast.manager, cast, "2026-02-01 11:00")
    with pytest.raises(NotYours):
        as_(cast.manager, withdraw_notice, made.id, when="2026-02-01 11:00")
    with pytest.raises(NotFound):
        as_(cast.stranger, withdraw_notice, made.id, when="2026-02-01 11:00")
    with cast.manager.at_work():
        assert Termination.objects.count() == 1


@pytest.mark.clause("PX-30")
def test_the_provider_s_notice_is_twelve_months(cast: Cast, perplex: AgreementVersion) -> None:
    made = leave(cast.manager, cast, "2026-02-01 10:00", why="Wij stoppen met deze dienst.")
    assert (made.by_customer, made.last_day) == (False, date(2027, 2, 1))


def test_without_a_right_in_the_agreement_or_without_an_agreement_nothing_ends(cast: Cast) -> None:
    with pytest.raises(NothingBinds):
        leave(cast.owner, cast, "2026-02-01 10:00")
    bound_to(cast, "24office")
    for player in (cast.owner, cast.manager):
        with pytest.raises(NoRight):
            leave(player, cast, "2026-02-01 10:00")
    assert entries(cast) == []


def test_promises_about_leaving_are_enforced() -> None:
    missing = not_yet_enforced(load(profile("perplex-dbc"), name="p.yaml").require(), known())
    for name in ("agreement.change", "agreement.leave", "licence.minimum", "licence.notice", "licence.our-notice"):
        assert name not in missing


def test_a_contract_binds_from_now_where_its_first_day_is_past(cast: Cast) -> None:
    version = publish_profile(cast, "perplex-dbc", "1", when="2025-12-01 09:00")
    signed(cast, version, date(2022, 3, 1), "2026-01-05 10:00")
    assert bindings(cast) == [("1", at("2026-01-05 10:00"))]
