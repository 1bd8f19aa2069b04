"""The register of features: asked for, agreed to, switched on by the success team, declined and never on again."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from waarborg.customers.tests.cast import NOW, Cast, Player
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.promises.models import AgreementVersion
from waarborg.promises.profiles import profile
from waarborg.promises.queries import NotByAgreement, NotYetByAgreement
from waarborg.promises.tests.agreements import publish_and_bind
from waarborg.releases.actions.features.answer import consent, decline, keep_consent, request_feature
from waarborg.releases.actions.features.refusals import (
    AlreadyOn,
    MayNotAgree,
    NoImpact,
    NotConsented,
    NotReleased,
    NotYetThen,
    UnknownForm,
)
from waarborg.releases.actions.features.switch_on import switch_on
from waarborg.releases.models import FeatureChoice
from waarborg.releases.tests.register import (
    WITH_RIGHTS,
    choices,
    entries,
    kept,
    manual,
    released,
    said,
    success_of,
)


@pytest.fixture
def success(cast: Cast) -> Player:
    return success_of(cast)


@pytest.mark.clause("AP-41")
def test_the_customer_asks_and_agrees_and_the_success_team_switches_it_on(
    cast: Cast, appreo: AgreementVersion, success: Player
) -> None:
    made = released(cast)
    with cast.administrator.at_work():
        request_feature(made.id, by=cast.administrator.actor, at=NOW)
    with cast.owner.at_work():
        consent(made.id, by=cast.owner.actor, at=NOW + timedelta(hours=1))
    assert (said(cast.owner, made).state, said(cast.owner, made).is_on) == ("consented", False)
    with success.at_work():
        switch_on(made.id, cast.merendaal.id, by=success.actor, at=NOW + timedelta(hours=2))
    assert said(cast.ordinary_user, made).is_on
    with success.at_work():
        row = FeatureChoice.objects.get()
        assert (row.asked_name, row.consented_name, row.consent_form, row.activated_by) == (
            "B. Proef", "T. Fictief", "in-account", "L. Succes",
        )  # fmt: skip
        entry = JournalEntry.objects.get(kind="releases.feature.activated")
        assert (entry.actor_id, entry.properties["agreed"]) == (success.person.id, str(cast.owner.person.id))
    assert entries(cast.owner) == ["requested", "consented", "activated", "requester-told"]
    # The other customer has nothing of it.
    assert not said(cast.stranger, made).is_on


@pytest.mark.clause("AP-41")
def test_without_consent_it_is_refused_in_the_words_of_the_agreement(
    cast: Cast, appreo: AgreementVersion, success: Player
) -> None:
    made = released(cast)
    with cast.owner.at_work():
        request_feature(made.id, by=cast.owner.actor, at=NOW)
    with success.at_work(), pytest.raises(NotYetByAgreement) as refused:
        switch_on(made.id, cast.merendaal.id, by=success.actor, at=NOW)
    assert refused.value.say("nl") == "Vraag deze functie aan; wij zetten haar na overleg voor u aan."
    assert said(cast.owner, made).state == "requested"


@pytest.mark.clause("AP-41")
def test_only_the_success_team_switches_it_on_where_the_agreement_says_so(cast: Cast, appreo: AgreementVersion) -> None:
    made = released(cast)
    with cast.owner.at_work():
        consent(made.id, by=cast.owner.actor, at=NOW)
    with cast.manager.at_work(), pytest.raises(NotByAgreement) as refused:
        switch_on(made.id, cast.merendaal.id, by=cast.manager.actor, at=NOW)
    assert "uw klantadviseur" in (refused.value.way_out("nl") or "")
    for player in (cast.agent, cast.owner, cast.administrator):
        with player.at_work(), pytest.raises(NotAllowed):
            switch_on(made.id, cast.merendaal.id, by=player.actor, at=NOW)
    assert said(cast.owner, made).state == "consented"


def test_without_an_agreement_nothing_is_on_without_consent_either(cast: Cast, success: Player) -> None:
    made = released(cast)
    with success.at_work(), pytest.raises(NotConsented):
        switch_on(made.id, cast.merendaal.id, by=success.actor, at=NOW)
    assert choices(cast) == []


@pytest.mark.clause("CL-61")
def test_it_comes_into_an_account_only_with_a_manual_that_names_the_rights(cast: Cast, success: Player) -> None:
    publish_and_bind(cast, profile("cliendo"), name="cliendo.yaml", of="cliendo")
    bare, explained = released(cast), released(cast, "explained", manual=manual(cast, WITH_RIGHTS))
    for made in (bare, explained):
        with cast.owner.at_work():
            consent(made.id, by=cast.owner.actor, at=NOW)
    with success.at_work():
        with pytest.raises(NotYetByAgreement) as refused:
            switch_on(bare.id, cast.merendaal.id, by=success.actor, at=NOW)
        switch_on(explained.id, cast.merendaal.id, by=success.actor, at=NOW)
    assert refused.value.say("en") == "The manual of this function is still missing."
    assert (said(cast.owner, bare).is_on, said(cast.owner, explained).is_on) == (False, True)


@pytest.mark.clause("AP-44")
def test_what_is_declined_goes_off_and_stays_off_until_the_customer_agrees_again(
    cast: Cast, appreo: AgreementVersion, success: Player
) -> None:
    made = released(cast)
    with cast.owner.at_work():
        consent(made.id, by=cast.owner.actor, at=NOW)
    with success.at_work():
        switch_on(made.id, cast.merendaal.id, by=success.actor, at=NOW)
    with cast.administrator.at_work():
        for _ in range(2):
            decline(made.id, why=" Wij werken  anders. ", by=cast.administrator.actor, at=NOW + timedelta(days=1))
    held = said(cast.owner, made)
    assert held.choice is not None
    assert (held.state, held.is_on, held.choice.declined_name, held.choice.why) == (
        "declined", False, "B. Proef", "Wij werken anders.",
    )  # fmt: skip
    with success.at_work(), pytest.raises(NotYetByAgreement):
        switch_on(made.id, cast.merendaal.id, by=success.actor, at=NOW + timedelta(days=2))
    assert said(cast.owner, made).state == "declined"
    with cast.owner.at_work():
        consent(made.id, by=cast.owner.actor, at=NOW + timedelta(days=3))
    with success.at_work():
        switch_on(made.id, cast.merendaal.id, by=success.actor, at=NOW + timedelta(days=3))
    assert entries(cast.owner) == [
        "consented", "activated", "requester-told", "declined", "consented", "activated", "requester-told",
    ]  # fmt: skip


@pytest.mark.clause("AP-44")
def test_an_administrator_may_always_decline_also_what_nobody_asked_for(cast: Cast, appreo: AgreementVersion) -> None:
    made = released(cast)
    with cast.administrator.at_work():
        decline(made.id, by=cast.administrator.actor, at=NOW)
    assert said(cast.owner, made).state == "declined"


def test_a_consent_by_telephone_is_written_down_with_whose_it_was_and_when(cast: Cast, success: Player) -> None:
    made, then = released(cast), NOW + timedelta(days=2)
    with success.at_work():
        for person, form, when, refusal in (
            (cast.ordinary_user, "phone", NOW, MayNotAgree),
            (cast.owner, "in-account", NOW, UnknownForm),
            (cast.owner, "phone", then + timedelta(minutes=1), NotYetThen),
            (cast.stranger, "phone", NOW, NotFound),
        ):
            with pytest.raises(refusal):
                keep_consent(
                    made.id, cast.merendaal.id, person.person.id, form, when=when, by=success.actor, at=then
                )  # fmt: skip
        assert FeatureChoice.objects.count() == 0
        keep_consent(made.id, cast.merendaal.id, cast.owner.person.id, "phone", when=NOW, by=success.actor, at=then)
        row = FeatureChoice.objects.get()
    assert (row.said, row.consented_name, row.consented_at, row.consent_form, row.consent_kept_by) == (
        "consented", "T. Fictief", NOW, "phone", "L. Succes",
    )  # fmt: skip


@pytest.mark.clause("AP-38")
def test_both_who_asked_and_who_agreed_get_the_mail_once_and_colleagues_none(cast: Cast, success: Player) -> None:
    made = released(cast)
    with cast.administrator.at_work():
        request_feature(made.id, by=cast.administrator.actor, at=NOW)
    with cast.owner.at_work():
        consent(made.id, by=cast.owner.actor, at=NOW)
    with success.at_work():
        switch_on(made.id, cast.merendaal.id, by=success.actor, at=NOW)
        with pytest.raises(AlreadyOn):
            switch_on(made.id, cast.merendaal.id, by=success.actor, at=NOW)
    with success.at_work():
        rows = OutboxMail.objects.filter(template="releases/mail/feature_ready.txt").order_by("to_address")
        assert list(rows.values_list("to_address", flat=True)) == ["b.proef@example.org", "t.fictief@example.org"]


Act = Callable[..., object]


@pytest.mark.parametrize(
    ("act", "impact", "is_released", "refusal"),
    [
        (request_feature, "none", True, AlreadyOn),
        (consent, "process", False, NotReleased),
        (consent, "none", True, NoImpact),
        (decline, "none", True, NoImpact),
    ],
)
def test_what_makes_no_difference_is_refused_and_nothing_is_kept(
    cast: Cast, act: Act, impact: str, is_released: bool, refusal: type[Exception]
) -> None:
    made = (released if is_released else kept)(cast, impact=impact)
    with cast.owner.at_work(), pytest.raises(refusal):
        act(made.id, by=cast.owner.actor, at=NOW)
    assert choices(cast) == []


def test_an_ordinary_user_neither_agrees_nor_declines(cast: Cast) -> None:
    made = released(cast)
    for act in (request_feature, consent, decline):
        with cast.ordinary_user.at_work(), pytest.raises(NotAllowed):
            act(made.id, by=cast.ordinary_user.actor, at=NOW)
    assert choices(cast) == []
